"""Limits on figures, and objectives that count, on SHAs of England: every engine agrees."""

from __future__ import annotations

import pytest

from geodata import load_geography
from geodata.geography import Geography
from modelling.scenario import Scenario
from modelling.scenario_files import load_scenario
from solvers import choosing
from solvers.engine import solve
from solvers.outcome import Status

LIMITS = [
    {"figure": "boards", "max": 5},
    {"figure": "split_authorities", "max": 1},
    {"figure": "authorities", "max": 6},
]
WEIGHTS = {"patient_flow": 1, "whole_authorities": 2, "chief_executive_posts": 3}


@pytest.fixture(scope="module")
def england() -> Geography:
    """Load the England of 2011."""
    return load_geography("england-2011")


def scenario(sha: str, clusters: list[int], **rules: object) -> Scenario:
    national = load_scenario("national").as_data()
    counts = {"cluster_count": {"national": clusters}}
    changed = {"shas": [sha], "rules": national["rules"] | counts | rules, "objectives": WEIGHTS}
    return Scenario.model_validate(national | changed)


@pytest.mark.parametrize(
    ("sha", "clusters"), [("East of England", [4, 7]), ("West Midlands", [4, 6])]
)
def test_listed_and_looked_through_give_plans_of_the_same_worth(england, sha, clusters):
    asked = scenario(sha, clusters, limit=LIMITS)
    listed, streamed = solve(asked, england), solve(asked, england, cap=0)
    assert set(streamed.engines.values()) == {"streamed"}
    assert listed.status is streamed.status is Status.OPTIMAL
    assert streamed.objective == pytest.approx(listed.objective, abs=1e-8)


def test_labels_give_a_plan_of_the_same_worth(england, monkeypatch):
    asked = scenario("East of England", [4, 6], limit=LIMITS)
    listed = solve(asked, england)
    monkeypatch.setattr(choosing, "MOST_STREAMED", 0)
    labelled = solve(asked, england, "highs", cap=0)
    assert set(labelled.engines.values()) == {"labelled"}
    assert labelled.status is Status.OPTIMAL
    assert labelled.objective == pytest.approx(listed.objective, abs=1e-8)


def test_an_authority_across_shas_leaves_no_plan_without_a_split_and_the_reason_is_said(england):
    none = [{"figure": "split_authorities", "max": 0}]
    outcome = solve(scenario("East Midlands", [3, 6], limit=none), england)
    assert outcome.status is Status.INFEASIBLE
    assert "No lawful cluster can hold 5N6 Derbyshire County." in outcome.reasons
    assert any(
        "1 split upper-tier authority (Derbyshire), more than 0" in r for r in outcome.reasons
    )
    assert any(
        "Raise the most split upper-tier authorities of a cluster to 1" in r
        for r in outcome.reasons
    )
