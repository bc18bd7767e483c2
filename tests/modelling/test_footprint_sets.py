"""A footprint rule may name several sets of consortia, each with its own threshold."""

import pytest
from small_maps import CONSORTIA, PATHFINDERS, make_geography
from small_scenarios import make_scenario

from geodata.problems import InputError
from modelling.case import Case
from modelling.check import check
from modelling.plan import Plan
from modelling.scenario_files import parse_scenario, scenario_text

MAP = make_geography(
    {"A1": 100, "A2": 200},
    [("A1", "A2")],
    consortia=[("G", "A1", 85)],
    pathfinders=[("P", "A2", 170)],
)
APART = Plan({"A1": "x", "A2": "y"})


def several(*sets, **more):
    return make_scenario({"footprint": {"sets": list(sets), **more}})


def test_each_set_has_its_own_threshold():
    sets = {"consortia": CONSORTIA, "overlap": 0.9}, {"consortia": PATHFINDERS, "overlap": 0.8}
    assert [v.message for v in check(APART, several(*sets), MAP)] == [
        "y is on the footprint of GPs P: overlap 85.0%, not below 80%"
    ]


def test_a_set_without_a_threshold_has_that_of_the_rule():
    sets = {"consortia": CONSORTIA}, {"consortia": PATHFINDERS, "overlap": 0.9}
    assert [v.cluster for v in check(APART, several(*sets, overlap=0.8), MAP)] == ["x"]
    assert check(APART, several(*sets), MAP) == ()


def test_one_set_is_written_as_before():
    scenario = make_scenario({"footprint": {"consortia": CONSORTIA, "overlap": 0.8}})
    assert scenario.as_data()["rules"]["footprint"] == {"consortia": CONSORTIA, "overlap": 0.8}


def test_several_sets_are_read_back_equal_from_their_text():
    scenario = several({"consortia": CONSORTIA}, {"consortia": PATHFINDERS, "overlap": 0.8})
    assert parse_scenario(scenario_text(scenario)) == scenario


def test_a_set_that_is_not_there_is_told_with_the_nearest():
    with pytest.raises(InputError) as error:
        Case.of(several({"consortia": CONSORTIA}, {"consortia": "pathfinder"}), MAP)
    (problem,) = error.value.problems
    assert problem.where == "rules.footprint.sets.1.consortia"
    assert "did you mean 'pathfinders'?" in problem.remedy


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ("{overlap: 0.9}", "no consortia are named → add consortia"),
        ("{consortia: a, sets: [{consortia: b}]}", "both consortia and sets → move a into sets"),
        ("{sets: [{consortia: b}, {consortia: b, overlap: 0.5}]}", "the set b is named twice"),
        ("{sets: []}", "too few entries"),
    ],
)
def test_a_rule_that_names_no_set_or_one_twice_is_refused(said, message):
    text = (
        f"name: x\ngeography: small\nrules:\n  footprint: {said}\nobjectives: {{compactness: 1}}\n"
    )
    with pytest.raises(InputError, match=message):
        parse_scenario(text)


def test_a_threshold_between_two_per_cents_is_worded_as_it_was_asked_for() -> None:
    small = make_geography({"A": 1, "B": 1}, [("A", "B")], consortia=[("x", "A", 1)])
    scenario = make_scenario({"footprint": {"consortia": CONSORTIA, "overlap": 0.995}})

    (part,) = scenario.rules.footprint.parts(Case.of(scenario, small))
    (found,) = check(Plan({"A": "1", "B": "2"}), scenario, small)

    assert "shares 99.5% or more" in part.words
    assert found.message.endswith("not below 99.5%")
