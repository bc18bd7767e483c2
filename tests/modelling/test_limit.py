"""`limit` bounds a cluster's total of a column of the planner's, `column_balance` evens it out."""

import numpy as np
import pytest
from small_maps import COLUMN, make_geography
from small_scenarios import make_scenario

from geodata.problems import InputError
from modelling.case import Case
from modelling.check import check
from modelling.plan import Plan
from modelling.scenario_files import parse_scenario, scenario_text
from modelling.scoring import score

PEOPLE = {"A1": 100, "A2": 200, "A3": 50}
TOUCHING = [("A1", "A2"), ("A2", "A3")]
COSTS = {"A1": 0.1, "A2": 0.2, "A3": 9.5}
MAP = make_geography(PEOPLE, TOUCHING, columns={COLUMN: COSTS})
PAIR = Plan({"A1": "x", "A2": "x", "A3": "y"})


def limited(*bounds):
    return make_scenario({"limit": bounds[0] if len(bounds) == 1 else list(bounds)})


@pytest.mark.parametrize(
    ("bounds", "message"),
    [
        ({"column": COLUMN, "min": 0.5}, f"x has a total {COLUMN} of 0.3, less than 0.5"),
        ({"column": COLUMN, "max": 9}, f"y has a total {COLUMN} of 9.5, more than 9"),
        ({"column": "residents", "max": 200}, "x has a total residents of 300, more than 200"),
    ],
)
def test_a_total_out_of_bounds_is_told_with_the_column(bounds, message):
    assert [v.message for v in check(PAIR, limited(bounds), MAP)] == [message]


@pytest.mark.parametrize("bound", [{"min": 0.3}, {"max": 9.5}])
def test_a_total_exactly_at_a_bound_is_allowed(bound):
    """0.1 + 0.2 is a hair more than 0.3 to a computer."""
    assert check(PAIR, limited({"column": COLUMN} | bound), MAP) == ()


def test_several_limits_hold_at_once():
    scenario = limited({"column": COLUMN, "max": 9}, {"column": "residents", "min": 100})
    assert [v.cluster for v in check(PAIR, scenario, MAP)] == ["y", "y"]
    assert parse_scenario(scenario_text(scenario)) == scenario


@pytest.mark.parametrize(
    ("column", "message", "remedy"),
    [
        ("runing_costs", "has no column 'runing_costs'", f"did you mean '{COLUMN}'?"),
        ("name", "has no numbers in the column 'name'", f"use one of residents, {COLUMN}, some"),
        ("some", "A2 Town A2: some is blank", "fill it in in pcts.csv"),
    ],
)
@pytest.mark.parametrize("part", ["limit", "column_balance"])
def test_a_column_that_cannot_be_added_up_is_refused(part, column, message, remedy):
    partly = {"A1": 1.0, "A2": np.nan, "A3": 2.0}
    geography = make_geography(PEOPLE, TOUCHING, columns={COLUMN: COSTS, "some": partly})
    rules = {"cluster_count": {"national": 2}}
    scenario = (
        make_scenario(rules, {"column_balance": {"column": column}})
        if part == "column_balance"
        else limited({"column": column, "min": 1})
    )
    with pytest.raises(InputError) as error:
        Case.of(scenario, geography)
    problem = next(p for p in error.value.problems if part in p.where)
    assert message in problem.message
    assert remedy in problem.remedy


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ("{column: residents}", "residents has no bound → add min, max or both"),
        ("{column: residents, min: 3, max: 2}", "min 3 is more than max 2 → swap the two"),
        ("[]", "too few entries"),
        ("{column: residents, least: 3}", "'least' is not known here"),
    ],
)
def test_a_limit_that_says_nothing_sensible_is_refused(said, message):
    text = f"name: x\ngeography: small\nrules:\n  limit: {said}\nobjectives: {{compactness: 1}}\n"
    with pytest.raises(InputError, match=message):
        parse_scenario(text)


def test_column_balance_counts_the_share_of_the_column_too_much_or_too_little():
    scenario = make_scenario(
        {"cluster_count": {"national": 2}}, {"column_balance": {"column": COLUMN}}
    )
    found = score(PAIR, scenario, MAP)
    assert found["column_balance"] == pytest.approx(1 - (4.6 + 4.6) / (2 * 9.8))


@pytest.mark.parametrize(
    ("values", "message"),
    [((1, -1, 2), "A2 Town A2: running_costs is less than 0"), ((0, 0, 0), "is 0 for every PCT")],
)
def test_a_column_that_cannot_be_shared_out_is_refused(values, message):
    columns = {COLUMN: dict(zip(PEOPLE, map(float, values), strict=True))}
    rules = {"cluster_count": {"national": 2}}
    scenario = make_scenario(rules, {"column_balance": {"column": COLUMN}})
    with pytest.raises(InputError, match=message):
        Case.of(scenario, make_geography(PEOPLE, TOUCHING, columns=columns))


def test_column_balance_without_a_column_or_a_number_of_clusters_says_what_to_add():
    with pytest.raises(InputError) as error:
        Case.of(make_scenario(objectives={"column_balance": 1}), MAP)
    remedies = [p.remedy for p in error.value.problems]
    assert any("cluster_count" in r for r in remedies)
    assert any("add column" in r for r in remedies)
