"""Any two of many plans: the same figures as of two plans by themselves."""

from itertools import combinations
from math import log2

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from thoroughness import examples

from modelling.agreement import adjusted_rand_index, agreement, variation_of_information
from modelling.moves import moves
from modelling.pairwise import pairwise
from modelling.plan import Plan

PEOPLE = {f"p{i}": 100 * (i + 1) for i in range(6)}

thorough = settings(max_examples=examples(30), deadline=None, derandomize=True)


@st.composite
def plans(draw) -> list[Plan]:
    """Draw plans, any of which may leave out any PCT."""
    drawn = [
        {pct: draw(st.sampled_from(("", "a", "b", "c"))) for pct in PEOPLE}
        for _ in range(draw(st.integers(2, 4)))
    ]
    return [Plan({pct: c for pct, c in plan.items() if c}) for plan in drawn]


@thorough
@given(plans())
def test_every_pair_stands_once_with_the_figures_of_the_two_plans(found: list[Plan]) -> None:
    pairs = pairwise(found, PEOPLE)
    assert [(p.first, p.second) for p in pairs] == list(combinations(range(len(found)), 2))
    for pair in pairs:
        a, b = found[pair.first], found[pair.second]
        both = a.cluster_of.keys() & b.cluster_of.keys()
        assert pair.shared == len(both)
        ours, theirs = (set(p.restricted(both).clusters.values()) for p in (a, b))
        assert pair.in_common == len(ours & theirs)
        assert pair.in_common == agreement(a, b).matched == agreement(b, a).matched
        assert agreement(a, b).total == len(theirs)
        if not both:
            assert (pair.moves, pair.adjusted_rand_index, pair.variation_bits) == (None,) * 3
            continue
        assert pair.moves == len(moves(a, b, PEOPLE))
        assert pair.adjusted_rand_index == pytest.approx(adjusted_rand_index(a, b))
        assert pair.variation_bits == pytest.approx(variation_of_information(a, b))
        assert pair.variation_by_residents == pytest.approx(variation_of_information(a, b, PEOPLE))
        assert pair.variation_bits <= pair.most_bits + 1e-9
        assert pair.variation_by_residents <= pair.most_by_residents + 1e-9


def test_the_most_is_reached_by_one_cluster_against_as_many_as_pcts() -> None:
    one, many = Plan(dict.fromkeys(PEOPLE, "all")), Plan({pct: pct for pct in PEOPLE})
    (pair,) = pairwise([one, many], PEOPLE)
    assert pair.variation_bits == pytest.approx(log2(6)) == pytest.approx(pair.most_bits)
    assert pair.variation_by_residents == pytest.approx(pair.most_by_residents)
    assert pair.most_by_residents < pair.most_bits


def test_a_cluster_that_differs_only_in_a_pct_that_one_plan_lacks_is_in_common() -> None:
    whole, part = Plan({"p0": "x", "p1": "x", "p2": "y"}), Plan({"p0": "x", "p2": "y"})
    (pair,) = pairwise([whole, part], PEOPLE)
    assert (pair.shared, pair.in_common, pair.moves, pair.same) == (2, 2, 0, True)
