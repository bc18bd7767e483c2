"""The engine against the same candidates of real SHAs handed whole to CBC: another formulation."""

import numpy as np
import pytest

from geodata import load_geography
from modelling.case import Case
from modelling.listing import list_candidates, scored
from modelling.scenario import Scenario
from modelling.scenario_files import load_scenario
from solvers.blocks import make_blocks
from solvers.engine import solve
from solvers.integer import choose
from solvers.outcome import Status


@pytest.fixture(scope="module")
def england():
    return load_geography("england-2011")


def of_one_sha(sha: str, low: int, high: int) -> Scenario:
    """Return the national scenario for one SHA, in any of these numbers of clusters."""
    national = load_scenario("national").as_data()
    count = {"per_sha": {sha: [low, high]}}
    changed = {"shas": [sha], "rules": national["rules"] | {"cluster_count": count}}
    del national["objectives"]["arrangements"]  # two of the SHAs had none
    return Scenario.model_validate(national | changed)


@pytest.mark.parametrize(
    ("sha", "low", "high"),
    [("West Midlands", 4, 6), ("Yorkshire and the Humber", 3, 7), ("South West", 2, 8)],
)
def test_the_engine_finds_what_cbc_finds_in_the_whole_list_of_candidates(england, sha, low, high):
    scenario = of_one_sha(sha, low, high)
    outcome = solve(scenario, england)
    case = Case.of(scenario, england)
    (block,) = make_blocks([scored(c, case) for c in list_candidates(case)], case)
    constant = scenario.weights["population_balance"]
    whole = {
        count: choose(block, np.arange(len(block)), count, "cbc") for count in range(low, high + 1)
    }
    assert all(choice.proven for choice in whole.values())
    best = max(choice.value for choice in whole.values()) + constant
    assert outcome.status is Status.OPTIMAL
    assert outcome.objective == pytest.approx(best, abs=1e-9)
    assert outcome.gap == 0
