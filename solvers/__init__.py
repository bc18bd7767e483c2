"""How the best plan is found and proven."""

from typing import TYPE_CHECKING

from geodata.lazy import public_names

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

# Import what needs the engine when it is first asked for: the proof does without it.
__getattr__, __dir__ = public_names(__name__, __all__, _HOMES)
