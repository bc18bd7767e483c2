"""Why a scenario has no lawful plan: the way in to `solvers.why_not` from what a solve knows."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from modelling.case import Case
from solvers.budget import Budget
from solvers.combination import CountSearch, Progress
from solvers.conflict import Conflict
from solvers.why_not.explaining import explain
from solvers.why_not.words import sentences

NO_TIME = "No plan keeps every rule; no time was left to say why."


def conflicts(
    case: Case, searches: Sequence[CountSearch], budget: Budget, on_progress: Progress
) -> tuple[Conflict, ...]:
    """Return why the scenario that these searches found impossible is so, () without time left.

    SHAs for which some plan was found on the way are possible by themselves and not looked at.
    """
    if budget.over:
        return ()
    fine = {s for search in searches if _has_plan(search) for s in search.block.shas}
    return explain(case, budget, on_progress, fine)


def in_words(found: Sequence[Conflict]) -> tuple[str, ...]:
    """Return the conflicts as sentences, or that there was no time to find any."""
    return tuple(s for conflict in found for s in sentences(conflict)) or (NO_TIME,)


def _has_plan(search: CountSearch) -> bool:
    return bool(np.any(search.values() > -np.inf))
