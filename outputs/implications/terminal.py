"""The implications at a terminal: the whole plan, the clusters of some topics, or one cluster."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich import box
from rich.console import Group, RenderableType
from rich.constrain import Constrain
from rich.table import Table as RichTable
from rich.text import Text

from geodata.geography import Geography
from modelling.implications.topic import Listing, Topic
from modelling.plan import Plan
from outputs.cluster_facts import ClusterFacts, describe_clusters
from outputs.implications.board_tables import models_table
from outputs.implications.partner_tables import kept_table
from outputs.implications.tables import assumed, not_known, whole_table
from outputs.implications.topic_tables import topic_tables
from outputs.implications.values import worded
from outputs.report.blocks import Table
from outputs.report.writers.values import shown

WIDEST = 200
"""Columns that a table takes at most, also where nothing else is wrapped."""

MORE = (
    "Clusters one by one: --topic posts (or another), all about one: --cluster NAME, everything as "
    "tables: --out FOLDER."
)


def whole_plan(topics: Sequence[Topic], plan: Plan, geography: Geography, clusters: bool) -> Group:
    """Return the figures of the whole plan, by topic; with `clusters` those of each cluster too."""
    facts = describe_clusters(plan, geography)
    parts: list[RenderableType] = [Text(f"{plan.name}: {geography.title}", style="bold")]
    for topic in topics:
        parts += [*_heading(topic)]
        tables = topic_tables(topic, facts, geography) if clusters else _brief(topic)
        parts += [part for table in tables for part in _table(table)]
        parts += _remarks(topic)
    return Group(*parts, *(() if clusters else (Text(f"\n{MORE}", style="dim"),)))


def one_cluster(
    topics: Sequence[Topic], plan: Plan, geography: Geography, cluster: ClusterFacts
) -> Group:
    """Return everything about one cluster: its figures, and the rows of listings about it."""
    pcts = "; ".join(geography.short_names[p] for p in cluster.pcts)
    parts: list[RenderableType] = [Text(f"{cluster.name} ({plan.name})", style="bold")]
    parts.append(Text(f"{pcts}. {'; '.join(cluster.shas)}."))
    for topic in topics:
        parts += [*_heading(topic), _figures(topic, cluster.id)]
        if said := assumed([topic]):
            parts.append(Text(said, style="dim"))
        for listing in topic.listings:
            told = bool(listing.about) or listing.name == "kept"
            parts += _listing(listing.of_cluster(cluster.id)) if told else []
        parts += _remarks(topic)
    return Group(*parts)


def _heading(topic: Topic) -> Iterator[RenderableType]:
    yield Text.assemble((f"\n{topic.title}", "bold"), f"  ({topic.paragraph})")
    yield Text(topic.about)


def _brief(topic: Topic) -> tuple[Table, ...]:
    """Return the figures of the whole plan, if any, of boards the models, and what boards keep."""
    whole = whole_table([topic], topic.name, "")
    models = models_table(topic) if topic.name == "boards" else None
    found = (whole, models, kept_table(topic))
    return tuple(table for table in found if table is not None)


def _table(table: Table) -> Iterator[RenderableType]:
    """Yield a table of the report. Names are never read as markup."""
    found = RichTable(
        box=box.SIMPLE_HEAD,
        pad_edge=False,
        show_footer=table.total is not None,
        title=Text(table.title) if table.title else None,
        title_justify="left",
        title_style="italic",
    )
    for i, column in enumerate(table.columns):
        foot = "" if table.total is None else shown(table.total[i], column.kind)
        found.add_column(
            Text(column.title),
            footer=Text(foot),
            justify="left" if column.kind == "text" else "right",
            overflow="fold",
        )
    for row in table.rows:
        cells = zip(row, table.columns, strict=True)
        found.add_row(*(Text(shown(value, c.kind)) for value, c in cells))
    yield Constrain(found, WIDEST)
    if table.note:
        yield Text(table.note, style="dim")


def _figures(topic: Topic, cluster: str) -> RichTable:
    """Return a cluster's figures one below the other, each with its paragraph."""
    found = RichTable(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    for measure in topic.measures:
        value = topic.by_cluster[cluster][measure.key]
        style = "dim" if value is None else ""
        said = Text(worded(value, measure.kind), style=style)
        found.add_row(Text(measure.title), said, Text(measure.paragraph, style="dim"))
    return found


def _listing(listing: Listing) -> Iterator[RenderableType]:
    if not listing.rows:
        return
    kept = [i for i, c in enumerate(listing.columns) if not c.key.startswith("cluster")]
    found = RichTable(box=box.SIMPLE_HEAD, pad_edge=False, title=Text(listing.title))
    for i in kept:
        found.add_column(Text(listing.columns[i].heading), overflow="fold")
    for row in listing.rows:
        found.add_row(*(Text(worded(row[i], listing.columns[i].kind)) for i in kept))
    yield Constrain(found, WIDEST)


def _remarks(topic: Topic) -> Iterator[RenderableType]:
    yield from (Text(f"  • {note}") for note in topic.notes)
    yield from (Text(f"  • Not known: {said}", style="dim") for said in not_known(topic))
    yield from (Text(f"  ☐ {label} ({hint})") for label, hint in topic.boxes)
