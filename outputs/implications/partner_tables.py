"""Tables of names: trusts and split authorities, who answers for PCTs, duties and who has them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from geodata.geography import Geography
from modelling.implications.accountability import AFTER, NATIONAL, UNTIL
from modelling.implications.paragraph_14 import BODIES, YEARS
from modelling.implications.topic import Listing, Topic, Value
from outputs.cluster_facts import ClusterFacts
from outputs.implications.tables import cell, listing_table
from outputs.report.blocks import Column, Table


def listing_of(topic: Topic, name: str) -> Listing | None:
    """Return a topic's listing of that name that has rows, None where there is none."""
    return next((x for x in topic.listings if x.name == name and x.rows), None)


def records(listing: Listing) -> Iterator[Mapping[str, Value]]:
    """Yield the rows of a listing by the keys of their columns."""
    keys = [c.key for c in listing.columns]
    yield from (dict(zip(keys, row, strict=True)) for row in listing.rows)


def split_table(topic: Topic) -> Table | None:
    """Return the authorities that are split between clusters; None where none are."""
    listing = listing_of(topic, "authorities")
    rows = () if listing is None else tuple(r for r in listing.rows if r[-1])
    if listing is None or not rows:
        return None
    split = replace(
        listing,
        title="Upper-tier authorities that lie in several clusters, or outside this run too",
        rows=rows,
    )
    keys = ("authority", "cluster_name", "residents", "share", "others")
    return listing_table(split, keys, "split-authorities", (1.6, 2, 1, 1, 2))


def trust_table(topic: Topic, clusters: Iterable[ClusterFacts]) -> Table | None:
    """Return the trusts of every cluster by name; None where no headquarters are known."""
    listing = listing_of(topic, "trusts")
    if listing is None:
        return None
    named: dict[str, list[str]] = {}
    pipeline: dict[str, list[str]] = {}
    for row in records(listing):
        into = pipeline if row["pipeline"] else named
        into.setdefault(str(row["cluster"]), []).append(_short(str(row["name"])))
    rows = tuple(
        (
            c.name,
            "; ".join(pipeline.get(c.id, ())) or "none known",
            "; ".join(named.get(c.id, ())) or "–",
        )
        for c in clusters
    )
    return Table(
        name="trusts",
        title="Trusts with their headquarters in each cluster",
        columns=(
            Column("Cluster", width=1.6),
            Column("Certainly in the foundation trust pipeline", width=2.2),
            Column("Others, most of them not known", width=3.4),
        ),
        rows=rows,
        note=f"{listing.note} Names without NHS Trust or NHS Foundation Trust. Of the others it is "
        "not known which were foundation trusts in 2011, or whether they existed. clusters "
        "implications --out lists each with its largest commissioner.",
    )


def _short(name: str) -> str:
    """Return a trust's name without the words that most of them end in."""
    return (
        name.removesuffix(" Trust")
        .removesuffix(" NHS")
        .removesuffix(" NHS Foundation")
        .rstrip(" ,")
    )


def officers_table(
    topic: Topic, clusters: Iterable[ClusterFacts], geography: Geography
) -> Table | None:
    """Return who is Accountable Officer of which PCTs, and to whom they answer."""
    rows = tuple(
        (
            f"Chief executive of {c.name}",
            len(c.pcts),
            "; ".join(geography.short_names[p] for p in c.pcts),
            "; ".join(c.shas),
        )
        for c in clusters
    )
    if not rows:
        return None
    return Table(
        name="officers",
        title=f"{topic.title}: whose Accountable Officer is whose, and to whom",
        columns=(
            Column("Accountable Officer", width=2.2),
            Column("Boards to confirm", "count"),
            Column("Of the PCTs, once their boards have confirmed it", width=4),
            Column(f"Held to account {UNTIL} by", width=1.6),
        ),
        rows=rows,
        note=f"In {AFTER} the {NATIONAL} holds them to account (paragraph 18).",
    )


def kept_table(topic: Topic) -> Table | None:
    """Return what stays with every PCT board (15 to 18); None where the topic does not say."""
    listing = listing_of(topic, "kept")
    return None if listing is None else listing_table(listing, ("what",), "kept", (6,))


def duties_table(topic: Topic) -> Table | None:
    """Return the duties of paragraph 14, a row for each function and body, a column a year."""
    listing = listing_of(topic, "duties")
    if listing is None:
        return None
    said: dict[tuple[str, str], dict[str, list[str]]] = {}
    for row in records(listing):
        by = f"By {row['by']}: " if row["by"] else ""
        duty = str(row["duty"])
        done = f"{by}{duty[:1].lower()}{duty[1:]}" if by else duty
        years = said.setdefault((str(row["function"]), str(row["body"])), {})
        years.setdefault(str(row["year"]), []).append(done)
    order = {body: i for i, body in enumerate(BODIES)}
    rows = []
    for (function, body), years in said.items():
        shown = function if order[body] == 0 else ""
        rows.append((shown, body, *(". ".join(years.get(y, ())) or "–" for y in YEARS)))
    return Table(
        name="duties",
        title="What clusters, PCTs and consortia do (paragraph 14, in our own words)",
        columns=(
            Column("Function", width=1.3),
            Column("Whose", width=0.9),
            *(Column(year, width=3) for year in YEARS),
        ),
        rows=tuple(rows),
    )


def who_table(topic: Topic, clusters: Iterable[ClusterFacts]) -> Table | None:
    """Return who "consortia" and "PCTs" are in each cluster; None where nobody is known."""
    known = topic.known
    rows = tuple(
        (c.name, *(cell(topic.by_cluster[c.id][m.key], m.kind) for m in known)) for c in clusters
    )
    if not rows or not known:
        return None
    return Table(
        name="who",
        title="Who has these duties in each cluster",
        columns=(
            Column("Cluster", width=1.6),
            *(Column(m.heading, width=2.2 + 2 * i) for i, m in enumerate(known)),
        ),
        rows=rows,
        note="clusters implications --out has the calendar of each cluster, duty by duty.",
    )
