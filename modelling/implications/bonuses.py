"""Awards to the best quarter of a cluster and not of each PCT, pay at risk, top to median pay."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal

from modelling.implications.bonus_measures import NEEDED, UNKNOWN, measures
from modelling.implications.facts import chief_executives
from modelling.implications.pay import at_rates, base_pay
from modelling.implications.posts import ONE_EACH
from modelling.implications.subject import Subject
from modelling.implications.topic import (
    Figures,
    Span,
    Topic,
    Value,
    by_cluster_of,
    summed,
)

ROUNDINGS = {"down": ROUND_FLOOR, "nearest": ROUND_HALF_UP, "up": ROUND_CEILING}


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
        about=f"Only the best {_best(subject)} may be eligible for an award for 2010-11: of each "
        "cluster, no longer of each PCT. The review of fair pay asks for part of senior pay to be "
        "earned back, and for pay from the median to senior levels to be published with a "
        "justification of how it is set.",
        measures=shown,
        by_cluster=by_cluster,
        total=summed(by_cluster, keys),
        overall=((NEEDED, None if award is None else _needed(award)),),
        unknown=UNKNOWN,
        labels=tuple(_labels(subject)),
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
    """Return the smallest number of people that brings an award."""
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


def _best(subject: Subject) -> str:
    share = subject.parameters.bonuses.share.value
    return "performers" if share is None else f"{100 * share:.4g}% of performers"


def _labels(subject: Subject) -> Iterator[str]:
    if subject.assumed:
        yield ONE_EACH
    bonuses = subject.parameters.bonuses
    if bonuses.share.value is not None and bonuses.rounding.value is not None:
        yield f"parts of an award rounded {bonuses.rounding.value}"
    if rates := at_rates(subject.parameters.pay):
        yield f"pay {rates}"


def _notes(subject: Subject, award: Callable[[float], int] | None) -> Iterator[str]:
    rounding = subject.parameters.bonuses.rounding
    if award is not None:
        yield (
            f"The share is a limit on who is eligible among all very senior managers. Parts of an "
            f"award are rounded {rounding.value} ({rounding.source}). So it takes {_needed(award)} "
            "people before one may have an award."
        )
    if award is not None and rounding.value == "down":
        yield (
            "Rounded down, the limit by cluster is never lower than PCT by PCT: small PCTs that "
            "may have no award each may have some together."
        )
    elif award is not None:
        yield (
            f"Rounded {rounding.value}, awards may be more than the share of the people: only "
            "down keeps to the limit."
        )
    yield (
        "There is no agreed way to compare the performance of managers of different organisations "
        "(press report of January 2011): a new pay committee may be needed for each cluster."
    )
