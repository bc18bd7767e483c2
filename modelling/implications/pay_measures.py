"""The figures of pay, and why each may not be known."""

from __future__ import annotations

from modelling.implications.subject import Subject
from modelling.implications.topic import Measure

_BANDS = "rates of pay by population are not known: give pay.bands in the parameters"
_SHARED = (
    f"{_BANDS}; or it is not known who shares a chief executive with whom, pcts.csv having 0 at "
    "some PCTs of a cluster"
)
_TAKES = "it takes {0} in the parameters"
_PREMIUMS = _TAKES.format("pay.bands, pay.retention_premium and pay.additional_duties")
_THRESHOLD = _TAKES.format("pay.bands and pay.treasury_threshold")
_SHARES = (
    "what directors are paid beside the chief executive is not known: give pay.director_shares, "
    "such as {Director of finance: 0.75}, for every director post, and pay.bands"
)
UNKNOWN = {
    "band": _BANDS,
    "base": _BANDS,
    "most": _PREMIUMS,
    "room": _THRESHOLD,
    "base_over": _THRESHOLD,
    "most_over": f"{_PREMIUMS}, with pay.treasury_threshold",
    "base_of_pcts": _SHARED,
    "change": _SHARED,
    "directors": _SHARES,
    "team": _SHARES,
}
_RATES, _LIMIT = "pay.bands", "pay.treasury_threshold"
MEASURES = (
    Measure(
        "population",
        "{population}",
        "count",
        "35, A 5.6",
        "sum over the cluster's PCTs",
        "{column}",
        "Population",
    ),
    Measure("band", "Pay band", "text", "35", "the band that the population is in", _RATES),
    Measure(
        "base",
        "Chief executive's base pay",
        "money",
        "35",
        "the band's spot rate, grown by pay.pay_awards where they are given",
        f"{_RATES}, pay.pay_awards",
        "Base pay",
    ),
    Measure(
        "most",
        "Pay with the largest premiums",
        "money",
        "35",
        "base × (1 + retention premium + additional duties), both at their largest",
        "pay.retention_premium, pay.additional_duties",
        "With premiums",
    ),
    Measure(
        "room",
        "Premiums possible below the threshold{at}",
        "percent",
        "35",
        "threshold / base − 1, not below 0: what may be added without the Treasury's approval",
        _LIMIT,
        "Room{at}",
    ),
    Measure(
        "base_over",
        "Base pay above the threshold{at}",
        "flag",
        "35",
        "base > threshold: the Treasury has to approve even the base; where awards since the "
        "rates are not known, the least number",
        _LIMIT,
        "Base above",
    ),
    Measure(
        "most_over",
        "Above the threshold with the largest premiums{at}",
        "flag",
        "35",
        "pay with the largest premiums > threshold",
        _LIMIT,
        "With premiums above",
    ),
    Measure(
        "base_of_pcts",
        "Base pay of the PCTs' chief executives",
        "money",
        "35",
        "sum over PCTs of chief executives × base pay for the PCT's own population; one whom "
        "all PCTs share is paid by their combined population (A 5.6)",
        f"{_RATES}; pcts.csv, chief_executives, one a PCT where it does not say",
        "Base pay, PCT by PCT",
    ),
    Measure(
        "change",
        "Difference in base rates, not a saving",
        "money",
        "35, A 5.6",
        "the cluster's base pay less that of the PCTs' chief executives: redundancy, protected "
        "pay, premiums and other work found are not known and not in it",
        _RATES,
        "Difference in base rates, not a saving",
    ),
    Measure(
        "directors",
        "Directors' pay",
        "money",
        "35",
        "base × sum of pay.director_shares over the director posts",
        "pay.director_shares",
    ),
    Measure(
        "team",
        "Pay of the executive team",
        "money",
        "35",
        "base pay plus directors' pay, without premiums",
    ),
)
"""The measures, with `population` and its `column`, and `at` for the rates that pay is at."""


def measures(subject: Subject) -> tuple[Measure, ...]:
    """Return the measures, the population being weighted or a proxy for it."""
    weighted = subject.weighted
    texts = {
        "population": "Weighted population" if weighted else "Residents, for weighted population",
        "column": f"pcts.csv, {'weighted_population' if weighted else 'residents: a proxy'}",
        "at": _at(subject),
    }
    return tuple(measure.filled(texts) for measure in MEASURES)


def _at(subject: Subject) -> str:
    """Return ", at rates of April 2007", "" where no rates are named."""
    pay = subject.parameters.pay
    if pay.bands.value is None or not pay.rates_of.value:
        return ""
    return f", at {'grown ' if pay.pay_awards.value else ''}rates of {pay.rates_of.value}"
