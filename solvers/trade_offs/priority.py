"""Objectives in order of importance: each made as good as the ones before it allow, then held.

Lexicographic goal programming with tolerances: the first objective is made as good as can be, and
held at (1 - within) of that or above; under that the second is made as good as can be, and so on.
One with a level of its own is held there, and made no better than it takes to see that some plan
reaches it. With all of them held, the weighted sum of all objectives decides between what is left.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import floor

import numpy as np

from geodata.problems import InputError
from modelling.case import Case
from modelling.check import LEVEL_HAIR
from modelling.priority import Priority, scoring_every_step
from modelling.registry import objective_types
from solvers.blocks import Block
from solvers.budget import Budget
from solvers.choosing import Chosen
from solvers.combination import Combined, Progress, combine
from solvers.library import SolverName
from solvers.outcome import Stage
from solvers.trade_offs.held import HeldBest, best_held
from solvers.trade_offs.pooled_plans import Columns
from solvers.trade_offs.weighing import scores_of


@dataclass(frozen=True)
class Ordered:
    """What the stages came to: the plan as `combine` would give it, and the stages themselves.

    The bound is the plan's value where every stage is proven, and infinite where one is not.
    `reasons` says why there is no plan where a level is out of reach.
    """

    combined: Combined
    stages: tuple[Stage, ...]
    reasons: tuple[str, ...] = ()


def combine_in_order(
    blocks: Sequence[Block],
    case: Case,
    solver: SolverName,
    budget: Budget,
    on_progress: Progress = lambda _text: None,
) -> Ordered:
    """Return the best plan by the scenario's order of objectives, and its stages.

    The blocks are scored by every objective in the order, also by those without a weight.
    """
    held: dict[str, float] = {}
    plan: tuple[Columns, ...] | None = None
    stages: list[Stage] = []
    for step in case.scenario.priority or ():
        on_progress(f"Improving {step.objective}")
        constant = _constant(step.objective, case)
        enough = np.inf if step.at_least is None else step.at_least - constant - LEVEL_HAIR
        aim = {step.objective: 1.0}
        found = best_held(blocks, aim, held, case, solver, budget, plan, enough)
        if found.columns is None:
            return Ordered(Combined(None, -np.inf, found.bound), ())
        plan = found.columns
        stage = _stage(step, found, constant)
        stages.append(stage)
        if stage.out_of_reach:
            return _out_of_reach(stages)
        held[step.objective] = stage.held_at - constant
    on_progress("Choosing by the weighted total between the plans that are left")
    weights = {name: w for name, w in case.scenario.weights.items() if w > 0}
    last = best_held(blocks, weights, held, case, solver, budget, plan)
    plan = last.columns or plan
    value = _value(blocks, weights, plan)
    proven = last.proven and all(stage.proven for stage in stages)
    return Ordered(Combined(plan, value, value if proven else np.inf), tuple(stages))


def _stage(step: Priority, found: HeldBest, constant: float) -> Stage:
    best = found.value + constant
    stage = Stage(
        step.objective, best, step.within, step.held_at(best), found.proven, step.at_least
    )
    return replace(stage, proven=True) if stage.reached else stage


def _out_of_reach(stages: Sequence[Stage]) -> Ordered:
    """Return that no plan keeps the level of the last stage, or that none was found in time."""
    last, before = stages[-1], stages[:-1]
    if not last.proven:
        return Ordered(Combined(None, -np.inf, np.inf), tuple(stages))
    titles = [objective_types()[stage.objective].title.lower() for stage in stages]
    held = [f"{t} at {s.held_at:.4f}" for t, s in zip(titles[:-1], before, strict=True)]
    under = f" with {' and '.join(held)} or above" if held else ""
    most = floor(last.best * 1e4) / 1e4
    said = (
        f"No plan that keeps every rule scores {last.held_at:g} on {titles[-1]}{under}: "
        f"{last.best:.4f} is the best that is possible. "
        f"Lower at_least of {last.objective} to {most:g} or less."
    )
    return Ordered(Combined(None, -np.inf, -np.inf), tuple(stages), (said,))


def _constant(name: str, case: Case) -> float:
    return float(getattr(case.scenario.objectives, name).constant)


def _value(
    blocks: Sequence[Block], weights: dict[str, float], plan: tuple[Columns, ...] | None
) -> float:
    """Return the weighted sum of a plan's scores, without the objectives' constants."""
    names = tuple(weights)
    by_block = zip(blocks, plan or (), strict=True)
    scores = sum(scores_of(block, names)[list(columns)].sum(axis=0) for block, columns in by_block)
    return float(np.dot(scores, [weights[name] for name in names]))


def scored_for(case: Case) -> Case:
    """Return the case with every objective of the order scored, also those without a weight."""
    if case.scenario.priority is None:
        return case
    return replace(case, scenario=scoring_every_step(case.scenario))


def combine_chosen(
    chosen: Sequence[Chosen],
    case: Case,
    solver: SolverName,
    budget: Budget,
    on_progress: Progress = lambda _text: None,
) -> Ordered:
    """Return the best plan: by the order of objectives where the scenario has one, else by weight.

    Raises `InputError` where an order is asked for and lawful clusters are too many to list.
    """
    searches = [c.search for c in chosen]
    if case.scenario.priority is None:
        return Ordered(combine(searches, case, budget, on_progress), ())
    blocks = [c.search.block for c in chosen if isinstance(c.search.block, Block) and c.listed]
    if len(blocks) < len(chosen):
        unlisted = (c.search.block.name for c in chosen if not c.listed)
        message = f"{', '.join(unlisted)} has too many lawful clusters to list, as an order needs"
        remedy = "tighten size: max or population: max, or remove priority"
        raise InputError([case.scenario.problem(("priority",), message, remedy)])
    ordered = combine_in_order(blocks, case, solver, budget, on_progress)
    if ordered.combined.columns is not None or ordered.stages:
        return ordered
    found = combine(searches, case, budget, on_progress)  # these know what there is no plan for
    if found.columns is None:
        return Ordered(found, ())
    if any(step.at_least is not None for step in case.scenario.priority):
        return Ordered(Combined(None, -np.inf, np.inf), ())  # it may not keep the levels
    return Ordered(replace(found, bound=np.inf), ())
