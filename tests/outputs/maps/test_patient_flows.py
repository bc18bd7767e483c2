"""Flows of patients are share of admissions times residents, between PCTs and to trusts."""

import pytest
from small_maps import make_geography

from geodata.geography import Geography
from modelling.case import Case
from modelling.objectives.localisation import Localisation
from modelling.plan import Plan
from modelling.scenario_files import load_scenario
from outputs.maps.patient_flows import MOST_LINES, Crossing, crossings, flow_data, patient_flows

PEOPLE = {"5A1": 1000, "5B2": 2000, "5D4": 500}
FLOWS = [("5A1", "RA1", 0.6), ("5A1", "RB2", 0.25), ("5B2", "RB2", 0.9), ("5B2", "RC3", 0.1)]


@pytest.fixture
def small() -> Geography:
    """Return three PCTs: RA1 has its headquarters in 5A1, RB2 and RC3 in 5B2."""
    headquarters = {"RA1": "5A1", "RB2": "5B2", "RC3": "5B2"}
    return make_geography(PEOPLE, flows=FLOWS, headquarters=headquarters)


def test_a_flow_between_pcts_adds_up_the_trusts_with_headquarters_in_one_of_them(small: Geography):
    between = patient_flows(small, small.codes).between
    assert [tuple(row) for row in between.to_numpy()] == [
        ("5B2", "5B2", 2000.0),
        ("5A1", "5A1", 600.0),
        ("5A1", "5B2", 250.0),
    ]


def test_a_flow_to_a_trust_is_a_share_of_its_pct_alone(small: Geography):
    found = patient_flows(small, ["5A1"]).to_trusts
    assert found[["pct", "trust", "share", "size"]].to_numpy().tolist() == [
        ["5A1", "RA1", 0.6, 600.0],
        ["5A1", "RB2", 0.25, 250.0],
    ]


def test_what_a_cluster_keeps_is_a_share_of_all_flows_between_pcts_with_a_cluster(small: Geography):
    flows = patient_flows(small, small.codes)
    apart = crossings(flows, {"5A1": "A", "5B2": "B"})
    assert apart.inside == pytest.approx(1 - 250 / 2850)
    assert apart.leaving == (Crossing("5A1", "5B2", 250.0),)
    assert crossings(flows, {"5A1": "A", "5B2": "A"}).leaving == ()
    assert crossings(flows, {"5A1": "A"}).inside == 1.0
    assert crossings(flows, {"5D4": "A"}).inside is None


def test_it_is_the_score_of_localisation_that_the_plan_of_england_has(
    england: Geography, plan: Plan
):
    case = Case.of(load_scenario("national-as-2011"), england)
    kept = crossings(patient_flows(england, england.codes), plan.cluster_of).inside
    assert kept == pytest.approx(Localisation().score(plan, case))


def test_the_map_of_england_opens_with_a_legible_number_of_lines(england: Geography):
    """No smaller step would do."""
    flows = patient_flows(england, england.codes)
    rows = flows.between[flows.between["pct"] != flows.between["to"]]
    both = {frozenset(ends): 0.0 for ends in zip(rows["pct"], rows["to"], strict=True)}
    for pct, to, size in zip(rows["pct"], rows["to"], rows["size"], strict=True):
        both[frozenset((pct, to))] += size
    assert flows.opening_step() == 20_000
    assert sum(size >= 20_000 for size in both.values()) <= MOST_LINES
    assert sum(size >= 10_000 for size in both.values()) > MOST_LINES


def test_the_page_carries_each_flow_and_where_its_ends_are(england: Geography):
    data = flow_data(patient_flows(england, england.codes), {"5QP": (50.4, -4.9, 0.3)}, england)
    assert data["pcts"] == {"5QP": (50.4, -4.9)}
    assert len(data["rows"]) == len(england.flows)
    names = {name: (hq, at) for name, hq, at in data["trusts"]}
    hq, (latitude, longitude) = names["Royal Cornwall Hospitals NHS Trust"]
    assert hq == "5QP"
    assert (round(latitude, 1), round(longitude, 1)) == (50.3, -5.1)


def test_without_headquarters_in_any_pct_a_page_offers_no_flows():
    small = make_geography(PEOPLE, flows=FLOWS)
    assert flow_data(patient_flows(small, small.codes), {}, small) == {}
