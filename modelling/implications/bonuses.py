"""Awards to the best quarter of each cluster and not of each PCT, pay at risk, top to median pay."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import ROUND_FLOOR, ROUND_CEILING, ROUND_HALF_UP, Decimal

from modelling.implications.facts import chief_executives
from modelling.implications.pay import base_pay
from modelling.implications.subject import Subject
from modelling.implications.topic import (
    Figures,
    Measure,
    Span,
    Topic,
    Value,
    by_cluster_of,
    summed,
)

LETTER = "press report of January 2011 on payments for 2010-11"
HUTTON = "press reports of March 2011 on the review of fair pay"
ROUNDINGS = {"down": ROUND_FLOOR, "nearest": ROUND_HALF_UP, "up": ROUND_CEILING}

_SHARE = "give bonuses.share and bonuses.rounding in the parameters"
_MANAGERS = (
    "how many very senior managers the PCTs have is not known: give the column "
    "very_senior_managers in pcts.csv, or bonuses.very_senior_managers_per_pct in the parameters"
)
_EARN_BACK = "no share of pay to be earned back is given: give bonuses.earn_back, and pay.bands"
_MEDIAN = (
    "the median of pay is not known: give the column median_pay in pcts.csv, or "
    "bonuses.median_pay, and pay.bands"
)
UNKNOWN = {
    "chiefs_by_pct": _SHARE,
    "chiefs_by_cluster": _SHARE,
    "chiefs_too_few": _SHARE,
    "needed": _SHARE,
    **dict.fromkeys(("managers", "by_pct", "by_cluster", "change", "too_few"), _MANAGERS),
    "at_risk": _EARN_BACK,
    "top_to_median": _MEDIAN,
}
"""Why each figure is not known, where it is not."""


def measures(subject: Subject) -> tuple[Measure, ...]:
    """Return the measures, with the sources of the share and the rounding of these parameters."""
    bonuses = subject.parameters.bonuses
    source = f"bonuses.share: {bonuses.share.said}; bonuses.rounding: {bonuses.rounding.said}"
    part = f"rounded {bonuses.rounding.value or 'as bonuses.rounding says'}"
    return (
        Measure(
            "chief_executives",
            "Chief executives",
            "count",
            LETTER,
            "sum over the cluster's PCTs; the only very senior managers whose number is known, one "
            "a PCT where pcts.csv does not say",
        ),
        Measure(
            "chiefs_by_pct",
            "Awards to chief executives, PCT by PCT",
            "count",
            LETTER,
            f"sum over PCTs of share × chief executives, each {part}",
            source,
            "Awards by PCT",
        ),
        Measure(
            "chiefs_by_cluster",
            "Awards to chief executives, by cluster",
            "count",
            LETTER,
            f"share × the cluster's chief executives, {part}: the least there can be, since all "
            "very senior managers are more",
            source,
            "Awards by cluster",
        ),
        Measure(
            "chiefs_too_few",
            "Too few chief executives for one award",
            "flag",
            LETTER,
            "no award by cluster among its chief executives alone",
            source,
            "Too few for one",
        ),
        Measure(
            "managers",
            "Very senior managers",
            "count",
            LETTER,
            "sum over the cluster's PCTs",
            "pcts.csv, very_senior_managers; else bonuses.very_senior_managers_per_pct",
            "Senior managers",
        ),
        Measure(
            "by_pct",
            "Awards, PCT by PCT",
            "count",
            LETTER,
            f"sum over PCTs of share × very senior managers, each {part}",
            source,
            "Awards by PCT",
        ),
        Measure(
            "by_cluster",
            "Awards, by cluster",
            "count",
            LETTER,
            f"share × the cluster's very senior managers, {part}",
            source,
            "Awards by cluster",
        ),
        Measure(
            "change",
            "Awards gained or lost",
            "count",
            LETTER,
            "awards by cluster less awards PCT by PCT",
            source,
            "Change",
        ),
        Measure(
            "too_few",
            "Too small for one award",
            "flag",
            LETTER,
            "no award by cluster",
            source,
            "Too small",
        ),
        Measure(
            "at_risk",
            "Chief executive's pay to be earned back",
            "money",
            HUTTON,
            "base pay × share to be earned back",
            f"bonuses.earn_back: {bonuses.earn_back.said}",
            "To be earned back",
        ),
        Measure(
            "top_to_median",
            "Top to median pay",
            "ratio",
            HUTTON,
            "the cluster chief executive's base pay over the median pay of each PCT, which stays "
            "the employer (33): the smallest and the largest ratio",
            "pcts.csv, median_pay; else bonuses.median_pay",
        ),
    )


NEEDED = Measure(
    "needed",
    "Very senior managers needed for one award",
    "count",
    LETTER,
    "the smallest number of which the share, rounded, is one",
    "bonuses.share, bonuses.rounding",
)


def bonuses(subject: Subject) -> Topic:
    """Return awards, pay at risk and the ratio of pay in every cluster."""
    award = awards(subject)
    shown = measures(subject)
    by_cluster = by_cluster_of(subject.clusters, lambda _, pcts: _figures(subject, pcts, award))
    keys = [m.key for m in shown if m.key != "top_to_median"]
    return Topic(
        name="bonuses",
        title="Bonuses and pay at risk",
        paragraph="press reports",
        about="Only the best quarter of performers may have an award for 2010-11: of each cluster, "
        "no longer of each PCT. The review of fair pay asks for part of senior pay to be earned "
        "back, and for the ratio of top to median pay to be published.",
        measures=shown,
        by_cluster=by_cluster,
        total=summed(by_cluster, keys),
        overall=((NEEDED, None if award is None else _needed(award)),),
        unknown=UNKNOWN,
        notes=tuple(_notes(subject, award)),
    )


def awards(subject: Subject) -> Callable[[float], int] | None:
    """Return what makes awards of a number of people: share × people, rounded as was chosen.

    Exact, as decimals: a quarter of 8 is 2. None where share or rounding is not given.
    """
    share = subject.parameters.bonuses.share.value
    rounding = subject.parameters.bonuses.rounding.value
    if share is None or rounding is None:
        return None
    exact, how = Decimal(repr(share)), ROUNDINGS[rounding]
    return lambda people: int((exact * int(people)).to_integral_value(how))


def _needed(award: Callable[[float], int]) -> int:
    """Return the smallest number of people that brings an award: doubled until found, then halved."""
    most = 1
    while not award(most):
        most *= 2
    least = most // 2
    while most - least > 1:
        middle = (least + most) // 2
        least, most = (least, middle) if award(middle) else (middle, most)
    return most


def _figures(
    subject: Subject, pcts: tuple[str, ...], award: Callable[[float], int] | None
) -> Figures:
    chiefs = [chief_executives(subject.geography)[p] for p in pcts]
    fallback = subject.parameters.bonuses.very_senior_managers_per_pct.value
    known = subject.by_pct("very_senior_managers", fallback)
    found = [known[p] for p in pcts]
    managers = None if None in found else [int(n or 0) for n in found]
    chiefs_alone, everyone = _pooled(chiefs, award), _pooled(managers, award)
    by_pct, by_cluster = everyone
    return {
        "chief_executives": sum(chiefs),
        "chiefs_by_pct": chiefs_alone[0],
        "chiefs_by_cluster": chiefs_alone[1],
        "chiefs_too_few": None if chiefs_alone[1] is None else chiefs_alone[1] == 0,
        "managers": None if managers is None else sum(managers),
        "by_pct": by_pct,
        "by_cluster": by_cluster,
        "change": None if by_cluster is None or by_pct is None else by_cluster - by_pct,
        "too_few": None if by_cluster is None else by_cluster == 0,
        "at_risk": _at_risk(subject, pcts),
        "top_to_median": _ratio(subject, pcts),
    }


def _pooled(
    people: list[int] | None, award: Callable[[float], int] | None
) -> tuple[int, int] | tuple[None, None]:
    """Return the awards of some PCTs each by itself, and of all together."""
    if people is None or award is None:
        return None, None
    return sum(map(award, people)), award(sum(people))


def _base(subject: Subject, pcts: tuple[str, ...]) -> float | None:
    return base_pay(subject.parameters.pay, sum(subject.population[p] for p in pcts))


def _at_risk(subject: Subject, pcts: tuple[str, ...]) -> Value:
    share, base = subject.parameters.bonuses.earn_back.value, _base(subject, pcts)
    return None if share is None or base is None else share * base


def _ratio(subject: Subject, pcts: tuple[str, ...]) -> Value:
    base = _base(subject, pcts)
    medians = subject.by_pct("median_pay", subject.parameters.bonuses.median_pay.value)
    known = [medians[p] for p in pcts]
    if base is None or None in known:
        return None
    return Span.over(base / median for median in known if median is not None)


def _notes(subject: Subject, award: Callable[[float], int] | None) -> Iterator[str]:
    rounding = subject.parameters.bonuses.rounding
    if award is not None:
        yield (
            f"Parts of an award are rounded {rounding.value} ({rounding.source}). So it takes "
            f"{_needed(award)} people to bring one award."
        )
    if award is not None and rounding.value == "down":
        yield (
            "Rounded down, awards by cluster are never fewer than those PCT by PCT: small PCTs that "
            "had none each have some together."
        )
    yield (
        "There is no agreed way to compare the performance of managers of different organisations "
        "(press report of January 2011): a new pay committee may be needed for each cluster."
    )
