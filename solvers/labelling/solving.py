"""Solves a case by the labelling model: every region by itself, the counts put together."""

from __future__ import annotations

from dataclasses import dataclass

from modelling.case import Case
from solvers.budget import Budget
from solvers.combination import Progress, combine
from solvers.labelling.region import make_regions
from solvers.labelling.search import LabellingSearch
from solvers.library import SolverName


@dataclass(frozen=True)
class Labelling:
    """What the labelling model says of a case.

    groups  the PCTs of each cluster of the best plan found, None where none was
    value   its weighted score without the objectives' constants, -inf where there is none
    bound   what no plan exceeds, -inf where there is none, inf where nothing is known
    rounds  integer programs solved
    """

    groups: tuple[tuple[str, ...], ...] | None
    value: float
    bound: float
    rounds: int


def solve_labelling(
    case: Case,
    solver: SolverName = "highs",
    budget: Budget | None = None,
    on_progress: Progress = lambda _text: None,
) -> Labelling:
    """Return the best plan of the case and the bound on all plans.

    Raises `NoLinearForm` where a rule or an objective cannot be said linearly.
    """
    budget = budget or Budget()
    regions = make_regions(case)
    searches = [LabellingSearch(region, solver, budget) for region in regions]
    found = combine(searches, case, budget, on_progress)
    rounds = sum(search.rounds for search in searches)
    if found.columns is None:
        return Labelling(None, found.value, found.bound, rounds)
    chosen = zip(regions, found.columns, strict=True)
    groups = (pcts for region, columns in chosen for _, pcts in region.members(columns))
    return Labelling(tuple(sorted(groups)), found.value, found.bound, rounds)
