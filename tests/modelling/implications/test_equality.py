"""Residents and deprivation of clusters, and how far apart clusters end up."""

from __future__ import annotations

from collections.abc import Callable
from math import sqrt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_maps import make_geography
from small_scenarios import make_scenario

from modelling.case import Case
from modelling.implications.equality import CHARACTERISTICS, DEPRIVATION, equality
from modelling.implications.parameters import ImplicationParameters
from modelling.implications.subject import Subject
from modelling.plan import Plan

Put = Callable[..., Subject]
PEOPLE = {"A": 100, "B": 300, "C": 400}
TWO = {"A": "X", "B": "X", "C": "Y"}
SCORES = {DEPRIVATION: {"A": 40.0, "B": 20.0, "C": 15.0}}


def test_deprivation_is_weighted_by_residents(put: Put) -> None:
    """X: (100 × 40 + 300 × 20) / 400 = 25; Y: 15; in all 800 people at 20.

    Between clusters: √((400 × 5² + 400 × 5²) / 800) = 5. Between PCTs:
    √((100 × 20² + 300 × 0² + 400 × 5²) / 800) = √62.5; 25 / 62.5 = 40% is left.
    """
    topic = equality(put(make_geography(PEOPLE, columns=SCORES), TWO))
    x, y = topic.by_cluster["X"], topic.by_cluster["Y"]
    assert (x["deprivation"], y["deprivation"]) == (25, 15)
    assert (x["difference"], y["difference"]) == (5, -5)
    assert (x["least"], x["most"]) == (20, 40)
    assert topic.total == {"residents": 800, "deprivation": 20}
    overall = {m.key: v for m, v in topic.overall}
    assert overall["range"] == 10
    assert overall["spread"] == pytest.approx(5)
    assert overall["spread_of_pcts"] == pytest.approx(sqrt(62.5))
    assert overall["between"] == pytest.approx(0.4)


def test_cumbria_and_greater_manchester_by_hand(of_2011: Subject) -> None:
    """Cumbria is one PCT of 20.51; Greater Manchester has ten, each times its residents.

    (233,933 × 36.73 + 283,275 × 21.66 + 317,849 × 27.45 + 276,786 × 34.46 + 224,897 × 35.51
    + 185,060 × 24.14 + 252,414 × 29.79 + 211,699 × 37.59 + 226,578 × 19.09 + 503,127 × 41.02)
    over 2,715,618 residents.
    """
    topic = equality(of_2011)
    people = [233_933, 283_275, 317_849, 276_786, 224_897]
    people += [185_060, 252_414, 211_699, 226_578, 503_127]
    scores = [36.73, 21.66, 27.45, 34.46, 35.51, 24.14, 29.79, 37.59, 19.09, 41.02]
    by_hand = sum(n * d for n, d in zip(people, scores, strict=True)) / 2_715_618
    assert topic.by_cluster["C07"]["deprivation"] == pytest.approx(by_hand)
    assert topic.by_cluster["C05"]["deprivation"] == pytest.approx(20.51)
    assert topic.by_cluster["C05"]["residents"] == 499_858


def test_every_protected_characteristic_has_a_box_that_nobody_ticked(of_2011: Subject) -> None:
    labels = " ".join(label for label, _ in equality(of_2011).boxes)
    assert len(CHARACTERISTICS) == 9
    assert all(f"by {what} assessed" in labels for what in CHARACTERISTICS)


def test_deprivation_of_some_pcts_alone_is_not_known(put: Put) -> None:
    some = {DEPRIVATION: {"A": 40.0, "B": 20.0}}
    topic = equality(put(make_geography(PEOPLE, columns=some), TWO))
    assert topic.by_cluster["X"]["residents"] == 400
    assert topic.by_cluster["X"]["deprivation"] is None
    assert all(value is None for _, value in topic.overall)


def test_a_cluster_without_residents_has_no_mean(put: Put) -> None:
    map_ = make_geography({"A": 0, "B": 300, "C": 400}, columns=SCORES)
    topic = equality(put(map_, {"A": "X", "B": "Y", "C": "Y"}))
    assert topic.by_cluster["X"]["deprivation"] is None
    assert topic.by_cluster["X"]["most"] == 40


@settings(deadline=None, max_examples=50)
@given(
    st.lists(
        st.tuples(st.integers(1, 99), st.integers(0, 50), st.sampled_from("XYZ")),
        min_size=1,
        max_size=6,
    )
)
def test_clusters_are_never_further_apart_than_their_pcts(
    rows: list[tuple[int, int, str]],
) -> None:
    """Weighted variance between groups is at most that between their members."""
    codes = [f"P{i}" for i in range(len(rows))]
    scores = {DEPRIVATION: dict(zip(codes, (float(r[1]) for r in rows), strict=True))}
    map_ = make_geography(dict(zip(codes, (r[0] for r in rows), strict=True)), columns=scores)
    plan = Plan(dict(zip(codes, (r[2] for r in rows), strict=True)))
    topic = equality(Subject.of(plan, Case(make_scenario(), map_), ImplicationParameters()))
    overall = {m.key: v for m, v in topic.overall}
    assert overall["spread"] <= overall["spread_of_pcts"] + 1e-9
    assert (overall["between"] is None) == (len({r[1] for r in rows}) == 1)
