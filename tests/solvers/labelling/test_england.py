"""On England the labelling model finds plans of the same worth as the candidates give.

The North West takes longer: `python -m benchmarks.agree` has every SHA but London.
"""

import threading
import time

import pytest

from geodata import load_geography
from geodata.geography import Geography
from modelling.case import Case
from modelling.scenario import Scenario
from modelling.scenario_files import load_scenario
from solvers.budget import Budget
from solvers.engine import solve
from solvers.labelling import search, solve_labelling

QUICK = {
    "East Midlands": 5,
    "North East": 3,
    "South Central": 4,
    "South East Coast": 4,
    "South West": 6,
    "West Midlands": 6,
}


@pytest.fixture(scope="module")
def england() -> Geography:
    return load_geography("england-2011")


def case_of(england: Geography, count: dict, shas: list[str], **rules) -> Case:
    data = load_scenario("national").as_data() | {"shas": shas}
    data["rules"] |= {"cluster_count": count} | rules
    data["objectives"] = {"patient_flow": 1.0, "local_authority": 0.5, "population_balance": 0.5}
    return Case.of(Scenario.model_validate(data), england)


def both(case: Case) -> tuple[float, float, float]:
    """Return the best value by candidates, by labels, and the labels' bound."""
    constant = sum(o.weight * o.constant for o in case.scenario.objectives.active())
    found = solve_labelling(case)
    return (
        solve(case.scenario, case.geography).objective,
        found.value + constant,
        found.bound + constant,
    )


@pytest.mark.parametrize("sha", QUICK)
def test_the_best_labelling_of_an_sha_is_worth_as_much_as_its_best_choice(england, sha):
    listed, labelled, bound = both(case_of(england, {"per_sha": {sha: QUICK[sha]}}, [sha]))
    assert labelled == pytest.approx(listed, abs=1e-9)
    assert bound == labelled


def test_a_national_count_is_shared_out_among_shas_alike(england):
    shas = ["East Midlands", "South Central", "South East Coast"]
    listed, labelled, bound = both(case_of(england, {"national": [12, 13]}, shas))
    assert labelled == pytest.approx(listed, abs=1e-9)
    assert bound == labelled


def test_a_cluster_across_an_sha_border_counts_for_the_sha_that_its_pct_was_offered_to(england):
    """Berkshire East is offered to the South East Coast and stays with Surrey."""
    shas = ["South Central", "South East Coast"]
    pinned = {"sha_boundaries": {"exceptions": {"5QG": shas[1]}}, "together": [["5QG", "5P5"]]}
    case = case_of(england, {"per_sha": {shas[0]: [3, 4], shas[1]: 4}}, shas, **pinned)
    listed, labelled, bound = both(case)
    assert labelled == pytest.approx(listed, abs=1e-9)
    assert bound == labelled


@pytest.mark.parametrize("seconds", [0.0, 0.3])
def test_at_a_time_limit_the_bound_holds_and_nothing_is_called_proven(
    england, seconds, monkeypatch
):
    monkeypatch.setattr(search, "PATCH_SECONDS", 0.5)
    case = case_of(england, {"national": 6}, ["North West"])
    constant = sum(o.weight * o.constant for o in case.scenario.objectives.active())
    best = solve(case.scenario, case.geography).objective - constant
    found = solve_labelling(case, budget=Budget(seconds))
    assert found.value <= best + 1e-9
    assert found.bound >= best - 1e-9
    assert found.bound > found.value
    assert found.value == -float("inf") or found.groups is not None


def test_highs_ends_soon_after_it_is_asked_to_stop(england, monkeypatch):
    monkeypatch.setattr(search, "PATCH_SECONDS", 0.5)
    case = case_of(england, {"national": 6}, ["North West"])
    budget = Budget()
    timer = threading.Timer(0.5, budget.stop)
    timer.start()
    began = time.monotonic()
    found = solve_labelling(case, "highs", budget)
    timer.cancel()
    assert time.monotonic() - began < 6
    assert found.bound > found.value
