"""What each of the four governance models of Appendix A asks of the boards of one cluster.

A cluster of n PCTs keeps n statutory boards under every model, each with a chair and between
`least` and `most` non-executives (A 3.3). The models differ in who sits on them:

1  every board keeps its own people; a cluster board is made up of one of the chairs and of
   non-executives nominated by each PCT (A 4.3)
2  one chair and one set of non-executives sit on every board, and meet as one (A 4.5)
3  one chair and some shared non-executives sit on every board, each with locality
   non-executives of its own, and make up a cluster board (A 4.7)
4  every board keeps its own people and holds the executive team to account itself (end of A 4)

Of the paragraph on model 4 only the end survives in the copy that was read, which speaks of no
cluster board; that it has none is a reading. In a cluster of a single PCT all models are one board.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from modelling.implications.topic import Span

MODELS = (1, 2, 3, 4)


@dataclass(frozen=True)
class Sizes:
    """How large boards may be.

    least, most   non-executives of a board
    nominated     non-executives on the cluster board from each PCT, under model 1; None if unknown
    shared        non-executives on every board, under model 3; None for any lawful number
    audit_chairs  non-executives of each board who chair its audit committee
    """

    least: int
    most: int
    nominated: int | None = 1
    shared: int | None = None
    audit_chairs: int = 1


@dataclass(frozen=True)
class Need:
    """What a model asks of one cluster.

    chairs, non_executives  people needed
    shared                  appointments to PCT boards beyond the first of each person
    audit_chairs            of the non-executives, those who chair an audit committee
    boards                  boards whose meetings the executive team serves
    cluster_board           chair and non-executives on the cluster board, 0 if there is none
    """

    chairs: int
    non_executives: Span
    shared: Span
    audit_chairs: Span
    boards: int
    cluster_board: Span | None


def need(
    model: int, boards: int, places: Sequence[int], together: int, sizes: Sizes
) -> Need | None:
    """Return what `model` asks of a cluster of so many PCT boards; None where it cannot be lawful.

    `places` are the seats that local authorities nominate to on each board (0 but for care trusts),
    and `together` those on a board that has to serve all of them. A board has as many
    non-executives as there are authorities that nominate one, if that is more than the least.
    """
    if boards == 1:
        model = 2
    if max(places, default=0) > sizes.most or (model == 2 and together > sizes.most):
        return None
    if model == 2:
        return _identical(boards, together, sizes)
    if model == 3:
        return _partly_shared(boards, places, sizes)
    own = Span(sum(max(sizes.least, p) for p in places), sizes.most * boards)
    nominated = None if sizes.nominated is None else 1 + sizes.nominated * boards
    return Need(
        chairs=boards,
        non_executives=own,
        shared=Span(0, 0),
        audit_chairs=Span(*[sizes.audit_chairs * boards] * 2),
        boards=boards + (model == 1),
        cluster_board=_cluster_board(nominated) if model == 1 else Span(0, 0),
    )


def _cluster_board(people: int | None) -> Span | None:
    return None if people is None else Span(people, people)


def _identical(boards: int, together: int, sizes: Sizes) -> Need:
    seats = Span(max(sizes.least, together), sizes.most)
    one_board = Span(1 + seats.least, 1 + seats.most)
    return Need(
        chairs=1,
        non_executives=seats,
        shared=Span((boards - 1) * one_board.least, (boards - 1) * one_board.most),
        audit_chairs=Span(sizes.audit_chairs, sizes.audit_chairs),
        boards=1,
        cluster_board=one_board,
    )


def _partly_shared(boards: int, places: Sequence[int], sizes: Sizes) -> Need | None:
    """Return what model 3 asks, over every lawful number of shared and of locality members.

    At least one is shared and at least one is of the locality: "a person or persons" each.
    """
    ways = list(_ways(places, sizes))
    if not ways:
        return None
    shared = Span.over(s for s, _, _ in ways)
    audit = sizes.audit_chairs
    return Need(
        chairs=1,
        non_executives=Span(min(least for _, least, _ in ways), max(most for *_, most in ways)),
        shared=Span((boards - 1) * (1 + shared.least), (boards - 1) * (1 + shared.most)),
        audit_chairs=Span(audit, audit * boards),
        boards=boards + 1,
        cluster_board=Span(1 + shared.least, 1 + shared.most),
    )


def most_kept(model: int, in_post: Sequence[int], sizes: Sizes) -> int:
    """Return how many of the non-executives in post on each board could stay, at most.

    Each has been on one board so far. Under model 3, with s shared, most - s of each board stay as
    its own, and s of all others are shared: the s that keeps most is taken.
    """
    if len(in_post) == 1 or model == 2:
        return min(sum(in_post), sizes.most)
    if model != 3:
        return sum(min(held, sizes.most) for held in in_post)
    wanted = range(1, sizes.most) if sizes.shared is None else [sizes.shared]
    return max((_kept_with(shared, in_post, sizes) for shared in wanted), default=0)


def _kept_with(shared: int, in_post: Sequence[int], sizes: Sizes) -> int:
    own = sum(min(held, sizes.most - shared) for held in in_post)
    return own + min(shared, sum(in_post) - own)


def _ways(places: Sequence[int], sizes: Sizes) -> Iterator[tuple[int, int, int]]:
    """Yield each number of shared members with the fewest and most people that it takes.

    A board's own members are those of its locality, among whom its authorities' nominees are.
    """
    wanted = range(1, sizes.most) if sizes.shared is None else [sizes.shared]
    for shared in wanted:
        fewest = [max(1, sizes.least - shared, nominees) for nominees in places]
        if all(shared + own <= sizes.most for own in fewest):
            yield shared, shared + sum(fewest), shared + len(places) * (sizes.most - shared)
