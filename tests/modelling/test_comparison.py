"""Plans compared by one scenario: scored, checked, and every two held against each other."""

import pytest
from small_maps import make_geography

from geodata.problems import InputError
from modelling.check import check
from modelling.comparison import compare, named_apart
from modelling.difference import difference
from modelling.plan import Plan
from modelling.scenario import Scenario
from modelling.scoring import score

GEOGRAPHY = make_geography(
    {"5A1": 10, "5B2": 20, "5C3": 30, "5D4": 40},
    edges=[("5A1", "5B2"), ("5B2", "5C3"), ("5C3", "5D4")],
    sha_of={"5A1": "Alpha", "5B2": "Alpha", "5C3": "Beta", "5D4": "Beta"},
)
EVERYWHERE = Scenario.model_validate(
    {
        "name": "everywhere",
        "geography": "small",
        "rules": {"size": {"max": 2}, "sha_boundaries": {}},
        "objectives": {"compactness": 1},
    }
)
BETA = EVERYWHERE.model_copy(update={"name": "beta", "shas": ("Beta",)})

BY_SHA = Plan({"5A1": "a", "5B2": "a", "5C3": "b", "5D4": "b"}, {}, "by SHA")
ALL = Plan(dict.fromkeys(GEOGRAPHY.codes, "x"), {}, "all")
IN_BETA = Plan({"5C3": "b", "5D4": "c"}, {}, "Beta alone")


def test_each_plan_is_scored_and_checked_as_by_itself() -> None:
    found = compare([BY_SHA, ALL], EVERYWHERE, GEOGRAPHY)
    for compared, plan in zip(found.plans, (BY_SHA, ALL), strict=True):
        assert compared.scores == score(plan, EVERYWHERE, GEOGRAPHY)
        assert compared.violations == check(plan, EVERYWHERE, GEOGRAPHY)
    assert found.plans[0].violations == ()
    assert {v.rule for v in found.plans[1].violations} == {"size", "sha_boundaries"}
    assert len(found.plans[1].broken("size")) == 1
    assert found.judged_by == ("partition", "sha_boundaries", "size")


def test_what_differs_is_said_from_the_first_plan_to_each_other() -> None:
    found = compare([BY_SHA, ALL, IN_BETA], EVERYWHERE, GEOGRAPHY)
    for change, plan in zip(found.differences, (ALL, IN_BETA), strict=True):
        assert change.moves == difference(BY_SHA, plan, GEOGRAPHY).moves
    assert found.shared == ("5C3", "5D4")


def test_pcts_beyond_the_scenario_are_left_out_and_holes_are_named() -> None:
    found = compare([BY_SHA, IN_BETA], BETA, GEOGRAPHY)
    assert [plan.outside for plan in found.plans] == [("5A1", "5B2"), ()]
    assert [plan.missing for plan in found.plans] == [(), ()]
    assert found.pairs[0].shared == 2
    whole = compare([BY_SHA, IN_BETA], EVERYWHERE, GEOGRAPHY)
    assert whole.plans[1].missing == ("5A1", "5B2")


def test_an_order_that_asks_for_a_level_is_among_what_plans_are_held_to() -> None:
    order = [{"objective": "compactness", "at_least": 0.9}]
    asked = Scenario.model_validate(EVERYWHERE.as_data() | {"priority": order})
    found = compare([BY_SHA, ALL], asked, GEOGRAPHY)
    assert found.judged_by[-1] == "priority"
    assert [len(plan.broken("priority")) for plan in found.plans] == [1, 0]


def test_plans_of_one_name_are_numbered_around_names_that_are_taken() -> None:
    plans = [Plan({"5A1": "a"}, {}, name) for name in ("plan", "plan (1)", "plan", "other")]
    assert [plan.name for plan in named_apart(plans)] == [
        "plan (2)",
        "plan (1)",
        "plan (3)",
        "other",
    ]


def test_fewer_than_two_plans_are_refused() -> None:
    with pytest.raises(InputError, match="fewer than two"):
        compare([BY_SHA], EVERYWHERE, GEOGRAPHY)


def test_every_plan_that_cannot_be_compared_is_named() -> None:
    alpha = Plan({"5A1": "a"}, {}, "Alpha alone")
    strange = Plan({"QQ9": "a"}, {}, "strange")
    with pytest.raises(InputError) as refused:
        compare([IN_BETA, alpha, strange], BETA, GEOGRAPHY)
    said = [(p.file, p.message) for p in refused.value.problems]
    assert said == [
        ("Alpha alone", "has none of the 2 PCTs of the scenario beta"),
        ("strange", "no PCT of small has the code QQ9"),
    ]
