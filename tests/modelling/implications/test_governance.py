"""What the four governance models ask, held to every lawful way of filling small boards."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from modelling.implications.governance import MODELS, Sizes, most_kept, need
from modelling.implications.topic import Span

LAW = Sizes(least=5, most=7)


def test_ten_boards_ask_for_fifty_to_seventy_people_or_for_five_to_seven() -> None:
    """Model 1 and 4: 10 × 5 to 10 × 7. Model 2: 5 to 7. Model 3: 4 + 10 × 1 to 1 + 10 × 6."""
    found = {m: need(m, 10, [0] * 10, 0, LAW) for m in MODELS}
    assert [found[m].chairs for m in MODELS] == [10, 1, 1, 10]
    assert [found[m].boards for m in MODELS] == [11, 1, 11, 10]
    assert found[1].non_executives == found[4].non_executives == Span(50, 70)
    assert found[2].non_executives == Span(5, 7)
    assert found[3].non_executives == Span(4 + 10, 1 + 60)


def test_appointments_are_shared_beyond_the_first_of_each_person() -> None:
    """10 boards: model 2 shares 9 × (1 + 5 to 7); model 3 shares 9 × (1 + 1 to 6)."""
    found = {m: need(m, 10, [0] * 10, 0, LAW).shared for m in MODELS}
    assert found == {1: Span(0, 0), 2: Span(54, 72), 3: Span(18, 63), 4: Span(0, 0)}


def test_a_cluster_board_of_nominees_has_one_chair_and_somebody_of_each_pct() -> None:
    assert need(1, 10, [0] * 10, 0, LAW).cluster_board == Span(11, 11)
    assert need(1, 3, [0] * 3, 0, Sizes(5, 7, nominated=2)).cluster_board == Span(7, 7)
    assert need(1, 3, [0] * 3, 0, Sizes(5, 7, nominated=None)).cluster_board is None
    assert need(4, 3, [0] * 3, 0, LAW).cluster_board == Span(0, 0)


@pytest.mark.parametrize("model", MODELS)
def test_a_single_pct_has_its_own_board_under_every_model(model: int) -> None:
    found = need(model, 1, [0], 0, LAW)
    assert (found.chairs, found.boards) == (1, 1)
    assert found.non_executives == Span(5, 7)
    assert found.shared == Span(0, 0)


def test_authorities_that_nominate_need_a_seat_each() -> None:
    """A care trust of 6 authorities has at least 6; one board for all needs the 9 of them all."""
    assert need(1, 2, [6, 0], 6, LAW).non_executives == Span(6 + 5, 14)
    assert need(2, 2, [6, 0], 6, LAW).non_executives == Span(6, 7)
    assert need(2, 2, [6, 3], 9, LAW) is None
    assert need(1, 2, [8, 0], 8, LAW) is None


def fillings(boards: int, sizes: Sizes, places: list[int]) -> Iterator[tuple[int, list[int]]]:
    """Yield every lawful number of shared members with those of each locality, model 3."""
    own = range(1, sizes.most + 1)
    for shared in range(1, sizes.most + 1):
        for locality in product(own, repeat=boards):
            fits = all(sizes.least <= shared + n <= sizes.most for n in locality)
            if fits and all(n >= p for n, p in zip(locality, places, strict=True)):
                yield shared, list(locality)


@settings(deadline=None)
@given(
    st.integers(2, 3),
    st.integers(1, 4),
    st.integers(0, 2),
    st.data(),
)
def test_model_3_is_what_every_lawful_filling_of_boards_comes_to(
    boards: int, least: int, more: int, data: st.DataObject
) -> None:
    """People, appointments beyond the first, over all numbers of shared and locality members."""
    sizes = Sizes(least, least + more)
    places = [data.draw(st.integers(0, 2)) for _ in range(boards)]
    ways = list(fillings(boards, sizes, places))
    found = need(3, boards, places, sum(places), sizes)
    if max(places) > sizes.most or not ways:
        assert found is None
        return
    people = [shared + sum(locality) for shared, locality in ways]
    beyond = [
        sum(1 + shared + n for n in locality) - (1 + shared + sum(locality))
        for shared, locality in ways
    ]
    assert found.non_executives == Span(min(people), max(people))
    assert found.shared == Span(min(beyond), max(beyond))


@settings(deadline=None)
@given(st.lists(st.integers(0, 7), min_size=1, max_size=3), st.integers(1, 4), st.integers(0, 3))
def test_as_many_stay_as_any_choice_of_members_lets_stay(
    in_post: list[int], least: int, more: int
) -> None:
    sizes = Sizes(least, least + more)
    assert most_kept(2, in_post, sizes) == min(sum(in_post), sizes.most)
    alone = len(in_post) == 1
    apart = sum(min(n, sizes.most) for n in in_post)
    assert most_kept(1, in_post, sizes) == most_kept(4, in_post, sizes) == apart
    assert most_kept(3, in_post, sizes) == (apart if alone else _most_shared(in_post, sizes))


def _most_shared(in_post: list[int], sizes: Sizes) -> int:
    """Try every way of taking some of each board as its own, and others of any as shared."""
    best = 0
    for shared in range(1, sizes.most):
        for own in product(*(range(min(n, sizes.most - shared) + 1) for n in in_post)):
            best = max(best, sum(own) + min(shared, sum(in_post) - sum(own)))
    return best


def test_given_a_number_of_shared_members_the_range_narrows() -> None:
    """10 boards, 3 shared: 3 + 10 × 2 to 3 + 10 × 4; shared appointments 9 × 4."""
    found = need(3, 10, [0] * 10, 0, Sizes(5, 7, shared=3))
    assert found.non_executives == Span(23, 43)
    assert found.shared == Span(36, 36)
    assert found.cluster_board == Span(4, 4)
    assert most_kept(3, [7] * 10, Sizes(5, 7, shared=3)) == 10 * 4 + 3
