"""What a scenario may say of the order of its objectives."""

import json

import pytest
from small_maps import make_geography
from small_scenarios import make_scenario

from geodata.problems import InputError
from modelling.case import Case
from modelling.priority import scoring_every_step
from modelling.scenario_files import parse_scenario, scenario_schema, scenario_text

TEXT = """
name: ordered
geography: england-2011
rules: {cluster_count: {national: 50}}
objectives: {patient_flow: 1, population_balance: 0}
priority:
  - {objective: patient_flow, within: 0.01}
  - population_balance
"""


def problems(text: str) -> list[str]:
    with pytest.raises(InputError) as caught:
        parse_scenario(text)
    return list(map(str, caught.value.problems))


def test_an_order_is_read_with_tolerances_and_bare_names_and_written_back_the_same() -> None:
    scenario = parse_scenario(TEXT)
    assert [(s.objective, s.within) for s in scenario.priority] == [
        ("patient_flow", 0.01),
        ("population_balance", 0.0),
    ]
    assert parse_scenario(scenario_text(scenario)) == scenario
    assert scenario.as_data()["priority"][1] == "population_balance"


def test_a_level_is_read_and_written_back_and_is_none_of_a_tolerance() -> None:
    scenario = parse_scenario(TEXT.replace("within: 0.01", "at_least: 0.7"))
    assert scenario.priority[0].at_least == 0.7
    assert scenario.priority[0].held_at(0.8) == 0.7
    assert parse_scenario(scenario_text(scenario)) == scenario
    assert scenario.as_data()["priority"][0] == {"objective": "patient_flow", "at_least": 0.7}


@pytest.mark.parametrize(
    ("level", "message"),
    [
        ("at_least: 0.7, within: 0.1", "both within and at_least → keep one"),
        ("at_least: 1.1", "1.1 is not at most 1"),
        ("at_least: 0", "0 is not more than 0"),
    ],
)
def test_a_level_that_says_nothing_sensible_is_refused(level, message) -> None:
    (said,) = problems(TEXT.replace("within: 0.01", level))
    assert message in said


def test_a_scenario_without_an_order_has_no_such_key_in_full() -> None:
    assert "priority" not in parse_scenario(TEXT.partition("priority")[0]).as_data()


def test_everything_wrong_with_an_order_is_listed_with_its_line() -> None:
    wrong = TEXT.replace("0.01", "1").replace("- population_balance", "- popula_balance\n  - [a]")
    assert [p.split(" → ")[0] for p in problems(wrong)] == [
        "scenario, line 7, priority.0.within: 1 is not less than 1",
        "scenario, line 8, priority.1.objective: 'popula_balance' is no objective, did you mean "
        "'population_balance'?",
        "scenario, line 9, priority.2.objective: '['a']' is no objective",
    ]


def test_a_misspelt_key_of_a_step_names_the_nearest() -> None:
    (said,) = problems(TEXT.replace("within", "witin"))
    assert "'witin' is not known here, did you mean 'within'?" in said


@pytest.mark.parametrize("value", ["[]", "patient_flow"])
def test_an_order_that_is_no_list_or_an_empty_one_is_refused(value) -> None:
    assert "priority" in problems(TEXT.partition("priority")[0] + f"priority: {value}\n")[0]


def test_objectives_that_the_scenario_lacks_or_names_twice_are_listed_together() -> None:
    small = make_geography({"A": 1, "B": 2}, [("A", "B")])
    scenario = make_scenario(priority=["compactness", "consortia", "compactness"])
    said = [p.message for p in Case(scenario, small).problems()]
    assert said == [
        "consortia is not among the scenario's objectives",
        "compactness stands here twice",
    ]


def test_every_objective_of_the_order_is_scored_and_no_other_weight_changes() -> None:
    scored = scoring_every_step(parse_scenario(TEXT))
    assert dict(scored.weights) == {"patient_flow": 1.0, "population_balance": 1.0}


def test_editors_are_offered_the_names_of_objectives_for_a_step() -> None:
    step = json.loads(scenario_schema())["$defs"]["Priority"]
    names = step["anyOf"][0]["enum"]
    assert "patient_flow" in names
    assert step["anyOf"][1]["properties"]["objective"]["enum"] == names
