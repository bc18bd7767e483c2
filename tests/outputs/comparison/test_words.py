"""What is said of plans that are compared."""

from dataclasses import replace

import pytest

from geodata.geography import Geography
from modelling.comparison import Comparison, compare
from modelling.plan import Plan
from modelling.rules.base import Violation
from modelling.scenario import Scenario
from modelling.scenario_files import load_scenario
from outputs.comparison.words import (
    breach,
    identical,
    in_short,
    letter,
    most_in_bits,
    opening,
    rule_title,
    warnings,
)


@pytest.mark.parametrize(
    ("place", "said"), [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA"), (702, "AAA")]
)
def test_plans_have_letters_as_columns_of_a_spreadsheet_have(place: int, said: str) -> None:
    assert letter(place) == said


def test_holes_come_with_the_shas_that_can_be_compared(three: Comparison) -> None:
    assert opening(three) == "3 plans, scored by the scenario national (151 PCTs)."
    assert list(warnings(three)) == [
        "London alone leaves 120 PCTs in no cluster: its scores are not those of a whole plan.",
        "A scenario of London, which every plan covers, compares like with like.",
    ]


def test_what_the_scenario_leaves_out_is_said_once_for_plans_alike(
    plan: Plan, moved: Plan, london: Plan, england: Geography
) -> None:
    found = compare([plan, london, moved], load_scenario("london"), england)
    assert list(warnings(found)) == [
        "120 PCTs of clusters-2011 and Leeds moved are not in the scenario london and left out."
    ]


def test_plans_with_nothing_in_common_are_said_not_to_compare(
    plan: Plan, london: Plan, national: Scenario, england: Geography
) -> None:
    leeds = Plan({"5N1": "x"}, {}, "Leeds")
    said = list(warnings(compare([london, leeds], national, england)))
    assert said[2:] == [
        "No SHA is covered whole by every plan, so that no scores compare like with like.",
        "1 pair of plans has no PCT in common: how far they agree is not known.",
    ]


def test_plans_that_are_the_same_are_said_to_be_in_one_sentence(
    plan: Plan, london: Plan, national: Scenario, england: Geography
) -> None:
    copies = [replace(plan, name=f"copy {i}") for i in range(1, 9)]
    found = compare([plan, *copies, london], national, england)
    assert list(identical(found)) == [
        "clusters-2011, copy 1, copy 2, copy 3, copy 4, copy 5 and 3 more are the same plan: the "
        "same PCTs in the same clusters.",
        "clusters-2011 and London alone agree on all 31 PCTs that both have.",
    ]


def test_in_short_moves_totals_and_breaches_are_said_of_whole_plans_alone(
    three: Comparison,
) -> None:
    whole, part = in_short(three)
    first, second = three.plans[:2]
    assert whole == (
        "From clusters-2011 to Leeds moved: 1 PCT with 751,485 residents moves; 48 of 50 clusters "
        f"are the same; weighted total {second.scores['objective']:.3f} against "
        f"{first.scores['objective']:.3f}; breaches of rules: {len(second.violations)} against "
        f"{len(first.violations)}."
    )
    assert "weighted total" not in part


def test_the_most_bits_are_those_of_the_pcts_that_most_plans_share(three: Comparison) -> None:
    assert most_in_bits(three) == (
        "Over 151 PCTs it is at most 7.24 bits; with PCTs counting by their residents, at most "
        "7.03."
    )


def test_many_pcts_in_no_cluster_are_counted_and_few_are_named() -> None:
    many = Violation("partition", "A, B ...", tuple(map(str, range(13))))
    assert breach(many) == "13 PCTs in no cluster"
    assert breach(replace(many, pcts=("A",))) == "A, B ..."
    assert breach(replace(many, rule="fixed")) == "A, B ..."


def test_what_a_plan_is_held_to_has_a_title(three: Comparison) -> None:
    assert rule_title("partition") == "Every PCT is in a cluster"
    assert rule_title("priority") == "Levels that the order asks for"
    assert rule_title("size") == "PCT boards that one executive team serves"
