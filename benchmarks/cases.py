"""The cases: each is a function that returns what it measured, run in a process of its own."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from benchmarks.rivals import as_labels, whole_pool
from geodata import load_geography
from modelling.cache import Cache
from modelling.case import Case
from modelling.scenario import Scenario
from modelling.scenario_files import load_scenario
from solvers.engine import solve
from solvers.outcome import Outcome
from solvers.questions.count_table import count_table_of

Measured = Mapping[str, Any]
Change = Mapping[str, Any]

HEAVY = {"objectives": {"patient_flow": 1.0, "population_balance": 5.0}}
FORTY = {
    "rules": {
        "cluster_count": {"national": 40},
        "size": {"max": 12},
        "population": {"min": 400_000, "max": 3_500_000},
    }
}
THIRTY = {
    "rules": {
        "cluster_count": {"national": 30},
        "size": {"max": 16},
        "population": {"min": 400_000, "max": 5_000_000},
    }
}
AFTERWARDS = {
    "another weight": {"objectives": {"patient_flow": 1.5}},
    "another count": {"rules": {"cluster_count": {"national": 47}}},
    "another pin": {"rules": {"apart": [["5C9", "5C1"]]}},
}
LABELS_LIMIT_S = 120
POOL_LIMIT_S = 300


def changed(name: str, change: Change) -> Scenario:
    """Return a scenario that ships with some rules or objectives replaced; `HEAVY` replaces all."""
    data = load_scenario(name).as_data()
    if change is HEAVY:
        data["objectives"] = {}
    for part, items in change.items():
        data[part] = {**data[part], **items}
    return Scenario.model_validate(data)


def cold(scenario: Scenario) -> Measured:
    """Solve a scenario, geography loaded and kernels compiled beforehand, nothing listed yet."""
    geography = load_geography(scenario.geography)
    compiled(scenario)
    began = time.perf_counter()
    outcome = solve(scenario, geography)
    return _measured(outcome, time.perf_counter() - began)


def afterwards(name: str, change: Change) -> Measured:
    """Solve a scenario, change something, and measure solving it again with what is kept."""
    scenario = load_scenario(name)
    geography = load_geography(scenario.geography)
    cache = Cache()
    solve(scenario, geography, cache=cache)
    began = time.perf_counter()
    outcome = solve(changed(name, change), geography, cache=cache)
    return _measured(outcome, time.perf_counter() - began)


def every_count(name: str) -> Measured:
    """Find the best plan for every number of clusters in every SHA."""
    scenario = load_scenario(name)
    geography = load_geography(scenario.geography)
    compiled(scenario)
    began = time.perf_counter()
    table = count_table_of(Case.of(scenario, geography))
    seconds = time.perf_counter() - began
    proven = all(best.proven(k) for best in table.own for k in range(len(best.scores)))
    found = sum(int((best.scores > -1e9).sum()) for best in table.own)
    return {
        "seconds": seconds,
        "status": f"{found} counts, all proven" if proven else f"{found} counts, some open",
        "gap": 0.0 if proven else None,
        "candidates": None,
        "stages": {},
    }


def compiled(scenario: Scenario) -> None:
    """Have the kernels loaded, as a second solve in one session finds them."""
    small = load_scenario("north-west")
    geography = load_geography(scenario.geography)
    solve(small, geography)
    solve(small, geography, cap=0)


def _measured(outcome: Outcome, seconds: float) -> Measured:
    return {
        "seconds": seconds,
        "status": str(outcome.status),
        "gap": outcome.gap,
        "candidates": sum(outcome.candidates.values()),
        "stages": dict(outcome.seconds),
    }


def _after(what: str) -> str:
    return f"national, {what} afterwards"


CASES: Mapping[str, Callable[[], Measured]] = {
    "national": lambda: cold(load_scenario("national")),
    **{
        _after(what): partial(afterwards, "national", change) for what, change in AFTERWARDS.items()
    },
    "national-as-2011": lambda: cold(load_scenario("national-as-2011")),
    "national-flow": lambda: cold(load_scenario("national-flow")),
    "north-west": lambda: cold(load_scenario("north-west")),
    "balance 5 times flow": lambda: cold(changed("national", HEAVY)),
    "40 clusters": lambda: cold(changed("national", FORTY)),
    "30 clusters, not stored": lambda: cold(changed("national", THIRTY)),
    "every count of every SHA": lambda: every_count("national"),
    "north-west, whole pool to CBC": lambda: whole_pool(load_scenario("north-west"), POOL_LIMIT_S),
    "national, as labels": lambda: as_labels(load_scenario("national"), LABELS_LIMIT_S),
    "balance 5 times flow, as labels": lambda: as_labels(
        changed("national", HEAVY), LABELS_LIMIT_S
    ),
    "40 clusters, as labels": lambda: as_labels(changed("national", FORTY), LABELS_LIMIT_S),
    "30 clusters, as labels": lambda: as_labels(changed("national", THIRTY), LABELS_LIMIT_S),
}
RATIOS = (
    ("north-west, whole pool to CBC", "north-west"),
    ("national, as labels", "national"),
    *(("national, as labels", _after(what)) for what in AFTERWARDS),
    ("national, as labels", "every count of every SHA"),
    ("balance 5 times flow, as labels", "balance 5 times flow"),
    ("40 clusters, as labels", "40 clusters"),
    ("30 clusters, as labels", "30 clusters, not stored"),
)
"""Pairs of cases: how many times as long the first takes as the second."""
