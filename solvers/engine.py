"""The engine: list the candidates, solve every SHA for the counts that matter, combine, verify."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import numpy as np

from geodata.geography import Geography
from geodata.problems import raise_if_any
from modelling.cache import Cache
from modelling.case import Case
from modelling.check import every_violation
from modelling.listing import DEFAULT_CAP
from modelling.naming import named_plan
from modelling.plan import Plan
from modelling.scenario import Scenario
from modelling.scoring import scores
from solvers.budget import Budget
from solvers.choosing import Chosen, chosen_searches, remember
from solvers.combination import Combined, Progress
from solvers.explain import conflicts, in_words
from solvers.library import SolverName, problems_with
from solvers.outcome import Outcome, Status
from solvers.trade_offs.priority import combine_chosen, scored_for
from solvers.why_not.in_brief import in_brief

OPTIMAL_GAP = 1e-8


class EngineError(Exception):
    """The engine's own result failed its check: a fault of the program, never of the input."""


def solve(
    scenario: Scenario,
    geography: Geography,
    solver: SolverName = "cbc",
    time_limit_s: float | None = None,
    cap: int = DEFAULT_CAP,
    budget: Budget | None = None,
    cache: Cache | None = None,
    on_progress: Progress = lambda _text: None,
    why_not: bool = True,
) -> Outcome:
    """Return the best plan of the scenario on the geography, with proof of how good it is.

    Where there is none the outcome says why, in full (it may take seconds) or, where `why_not` is
    false, in a sentence on what the search for it came upon.
    Raises `InputError` when scenario and geography contradict each other, an SHA has more than
    `cap` candidates or the solver cannot be run, and `EngineError` when the plan found fails its
    own check.
    """
    budget = budget or Budget(time_limit_s)
    cache = cache or Cache()
    clock = _Clock()
    raise_if_any(problems_with(solver))
    case = Case.of(scenario, geography)
    on_progress("Listing lawful clusters (the first run compiles for some seconds)")
    with clock.stage("list and score"):
        chosen = chosen_searches(scored_for(case), solver, budget, cap, cache, on_progress)
    with clock.stage("solve"):
        ordered = combine_chosen(chosen, case, solver, budget, on_progress)
        remember(chosen, case, cache)
    with clock.stage("check"):
        outcome = _outcome(ordered.combined, case, chosen)
    if ordered.reasons:
        outcome = replace(outcome, reasons=ordered.reasons)
    elif outcome.status is Status.INFEASIBLE and why_not:
        with clock.stage("explain"):
            why = conflicts(case, [c.search for c in chosen], budget, on_progress)
        outcome = replace(outcome, conflicts=why, reasons=in_words(why))
    elif outcome.status is Status.INFEASIBLE:
        outcome = replace(outcome, reasons=(in_brief(chosen, case),))
    if ordered.stages:  # what the searches know is by other weights than the stages went by
        outcome = replace(outcome, stages=ordered.stages, counts=())
    return replace(outcome, solver=solver, seconds=clock.seconds)


def _outcome(combined: Combined, case: Case, chosen: Sequence[Chosen]) -> Outcome:
    """Return the outcome that the combined search amounts to, its plan checked and rescored."""
    searches = [c.search for c in chosen]
    known = Outcome(
        scenario=case.scenario,
        geography=case.geography,
        status=Status.STOPPED,
        candidates={sha: n for c in chosen for sha, n in c.looked_at.items()},
        engines={c.search.block.name: str(c.engine) for c in chosen},
        counts=tuple(row for search in searches for row in search.certificate()),
    )
    if combined.columns is None and combined.bound == -np.inf:
        return replace(known, status=Status.INFEASIBLE)
    constant = sum(o.weight * o.constant for o in case.scenario.objectives.active())
    bound = None if combined.bound == np.inf else combined.bound + constant
    if combined.columns is None:
        return replace(known, bound=bound)
    pairs = zip(searches, combined.columns, strict=True)
    groups = [pcts for s, columns in pairs for _, pcts in s.block.members(columns)]
    plan = named_plan(groups, case.geography, case.scenario.name)
    found = verified(plan, case, combined.value + constant)
    return replace(known, plan=plan, scores=found, **_judged(found["objective"], bound))


def _judged(objective: float, bound: float | None) -> dict[str, Any]:
    """Return status, objective, bound and gap: what is proven follows from the gap alone."""
    gap = None if bound is None else max(0.0, bound - objective)
    if gap is not None and gap <= OPTIMAL_GAP:
        return {"status": Status.OPTIMAL, "objective": objective, "bound": objective, "gap": 0.0}
    return {"status": Status.FEASIBLE, "objective": objective, "bound": bound, "gap": gap}


def verified(plan: Plan, case: Case, value: float) -> dict[str, float]:
    """Return the plan's scores after checking it and rescoring it by the plain formulas."""
    broken = every_violation(plan, case)
    if broken:
        raise EngineError("the plan found breaks: " + "; ".join(v.message for v in broken))
    found = scores(plan, case)
    if abs(found["objective"] - value) > OPTIMAL_GAP:
        raise EngineError(f"the plan found scores {found['objective']}, not {value}")
    return found


def scale(case: Case) -> float:
    """Return the most that a plan can score."""
    return sum(case.scenario.weights.values())


class _Clock:
    """Adds up the seconds of each stage."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        began = time.perf_counter()
        try:
            yield
        finally:
            self.seconds[name] = self.seconds.get(name, 0.0) + time.perf_counter() - began
