"""The figures of bonuses and of pay at risk, and why each may not be known."""

from __future__ import annotations

from modelling.implications.subject import Subject
from modelling.implications.topic import Measure

LETTER = "press, Jan 2011"
HUTTON = "press, Mar 2011"

_RATES = "bonuses.share, bonuses.rounding"
_LIMIT = "the share is a limit on who is eligible, and how many have an award is not known"
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

MEASURES = (
    Measure(
        "chief_executives",
        "Chief executives",
        "count",
        LETTER,
        "sum over the cluster's PCTs; the only very senior managers whose number is known, one "
        "a PCT where pcts.csv does not say",
        headline=False,
    ),
    Measure(
        "chiefs_by_pct",
        "If only chief executives were counted: awards PCT by PCT, at most",
        "count",
        LETTER,
        "sum over PCTs of share × chief executives, each {part}; {limit}",
        _RATES,
        "Chiefs alone: by PCT, at most",
    ),
    Measure(
        "chiefs_by_cluster",
        "If only chief executives were counted: awards by cluster, at most",
        "count",
        LETTER,
        "share × the cluster's chief executives, {part}; {limit}",
        _RATES,
        "Chiefs alone: by cluster, at most",
    ),
    Measure(
        "chiefs_too_few",
        "If only chief executives were counted: too few for one award",
        "flag",
        LETTER,
        "no award by cluster among its chief executives alone",
        _RATES,
        "Chiefs alone: too few",
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
        "Awards PCT by PCT, at most",
        "count",
        LETTER,
        "sum over PCTs of share × very senior managers, each {part}; {limit}",
        _RATES,
        "By PCT, at most",
    ),
    Measure(
        "by_cluster",
        "Awards by cluster, at most",
        "count",
        LETTER,
        "share × the cluster's very senior managers, {part}; {limit}",
        _RATES,
        "By cluster, at most",
    ),
    Measure(
        "change",
        "Most awards, by cluster less PCT by PCT",
        "count",
        LETTER,
        "the most awards by cluster less the most PCT by PCT",
        _RATES,
        "Change",
    ),
    Measure(
        "too_few",
        "Too small for one award",
        "flag",
        LETTER,
        "no award by cluster",
        _RATES,
        "Too small",
    ),
    Measure(
        "at_risk",
        "Chief executive's pay to be earned back",
        "money",
        HUTTON,
        "base pay × share to be earned back",
        "bonuses.earn_back, pay.bands",
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
"""The measures, with `part` and `limit` for the rounding and for what the share is."""


NEEDED = Measure(
    "needed",
    "Very senior managers needed for one award",
    "count",
    LETTER,
    "the smallest number of which the share, rounded, is one",
    _RATES,
)


def measures(subject: Subject) -> tuple[Measure, ...]:
    """Return the measures, with the rounding of these parameters."""
    rounding = subject.parameters.bonuses.rounding.value
    part = f"rounded {rounding or 'as bonuses.rounding says'}"
    return tuple(measure.filled({"part": part, "limit": _LIMIT}) for measure in MEASURES)
