"""Trusts: at whose headquarters a cluster sits, who commissions most, and who is no foundation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from geodata.words import calm
from modelling.implications.subject import Subject
from modelling.implications.topic import Listing, Measure, Value

PIPELINE = "ft_status_2011"
"""Column of trusts.csv: "not an FT ..." of a trust that was certainly in the pipeline in 2011."""

ABSENT = "did not exist"
"""Words in the remark on a trust of a later date than 2011, whose status then says nothing."""


@dataclass(frozen=True)
class Trust:
    """A trust as clusters see it.

    home      the cluster of its headquarters, None where that is in none
    lead      the cluster whose residents make most of its admissions, None where nobody's are known
    share     that cluster's part of the admissions that the geography's PCTs send, in [0, 1]
    acute     whether it treats admissions of anybody, as far as flows.csv knows
    pipeline  whether it was a trust, but no foundation trust, in 2011; None where it is not known
    note      what trusts.csv remarks about it
    """

    code: str
    name: str
    home: str | None
    lead: str | None
    share: float | None
    acute: bool
    pipeline: bool | None
    note: str


def trusts_of(subject: Subject) -> tuple[Trust, ...]:
    """Return the trusts that have to do with the plan's clusters, in order of name.

    Those with their headquarters in one, and those without known headquarters that treat admissions
    of its PCTs. A trust with its headquarters outside the run is left to others.
    """
    return tuple(sorted(_trusts(subject), key=lambda trust: (trust.name, trust.code)))


def _trusts(subject: Subject) -> Iterator[Trust]:
    sent = _admissions(subject)
    cluster_of, at = subject.plan.cluster_of, subject.geography.headquarters
    for row in subject.geography.trusts.to_dict("records"):
        code = str(row["trust"])
        home = cluster_of.get(at.get(code, ""))
        clusters = Counter(sent.get(code, {}))
        whole = sum(clusters.values())
        clusters.pop("", None)
        if home is None and (code in at or not clusters):
            continue
        lead = min(clusters, key=lambda c: (-clusters[c], c)) if clusters else None
        yield Trust(
            code=code,
            name=calm(str(row["trust_name"])),
            home=home,
            lead=lead,
            share=None if lead is None else clusters[lead] / whole,
            acute=code in sent,
            pipeline=_pipeline(_text(row.get(PIPELINE)), _text(row.get("note"))),
            note=_text(row.get("note")),
        )


def _pipeline(status: str, note: str) -> bool | None:
    """Return what the status says, None where it is blank or of a trust of later date."""
    return None if not status or ABSENT in note else status.lower().startswith("not")


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""


def _admissions(subject: Subject) -> dict[str, dict[str, float]]:
    """Return by trust and cluster the sum over PCTs of share × residents; "" for no cluster."""
    flows, people = subject.geography.flows, subject.geography.residents
    found: dict[str, dict[str, float]] = {}
    columns = (flows[c] for c in ("pct", "trust", "share_of_admissions"))
    for pct, trust, share in zip(*columns, strict=True):
        by_cluster = found.setdefault(str(trust), {})
        cluster = subject.plan.cluster_of.get(str(pct), "")
        by_cluster[cluster] = by_cluster.get(cluster, 0.0) + float(share) * people[str(pct)]
    return {t: {c: n for c, n in by.items() if n > 0} for t, by in found.items()}


COLUMNS = (
    Measure("cluster", "Cluster", "text", "8", "cluster of the headquarters; blank if in none"),
    Measure("cluster_name", "Cluster's name", "text", "8", "name of that cluster"),
    Measure("trust", "Trust", "text", "8", "code of the trust"),
    Measure("name", "Name", "text", "8", "name of the trust"),
    Measure("acute", "Treats admissions", "flag", "8", "whether flows.csv names it"),
    Measure(
        "pipeline",
        "In the pipeline in 2011",
        "flag",
        "2, 10",
        "no foundation trust in 2011; blank where that is not known",
    ),
    Measure("lead", "Largest commissioner", "text", "8", "cluster that sends most admissions"),
    Measure("share", "Its part", "percent", "8", "admissions from there over all that are known"),
    Measure("note", "Remark", "text", "8", "note in trusts.csv"),
)


def trust_listing(subject: Subject, trusts: tuple[Trust, ...]) -> Listing:
    """Return the trusts as a table, by the cluster of their headquarters."""
    named = subject.plan.cluster_name
    rows: list[tuple[Value, ...]] = []
    for trust in sorted(trusts, key=lambda t: (t.home is None, t.home or "", t.name)):
        home, lead = trust.home, trust.lead
        rows.append(
            (
                home,
                None if home is None else named(home),
                trust.code,
                trust.name,
                trust.acute,
                trust.pipeline,
                None if lead is None else named(lead),
                trust.share,
                trust.note,
            )
        )
    return Listing(
        "trusts",
        "Trusts",
        COLUMNS,
        tuple(rows),
        about="cluster",
        note="By headquarters, which are no hospital sites. "
        + "; ".join(filter(None, map(subject.geography.label, ("trusts", "flows")))),
    )
