"""What a notebook shows inline, with no network: results, maps, pages and how far work has come."""

from outputs.notebook.progress import progress
from outputs.notebook.showing import Shown, show
from outputs.notebook.showing_maps import show_map

__all__ = ["Shown", "progress", "show", "show_map"]
