"""Two plans or more compared: at a terminal, as tables, and as pages with the maps of what differs.

In a notebook `read_comparison(["clusters-2011", "outputs/runs/national/..."])` gives the result,
`frame(found, "scores")` one of its tables, and `write_comparison(folder, found)` its files.
"""

from outputs.comparison.files import write_comparison
from outputs.comparison.reading import read_comparison
from outputs.comparison.rows import frame

__all__ = ["frame", "read_comparison", "write_comparison"]
