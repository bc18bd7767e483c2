"""The same task without the engine: the whole pool to CBC at once, or the labelling model."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any

from geodata import load_geography
from modelling.case import Case
from modelling.listing import list_candidates, scored
from modelling.scenario import Scenario
from solvers.blocks import Block, make_blocks
from solvers.budget import Budget
from solvers.integer import choose
from solvers.labelling import solve_labelling

Measured = Mapping[str, Any]


def whole_pool(scenario: Scenario, limit_s: float) -> Measured:
    """Hand all candidates of a scenario to CBC through PuLP as one model, and no engine.

    A run of several SHAs is one model too: a column counts for its SHA's PCTs and for the nation.
    """
    began = time.perf_counter()
    case = Case.of(scenario, load_geography(scenario.geography))
    listed = tuple(scored(c, case) for c in list_candidates(case))
    blocks = make_blocks(listed, case)
    residents = sum(block.count_range[0] for block in blocks), sum(b.count_range[1] for b in blocks)
    whole = Block(tuple(sorted(case.pcts)), listed, {}, residents)
    rule = scenario.rules.cluster_count
    low, high = rule.national if rule and rule.national else residents
    handed = time.perf_counter()
    best, proven, columns = -float("inf"), True, range(len(whole))
    for count in range(low, high + 1):
        choice = choose(whole, columns, count, "cbc", limit_s - (time.perf_counter() - handed))
        best, proven = max(best, choice.value), proven and choice.proven
    return {
        "seconds": time.perf_counter() - began,
        "status": "optimal" if proven else "not proven by then",
        "gap": 0.0 if proven else None,
        "candidates": len(whole),
        "stages": {"list and score": handed - began, "CBC": time.perf_counter() - handed},
    }


def as_labels(scenario: Scenario, limit_s: float) -> Measured:
    """Solve a scenario by the labelling model, for so long."""
    case = Case.of(scenario, load_geography(scenario.geography))
    began = time.perf_counter()
    found = solve_labelling(case, "highs", Budget(limit_s))
    gap = found.bound - found.value
    proven = found.groups is not None and gap <= 1e-8
    return {
        "seconds": time.perf_counter() - began,
        "status": "optimal" if proven else "not proven by then",
        "gap": gap if found.groups is not None and gap < float("inf") else None,
        "candidates": None,
        "stages": {},
    }
