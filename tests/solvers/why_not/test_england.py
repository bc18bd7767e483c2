"""Why scenarios of real England are impossible, and what would make them possible."""

from typing import Any

import pytest

from geodata import load_geography
from geodata.geography import Geography
from modelling.case import Case
from modelling.scenario import Scenario
from modelling.scenario_files import load_scenario
from solvers.budget import Budget
from solvers.conflict import Conflict
from solvers.engine import solve
from solvers.outcome import Status
from solvers.why_not.finding import find
from solvers.why_not.oracle import Oracle
from solvers.why_not.words import worded

ISLE_OF_WIGHT, CORNWALL, PLYMOUTH, DEVON = "5QT", "5QP", "5F1", "5QQ"
LEEDS, BRADFORD = "5N1", "5NY"


@pytest.fixture(scope="module")
def england() -> Geography:
    return load_geography("england-2011")


def asked(*shas: str, **rules: Any) -> Scenario:
    """Return the national scenario for those SHAs, with other rules (None: without one)."""
    data = load_scenario("national").as_data()
    data["rules"] |= {"cluster_count": None} if shas else {}
    data["rules"] = {k: v for k, v in (data["rules"] | rules).items() if v is not None}
    return Scenario.model_validate(
        data | {"objectives": {"patient_flow": 1.0}} | {"shas": list(shas) or None}
    )


def the_conflict(scenario: Scenario, england: Geography) -> Conflict:
    outcome = solve(scenario, england)
    assert outcome.status is Status.INFEASIBLE
    (conflict,) = outcome.conflicts
    assert not conflict.unsettled
    return conflict


def keys(conflict: Conflict) -> set[str]:
    return {member.key for member in conflict.members}


def order(conflict: Conflict, key: str) -> str:
    return next(r.order for r in conflict.remedies if r.member.key == key)


def test_the_isle_of_wight_without_ferries_is_too_small_to_stand_alone(england):
    on_foot = asked("South Central", contiguity={"edges": ["land", "water_or_gap"]})
    conflict = the_conflict(on_foot, england)
    assert conflict.headline == (
        "No lawful cluster can hold 5QT Isle of Wight National Health Service"
    )
    assert conflict.needed == (ISLE_OF_WIGHT,)
    assert keys(conflict) == {"population.min", "contiguity"}
    assert "By itself, Isle of Wight has 138,265 residents, fewer than 400,000" in conflict.reasons
    assert order(conflict, "contiguity") == "let a ferry join PCTs (ferry)"


def test_without_the_least_residents_the_isle_of_wight_is_still_on_its_consortiums_footprint(
    england,
):
    on_foot = asked("South Central", contiguity={"edges": ["land", "water_or_gap"]})
    (remedy,) = (
        r for r in the_conflict(on_foot, england).remedies if r.member.key == "population.min"
    )
    assert remedy.scenario is None
    assert remedy.order == "no change to the least residents of a cluster alone helps"
    assert "Isle of Wight is on the footprint of NHS Isle of Wight CCG" in remedy.note


def test_cornwall_that_may_join_nobody_equals_a_consortium(england):
    alone = asked("South West", apart=[[CORNWALL, PLYMOUTH], [CORNWALL, DEVON]])
    conflict = the_conflict(alone, england)
    assert conflict.needed == (CORNWALL,)
    assert {"footprint.sets.0", "apart.0.5QP.5F1", "apart.1.5QP.5QQ"} < keys(conflict)
    assert "on the footprint of NHS Kernow CCG: overlap 100.0%" in conflict.reasons[0]
    assert set(conflict.pcts) == {CORNWALL, PLYMOUTH, DEVON}
    freed = order(conflict, "apart.0.5QP.5F1")
    assert freed.startswith("do without this: 5QP Cornwall and Isles of Scilly and 5F1 Plymouth")
    left = next(r for r in conflict.remedies if r.member.key == "apart.1.5QP.5QQ")
    assert left.note == (
        "without it, 5F1 Plymouth Teaching, 5QP Cornwall and Isles of Scilly and 5QQ Devon cannot "
        "each have a lawful cluster at the same time"
    )


@pytest.mark.parametrize(
    ("shas", "rules", "expected"),
    [
        (
            ("Yorkshire and the Humber",),
            {"together": [[LEEDS, BRADFORD]], "apart": [[LEEDS, BRADFORD]]},
            {"together.0", "apart.0.5N1.5NY"},
        ),
        (
            ("Yorkshire and the Humber",),
            {"together": [[LEEDS, BRADFORD]], "fixed": {"groups": [[LEEDS]]}},
            {"together.0", "fixed.groups.0"},
        ),
        (
            ("North East", "South West"),
            {"together": [[CORNWALL, "TAC"]]},
            {"together.0", "sha_boundaries"},
        ),
    ],
)
def test_pins_that_contradict_are_named_and_nothing_else_is(shas, rules, expected, england):
    conflict = the_conflict(asked(*shas, **rules), england)
    assert keys(conflict) == expected
    assert order(conflict, "together.0").startswith("do without this: ")


def test_an_sha_asked_for_too_many_clusters_is_told_by_its_residents(england):
    many = asked(
        "North East",
        cluster_count={"per_sha": {"North East": 6}},
        population={"min": 500_000, "max": 2_800_000},
    )
    conflict = the_conflict(many, england)
    assert conflict.headline == "North East cannot have 6 clusters"
    assert conflict.reasons == (
        "The 12 PCTs have 2,596,886 residents: enough for 5 clusters of at least 500,000",
    )
    assert order(conflict, "cluster_count.per_sha.North East.least") == (
        "ask for 4 clusters in North East"
    )


def test_every_remedy_of_an_sha_makes_it_possible_and_the_step_before_does_not(england):
    many = asked(
        "North East",
        cluster_count={"per_sha": {"North East": 6}},
        population={"min": 500_000, "max": 2_800_000},
    )
    remedies = {r.member.key: r for r in the_conflict(many, england).remedies}
    lowered = remedies["population.min"].scenario
    assert solve(lowered, england).status is Status.OPTIMAL
    least = lowered.rules.population.min
    assert least % 1000 == 0
    data = many.as_data()
    data["rules"]["population"]["min"] = least + 1000
    before = Scenario.model_validate(data)
    assert solve(before, england, why_not=False).status is Status.INFEASIBLE


def test_more_clusters_than_england_can_hold_are_told_sha_by_sha(england):
    case = Case.of(asked(cluster_count={"national": 80}), england)
    (found,) = find(case, Oracle(Budget()), lambda _text: None, fine=case.shas)
    conflict = worded(found, case, Budget())
    assert conflict.headline == "There cannot be 80 clusters"
    (reason,) = conflict.reasons
    assert "London 15" in reason
    assert reason.endswith("79 in all")
    assert {"cluster_count.national.least", "population.min", "contiguity"} <= keys(conflict)


def test_numbers_by_sha_that_do_not_add_up_to_the_nations_need_no_other_rule(england):
    numbers = {"per_sha": {"North East": 3, "South West": 3}, "national": 7}
    conflict = the_conflict(asked("North East", "South West", cluster_count=numbers), england)
    assert keys(conflict) - {"sha_boundaries"} == {
        "cluster_count.national.least",
        "cluster_count.per_sha.North East.most",
        "cluster_count.per_sha.South West.most",
    }
