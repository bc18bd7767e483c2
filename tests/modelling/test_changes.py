"""What a planner would have otherwise: the scenario that comes of it, or everything wrong."""

import pytest
from small_maps import make_geography
from small_scenarios import make_scenario

from geodata.geography import Geography
from geodata.problems import InputError
from modelling.changes import Changes, Count, without_pins
from modelling.scenario import Scenario


@pytest.fixture
def three() -> Geography:
    return make_geography(
        {"A1": 10, "A2": 20, "B1": 30},
        [("A1", "A2"), ("A2", "B1")],
        {"A1": "Alpha", "A2": "Alpha", "B1": "Beta"},
    )


def changed(scenario: Scenario, geography: Geography, **changes: object) -> dict:
    return Changes(**changes).made(scenario, geography).as_data()  # type: ignore[arg-type]


def test_pins_are_added_to_those_that_are_there(three: Geography) -> None:
    scenario = make_scenario({"together": [["A1", "A2"]], "fixed": {"groups": [["B1"]]}})

    rules = changed(
        scenario,
        three,
        together=(("A1", "B1"),),
        apart=(("A1", "B1"),),
        fix=(("A1", "A2"),),
    )["rules"]

    assert rules["together"] == [["A1", "A2"], ["A1", "B1"]]
    assert rules["apart"] == [["A1", "B1"]]
    assert rules["fixed"]["groups"] == [["B1"], ["A1", "A2"]]


def test_a_pct_may_be_called_by_its_name_in_any_case(three: Geography) -> None:
    rules = changed(make_scenario(), three, together=(("town a1", "B1"),))["rules"]

    assert rules["together"] == [["A1", "B1"]]


def test_a_name_that_two_pcts_have_stands_for_neither(three: Geography) -> None:
    names = three.pcts.assign(name=["Town", "Town", "Beta"])
    same = type(three)(**{**vars(three), "pcts": names})

    with pytest.raises(InputError, match="no PCT has the code 'Town'"):
        changed(make_scenario(), same, together=(("Town", "B1"),))


def test_a_weight_keeps_what_else_an_objective_says(three: Geography) -> None:
    three.pcts["cost"] = [1.0, 2.0, 3.0]
    balance = {"column_balance": {"weight": 0.5, "column": "cost"}, "compactness": 1}
    scenario = make_scenario({"cluster_count": {"national": 2}}, balance)

    objectives = changed(scenario, three, weights={"column_balance": 2.0})["objectives"]

    assert objectives["column_balance"] == {"weight": 2.0, "column": "cost"}
    assert objectives["compactness"] == 1


def test_a_number_of_clusters_is_the_runs_or_one_shas(three: Geography) -> None:
    boundaries = {"sha_boundaries": {}}
    counts = (Count(2, 3), Count(1, 1, "Beta"))

    rule = changed(make_scenario(boundaries), three, counts=counts)["rules"]["cluster_count"]

    assert rule == {"national": [2, 3], "per_sha": {"Beta": 1}}


def test_in_a_run_of_one_sha_the_number_is_that_shas_where_it_was_before(three: Geography) -> None:
    rules = {"cluster_count": {"per_sha": {"Alpha": 1}}, "sha_boundaries": {}}
    scenario = make_scenario(rules, shas=["Alpha"])

    data = changed(scenario, three, counts=(Count(2, 2),))

    assert data["rules"]["cluster_count"] == {"per_sha": {"Alpha": 2}}


def test_everything_wrong_is_told_at_once(three: Geography) -> None:
    with pytest.raises(InputError) as told:
        changed(
            make_scenario(),
            three,
            together=(("A1",),),
            free=("ZZ", "A1"),
            weights={"spaan": 2.0},
        )

    assert sorted(str(p).split(" → ")[0] for p in told.value.problems) == [
        "what if, free: no PCT has the code 'ZZ'",
        "what if, free: no pin names A1 Town A1",
        "what if, objectives.spaan: 'spaan' is not known here",
        "what if, rules.together.0: ['A1'] has too few entries",
    ]


def test_the_title_says_what_was_changed(three: Geography) -> None:
    once = Changes(together=(("A1", "A2"),), counts=(Count(2, 3),)).made(make_scenario(), three)
    twice = Changes(apart=(("A1", "A2", "B1"),), weights={"compactness": 2}).made(once, three)

    assert once.title == "small, but Town A1 and Town A2 together; 2 to 3 clusters"
    assert twice.title == (
        f"{once.title}; Town A1, Town A2 and Town B1 apart; Compactness weighing 2"
    )


def test_without_pins_the_other_rules_are_as_they_were(three: Geography) -> None:
    rules = {"together": [["A1", "A2"]], "apart": [["A1", "B1"]], "size": {"max": 2}}

    left = without_pins(make_scenario(rules)).rules

    assert [rule.name for rule in left.active()] == ["size"]


def test_names_of_shas_and_objectives_are_known_in_any_case(three: Geography) -> None:
    data = changed(
        make_scenario({"sha_boundaries": {}}),
        three,
        counts=(Count(1, 1, "ALPHA"),),
        weights={"Compactness": 3.0},
    )

    assert data["rules"]["cluster_count"] == {"per_sha": {"Alpha": 1}}
    assert data["objectives"]["compactness"] == 3.0
