"""Pay of chief executives by combined population, premiums, and what needs the Treasury (35)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from math import fsum

from modelling.implications.facts import chief_executives
from modelling.implications.parameters import Bands, Pay
from modelling.implications.pay_measures import UNKNOWN, measures
from modelling.implications.posts import ONE_EACH
from modelling.implications.subject import WEIGHTED, Subject
from modelling.implications.topic import (
    Figures,
    Listing,
    Measure,
    Topic,
    Value,
    by_cluster_of,
    summed,
)

NEAR = 0.02
"""Part of a band's end within which a population may turn out to be in the other band."""


def pay(subject: Subject) -> Topic:
    """Return the pay of every cluster's chief executive and directors (paragraph 35)."""
    shown = measures(subject)
    by_cluster = by_cluster_of(subject.clusters, lambda _, pcts: _figures(subject, pcts))
    keys = [m.key for m in shown if m.key not in {"band", "room"}]
    return Topic(
        name="pay",
        title="Pay",
        paragraph="35",
        about="The chief executive's pay goes by the combined population of the cluster's PCTs, "
        "and the directors' by the chief executive's base, for as long as the appointment lasts.",
        measures=shown,
        by_cluster=by_cluster,
        total=summed(by_cluster, keys),
        unknown=UNKNOWN,
        labels=tuple(_labels(subject)),
        notes=tuple(_notes(subject)),
        boxes=(
            (
                "The Treasury has approved every salary above the threshold",
                "paragraph 35; those that may exceed it are listed above",
            ),
            (
                "Pay at cluster level is agreed for the duration of the appointment and no longer",
                "paragraph 35",
            ),
        ),
        listings=tuple(_listings(subject, by_cluster.items())),
    )


def base_pay(parameters: Pay, population: float) -> float | None:
    """Return the chief executive's base pay for a population, £ a year; None without bands."""
    bands = parameters.bands.value
    if bands is None:
        return None
    return bands.of(population).pay * (1 + (parameters.pay_awards.value or 0))


def _figures(subject: Subject, pcts: tuple[str, ...]) -> Figures:
    pay = subject.parameters.pay
    population = sum(subject.population[p] for p in pcts)
    base = base_pay(pay, population)
    most = _with_premiums(pay, base)
    threshold = pay.treasury_threshold.value
    before = _before(subject, pcts)
    shares = _shares(subject)
    directors = None if base is None or shares is None else base * sum(shares.values())
    room = None if base is None or threshold is None else threshold / base - 1
    return {
        "population": population,
        "band": _words(pay.bands.value, population),
        "base": base,
        "most": most,
        "room": None if room is None else max(0.0, room),
        "base_over": None if base is None or threshold is None else base > threshold,
        "most_over": None if most is None or threshold is None else most > threshold,
        "base_of_pcts": before,
        "change": None if base is None or before is None else base - before,
        "directors": directors,
        "team": None if base is None or directors is None else base + directors,
    }


def _words(bands: Bands | None, population: float) -> str | None:
    if bands is None:
        return None
    return bands.words(bands.of(population))


def _with_premiums(pay: Pay, base: float | None) -> float | None:
    retention, duties = pay.retention_premium.value, pay.additional_duties.value
    if base is None or retention is None or duties is None:
        return None
    return base * (1 + retention + duties)


def _before(subject: Subject, pcts: Iterable[str]) -> float | None:
    """Return the base pay of the PCTs' chief executives: each by the population that is led.

    One who is shared by all the PCTs is paid by their combined population (A 5.6). None where the
    bands are not known, or who shares a chief executive with whom.
    """
    found, pay = list(pcts), subject.parameters.pay
    chiefs = [chief_executives(subject.geography)[p] for p in found]
    people = [subject.population[p] for p in found]
    if sum(chiefs) == 1:
        return base_pay(pay, sum(people))
    if pay.bands.value is None or not all(chiefs):
        return None
    return fsum(n * (base_pay(pay, p) or 0) for n, p in zip(chiefs, people, strict=True))


def _shares(subject: Subject) -> dict[str, float] | None:
    """Return the share of every director post, None where one is not given."""
    posts = subject.parameters.posts.director_posts.value
    shares = subject.parameters.pay.director_shares.value or {}
    if not posts or any(post not in shares for post in posts):
        return None
    return {post: shares[post] for post in posts}


def _listings(subject: Subject, by_cluster: Iterable[tuple[str, Figures]]) -> Iterator[Listing]:
    """Yield the pay of each director post in each cluster, where it is known."""
    shares = _shares(subject)
    if shares is None or subject.parameters.pay.bands.value is None:
        return
    columns = (
        Measure("cluster", "Cluster", "text", "35", "id of the cluster"),
        Measure("cluster_name", "Cluster's name", "text", "35", "name of the cluster"),
        *(
            Measure(f"director_{i}", post, "money", "35", f"base × {share:g}")
            for i, (post, share) in enumerate(shares.items(), start=1)
        ),
    )
    rows: list[tuple[Value, ...]] = []
    for cluster, figures in by_cluster:
        base = figures["base"]
        each = [base * s for s in shares.values()] if isinstance(base, float) else []
        rows.append((cluster, subject.plan.cluster_name(cluster), *each))
    yield Listing("directors", "Pay of directors", columns, tuple(rows), about="cluster")


def at_rates(pay: Pay) -> str:
    """Return "at the rates of April 2007, grown by 3.0%"; "" where no rates are named."""
    if pay.bands.value is None or not pay.rates_of.value:
        return ""
    grown = "" if pay.pay_awards.value is None else f", grown by {pay.pay_awards.value:.1%}"
    return f"at the rates of {pay.rates_of.value}{grown}"


def _labels(subject: Subject) -> Iterator[str]:
    if rates := at_rates(subject.parameters.pay):
        yield f"pay {rates}"
    if not subject.weighted:
        yield "residents for weighted population"
    if subject.assumed:
        yield ONE_EACH


def _near_an_end(subject: Subject, bands: Bands) -> Iterator[str]:
    """Yield the clusters whose population is within `NEAR` of the end of a band."""
    ends = [band.up_to for band in bands.bands if band.up_to is not None]
    for cluster, pcts in subject.clusters.items():
        people = sum(subject.population[p] for p in pcts)
        end = min(ends, key=lambda e: abs(people - e), default=None)
        if end is not None and abs(people - end) <= NEAR * end:
            yield f"{subject.plan.cluster_name(cluster)} ({people:,.0f} of {end:,.0f})"


def _notes(subject: Subject) -> Iterator[str]:
    pay = subject.parameters.pay
    if pay.bands.value is not None and not subject.weighted:
        yield (
            "The bands are of weighted population; residents are taken in its place, a proxy: "
            f"give the column {WEIGHTED} in pcts.csv. Close to the end of a band another may apply."
        )
        if given := set(subject.given(WEIGHTED)):
            blank = [p for p in subject.case.pcts if p not in given]
            yield f"{WEIGHTED} is left aside: it is blank for {subject.names(blank)}."
    if pay.bands.value is not None and (near := list(_near_an_end(subject, pay.bands.value))):
        yield f"Within {NEAR:.0%} of the end of a band: {'; '.join(near)}."
    if pay.rates_of.value and pay.bands.value is not None:
        yield from _old_rates(pay)
    yield (
        "The difference in base rates says nothing of redundancy, protection of pay, premiums or "
        "whoever takes other work, and is not a saving."
    )
    yield (
        "The text of paragraphs 27 and 28 of the Very Senior Managers' Pay Framework was not to be "
        "had. That pay for shared responsibilities goes by combined population is what the "
        "guidance says of it (Appendix A 5.6)."
    )
    if (threshold := pay.treasury_threshold.value) is not None:
        yield (
            f"Any proposal to pay more than £{threshold:,.0f} needs the approval of HM Treasury. "
            "Which premium a post will have is not known: the largest shows who could exceed it."
        )


def _old_rates(pay: Pay) -> Iterator[str]:
    """Yield what became of the rates since they were set, as far as is known."""
    if pay.pay_awards.value is not None:
        yield f"Rates are those of {pay.rates_of.value}; grown since by {pay.pay_awards.value:.1%}."
        return
    yield (
        f"Rates are those of {pay.rates_of.value}; awards since then are not known and not in. "
        "Held against a threshold that is later, so many are above it at least, and there is so "
        "much room at most."
    )
