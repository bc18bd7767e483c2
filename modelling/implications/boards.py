"""Boards: chairs and non-executives under each governance model, their cost, and who stays."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from modelling.implications.board_measures import UNKNOWN, measures
from modelling.implications.facts import authority_parts
from modelling.implications.facts import boards as boards_of
from modelling.implications.governance import MODELS, Need, Sizes, most_kept, need
from modelling.implications.parameters import Boards
from modelling.implications.subject import Subject
from modelling.implications.topic import Figures, Span, Topic, Value, by_cluster_of, summed, total

OF_MODEL = (
    "chairs",
    "non_executives",
    "shared",
    "boards",
    "cluster_board",
    "kept",
    "leave",
    "cost",
    "chairs_cost",
)


def boards(subject: Subject) -> Topic:
    """Return the boards of every cluster under the four models (paragraphs 40, 41, Appendix A)."""
    shown = measures(subject)
    by_cluster = by_cluster_of(subject.clusters, lambda _, pcts: _figures(subject, pcts))
    return Topic(
        name="boards",
        title="Boards",
        paragraph="40, 41, Appendix A",
        about="Every PCT remains a statutory body with a board of its own: a chair"
        f"{_members(subject)} non-executives. Four models say how far boards share them.",
        measures=shown,
        by_cluster=by_cluster,
        total=summed(by_cluster, [k.key for k in shown if not k.key.endswith("_cluster_board")]),
        unknown=UNKNOWN,
        labels=tuple(_labels(subject)),
        notes=tuple(_notes(subject)),
        boxes=(
            ("The boards have agreed a model, and their roles in it", "Appendix A 3.5 and 5.2"),
            (
                "The Appointments Commissioner has agreed the board structure where statutory "
                "appointments change",
                "Appendix A 3.5",
            ),
            (
                "Schemes of delegation say what the cluster board does for each PCT",
                "Appendix A 5.5",
            ),
            (
                "Office holders without a place have been asked what else they can contribute, or "
                "to resign; terminating an appointment is the last resort, since it bars the "
                "person from NHS trusts for two years",
                "Appendix A 5.3",
            ),
        ),
    )


def _members(subject: Subject) -> str:
    """Return " and 5 to 7", " and" where the sizes of boards are not known."""
    sizes = _sizes(subject.parameters.boards)
    return " and" if sizes is None else f" and {sizes.least} to {sizes.most}"


def _figures(subject: Subject, pcts: tuple[str, ...]) -> Figures:
    nominees = _nominees(subject, pcts)
    sizes = _sizes(subject.parameters.boards)
    range_by_law = None if sizes is None else Span(sizes.least, sizes.most)
    chairs = _in_post(subject, pcts, "chairs", Span(1, 1))
    others = _in_post(subject, pcts, "non_executives", range_by_law)
    number = sum(boards_of(subject.geography)[p] for p in pcts)
    figures: dict[str, Value] = {
        "boards": number,
        "nominees": None if nominees is None else sum(map(len, nominees)),
        "chairs_in_post": total(chairs or ()),
        "non_executives_in_post": None if others is None else total(others),
    }
    for model in MODELS:
        found = dict.fromkeys(OF_MODEL)
        asked = None if sizes is None else _need(model, number, nominees, sizes)
        if asked is not None and sizes is not None:
            held = sum(chairs or (), Span(0, 0))
            found |= {"chairs": asked.chairs, "non_executives": asked.non_executives}
            found |= {"shared": asked.shared, "boards": asked.boards}
            found["cluster_board"] = asked.cluster_board
            found |= _who_stays(asked, model, others, sizes, held)
            found["cost"] = _cost(subject.parameters.boards, asked)
            found["chairs_cost"] = _chairs_cost(subject, pcts, asked)
        figures |= {f"model_{model}_{key}": value for key, value in found.items()}
    return figures


def _need(
    model: int, number: int, nominees: list[frozenset[str]] | None, sizes: Sizes
) -> Need | None:
    places = [len(n) for n in nominees] if nominees is not None else [0] * number
    together = len(frozenset().union(*nominees)) if nominees else 0
    return need(model, number, places, together, sizes)


def _nominees(subject: Subject, pcts: Iterable[str]) -> list[frozenset[str]] | None:
    """Return the authorities that nominate a non-executive to each board (A 3.3).

    Those of a care trust are the upper-tier authorities with a part in it that counts. None where
    it is not known which PCTs are care trusts, or which authorities they have.
    """
    care_trusts = subject.care_trusts
    if care_trusts is None:
        return None
    parts = authority_parts(subject.geography)
    found = []
    for pct in pcts:
        here = frozenset(a for a, people in parts.items() if pct in people)
        if pct in care_trusts and not here:
            return None
        found.append(here if pct in care_trusts else frozenset())
    return found


def _sizes(boards: Boards) -> Sizes | None:
    least, most = boards.least_non_executives.value, boards.most_non_executives.value
    if least is None or most is None:
        return None
    return Sizes(
        least=least,
        most=most,
        nominated=boards.nominated_to_cluster_board.value,
        shared=boards.shared_non_executives.value,
        audit_chairs=boards.audit_chairs_per_board.value or 0,
    )


def _in_post(
    subject: Subject, pcts: Iterable[str], column: str, otherwise: Span | None
) -> list[Span] | None:
    """Return the office holders in post on each board: those given, else `otherwise`.

    None where neither is known of some board.
    """
    given = subject.given(column)
    held = [Span(given[p], given[p]) if p in given else otherwise for p in pcts]
    known = [h for h in held if h is not None]
    return known if len(known) == len(held) else None


def _who_stays(
    asked: Need, model: int, in_post: Sequence[Span] | None, sizes: Sizes, chairs: Span
) -> Iterator[tuple[str, Value]]:
    """Yield how many present office holders could stay, chairs as chairs only, and how many leave.

    Where the law's range stands for who is in post, for its fewest and for its most.
    """
    if in_post is None:
        yield from (("kept", None), ("leave", None))
        return
    kept, left = [], []
    for end in ("least", "most"):
        held = [int(getattr(board, end)) for board in in_post]
        chaired = int(getattr(chairs, end))
        stay = min(chaired, asked.chairs) + most_kept(model, held, sizes)
        kept.append(stay)
        left.append(chaired + sum(held) - stay)
    yield "kept", Span.over(kept)
    yield "leave", Span.over(left)


def _cost(boards: Boards, asked: Need) -> Value:
    """Return the non-executives' pay, £ a year: audit chairs have theirs, the others the other.

    The cheapest and the dearest of the lawful numbers, audit chairs being among the people.
    """
    pay, audit_pay = boards.non_executive_pay.value, boards.audit_chair_pay.value
    if pay is None or audit_pay is None or boards.audit_chairs_per_board.value is None:
        return None
    people, audit = asked.non_executives, asked.audit_chairs
    return Span.over(
        n * pay + min(a, n) * (audit_pay - pay)
        for n in (people.least, people.most)
        for a in (audit.least, audit.most)
    )


def _chairs_cost(subject: Subject, pcts: tuple[str, ...], asked: Need) -> Value:
    """Return the chairs' pay, £ a year: one by combined population, several each by their own."""
    bands = subject.parameters.boards.chair_bands.value
    if bands is None:
        return None
    people = subject.population
    if asked.chairs == 1:
        return bands.of(sum(people[p] for p in pcts)).pay
    return sum(bands.of(people[p]).pay for p in pcts)


def _labels(subject: Subject) -> Iterator[str]:
    if not set(subject.plan.cluster_of) <= set(subject.given("chairs")):
        yield "one chair a PCT in post"
    if not set(subject.plan.cluster_of) <= set(subject.given("non_executives")):
        yield "as many non-executives in post as the law allows"
    yield "model 4 read from the end of its paragraph"


def _notes(subject: Subject) -> Iterator[str]:
    boards = subject.parameters.boards
    yield (
        "Of the guidance's paragraph on model 4 only the end was to be had: it is read as boards "
        "that each keep their own people, without a cluster board."
    )
    yield (
        "Who sits on the cluster board under model 3 beside its chair is read as the shared "
        "non-executives."
    )
    yield (
        "Who could stay is counted with chairs as chairs only: more could if a chair took a "
        "non-executive's vacant place."
    )
    yield "In a cluster of a single PCT the four models are one: its own board."
    if boards.shared_non_executives.value is None:
        yield (
            "Under model 3 any lawful number of non-executives may be shared: a range is given. "
            "boards.shared_non_executives narrows it."
        )
    if len(list(_labels(subject))) > 1:
        yield (
            "Who is in post is not known of every PCT: one chair is assumed, and any number of "
            "non-executives that the law allows. Give the columns chairs and non_executives in "
            "pcts.csv."
        )
    yield (
        "Non-executives keep their pay (A 5.6), one pay a person however many boards share the "
        "person, which is a reading; chairs are paid by the population of the boards they chair."
    )
