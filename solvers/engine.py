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
from geodata.words import counted
from modelling.agreement import Agreement, agreement
from modelling.cache import Cache
from modelling.candidates import Candidates
from modelling.case import Case
from modelling.check import violations
from modelling.listing import DEFAULT_CAP, candidates_of
from modelling.naming import named_plan
from modelling.plan import Plan
from modelling.plan_files import reference_plan
from modelling.scenario import Scenario
from modelling.scoring import cluster_scores, scores
from solvers.blocks import Block, make_blocks
from solvers.budget import Budget
from solvers.combination import Combined, Progress, combine
from solvers.explain import reasons
from solvers.library import SolverName, problems_with
from solvers.outcome import Outcome, Status
from solvers.search import BlockSearch

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
) -> Outcome:
    """Return the best plan of the scenario on the geography, with proof of how good it is.

    Raises `InputError` when scenario and geography contradict each other, an SHA has more than
    `cap` candidates or the solver cannot be run, and `EngineError` when the plan found fails its
    own check.
    """
    budget = budget or Budget(time_limit_s)
    clock = _Clock()
    raise_if_any(problems_with(solver))
    case = Case.of(scenario, geography)
    on_progress("Listing lawful clusters (the first run compiles for some seconds)")
    with clock.stage("list and score"):
        listed = candidates_of(
            case, cap, cache, lambda c: on_progress(f"{c.sha}: {counted(len(c), 'lawful cluster')}")
        )
    blocks = make_blocks(listed, case)
    searches = [BlockSearch(block, scale(case), solver, budget) for block in blocks]
    with clock.stage("solve"):
        combined = combine(searches, case, budget, on_progress)
    with clock.stage("check"):
        outcome = _outcome(combined, case, blocks, searches, listed)
    return replace(outcome, solver=solver, seconds=clock.seconds)


def _outcome(
    combined: Combined,
    case: Case,
    blocks: Sequence[Block],
    searches: Sequence[BlockSearch],
    listed: tuple[Candidates, ...],
) -> Outcome:
    """Return the outcome that the combined search amounts to, its plan checked and rescored."""
    known = Outcome(
        scenario=case.scenario,
        geography=case.geography,
        status=Status.STOPPED,
        candidates={candidates.sha: len(candidates) for candidates in listed},
        counts=tuple(row for search in searches for row in search.certificate()),
    )
    if combined.columns is None and combined.bound == -np.inf:
        why = reasons(case, listed, searches)
        return replace(known, status=Status.INFEASIBLE, reasons=why)
    constant = sum(o.weight * o.constant for o in case.scenario.objectives.active())
    bound = None if combined.bound == np.inf else combined.bound + constant
    if combined.columns is None:
        return replace(known, bound=bound)
    chosen = zip(blocks, combined.columns, strict=True)
    groups = [pcts for block, columns in chosen for _, pcts in block.members(columns)]
    plan = named_plan(groups, case.geography, case.scenario.name)
    found = verified(plan, case, combined.value + constant)
    return replace(
        known,
        plan=plan,
        scores=found,
        cluster_scores=cluster_scores(plan, case),
        agreement=_against_reference(plan, case),
        **_judged(found["objective"], bound),
    )


def _judged(objective: float, bound: float | None) -> dict[str, Any]:
    """Return status, objective, bound and gap: what is proven follows from the gap alone."""
    gap = None if bound is None else max(0.0, bound - objective)
    if gap is not None and gap <= OPTIMAL_GAP:
        return {"status": Status.OPTIMAL, "objective": objective, "bound": objective, "gap": 0.0}
    return {"status": Status.FEASIBLE, "objective": objective, "bound": bound, "gap": gap}


def verified(plan: Plan, case: Case, value: float) -> dict[str, float]:
    """Return the plan's scores after checking it and rescoring it by the plain formulas."""
    broken = list(violations(plan, case))
    if broken:
        raise EngineError("the plan found breaks: " + "; ".join(v.message for v in broken))
    found = scores(plan, case)
    if abs(found["objective"] - value) > OPTIMAL_GAP:
        raise EngineError(f"the plan found scores {found['objective']}, not {value}")
    return found


def _against_reference(plan: Plan, case: Case) -> Agreement | None:
    name = case.geography.reference_plan
    return agreement(plan, reference_plan(name, case.geography)) if name else None


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
