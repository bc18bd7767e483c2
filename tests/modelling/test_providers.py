"""`providers` counts the acute trusts whose headquarters lie in a cluster."""

import pytest
from small_maps import make_geography
from small_scenarios import make_scenario

from geodata.problems import InputError
from modelling.case import Case
from modelling.check import check
from modelling.plan import Plan

PEOPLE = {"A1": 100, "A2": 200, "A3": 50}
TOUCHING = [("A1", "A2"), ("A2", "A3")]
FLOWS = [("A1", "RX1", 0.5), ("A2", "RX1", 0.9), ("A3", "RX2", 0.1), ("A3", "RX3", 0.1)]
HOMES = {"RX1": "A1", "RX2": "A1", "RX3": "A2"}
APART = Plan({"A1": "x", "A2": "y", "A3": "z"})


def test_a_cluster_without_headquarters_is_told_wherever_its_patients_go():
    found = check(
        APART,
        make_scenario({"providers": {}}),
        make_geography(PEOPLE, TOUCHING, headquarters=HOMES, flows=FLOWS),
    )
    assert [v.message for v in found] == ["z has the headquarters of 0 acute trusts, fewer than 1"]


def test_a_cluster_with_fewer_trusts_than_asked_for_is_told_with_its_number():
    geography = make_geography(PEOPLE, TOUCHING, flows=FLOWS, headquarters=HOMES)
    found = check(
        Plan({"A1": "x", "A2": "y", "A3": "x"}), make_scenario({"providers": {"min": 2}}), geography
    )
    assert [v.message for v in found] == ["y has the headquarters of 1 acute trust, fewer than 2"]


def test_a_trust_that_no_row_of_the_flows_names_is_not_acute_and_does_not_count():
    geography = make_geography(PEOPLE, TOUCHING, flows=FLOWS[:2], headquarters=HOMES)
    assert len(check(APART, make_scenario({"providers": {}}), geography)) == 2


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ({}, r"has no flows\.csv"),
        ({"flows": FLOWS}, "does not say where any trust has its headquarters"),
    ],
)
def test_a_geography_that_does_not_place_its_trusts_is_refused(more, message):
    with pytest.raises(InputError, match=message):
        Case.of(make_scenario({"providers": {}}), make_geography(PEOPLE, TOUCHING, **more))
