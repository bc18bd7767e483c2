"""What England is: PCTs, borders, patient flows, consortia. Loads, checks and builds."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

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


def __getattr__(name: str) -> Any:
    """Import what reads tables and shapes when it is first asked for: it takes half a second."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    home, _, own_name = _HOMES[name].partition(":")
    return getattr(import_module(f"{__name__}.{home}"), own_name or name)


def __dir__() -> list[str]:
    """Return the public names, for completion in a notebook."""
    return sorted(__all__)
