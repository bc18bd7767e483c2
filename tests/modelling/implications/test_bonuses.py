"""Awards by cluster against awards by PCT, pay at risk, and the ratio of top to median pay."""

from __future__ import annotations

import math
from collections.abc import Callable
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_maps import make_geography
from small_scenarios import make_scenario

from geodata.geography import Geography
from modelling.case import Case
from modelling.implications.bonuses import awards, bonuses
from modelling.implications.parameter_files import parse_parameters
from modelling.implications.subject import Subject
from modelling.implications.topic import Span
from modelling.plan import Plan

Put = Callable[..., Subject]
PEOPLE = {"A": 100, "B": 200, "C": 300}
TWO = {"A": "X", "B": "X", "C": "Y"}
QUARTER = "bonuses: {{share: 0.25, rounding: {0}}}"


def managers(a: int, b: int, c: int) -> dict[str, dict[str, float]]:
    return {"very_senior_managers": {"A": a, "B": b, "C": c}}


def test_greater_manchester_has_two_awards_for_its_ten_chief_executives(of_2011: Subject) -> None:
    """A quarter of 10 is 2.5, rounded down 2; PCT by PCT a quarter of 1 is none, 10 times."""
    figures = bonuses(of_2011).by_cluster["C07"]
    assert (figures["chiefs_by_cluster"], figures["chiefs_by_pct"]) == (2, 0)
    assert figures["chiefs_too_few"] is False


def test_cumbria_is_too_small_for_one_award_among_chief_executives(of_2011: Subject) -> None:
    figures = bonuses(of_2011).by_cluster["C05"]
    assert figures["chiefs_by_cluster"] == 0
    assert figures["chiefs_too_few"] is True


def test_in_2011_clusters_of_fewer_than_four_pcts_are_too_small(of_2011: Subject) -> None:
    """A quarter of n, rounded down: 1 from 4 PCTs on, 2 from 8 on."""
    topic = bonuses(of_2011)
    sizes = [len(pcts) for pcts in of_2011.clusters.values()]
    assert topic.total["chiefs_by_cluster"] == sum(n // 4 for n in sizes) == 19
    assert topic.total["chiefs_too_few"] == sum(n < 4 for n in sizes) == 33
    assert {m.key: v for m, v in topic.overall} == {"needed": 4}


@pytest.mark.parametrize(
    ("rounding", "expected", "needed"),
    [("down", (0 + 1, 2), 4), ("nearest", (1 + 2, 2), 2), ("up", (1 + 2, 3), 1)],
)
def test_rounding_decides_what_becomes_of_a_part_of_an_award(
    put: Put, rounding: str, expected: tuple[int, int], needed: int
) -> None:
    """X: 3 and 6 managers: quarters 0.75 and 1.5 by PCT, 2.25 by cluster (half goes up)."""
    subject = put(make_geography(PEOPLE, columns=managers(3, 6, 0)), TWO, QUARTER.format(rounding))
    topic = bonuses(subject)
    figures = topic.by_cluster["X"]
    assert (figures["by_pct"], figures["by_cluster"]) == expected
    assert figures["change"] == expected[1] - expected[0]
    assert topic.overall[0][1] == needed
    assert topic.by_cluster["Y"]["too_few"] is True


def test_an_award_is_a_limit_and_chief_executives_alone_are_a_supposition(
    of_2011: Subject, put: Put
) -> None:
    topic = bonuses(of_2011)
    titles = {m.key: m.title for m in topic.measures}
    assert titles["chiefs_by_cluster"].startswith("If only chief executives were counted")
    assert "at most" in titles["by_cluster"]
    assert "the best 25% of performers may be eligible" in topic.about
    assert "one chief executive a PCT" in topic.labels
    said = " ".join((topic.about, *topic.notes, *(m.formula for m in topic.measures)))
    assert "the least there can be" not in said
    up = bonuses(put(make_geography(PEOPLE), TWO, "bonuses: {share: 0.1, rounding: up}"))
    assert "the best 10% of performers" in up.about
    assert any("only down keeps to the limit" in note for note in up.notes)
    assert not any("only down keeps" in note for note in topic.notes)


def test_managers_that_are_not_given_are_not_known(of_2011: Subject) -> None:
    topic = bonuses(of_2011)
    for key in ("managers", "by_pct", "by_cluster", "change", "too_few", "at_risk"):
        assert topic.total[key] is None
        assert topic.unknown[key]


def test_pay_at_risk_and_the_ratio_need_rates_that_a_planner_gives(put: Put) -> None:
    """Base pay 100,000: 10% at risk is 10,000; over medians of 20,000 and 25,000 5 and 4."""
    yaml = "bonuses: {earn_back: 0.1}\npay: {bands: [{pay: 100000}]}"
    columns = {"median_pay": {"A": 20_000, "B": 25_000, "C": 40_000}}
    topic = bonuses(put(make_geography(PEOPLE, columns=columns), TWO, yaml))
    assert topic.by_cluster["X"]["at_risk"] == 10_000
    assert topic.by_cluster["X"]["top_to_median"] == Span(4, 5)
    assert topic.by_cluster["Y"]["top_to_median"] == Span(2.5, 2.5)
    assert topic.total["at_risk"] == 20_000


def test_a_median_of_all_pcts_stands_in_where_the_table_does_not_say(put: Put) -> None:
    yaml = "bonuses: {median_pay: 50000}\npay: {bands: [{pay: 100000}]}"
    topic = bonuses(put(make_geography(PEOPLE), TWO, yaml))
    assert topic.by_cluster["X"]["top_to_median"] == Span(2, 2)
    assert topic.by_cluster["X"]["chiefs_by_cluster"] is None


@settings(deadline=None, max_examples=50)
@given(
    st.lists(st.integers(0, 40), min_size=1, max_size=6),
    st.integers(1, 100).map(lambda n: n / 100),
)
def test_rounded_down_pooling_never_loses_an_award(people: list[int], share: float) -> None:
    """⌊s n⌋ of all together is at least the sum of ⌊s n_i⌋: exact, as fractions say."""
    geography = make_geography({f"P{i}": 10 for i in range(len(people))})
    award = awards(_subject(geography, share))
    assert award is not None
    exact = Fraction(str(share))
    assert [award(n) for n in people] == [math.floor(exact * n) for n in people]
    assert award(sum(people)) >= sum(map(award, people))


def _subject(geography: Geography, share: float) -> Subject:
    known = parse_parameters(f"bonuses: {{share: {share}, rounding: down}}")
    return Subject.of(Plan({}), Case(make_scenario(), geography), known)
