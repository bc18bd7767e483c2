"""The order of work keeps a worker with its lists, and the first scenario of a list goes first."""

from __future__ import annotations

from modelling.sweep_members import Member
from solvers.sweeping.order import Order


def waiting(lists: str) -> list[Member]:
    """Return a member for every letter, which names its lists."""
    return [Member(i, f"{i}", "grid", name, {}, "{}") for i, name in enumerate(lists, start=1)]


def taken(order: Order, worker: str, staying: bool = False) -> int | None:
    member = order.take(worker, staying)
    return member.number if member else None


def test_the_others_of_a_list_wait_for_its_first() -> None:
    order = Order(waiting("aaa"), begun=[])
    assert taken(order, "x") == 1
    assert taken(order, "y") is None
    order.begun("a")
    assert (taken(order, "y"), taken(order, "x")) == (2, 3)
    assert len(order) == 0


def test_a_list_that_was_begun_before_goes_on_at_once() -> None:
    order = Order(waiting("aaa"), begun=["a"])
    assert [taken(order, "x"), taken(order, "y"), taken(order, "x")] == [1, 2, 3]


def test_workers_take_different_lists_and_stay_with_them() -> None:
    order = Order(waiting("abab"), begun=["a", "b"])
    assert [taken(order, "x"), taken(order, "y")] == [1, 2]
    assert [taken(order, "x"), taken(order, "y")] == [3, 4]


def test_a_worker_without_work_of_its_own_helps_where_most_waits() -> None:
    order = Order(waiting("abbbbccc"), begun=["a", "b", "c"])
    assert [taken(order, w) for w in "xyz"] == [2, 6, 1]
    assert taken(order, "z") == 3, "nothing waits of a, and b has most left"


def test_looking_ahead_does_not_turn_to_other_lists() -> None:
    order = Order(waiting("ab"), begun=[])
    assert taken(order, "x") == 1
    assert taken(order, "x", staying=True) is None
    assert taken(order, "x") == 2


def test_the_lists_of_a_worker_that_is_gone_are_free_again() -> None:
    order = Order(waiting("aabbb"), begun=["a", "b"])
    assert [taken(order, "x"), taken(order, "y")] == [3, 1]
    order.gone("x")
    assert taken(order, "z") == 4
