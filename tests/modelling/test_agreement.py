"""How far two plans agree: worked by hand, and against pairs counted one by one."""

import random
from collections import Counter
from itertools import combinations
from math import log2

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from thoroughness import examples

from modelling.agreement import adjusted_rand_index, agreement, variation_of_information
from modelling.plan import Plan


def plan(clusters: str) -> Plan:
    """Return the plan of PCTs p0, p1, ... with a letter for the cluster of each."""
    return Plan({f"p{i}": c for i, c in enumerate(clusters)})


thorough = settings(max_examples=examples(50), deadline=None, derandomize=True)
groupings = st.text(alphabet="abcd", min_size=7, max_size=7).map(plan)
residents = st.fixed_dictionaries({f"p{i}": st.integers(1, 900) for i in range(7)})


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


def test_a_published_table_gives_its_published_index():
    # Yeung and Ruzzo, "Details of the adjusted Rand index" (2001): 0.313
    assert adjusted_rand_index(plan("aabbbbcccc"), plan("xyxyyzzzzz")) == pytest.approx(
        0.313, abs=0.0005
    )


def test_an_index_is_that_of_the_pcts_that_both_plans_have():
    assert adjusted_rand_index(plan("aabbcc"), plan("aabb")) == 1.0
    assert adjusted_rand_index(plan("aa"), Plan({"elsewhere": "x"})) == 1.0


def by_definition(one: Plan, other: Plan, weights: dict[str, int]) -> float:
    """Return H(A | B) + H(B | A), summed over pairs of clusters as it is defined."""
    total = sum(weights.values())
    joint, of_one, of_other = Counter(), Counter(), Counter()
    for pct, weight in weights.items():
        a, b = one.cluster_of[pct], other.cluster_of[pct]
        joint[a, b] += weight / total
        of_one[a] += weight / total
        of_other[b] += weight / total
    return -sum(p * (log2(p / of_one[a]) + log2(p / of_other[b])) for (a, b), p in joint.items())


def test_a_worked_example_gives_the_variation_computed_by_hand():
    # aaabbb against aabbcc: H(A, B) = log2 3 + 1/3, H(A) = 1, H(B) = log2 3
    found = variation_of_information(plan("aaabbb"), plan("aabbcc"))
    assert found == pytest.approx(log2(3) - 1 / 3)


@pytest.mark.parametrize(
    ("one", "other", "bits"),
    [
        ("aabb", "bbaa", 0.0),
        ("aaaaaaaa", "abcdefgh", 3.0),  # log2 n, the most there can be
        ("aaaabbbb", "aacceebb", 1.0),  # every cluster cut in half
        ("aabb", "abab", 2.0),  # each says nothing of the other
        ("aaaabbbb", "aaccbbbb", 0.5),  # half the PCTs are in a cluster that was cut in half
    ],
)
def test_known_pairs_of_plans_have_known_variations(one, other, bits):
    assert variation_of_information(plan(one), plan(other)) == pytest.approx(bits)


@thorough
@given(groupings, groupings, residents)
def test_the_variation_is_what_each_plan_leaves_unknown_of_the_other(one, other, people):
    assert variation_of_information(one, other, people) == pytest.approx(
        by_definition(one, other, people)
    )
    assert variation_of_information(one, other) == pytest.approx(
        by_definition(one, other, dict.fromkeys(people, 1))
    )


@thorough
@given(groupings, groupings, groupings, residents)
def test_the_variation_is_a_distance(one, other, third, people):
    for weights in (None, people):
        there = variation_of_information(one, other, weights)
        assert there == pytest.approx(variation_of_information(other, one, weights))
        same = set(one.clusters.values()) == set(other.clusters.values())
        assert (there < 1e-9) == same
        by_way = variation_of_information(one, third, weights)
        by_way += variation_of_information(third, other, weights)
        assert there <= by_way + 1e-9
    assert variation_of_information(one, other) <= log2(7) + 1e-9


@thorough
@given(groupings, groupings)
def test_the_index_is_symmetric_and_1_only_for_the_same_plan(one, other):
    index = adjusted_rand_index(one, other)
    assert index == pytest.approx(adjusted_rand_index(other, one))
    assert (index > 1 - 1e-9) == (set(one.clusters.values()) == set(other.clusters.values()))


def test_pcts_without_residents_do_not_count_by_residents():
    people = {"p0": 5, "p1": 5, "p2": 0}
    assert variation_of_information(plan("aab"), plan("aaa"), people) == 0.0
    assert variation_of_information(plan("aab"), plan("aaa"), dict.fromkeys(people, 0)) == 0.0
