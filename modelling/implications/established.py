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
        note="What the table calls an arrangement need have no executive team, and some were plans "
        "alone: none of these rows says that appointments are substantive (20).",
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


NONE = "none known"


def alike(listing: Listing, cluster: str) -> str:
    """Return the arrangements with exactly the cluster's PCTs: "federation (certainty B)"."""
    rows = (row for row in listing.rows if row[0] == cluster and row[-1] == "the whole cluster")
    said = (
        f"{kind or 'of a kind not said'}{_sure(str(sure))}" for _, _, _, kind, _, sure, _ in rows
    )
    return "; ".join(dict.fromkeys(said)) or NONE


def _sure(certainty: str) -> str:
    return f" (certainty {certainty})" if certainty else ""
