"""Functions: what cluster, PCTs and consortia do in 2011/12 and 2012/13 (paragraph 14)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from modelling.implications.paragraph_14 import CLUSTERS, CONSORTIA, PCTS, Duty, duties
from modelling.implications.partner_lists import CONSORTIA_UNKNOWN, consortium_rows
from modelling.implications.subject import Subject
from modelling.implications.topic import Figures, Listing, Measure, Topic, Value, by_cluster_of

MEASURES = (
    Measure("pcts", "PCTs, by name", "text", "14", "the cluster's PCTs", short="PCTs"),
    Measure(
        "consortia",
        "Consortia, by name",
        "text",
        "14",
        "consortia with a part in the cluster that counts, as among the partners",
        short="Consortia",
    ),
)
_FUNCTION = Measure("function", "Function", "text", "14", "row of the paragraph's table")
_BODY = Measure("body", "Whose", "text", "14", "cluster, PCTs or consortia")
_YEAR = Measure("year", "Year", "text", "14", "financial year")
_BY = Measure("by", "By", "text", "14", "by when, where that is said", short="By")
_DUTY = Measure("duty", "Duty", "text", "14", "in our own words")
CALENDAR = (
    Measure("cluster", "Cluster", "text", "14", "id of the cluster"),
    _YEAR,
    _BY,
    _BODY,
    Measure("who", "Who", "text", "14", "the cluster, its PCTs or its consortia by name"),
    _FUNCTION,
    _DUTY,
)


def functions(subject: Subject) -> Topic:
    """Return the duties of the paragraph once, who has them in each cluster, and its calendar."""
    consortia = _consortia(subject)

    def figures(cluster: str, pcts: tuple[str, ...]) -> Figures:
        known = None if consortia is None else consortia.get(cluster, "none known")
        return {"pcts": subject.names(pcts), "consortia": known}

    by_cluster = by_cluster_of(subject.clusters, figures)
    return Topic(
        name="functions",
        title="Functions",
        paragraph="14",
        about="What clusters, PCTs and consortia do up to March 2013, and who they are in each "
        "cluster. Consortia take over as far as they are developed.",
        measures=MEASURES,
        by_cluster=by_cluster,
        unknown={"consortia": CONSORTIA_UNKNOWN},
        notes=(
            "The duties are those of paragraph 14 in our own words. Commissioning support counts "
            "with the consortia, as there.",
        ),
        listings=(
            Listing(
                "duties",
                "What clusters, PCTs and consortia do",
                (_FUNCTION, _BODY, _YEAR, _BY, _DUTY),
                tuple((d.function, d.body, d.year, d.by, d.what) for d in duties()),
            ),
            Listing(
                "calendar",
                "Calendar of each cluster",
                CALENDAR,
                tuple(_rows(subject, by_cluster)),
                about="cluster",
                repeats=True,
            ),
        ),
    )


def _consortia(subject: Subject) -> Mapping[str, str] | None:
    """Return the names of every cluster's consortia, None where none are known."""
    if subject.consortia is None:
        return None
    found: dict[str, list[str]] = {}
    for cluster, _, _, name, *_ in consortium_rows(subject).rows:
        found.setdefault(str(cluster), []).append(str(name))
    return {cluster: "; ".join(names) for cluster, names in found.items()}


def _rows(subject: Subject, by_cluster: Mapping[str, Figures]) -> Iterator[tuple[Value, ...]]:
    """Yield every duty of every cluster, year by year and what has a date first."""
    order = sorted(duties(), key=lambda d: (d.year, not d.by))
    for cluster, figures in by_cluster.items():
        who = {
            CLUSTERS: subject.plan.cluster_name(cluster),
            PCTS: figures["pcts"],
            CONSORTIA: figures["consortia"],
        }
        yield from ((cluster, *_row(duty, who)) for duty in order)


def _row(duty: Duty, who: Mapping[str, Value]) -> tuple[Value, ...]:
    return duty.year, duty.by, duty.body, who[duty.body], duty.function, duty.what
