"""Which consortia and which upper-tier authorities each cluster works with, one row each."""

from __future__ import annotations

from collections.abc import Iterator

from modelling.authorities import authorities_in
from modelling.consortia import consortia_of
from modelling.implications.facts import LEAST_SHARE, authority_parts
from modelling.implications.subject import Subject
from modelling.implications.topic import Listing, Measure, Value

CONSORTIA_UNKNOWN = (
    "which consortia to work with is not known: give consortia/<set>.csv, and the set's name in "
    "partners.consortia where there are several"
)
_CLUSTER = (
    Measure("cluster", "Cluster", "text", "8", "id of the cluster"),
    Measure("cluster_name", "Cluster's name", "text", "8", "name of the cluster"),
)
_HERE = (
    Measure("residents", "Residents there", "count", "8", "its residents in the cluster's PCTs"),
    Measure("share", "Of all its residents", "percent", "8", "residents there over all it has"),
)
CONSORTIUM_COLUMNS = (
    *_CLUSTER,
    Measure("consortium", "Consortium", "text", "8", "code of the consortium"),
    Measure("name", "Name", "text", "8", "name of the consortium"),
    *_HERE,
)
AUTHORITY_COLUMNS = (
    *_CLUSTER,
    Measure("authority", "Authority", "text", "2, 8", "name of the upper-tier authority"),
    *_HERE,
    Measure(
        "others",
        "Other clusters",
        "text",
        "8",
        "clusters with another part of the authority, or PCTs in none, those outside the run among "
        "them; blank where it is whole",
    ),
)


def consortium_rows(subject: Subject) -> Listing:
    """Return the consortia of every cluster: those with a share of their residents that counts."""
    return Listing(
        "consortia",
        "Consortia of each cluster",
        CONSORTIUM_COLUMNS,
        tuple(_consortia(subject)),
        about="cluster",
        note=subject.geography.label(f"consortia/{subject.consortia_set}"),
    )


def _consortia(subject: Subject) -> Iterator[tuple[Value, ...]]:
    if subject.consortia is None:
        return
    everyone = consortia_of(subject.consortia)
    for cluster, pcts in subject.clusters.items():
        for consortium in everyone:
            here = sum(consortium.residents.get(p, 0) for p in pcts)
            if here and here >= LEAST_SHARE * consortium.total:
                name = subject.plan.cluster_name(cluster)
                row = (cluster, name, consortium.code, consortium.name, here)
                yield (*row, here / consortium.total)


def authority_rows(subject: Subject) -> Listing:
    """Return the upper-tier authorities of every cluster, and where the rest of each is.

    Each has a health and wellbeing board that the cluster works with.
    """
    return Listing(
        "authorities",
        "Upper-tier authorities of each cluster",
        AUTHORITY_COLUMNS,
        tuple(_authorities(subject)),
        about="cluster",
        note=subject.geography.label("local_authorities"),
    )


def _authorities(subject: Subject) -> Iterator[tuple[Value, ...]]:
    parts = authority_parts(subject.geography)
    for cluster, pcts in subject.clusters.items():
        for authority, within in authorities_in(subject.case).items():
            if within.isdisjoint(pcts):
                continue
            people = parts[authority]
            here = sum(people[p] for p in within.intersection(pcts))
            beyond = within.difference(pcts)
            yield (
                cluster,
                subject.plan.cluster_name(cluster),
                authority,
                here,
                here / sum(people.values()),
                _others(subject, beyond),
            )


def _others(subject: Subject, pcts: frozenset[str]) -> str:
    """Return the clusters of some PCTs; those in no cluster are named themselves."""
    return "; ".join(sorted({_whose(subject, p) for p in pcts}))


def _whose(subject: Subject, pct: str) -> str:
    if pct in subject.plan.cluster_of:
        return subject.plan.cluster_name(subject.plan.cluster_of[pct])
    where = "in no cluster" if pct in subject.case.pcts else "outside this run"
    return f"{subject.names([pct])}, {where}"
