"""What people look at: maps, tables, layers and the record of a run."""

from typing import TYPE_CHECKING

from geodata.lazy import public_names

if TYPE_CHECKING:
    from outputs.comparison.files import write_comparison
    from outputs.comparison.reading import read_comparison
    from outputs.comparison.rows import frame as comparison_frame
    from outputs.implications.files import write_implications
    from outputs.maps.page import MapText, map_page, write_map
    from outputs.maps.printed.difference import difference_picture
    from outputs.maps.printed.drawing import Drawing
    from outputs.maps.printed.plan import plan_picture
    from outputs.notebook.progress import progress
    from outputs.notebook.showing import Shown, show
    from outputs.notebook.showing_maps import show_map
    from outputs.report.pack import Pack, write_pack
    from outputs.report.run import FinishedRun, load_run
    from outputs.run_folder import write_run
    from outputs.sweeps.files import write_sweep_report

__all__ = [
    "Drawing",
    "FinishedRun",
    "MapText",
    "Pack",
    "Shown",
    "comparison_frame",
    "difference_picture",
    "load_run",
    "map_page",
    "plan_picture",
    "progress",
    "read_comparison",
    "show",
    "show_map",
    "write_comparison",
    "write_implications",
    "write_map",
    "write_pack",
    "write_run",
    "write_sweep_report",
]

_HOMES = {
    "Drawing": "maps.printed.drawing",
    "FinishedRun": "report.run",
    "MapText": "maps.page",
    "Pack": "report.pack",
    "Shown": "notebook.showing",
    "comparison_frame": "comparison.rows:frame",
    "difference_picture": "maps.printed.difference",
    "load_run": "report.run",
    "map_page": "maps.page",
    "plan_picture": "maps.printed.plan",
    "progress": "notebook.progress",
    "read_comparison": "comparison.reading",
    "show": "notebook.showing",
    "show_map": "notebook.showing_maps",
    "write_comparison": "comparison.files",
    "write_implications": "implications.files",
    "write_map": "maps.page",
    "write_pack": "report.pack",
    "write_run": "run_folder",
    "write_sweep_report": "sweeps.files",
}

# Import a name when it is first asked for: maps and reports take seconds to import.
__getattr__, __dir__ = public_names(__name__, __all__, _HOMES)
