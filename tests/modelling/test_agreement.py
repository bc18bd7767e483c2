"""How far two plans agree: worked by hand, and against pairs counted one by one."""

import random
from itertools import combinations

import pytest

from modelling.agreement import adjusted_rand_index, agreement
from modelling.plan import Plan


def plan(clusters: str) -> Plan:
    """Return the plan of PCTs p0, p1, ... with a letter for the cluster of each."""
    return Plan({f"p{i}": c for i, c in enumerate(clusters)})


def test_a_worked_example_gives_the_index_computed_by_hand():
    # aaabbb against aabbcc: cells 2,1 | 1,2 → 2 pairs together in both; 6 and 3 pairs of 15;
    # expected 6 × 3 / 15 = 1.2, most 4.5: (2 - 1.2) / (4.5 - 1.2) = 8 / 33
    assert adjusted_rand_index(plan("aaabbb"), plan("aabbcc")) == pytest.approx(8 / 33)


@pytest.mark.parametrize(
    ("one", "other", "index"),
    [
        ("aabb", "bbaa", 1.0),  # names do not matter
        ("aaaa", "aaaa", 1.0),
        ("abcd", "dcba", 1.0),
        ("aaaa", "abcd", 0.0),
        ("abab", "aabb", -0.5),  # worse than chance
        ("a", "b", 1.0),
    ],
)
def test_known_pairs_of_plans_have_known_indices(one, other, index):
    assert adjusted_rand_index(plan(one), plan(other)) == pytest.approx(index)


@pytest.mark.parametrize("seed", range(20))
def test_the_index_is_that_of_the_four_kinds_of_pairs(seed):
    rng = random.Random(seed)
    one, other = ("".join(rng.choice("abc") for _ in range(12)) for _ in range(2))
    kinds = [(one[i] == one[j], other[i] == other[j]) for i, j in combinations(range(12), 2)]
    both, first, second, neither = (
        kinds.count(k) for k in ((True, True), (True, False), (False, True), (False, False))
    )
    top = 2 * (both * neither - first * second)
    bottom = (both + first) * (first + neither) + (both + second) * (second + neither)
    assert adjusted_rand_index(plan(one), plan(other)) == pytest.approx(top / bottom)


def test_only_clusters_that_are_exactly_the_same_count_as_matched():
    reference = Plan(
        {"p0": "X", "p1": "X", "p2": "Y", "p3": "Y"}, {"X": "North", "Y": "South"}, "as it was"
    )
    found = agreement(plan("aabc"), reference)
    assert (found.matched, found.total) == (1, 2)
    assert found.plan_name == "as it was"


def test_agreement_is_judged_on_the_pcts_that_both_plans_have():
    reference = Plan({"p0": "X", "p1": "X", "elsewhere": "X", "far": "Z"})
    found = agreement(plan("aab"), reference)
    assert (found.matched, found.total, found.adjusted_rand_index) == (1, 1, 1.0)
