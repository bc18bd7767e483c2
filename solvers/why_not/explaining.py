"""Explains why a scenario has no lawful plan."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace

from modelling.case import Case
from solvers.budget import Budget
from solvers.conflict import Conflict
from solvers.why_not.finding import find
from solvers.why_not.oracle import Oracle
from solvers.why_not.remedies import remedies
from solvers.why_not.words import worded

MOST_CONFLICTS = 4
"""Conflicts that remedies are looked for; the rest are named."""

SECONDS = 20.0
"""How long it may take; what is not settled then is said not to be known."""

MORE = "There may be more to it: the time ran out before everything was looked at"


def explain(
    case: Case,
    budget: Budget | None = None,
    on_progress: Callable[[str], None] = lambda _text: None,
    fine: Collection[str] = (),
    seconds: float = SECONDS,
) -> tuple[Conflict, ...]:
    """Return the conflicts of a scenario that is known to have no lawful plan, with remedies.

    There is one for each group of SHAs that is impossible by itself (several where PCTs have no
    lawful cluster for different reasons), or else one about the number of clusters in all. Each
    is irreducible but for what it says is not settled. `fine` are SHAs that are known to be
    possible by themselves. It ends after so many `seconds` or with the budget, but later where
    it is making a list of clusters or a large integer program just then.
    """
    oracle = Oracle((budget or Budget()).part(seconds))
    found = [worded(c, case, oracle.budget) for c in find(case, oracle, on_progress, fine)]
    if found and oracle.budget.over:
        found[-1] = replace(found[-1], reasons=(*found[-1].reasons, MORE))
    done = []
    for k, conflict in enumerate(found):
        if k >= MOST_CONFLICTS:
            done.append(conflict)
            continue
        on_progress(f"Why not? {conflict.headline}: what would help?")
        others = [c for c in found if c is not conflict]
        helps = tuple(remedies(conflict, others, case, oracle))
        done.append(replace(conflict, remedies=helps))
    return tuple(done)
