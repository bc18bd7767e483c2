"""How the best plan is found and proven."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from solvers.questions.planner import Planner

__all__ = ["Planner"]


def __getattr__(name: str) -> Any:
    """Import what needs the engine when it is first asked for: the proof does without it."""
    if name != "Planner":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return import_module("solvers.questions.planner").Planner
