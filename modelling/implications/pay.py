"""Pay of chief executives by combined population, premiums, and what needs the Treasury (35)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from modelling.implications.facts import chief_executives
from modelling.implications.parameters import Bands, Pay
from modelling.implications.pay_measures import UNKNOWN, measures
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
        "and the directors' by the chief executive's base.",
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
    """Return what the PCTs' chief executives are paid, each by the population of the PCT."""
    chiefs = chief_executives(subject.geography)
    paid = 0.0
    for pct in pcts:
        base = base_pay(subject.parameters.pay, subject.population[pct])
        if base is None:
            return None
        paid += chiefs[pct] * base
    return paid


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


def _labels(subject: Subject) -> Iterator[str]:
    pay = subject.parameters.pay
    if pay.bands.value is not None and pay.rates_of.value:
        grown = "" if pay.pay_awards.value is None else f", grown by {pay.pay_awards.value:.1%}"
        yield f"pay at the rates of {pay.rates_of.value}{grown}"
    if not subject.weighted:
        yield "residents for weighted population"


def _notes(subject: Subject) -> Iterator[str]:
    pay = subject.parameters.pay
    if pay.bands.value is not None and not subject.weighted:
        yield (
            "The bands are of weighted population; residents are taken in its place, a proxy: "
            f"give the column {WEIGHTED} in pcts.csv. Close to the end of a band another may apply."
        )
    if pay.rates_of.value and pay.bands.value is not None:
        grown = pay.pay_awards.value
        since = "awards since then are not known and not in" if grown is None else "grown since by "
        since += "" if grown is None else f"{grown:.1%}"
        yield f"Rates are those of {pay.rates_of.value}; {since}."
    yield (
        "The text of paragraphs 27 and 28 of the Very Senior Managers' Pay Framework was not to be "
        "had. That pay for shared responsibilities goes by combined population is what the "
        "guidance says of it (Appendix A 5.6)."
    )
    threshold = pay.treasury_threshold.value
    if threshold is not None:
        yield (
            f"Any proposal to pay more than £{threshold:,.0f} needs the approval of HM Treasury. "
            "Which premium a post will have is not known: the largest shows who could exceed it."
        )
