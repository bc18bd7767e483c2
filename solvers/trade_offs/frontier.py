"""`frontier`: every plan between two objectives that no lawful plan beats in both."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from geodata.geography import Geography
from geodata.problems import InputError, Problem, nearest, raise_if_any
from geodata.words import counted
from modelling.cache import Cache
from modelling.case import Case
from modelling.check import violations
from modelling.listing import candidates_of
from modelling.moves import moves
from modelling.naming import named_plan
from modelling.objectives.base import Objective
from modelling.plan import Plan
from modelling.plan_files import reference_plan
from modelling.registry import objective_types
from modelling.scenario import Scenario
from solvers.blocks import Block, make_blocks
from solvers.budget import Budget
from solvers.combination import Progress
from solvers.engine import EngineError
from solvers.library import SolverName, problems_with
from solvers.trade_offs.frontier_search import Found, FrontierSearch

ROUNDING = 1e-8
"""By how much the engine's sums may differ from a plan's plain score."""


@dataclass(frozen=True, eq=False)
class Point:
    """One plan of a frontier.

    scores     of the two objectives, in [0, 1]
    moves      PCTs that change clusters from the point before, 0 for the first
    supported  whether some weights of the two objectives make it the best plan
    """

    plan: Plan
    scores: tuple[float, float]
    moves: int
    supported: bool


@dataclass(frozen=True)
class Placed:
    """Where a plan that was not chosen here stands: its scores, and how many rules it breaks."""

    name: str
    scores: tuple[float, float]
    broken: int


@dataclass(frozen=True, eq=False)
class Frontier:
    """The frontier of two objectives under a scenario's rules, best by the first objective first.

    open       where a plan could still be missing: i for between points i and i + 1 (from 0), -1
               for before the first, the last place for after the last; () where it is complete
    impossible whether it is proven that there is no lawful plan at all
    reference  the geography's reference plan, if it has one
    """

    scenario: Scenario
    geography: Geography
    between: tuple[str, str]
    points: tuple[Point, ...]
    open: tuple[int, ...] = ()
    impossible: bool = False
    reference: Placed | None = None
    candidates: Mapping[str, int] = field(default_factory=dict)
    seconds: float = 0.0

    @property
    def complete(self) -> bool:
        """Whether no plan is missing."""
        return not self.open and (bool(self.points) or self.impossible)


def frontier(
    scenario: Scenario,
    geography: Geography,
    between: tuple[str, str],
    solver: SolverName = "highs",
    budget: Budget | None = None,
    cache: Cache | None = None,
    on_progress: Progress = lambda _text: None,
) -> Frontier:
    """Return every plan that no lawful plan beats in both objectives; one of plans that are equal.

    The scenario's weights count for nothing here. Raises `InputError` for objectives that are not
    two, and for what `solvers.engine.solve` does; `EngineError` when a plan fails its check.
    """
    began = time.perf_counter()
    raise_if_any(problems_with(solver))
    case = Case.of(between_alone(scenario, between), geography)
    on_progress("Listing lawful clusters (the first run compiles for some seconds)")
    listed = candidates_of(
        case,
        cache=cache,
        on_listed=lambda c: on_progress(f"{c.sha}: {counted(len(c), 'lawful cluster')}"),
    )
    blocks = make_blocks(listed, case)
    search = FrontierSearch(blocks, between, case, solver, budget or Budget(), on_progress)
    found = search.run()
    on_progress(f"Checking {counted(len(found.places), 'plan')}")
    return Frontier(
        scenario=scenario,
        geography=geography,
        between=between,
        points=tuple(_points(found, blocks, case, between)),
        open=found.open,
        impossible=found.impossible,
        reference=_reference(case, between),
        candidates={c.sha: len(c) for c in listed},
        seconds=time.perf_counter() - began,
    )


def between_alone(scenario: Scenario, between: tuple[str, str]) -> Scenario:
    """Return the scenario with just the two objectives, alike in weight.

    One that the scenario has keeps its parameters. Raises `InputError` for what is no objective.
    """
    known = objective_types()
    raise_if_any(
        Problem("--between", "", f"'{name}' is no objective{nearest(name, known)}", _choose(known))
        for name in between
        if name not in known
    )
    if between[0] == between[1]:
        message = f"{between[0]} is named twice"
        raise InputError([Problem("--between", "", message, _choose(known))])
    chosen: dict[str, Objective | None] = dict.fromkeys(known)
    for name in between:
        own = getattr(scenario.objectives, name)
        chosen[name] = known[name]() if own is None else own.model_copy(update={"weight": 1.0})
    objectives = scenario.objectives.model_copy(update=chosen)
    alone = scenario.model_copy(update={"objectives": objectives, "priority": None})
    return alone.from_origin(scenario._origin)


def _choose(known: Mapping[str, object]) -> str:
    return f"name two of {', '.join(sorted(known))}"


def _points(
    found: Found, blocks: Sequence[Block], case: Case, between: tuple[str, str]
) -> Iterator[Point]:
    """Yield the points with their plans, each checked and scored by the plain formulas."""
    before = None
    chosen = [getattr(case.scenario.objectives, name) for name in between]
    supported = set(found.hull)
    for i, place in enumerate(found.places.tolist()):
        columns = found.totals.columns(place)
        pairs = zip(blocks, columns, strict=True)
        groups = [pcts for block, own in pairs for _, pcts in block.members(own)]
        plan = named_plan(groups, case.geography, f"{case.scenario.name} {i + 1}")
        scores = (chosen[0].score(plan, case), chosen[1].score(plan, case))
        _verify(plan, scores, found.points[i] + [o.constant for o in chosen], case)
        moved = 0 if before is None else len(moves(before, plan, case.geography.residents))
        yield Point(plan, scores, moved, i in supported)
        before = plan


def _verify(plan: Plan, scores: tuple[float, float], thought: Sequence[float], case: Case) -> None:
    broken = "; ".join(v.message for v in violations(plan, case))
    if broken:
        raise EngineError(f"a plan found breaks: {broken}")
    if any(abs(a - b) > ROUNDING for a, b in zip(scores, thought, strict=True)):
        raise EngineError(f"a plan found scores {scores}, not {tuple(map(float, thought))}")


def _reference(case: Case, between: tuple[str, str]) -> Placed | None:
    """Return where the geography's reference plan stands, as far as it is about the run's PCTs."""
    name = case.geography.reference_plan
    if name is None:
        return None
    plan = reference_plan(name, case.geography).restricted(case.pcts)
    if set(plan.cluster_of) != set(case.pcts):
        return None
    first, second = (getattr(case.scenario.objectives, name).score(plan, case) for name in between)
    return Placed(name, (first, second), len(list(violations(plan, case))))
