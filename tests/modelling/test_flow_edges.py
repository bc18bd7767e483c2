"""With `flows_over`, strong patient flows join PCTs that do not touch."""

import pytest
from small_maps import make_geography
from small_scenarios import make_scenario

from geodata.geography import Geography
from geodata.problems import InputError
from modelling.case import Case
from modelling.check import check
from modelling.plan import Plan
from modelling.treatment import share_treated

PEOPLE = {"A1": 100, "A2": 200, "A3": 50}
TOUCHING = [("A1", "A2")]
FLOWS = [
    ("A1", "RX3", 0.1),
    ("A3", "RX1", 0.1),
    ("A3", "RX0", 0.1),
    ("A1", "RX2", 0.4),
    ("A2", "RX9", 0.9),
]
HOMES = {"RX0": "A1", "RX1": "A1", "RX2": "A2", "RX3": "A3"}
MAP = make_geography(PEOPLE, TOUCHING, flows=FLOWS, headquarters=HOMES)
WHOLE = Plan(dict.fromkeys(PEOPLE, "x"))


def flowing(share):
    return make_scenario({"contiguity": {"edges": ["land"], "flows_over": share}})


def test_the_flow_is_the_share_treated_at_trusts_of_the_other_summed_both_ways():
    treated = share_treated(MAP)
    assert treated.loc["A1", "A3"] == pytest.approx(0.1)
    assert treated.loc["A3", "A1"] == pytest.approx(0.2)
    assert treated.loc["A1", "A2"] == pytest.approx(0.4)
    assert treated.loc["A2"].sum() == 0


@pytest.mark.parametrize(("share", "joined"), [(0.3, True), (0.31, False)])
def test_pcts_apart_are_joined_by_a_flow_of_at_least_the_share(share, joined):
    """0.1 + 0.1 + 0.1 is a hair more than 0.3 to a computer, or less in another order."""
    found = check(WHOLE, flowing(share), MAP)
    assert (not found) == joined


def test_only_pairs_that_nothing_else_joins_are_named_as_joined_by_flow():
    case = Case.of(flowing(0.05), MAP)
    found = case.scenario.rules.contiguity.joined_by_flow(case)
    assert found == {("A1", "A3"): pytest.approx(0.3)}


@pytest.mark.parametrize(
    ("geography", "missing"),
    [
        (make_geography(PEOPLE, TOUCHING), "flows.csv"),
        (make_geography(PEOPLE, TOUCHING, flows=FLOWS), "hq_pct in trusts.csv"),
    ],
)
def test_a_geography_without_flows_between_pcts_is_refused(geography, missing):
    with pytest.raises(InputError) as error:
        Case.of(flowing(0.05), geography)
    (problem,) = error.value.problems
    assert problem.where == "rules.contiguity.flows_over"
    assert missing in problem.message


def test_a_scenario_without_flows_says_nothing_of_them():
    assert make_scenario({"contiguity": {}}).as_data()["rules"]["contiguity"] == {
        "edges": ["land", "water_or_gap", "ferry"]
    }


def test_england_has_69_pairs_that_do_not_touch_and_share_a_twentieth(england: Geography):
    case = Case.of(make_scenario({"contiguity": {"flows_over": 0.05}}), england)
    found = case.scenario.rules.contiguity.joined_by_flow(case)
    touching = case.graph(("land", "water_or_gap", "ferry"))
    assert 60 <= len(found) <= 75
    assert all(flow >= 0.05 and not touching.has_edge(*pair) for pair, flow in found.items())
