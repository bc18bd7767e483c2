"""The cases: each is a function that returns what it measured, run in a process of its own."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import Any

from geodata import load_geography
from modelling.case import Case
from modelling.listing import list_candidates, scored
from modelling.scenario_files import load_scenario
from solvers.blocks import make_blocks
from solvers.engine import solve
from solvers.integer import choose

Measured = Mapping[str, Any]


def ships(name: str) -> Measured:
    """Solve a scenario that ships, geography loaded and kernels compiled beforehand."""
    scenario = load_scenario(name)
    geography = load_geography(scenario.geography)
    _compile(geography.name)
    began = time.perf_counter()
    outcome = solve(scenario, geography)
    return {
        "seconds": time.perf_counter() - began,
        "status": str(outcome.status),
        "objective": outcome.objective,
        "gap": outcome.gap,
        "candidates": sum(outcome.candidates.values()),
        "stages": dict(outcome.seconds),
    }


def whole_pool(name: str) -> Measured:
    """Hand all candidates of a scenario of one SHA to CBC through PuLP, and no engine."""
    scenario = load_scenario(name)
    geography = load_geography(scenario.geography)
    _compile(geography.name)
    began = time.perf_counter()
    case = Case.of(scenario, geography)
    listed = tuple(scored(c, case) for c in list_candidates(case))
    (block,) = make_blocks(listed, case)
    low, high = block.count_range
    handed = time.perf_counter()
    best = max(
        (choose(block, range(len(block)), count, "cbc") for count in range(low, high + 1)),
        key=lambda choice: choice.value,
    )
    constant = sum(o.weight * o.constant for o in scenario.objectives.active())
    return {
        "seconds": time.perf_counter() - began,
        "status": "optimal" if best.proven else "feasible",
        "objective": best.value + constant,
        "gap": best.bound - best.value,
        "candidates": len(block),
        "stages": {"list and score": handed - began, "CBC": time.perf_counter() - handed},
    }


def _compile(geography_name: str) -> None:
    """Have the kernels loaded, as a second solve in one session finds them."""
    small = load_scenario("north-west")
    solve(small, load_geography(geography_name))


CASES: Mapping[str, Callable[[], Measured]] = {
    "national": lambda: ships("national"),
    "national-as-2011": lambda: ships("national-as-2011"),
    "national-flow": lambda: ships("national-flow"),
    "north-west": lambda: ships("north-west"),
    "north-west, whole pool to CBC": lambda: whole_pool("north-west"),
}
RATIOS = (("north-west, whole pool to CBC", "north-west"),)
"""Pairs of cases: how many times as long the first takes as the second."""
