"""How the best plan is found and proven."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from solvers.budget import Budget
    from solvers.engine import EngineError, solve
    from solvers.nearly_best.alternatives import Alternatives, alternatives
    from solvers.outcome import Outcome, Status
    from solvers.proof.proving import Verdict, prove
    from solvers.questions.answer import Answer
    from solvers.questions.planner import Planner
    from solvers.questions.price import PriceList, price
    from solvers.sweeping.store import Result, Store
    from solvers.sweeping.sweeping import Manner, solve_sweep
    from solvers.trade_offs.frontier import Frontier, frontier

__all__ = [
    "Alternatives",
    "Answer",
    "Budget",
    "EngineError",
    "Frontier",
    "Manner",
    "Outcome",
    "Planner",
    "PriceList",
    "Result",
    "Status",
    "Store",
    "Verdict",
    "alternatives",
    "frontier",
    "price",
    "prove",
    "solve",
    "solve_sweep",
]

_HOMES = {
    "Alternatives": "nearly_best.alternatives",
    "Answer": "questions.answer",
    "Budget": "budget",
    "EngineError": "engine",
    "Frontier": "trade_offs.frontier",
    "Manner": "sweeping.sweeping",
    "Outcome": "outcome",
    "Planner": "questions.planner",
    "PriceList": "questions.price",
    "Result": "sweeping.store",
    "Status": "outcome",
    "Store": "sweeping.store",
    "Verdict": "proof.proving",
    "alternatives": "nearly_best.alternatives",
    "frontier": "trade_offs.frontier",
    "price": "questions.price",
    "prove": "proof.proving",
    "solve": "engine",
    "solve_sweep": "sweeping.sweeping",
}


def __getattr__(name: str) -> Any:
    """Import what needs the engine when it is first asked for.

    Not by `geodata.lazy`: the proof does without the engine, and without any other room.
    """
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    home, _, own_name = _HOMES[name].partition(":")
    return getattr(import_module(f"{__name__}.{home}"), own_name or name)


def __dir__() -> list[str]:
    """Return the public names, for completion in a notebook."""
    return sorted(__all__)
