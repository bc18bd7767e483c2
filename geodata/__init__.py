"""What England is: PCTs, borders, patient flows, consortia. Loads, checks and builds."""

from typing import TYPE_CHECKING

from geodata.lazy import public_names
from geodata.problems import InputError, Problem

if TYPE_CHECKING:
    from geodata.geography import EDGE_KINDS, Geography
    from geodata.loading import check_geography, load_geography, shipped_geographies

__all__ = [
    "EDGE_KINDS",
    "Geography",
    "InputError",
    "Problem",
    "check_geography",
    "load_geography",
    "shipped_geographies",
]

_HOMES = {
    "EDGE_KINDS": "geography",
    "Geography": "geography",
    "check_geography": "loading",
    "load_geography": "loading",
    "shipped_geographies": "loading",
}

# Import what reads tables and shapes when it is first asked for: it takes half a second.
__getattr__, __dir__ = public_names(__name__, __all__, _HOMES)
