"""`alternatives`: the plans nearly as good as the best, and what all of them agree on."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from geodata.geography import Geography
from geodata.problems import Problem, raise_if_any
from geodata.words import counted
from modelling.cache import Cache
from modelling.case import Case
from modelling.listing import DEFAULT_CAP
from modelling.moves import Move, moves
from modelling.naming import named_plan
from modelling.plan import Plan
from modelling.scenario import Scenario
from solvers.blocks import Block
from solvers.budget import Budget
from solvers.choosing import block_searches, chosen_searches
from solvers.combination import Progress, combine, national_counts
from solvers.engine import OPTIMAL_GAP, solve, verified
from solvers.library import SolverName, problems_with
from solvers.nearly_best.differing import differing_plans
from solvers.nearly_best.near_best import near_best
from solvers.nearly_best.plan_counts import PlanCounts
from solvers.nearly_best.settled import (
    Neighbours,
    Place,
    cluster_weights,
    listed_weights,
    neighbours,
    pairs_of,
    places,
)
from solvers.nearly_best.tolerance import Tolerance
from solvers.outcome import Status
from solvers.ranking.block_plans import HAIR
from solvers.ranking.plans_in_order import PlansInOrder, RankedPlan
from solvers.search import BlockSearch


@dataclass(frozen=True, eq=False)
class Alternative:
    """One plan: its score, what it gives up against the best, and what moves from the best to it.

    `scores` holds every objective that the geography has data for, in [0, 1].
    """

    plan: Plan
    score: float
    given_up: float
    scores: Mapping[str, float]
    moves: tuple[Move, ...]


@dataclass(frozen=True, eq=False)
class Alternatives:
    """The plans nearly as good as the best of a scenario, best first.

    status      optimal, infeasible (see `reasons`), or stopped before a best plan was proven
    within      the tolerance asked for, None for the best plans whatever they score
    count       most plans to list; `differ`, the least PCTs by which they differ from each other
    plans       the plans listed, the best one first
    complete    whether these are all there are (within the tolerance, and differing enough)
    cut_short   whether a time limit or a limit of the search ended it, so that it is not known
                if there are more
    total       least and most that the number of plans within the tolerance can be (None: unknown)
    over_all    whether `neighbours` and `places` are about all plans within the tolerance, or only
                about those listed
    seconds     how long it took
    """

    scenario: Scenario
    geography: Geography
    status: Status
    within: Tolerance | None
    count: int
    differ: int
    plans: tuple[Alternative, ...] = ()
    complete: bool = False
    cut_short: bool = False
    total: tuple[float, float] | None = None
    over_all: bool = False
    neighbours: tuple[Neighbours, ...] = ()
    places: tuple[Place, ...] = ()
    reasons: tuple[str, ...] = ()
    seconds: float = field(default=0.0)

    @property
    def tolerated(self) -> float | None:
        """The score that may be given up, None where there is no tolerance or no best plan."""
        return self.within.given_up(self.plans[0].score) if self.within and self.plans else None


def alternatives(
    scenario: Scenario,
    geography: Geography,
    within: str | float | Tolerance | None = None,
    count: int = 20,
    differ: int = 0,
    solver: SolverName = "cbc",
    budget: Budget | None = None,
    cap: int = DEFAULT_CAP,
    cache: Cache | None = None,
    on_progress: Progress = lambda _text: None,
) -> Alternatives:
    """Return the `count` best plans of the scenario, and what they or all near-best plans agree on.

    `within` is a share of the best score ("1%") or a score (0.002) that may be given up; with it,
    `neighbours` and `places` are about all plans within it, however many. With `differ`, each plan
    listed is the best that differs in so many PCTs or more from every plan listed before it.
    Raises `InputError` for what `solvers.engine.solve` does, for a tolerance that is none, and for
    objectives in order of importance; `EngineError` when a plan fails its check.
    """
    began = time.perf_counter()
    tolerance = Tolerance.of(within) if isinstance(within, str | float | int) else within
    raise_if_any([*problems_with(solver), *_in_order_of_importance(scenario)])
    question = _Question(
        Case.of(scenario, geography), tolerance, count, differ, budget or Budget(), on_progress
    )
    on_progress("Listing lawful clusters (the first run compiles for some seconds)")
    found = question.answer(solver, cap, cache)
    return replace(found, seconds=time.perf_counter() - began)


def _in_order_of_importance(scenario: Scenario) -> Iterator[Problem]:
    if scenario.priority is not None:
        message = "plans are ranked by one weighted score, not by objectives in order of importance"
        remedy = "leave priority out and weigh the objectives instead"
        yield scenario.problem(("priority",), message, remedy)


@dataclass(frozen=True)
class _Question:
    """What was asked for, and the steps to its answer."""

    case: Case
    within: Tolerance | None
    count: int
    differ: int
    budget: Budget
    tell: Progress

    def answer(self, solver: SolverName, cap: int, cache: Cache | None) -> Alternatives:
        """Solve the scenario, rank the plans, and sum up what they agree on."""
        case = self.case
        chosen = chosen_searches(case, solver, self.budget, cap, cache, self.tell)
        searches = block_searches(chosen, case)
        combined = combine(searches, case, self.budget, self.tell)
        nothing = Alternatives(
            case.scenario, case.geography, Status.STOPPED, self.within, self.count, self.differ
        )
        if combined.columns is None and combined.bound == -np.inf:
            outcome = solve(case.scenario, case.geography, solver, None, cap, self.budget, cache)
            return replace(nothing, status=outcome.status, reasons=outcome.reasons)
        if combined.columns is None or combined.bound > combined.value + OPTIMAL_GAP:
            return replace(nothing, cut_short=True)
        best = RankedPlan(combined.value, tuple(tuple(sorted(c)) for c in combined.columns))
        least = -np.inf
        if self.within:
            least = best.value - self.within.given_up(best.value + self._constant)
        return self._nearly_as_good(replace(nothing, status=Status.OPTIMAL), searches, best, least)

    def _nearly_as_good(
        self,
        nothing: Alternatives,
        searches: Sequence[BlockSearch],
        best: RankedPlan,
        least: float,
    ) -> Alternatives:
        """Return the plans worth `least` or more, and what they agree on."""
        blocks = [search.block for search in searches]
        ranked, complete, cut_short = self._ranked(searches, best, least)
        self.tell(f"Checking {counted(len(ranked), 'plan')}")
        every = self.differ == 0 and complete
        near = None
        if self.within and not every:
            self.tell("Counting all plans within the tolerance")
            near = near_best(searches, national_counts(self.case), least, self.budget)
            cut_short = cut_short or self.budget.over
        total: tuple[float, float] | None = None
        if near is not None:
            counts = PlanCounts(near)
            total, weights, plans = counts.total(), *cluster_weights(near, counts, blocks)
        else:
            total = (float(len(ranked)),) * 2 if every else None
            weights, plans = listed_weights(ranked, blocks), float(len(ranked))
        return replace(
            nothing,
            plans=tuple(self._checked(ranked, blocks)),
            complete=complete,
            cut_short=cut_short,
            total=total,
            over_all=every or near is not None,
            neighbours=tuple(neighbours(weights, plans, pairs_of(self.case))),
            places=tuple(places(weights, plans)),
        )

    def _ranked(
        self, searches: Sequence[BlockSearch], best: RankedPlan, least: float
    ) -> tuple[list[RankedPlan], bool, bool]:
        """Return the plans to list, whether there are no more, and whether that is unknown."""
        national = national_counts(self.case)
        if self.differ:
            self.tell(f"Looking for plans that differ in {counted(self.differ, 'PCT')} or more")
            found = differing_plans(
                searches, national, best, self.count, self.differ, least, self.budget
            )
            return list(found.plans), found.exhausted, found.stopped
        self.tell("Ranking the plans next to the best")
        every = PlansInOrder(searches, national, self.budget)
        ranked: list[RankedPlan] = []
        for plan in every:
            if len(ranked) == self.count or plan.value < least - HAIR:
                return ranked, plan.value < least - HAIR, False
            ranked.append(plan)
        return ranked or [best], not every.stopped, every.stopped

    def _checked(
        self, ranked: Iterable[RankedPlan], blocks: Sequence[Block]
    ) -> Iterator[Alternative]:
        """Yield the plans, each checked against every rule and rescored by the plain formulas."""
        case, geography = self.case, self.case.geography
        best: Alternative | None = None
        for number, found in enumerate(ranked, start=1):
            groups = [
                pcts
                for block, columns in zip(blocks, found.columns, strict=True)
                for _, pcts in block.members(columns)
            ]
            name = f"{case.scenario.name} {number}"
            plan = named_plan(groups, geography, name)
            scores = verified(plan, case, found.value + self._constant)
            score = scores["objective"]
            if best is None:
                best = Alternative(plan, score, 0.0, scores, ())
                yield best
                continue
            moved = moves(best.plan, plan, geography.residents)
            yield Alternative(plan, score, max(0.0, best.score - score), scores, moved)

    @property
    def _constant(self) -> float:
        return sum(o.weight * o.constant for o in self.case.scenario.objectives.active())
