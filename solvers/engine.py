"""The engine: list the candidates, solve every SHA for the counts that matter, combine, verify."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np

from geodata.geography import Geography
from modelling.agreement import Agreement, agreement
from modelling.candidates import DEFAULT_CAP, Candidates, list_candidates, scored
from modelling.case import Case
from modelling.check import violations
from modelling.naming import named_plan
from modelling.plan import Plan
from modelling.plan_files import reference_plan
from modelling.scenario import Scenario
from modelling.scoring import cluster_scores, scores
from solvers.blocks import Block, make_blocks
from solvers.budget import Budget
from solvers.counts import best_combination
from solvers.explain import reasons
from solvers.integer import SolverName
from solvers.outcome import Outcome, Status
from solvers.search import BlockSearch

OPTIMAL_GAP = 1e-8
PATCH_SECONDS = 5.0

Progress = Callable[[str], None]


class EngineError(Exception):
    """The engine's own result failed its check: a fault of the program, never of the input."""


@dataclass(frozen=True)
class Combined:
    """The best plan found over all blocks (columns by block, None if none), and the bound."""

    columns: tuple[tuple[int, ...], ...] | None
    value: float
    bound: float


def solve(
    scenario: Scenario,
    geography: Geography,
    solver: SolverName = "cbc",
    time_limit_s: float | None = None,
    cap: int = DEFAULT_CAP,
    budget: Budget | None = None,
    on_progress: Progress = lambda _text: None,
) -> Outcome:
    """Return the best plan of the scenario on the geography, with proof of how good it is.

    Raises `InputError` when scenario and geography contradict each other or an SHA has more
    than `cap` candidates, and `EngineError` when the plan found fails its own check.
    """
    budget = budget or Budget(time_limit_s)
    clock = _Clock()
    case = Case.of(scenario, geography)
    with clock.stage("list"):
        listed = list_candidates(
            case, cap, lambda c: on_progress(f"{c.sha}: {len(c):,} lawful clusters")
        )
    with clock.stage("score"):
        listed = tuple(scored(candidates, case) for candidates in listed)
    blocks = make_blocks(listed, case)
    searches = [BlockSearch(block, _scale(case), solver, budget) for block in blocks]
    least, most = _national(case)
    with clock.stage("solve"):
        combined = _combine(searches, case, (least, most), budget, on_progress)
    with clock.stage("check"):
        return _outcome(case, listed, blocks, searches, combined, solver, clock)


def _combine(
    searches: Sequence[BlockSearch],
    case: Case,
    national: tuple[int, int],
    budget: Budget,
    on_progress: Progress,
) -> Combined:
    """Settle the counts that could be in the best combination, most promising first."""
    for search, count in zip(searches, _fair_counts(searches, case), strict=True):
        if not budget.over:
            on_progress(f"{search.block.name}: bounding {count} clusters")
            search.relax(count)
    while not budget.over:
        bound, counts = best_combination([s.bounds() for s in searches], *national)
        if not counts:
            return Combined(None, -np.inf, -np.inf)
        pairs = list(zip(searches, counts, strict=True))
        open_pairs = [(s, k) for s, k in pairs if not s.settled(k)]
        if not open_pairs:
            return Combined(tuple(s.columns(k) for s, k in pairs), bound, bound)
        unknown = [(s, k) for s, k in open_pairs if not s.relaxed(k)]
        for search, count in unknown or open_pairs:
            doing = "bounding" if unknown else "choosing the best"
            on_progress(f"{search.block.name}: {doing} {count} clusters")
            (search.relax if unknown else search.settle)(count)
        if not unknown and not any(s.settled(k) for s, k in open_pairs):
            break
    return _best_so_far(searches, national)


def _best_so_far(searches: Sequence[BlockSearch], national: tuple[int, int]) -> Combined:
    """Return the best plan known when the search was stopped, and the bound known by then."""
    bound, counts = best_combination([s.bounds() for s in searches], *national)
    for search, count in zip(searches, counts, strict=bool(counts)):
        if search.values()[count] == -np.inf and not search.settled(count):
            search.patch(count, PATCH_SECONDS)
    value, counts = best_combination([s.values() for s in searches], *national)
    if not counts:
        return Combined(None, -np.inf, bound)
    chosen = tuple(s.columns(k) for s, k in zip(searches, counts, strict=True))
    return Combined(chosen, value, max(bound, value))


def _outcome(
    case: Case,
    listed: tuple[Candidates, ...],
    blocks: Sequence[Block],
    searches: Sequence[BlockSearch],
    combined: Combined,
    solver: SolverName,
    clock: _Clock,
) -> Outcome:
    known = {
        "scenario": case.scenario,
        "geography": case.geography,
        "solver": solver,
        "candidates": {candidates.sha: len(candidates) for candidates in listed},
        "counts": tuple(row for search in searches for row in search.certificate()),
        "seconds": clock.seconds,
    }
    constant = sum(o.weight * o.constant for o in case.scenario.objectives.active())
    bound = None if combined.bound == np.inf else combined.bound + constant
    if combined.columns is None:
        if combined.bound == -np.inf:
            why = reasons(case, listed, searches)
            return Outcome(status=Status.INFEASIBLE, reasons=why, **known)
        return Outcome(status=Status.STOPPED, bound=bound, **known)
    groups = [
        pcts
        for block, columns in zip(blocks, combined.columns, strict=True)
        for _, pcts in block.members(columns)
    ]
    plan = named_plan(groups, case.geography, case.scenario.name)
    found = _verified(plan, case, combined.value + constant)
    gap = None if bound is None else max(0.0, bound - found["objective"])
    optimal = gap is not None and gap <= OPTIMAL_GAP
    return Outcome(
        status=Status.OPTIMAL if optimal else Status.FEASIBLE,
        plan=plan,
        objective=found["objective"],
        bound=found["objective"] if optimal else bound,
        gap=0.0 if optimal else gap,
        scores=found,
        cluster_scores=cluster_scores(plan, case),
        agreement=_against_reference(plan, case),
        **known,
    )


def _verified(plan: Plan, case: Case, value: float) -> dict[str, float]:
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


def _national(case: Case) -> tuple[int, int]:
    rule = case.scenario.rules.cluster_count
    return (rule.national if rule else None) or (1, len(case.pcts))


def _scale(case: Case) -> float:
    """Return the most that a plan can score."""
    return sum(case.scenario.weights.values())


def _fair_counts(searches: Sequence[BlockSearch], case: Case) -> Iterator[int]:
    """Yield for each block its share of the clusters asked for, by residents: where to start."""
    least, most = _national(case)
    asked_for = case.clusters_asked_for or min((least + most) / 2, len(case.pcts) / 3)
    for search in searches:
        low, high = search.block.count_range
        people = sum(case.geography.residents[p] for p in search.block.pcts)
        fair = round(asked_for * people / case.total_residents)
        yield min(max(fair, low), high)


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
