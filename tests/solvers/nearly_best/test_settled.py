"""Pairs and places are settled by every plan, however rare an exception is."""

from solvers.nearly_best.settled import neighbours, places

WEIGHTS = {("A", "B"): 1e12, ("A",): 1e-9, ("B",): 1e-9, ("C",): 1e12}
"""In a million million plans A and B are together, and in a hair of one apart."""


def test_one_exception_among_many_plans_makes_a_pair_neither_always_together_nor_never() -> None:
    (pair,) = neighbours(WEIGHTS, 1e12, [("A", "B")])
    assert (pair.share, pair.always, pair.never) == (1.0, False, False)


def test_a_pair_without_exception_is_always_together_or_never() -> None:
    always, never = neighbours({("A", "B"): 2.0, ("C",): 2.0}, 2.0, [("A", "B"), ("A", "C")])
    assert (always.share, always.always, always.never) == (1.0, True, False)
    assert (never.share, never.always, never.never) == (0.0, False, True)


def test_a_place_is_open_as_soon_as_one_plan_has_another_cluster() -> None:
    a, b, c = places(WEIGHTS, 1e12)
    assert [place.settled for place in (a, b, c)] == [False, False, True]
    assert (a.usual, a.clusters, c.share) == (("A", "B"), 2, 1.0)
