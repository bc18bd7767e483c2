"""Arrangements from before that a cluster takes over, lies in or is made of (paragraph 20)."""

from __future__ import annotations

from collections.abc import Iterator

from modelling.implications.subject import Subject
from modelling.implications.topic import Listing, Measure, Value

COLUMNS = (
    Measure("cluster", "Cluster", "text", "20", "id of the cluster"),
    Measure("cluster_name", "Cluster's name", "text", "20", "name of the cluster"),
    Measure("arrangement", "Arrangement", "text", "20", "name in arrangements.csv"),
    Measure("kind", "Kind", "text", "20", "kind in arrangements.csv"),
    Measure("since", "Since", "text", "20", "from_date in arrangements.csv"),
    Measure("certainty", "Certainty", "text", "20", "certainty in arrangements.csv"),
    Measure(
        "relation",
        "It is",
        "text",
        "20",
        "how its PCTs compare with the cluster's: the whole cluster, part of it, or more than it",
    ),
)


def established(subject: Subject) -> Listing:
    """Return the arrangements that each cluster has to do with: one row each, by cluster."""
    return Listing(
        "established",
        "Arrangements from before",
        COLUMNS,
        tuple(_rows(subject)),
        about="cluster",
        note="Where a cluster is an established arrangement with substantive appointments, they "
        "are not revisited unless the SHA, with the NHS Chief Executive, decides so (20).",
    )


def _rows(subject: Subject) -> Iterator[tuple[Value, ...]]:
    table = subject.geography.arrangements
    about = [
        (str(name), frozenset(rows["pct"].astype(str)), rows.iloc[0])
        for name, rows in table.groupby("arrangement")
    ]
    for cluster, pcts in subject.clusters.items():
        for name, members, row in about:
            if relation := _relation(members, frozenset(pcts)):
                said = [str(row.get(c, "") or "") for c in ("kind", "from_date", "certainty")]
                yield (cluster, subject.plan.cluster_name(cluster), name, *said, relation)


def _relation(members: frozenset[str], pcts: frozenset[str]) -> str:
    """Return how an arrangement compares with a cluster, "" where neither holds the other."""
    if members == pcts:
        return "the whole cluster"
    if members < pcts:
        return "part of it"
    return "more than it" if members > pcts else ""
