"""Equality: the figures that an impact assessment starts from, and boxes for the rest (11, 39)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from math import fsum, sqrt

from modelling.implications.subject import Subject
from modelling.implications.topic import Figures, Measure, Topic, Value, by_cluster_of, summed

DEPRIVATION = "imd2010_practice_mean"
"""Column of pcts.csv: the mean IMD 2010 score of a PCT's practices, higher where more deprived."""

_MISSING = f"deprivation is not known of every PCT: give the column {DEPRIVATION} in pcts.csv"
_SOURCE = "pcts.csv, imd2010_practice_mean: of practices, a proxy for residents"
MEASURES = (
    Measure(
        "residents",
        "Residents",
        "count",
        "11, 39",
        "sum over the cluster's PCTs",
        "pcts.csv",
        headline=False,
    ),
    Measure(
        "deprivation",
        "Deprivation",
        "number",
        "39",
        "sum of residents × deprivation score over PCTs, over residents; higher is more deprived",
        _SOURCE,
    ),
    Measure(
        "difference",
        "Against the whole plan",
        "number",
        "39",
        "deprivation less that of all residents of the plan",
        _SOURCE,
    ),
    Measure("least", "Least deprived PCT", "number", "39", "smallest score of its PCTs", _SOURCE),
    Measure("most", "Most deprived PCT", "number", "39", "largest score of its PCTs", _SOURCE),
)
OVERALL = (
    Measure("range", "Range between clusters", "number", "39", "largest less smallest", _SOURCE),
    Measure(
        "spread",
        "Standard deviation between clusters",
        "number",
        "39",
        "square root of the mean, over residents, of (the cluster's score less that of all)²",
        _SOURCE,
    ),
    Measure(
        "spread_of_pcts",
        "Standard deviation between PCTs",
        "number",
        "39",
        "the same with the PCT's score in place of the cluster's",
        _SOURCE,
    ),
    Measure(
        "between",
        "Of the variance between PCTs, left between clusters",
        "percent",
        "39",
        "the square of the one standard deviation over that of the other",
        _SOURCE,
    ),
)
CHARACTERISTICS = (
    "age",
    "disability",
    "gender reassignment",
    "marriage and civil partnership",
    "pregnancy and maternity",
    "race",
    "religion or belief",
    "sex",
    "sexual orientation",
)
"""The protected characteristics of the Equality Act 2010."""

BOXES = (
    *(
        (f"Effect on people by {what} assessed", "Equality Act 2010; paragraphs 11 and 39")
        for what in CHARACTERISTICS
    ),
    (
        "Every effort is made not to lessen the representation of people of protected "
        "characteristics, such as women and black and minority ethnic people, in senior posts",
        "paragraph 39; Appendix A 4.6 names the risk under model 2",
    ),
    ("Expertise on health inequalities is retained", "paragraph 39"),
    ("The Equality Delivery System is promoted", "paragraph 11"),
    ("Safeguarding and information governance are provided for", "paragraph 11"),
    ("The SHA and its PCTs have carried out the Equality Impact Assessment", "paragraph 39"),
)


def equality(subject: Subject) -> Topic:
    """Return residents and deprivation of every cluster, and how far apart clusters are."""
    scores = subject.given(DEPRIVATION)
    known = set(subject.plan.cluster_of) <= set(scores)
    clusters = subject.clusters if known else {}
    means = {c: _mean(pcts, scores, subject) for c, pcts in clusters.items()}
    whole = _mean(subject.plan.cluster_of, scores, subject) if known else None

    def figures(cluster: str, pcts: tuple[str, ...]) -> Figures:
        mean, of_pcts = means.get(cluster), [scores[p] for p in pcts] if known else None
        return {
            "residents": _people(pcts, subject),
            "deprivation": mean,
            "difference": None if mean is None or whole is None else mean - whole,
            "least": None if of_pcts is None else min(of_pcts),
            "most": None if of_pcts is None else max(of_pcts),
        }

    by_cluster = by_cluster_of(subject.clusters, figures)
    return Topic(
        name="equality",
        title="Equality",
        paragraph="11, 39",
        about="What the tables know of the people of each cluster. An Equality Impact Assessment "
        "starts here and needs much that no table of this program holds.",
        measures=MEASURES,
        by_cluster=by_cluster,
        total={**summed(by_cluster, ["residents"]), "deprivation": whole},
        overall=tuple(zip(OVERALL, _apart(subject, means, scores, whole), strict=True)),
        unknown=dict.fromkeys(
            [m.key for m in (*MEASURES[1:], *OVERALL)],
            f"{_MISSING}; or nobody lives there, or all PCTs are equally deprived",
        ),
        labels=("deprivation of practices for that of residents",) if known else (),
        notes=tuple(_notes(known)),
        boxes=BOXES,
    )


def _people(pcts: Iterable[str], subject: Subject) -> int:
    return sum(subject.geography.residents[p] for p in pcts)


def _mean(pcts: Iterable[str], scores: Mapping[str, float], subject: Subject) -> float | None:
    """Return the mean score of some PCTs' residents, None where there are none."""
    people, found = subject.geography.residents, list(pcts)
    whole = _people(found, subject)
    return fsum(people[p] * scores[p] for p in found) / whole if whole else None


def _apart(
    subject: Subject,
    means: Mapping[str, float | None],
    scores: Mapping[str, float],
    whole: float | None,
) -> tuple[Value, ...]:
    """Return the figures of `OVERALL`: how far apart clusters end up, and how far PCTs are."""
    known = {c: mean for c, mean in means.items() if mean is not None}
    if whole is None or not known:
        return (None,) * len(OVERALL)
    people, clusters = subject.geography.residents, subject.clusters
    everyone = _people(subject.plan.cluster_of, subject)
    between = fsum(_people(clusters[c], subject) * (m - whole) ** 2 for c, m in known.items())
    of_pcts = fsum(people[p] * (scores[p] - whole) ** 2 for p in subject.plan.cluster_of)
    return (
        max(known.values()) - min(known.values()),
        sqrt(between / everyone),
        sqrt(of_pcts / everyone),
        between / of_pcts if of_pcts else None,
    )


def _notes(known: bool) -> Iterator[str]:
    if known:
        yield (
            "Deprivation is the mean score of the practices that lie in a PCT, a proxy for its "
            "residents'; averages hide the differences within a PCT."
        )
    yield "Nothing is known here of protected characteristics, of patients or of staff."
