"""What England is: PCTs, borders, patient flows, consortia. Loads, checks and builds."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from geodata.problems import InputError, Problem

if TYPE_CHECKING:
    from geodata.geography import EDGE_KINDS, Geography
    from geodata.loading import load_geography

__all__ = ["EDGE_KINDS", "Geography", "InputError", "Problem", "load_geography"]

_HOME = {"EDGE_KINDS": "geography", "Geography": "geography", "load_geography": "loading"}


def __getattr__(name: str) -> Any:
    """Import what reads tables and shapes when it is first asked for: it takes half a second."""
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
