"""What changes between two plans, against every way of matching their clusters."""

from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from thoroughness import examples

from modelling.moves import changed_clusters, matched, moves
from modelling.plan import Plan

CODES = ("A1", "A2", "A3", "B1", "B2", "B3", "C1")
PEOPLE = {pct: 10 * number for number, pct in enumerate(CODES, start=1)}

plans = st.lists(st.sampled_from("VWXYZ"), min_size=7, max_size=7).map(
    lambda clusters: Plan(dict(zip(CODES, clusters, strict=True)))
)


def least_moves(before: Plan, after: Plan) -> int:
    """Return the fewest PCTs that move, over all ways of saying which cluster continues which."""
    old, new = list(before.clusters.values()), list(after.clusters.values())
    old += [()] * max(0, len(new) - len(old))
    return min(
        len(CODES) - sum(len(set(a) & set(b)) for a, b in zip(chosen, new, strict=False))
        for chosen in permutations(old, len(new))
    )


@settings(max_examples=examples(30), deadline=None, derandomize=True)
@given(plans, plans)
def test_no_way_of_matching_clusters_moves_fewer_pcts(before: Plan, after: Plan) -> None:
    assert len(moves(before, after, PEOPLE)) == least_moves(before, after)


@settings(max_examples=examples(30), deadline=None, derandomize=True)
@given(plans, plans)
def test_a_cluster_that_both_plans_have_continues_itself(before: Plan, after: Plan) -> None:
    continues = matched(before, after, PEOPLE)
    for cluster, pcts in after.clusters.items():
        for old, held in before.clusters.items():
            if held == pcts:
                assert continues[cluster] == old
    gone = set(before.clusters.values()) - set(after.clusters.values())
    assert len(changed_clusters(before, after)) == len(gone)


def test_nothing_moves_where_clusters_are_only_called_otherwise() -> None:
    before = Plan({"A1": "x", "A2": "x", "B1": "y"})
    after = Plan({"A1": "1", "A2": "1", "B1": "2"})

    assert moves(before, after, PEOPLE) == ()
    assert changed_clusters(before, after) == ()


def test_where_as_many_pcts_stay_either_way_the_most_residents_stay() -> None:
    before = Plan({"A1": "x", "B3": "x"}, {"x": "Both"})
    after = Plan({"A1": "small", "B3": "large"}, {"small": "Small", "large": "Large"})

    (move,) = moves(before, after, PEOPLE)

    assert (move.pct, move.before, move.after) == ("A1", "Both", "Small")


@pytest.mark.parametrize("before", [Plan({"A1": "x"}), Plan({"D9": "x"})])
def test_a_pct_that_only_one_plan_has_moves_nowhere(before: Plan) -> None:
    assert moves(before, Plan({"A1": "y", "A2": "y"}), PEOPLE) == ()
