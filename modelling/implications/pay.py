"""Pay of chief executives by combined population, premiums, and what needs the Treasury (35)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from modelling.implications.facts import chief_executives
from modelling.implications.parameters import Band, Bands, Pay
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

_BANDS = "rates of pay by population are not known: give pay.bands in the parameters"
_PREMIUMS = (
    "the largest premiums are not known: give pay.retention_premium and pay.additional_duties"
)
_THRESHOLD = f"{_BANDS}, and pay.treasury_threshold"
_SHARES = (
    "what directors are paid beside the chief executive is not known: give pay.director_shares, "
    "such as {Director of finance: 0.75}, for every director post"
)
UNKNOWN = {
    "band": _BANDS,
    "base": _BANDS,
    "most": f"{_BANDS}; {_PREMIUMS}",
    "room": _THRESHOLD,
    "base_over": _THRESHOLD,
    "most_over": f"{_THRESHOLD}; {_PREMIUMS}",
    "base_of_pcts": _BANDS,
    "change": _BANDS,
    "directors": f"{_SHARES}; and {_BANDS}",
    "team": f"{_SHARES}; and {_BANDS}",
}


def measures(subject: Subject) -> tuple[Measure, ...]:
    """Return the measures, with the sources of the rates that these parameters have."""
    pay = subject.parameters.pay
    rates = f"pay.bands: {pay.bands.said}"
    premiums = f"pay.retention_premium and pay.additional_duties: {pay.retention_premium.said}"
    limit = f"pay.treasury_threshold: {pay.treasury_threshold.said}"
    return (
        Measure(
            "population",
            _population_title(subject),
            "count",
            "35, A 5.6",
            "sum over the cluster's PCTs",
            "pcts.csv, weighted_population" if subject.weighted else "pcts.csv, residents: a proxy",
            "Population",
        ),
        Measure("band", "Pay band", "text", "35", "the band that the population is in", rates),
        Measure(
            "base",
            "Chief executive's base pay",
            "money",
            "35",
            "the band's spot rate, grown by pay.pay_awards where they are given",
            rates,
            "Base pay",
        ),
        Measure(
            "most",
            "Pay with the largest premiums",
            "money",
            "35",
            "base × (1 + retention premium + additional duties), both at their largest",
            premiums,
            "With premiums",
        ),
        Measure(
            "room",
            "Premiums possible below the threshold",
            "percent",
            "35",
            "threshold / base − 1, not below 0: what may be added before the Treasury has to approve",
            limit,
            "Room",
        ),
        Measure(
            "base_over",
            "Base pay above the threshold",
            "flag",
            "35",
            "base > threshold: the Treasury has to approve even the base",
            limit,
            "Base above",
        ),
        Measure(
            "most_over",
            "Above the threshold with the largest premiums",
            "flag",
            "35",
            "pay with the largest premiums > threshold",
            limit,
            "With premiums above",
        ),
        Measure(
            "base_of_pcts",
            "Base pay of the PCTs' chief executives",
            "money",
            "35",
            "sum over PCTs of chief executives × base pay for the PCT's own population",
            rates,
            "Base pay, PCT by PCT",
        ),
        Measure(
            "change",
            "Change in chief executives' base pay",
            "money",
            "35",
            "the cluster's base pay less that of the PCTs' chief executives: before any redundancy "
            "or protection of pay, which are not known",
            rates,
            "Change",
        ),
        Measure(
            "directors",
            "Directors' pay",
            "money",
            "35",
            "base × sum of pay.director_shares over the director posts",
            f"pay.director_shares: {pay.director_shares.said}",
        ),
        Measure(
            "team",
            "Pay of the executive team",
            "money",
            "35",
            "base pay plus directors' pay, without premiums",
        ),
    )


def _population_title(subject: Subject) -> str:
    return "Weighted population" if subject.weighted else "Residents, for weighted population"


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
    known = base is not None and threshold is not None
    return {
        "population": population,
        "band": _words(pay.bands.value, population),
        "base": base,
        "most": most,
        "room": max(0.0, threshold / base - 1) if known else None,  # type: ignore[operator]
        "base_over": base > threshold if known else None,  # type: ignore[operator]
        "most_over": None if most is None or threshold is None else most > threshold,
        "base_of_pcts": before,
        "change": None if base is None or before is None else base - before,
        "directors": directors,
        "team": None if base is None or directors is None else base + directors,
    }


def _words(bands: Bands | None, population: float) -> str | None:
    if bands is None:
        return None
    band: Band = bands.of(population)
    return bands.words(band)


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
    rows = [
        (cluster, subject.plan.cluster_name(cluster), *(_times(figures["base"], shares)))
        for cluster, figures in by_cluster
    ]
    yield Listing("directors", "Pay of directors", columns, tuple(rows), about="cluster")


def _times(base: Value, shares: dict[str, float]) -> Iterator[float]:
    yield from (float(base) * share for share in shares.values())  # type: ignore[arg-type]


def _notes(subject: Subject) -> Iterator[str]:
    pay = subject.parameters.pay
    if pay.bands.value is not None and not subject.weighted:
        yield (
            "The bands are of weighted population; residents are taken in its place, a proxy: give "
            f"the column {WEIGHTED} in pcts.csv. A cluster near the end of a band may be in the next."
        )
    if pay.rates_of.value and pay.bands.value is not None:
        grown = pay.pay_awards.value
        since = "awards since then are not known and not in" if grown is None else "grown since by "
        since += "" if grown is None else f"{grown:.1%}"
        yield f"Rates are those of {pay.rates_of.value}; {since}."
    yield (
        "The text of paragraphs 27 and 28 of the Very Senior Managers' Pay Framework was not to be "
        "had. That pay for shared responsibilities goes by combined population is what the guidance "
        "says of it (Appendix A 5.6)."
    )
    threshold = pay.treasury_threshold.value
    if threshold is not None:
        yield (
            f"Any proposal to pay more than £{threshold:,.0f} needs the approval of HM Treasury. "
            "Which premium a post will have is not known: the largest shows who could exceed it."
        )
