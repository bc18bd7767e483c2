"""The tables of a topic, as the report and the terminal both show them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import ceil

from modelling.implications.parameters import Bands, ImplicationParameters
from modelling.implications.topic import Kind, Listing, Measure, Span, Topic, Value
from outputs.cluster_facts import ClusterFacts
from outputs.implications.values import total_words, worded
from outputs.report.blocks import Column, Table
from outputs.report.blocks import Kind as ColumnKind
from outputs.report.blocks import Value as Cell

MOST_FIGURES = 7
"""Figures beside the cluster's name that a page takes upright."""

KINDS: dict[Kind, ColumnKind] = {
    "count": "count",
    "number": "number",
    "percent": "percent",
    "money": "money",
    "flag": "text",
    "ratio": "text",
    "text": "text",
}


def cell(value: Value, kind: Kind) -> Cell:
    """Return a value as a cell: figures as they are, ranges, ratios, yes and no in words."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, Span | bool) or kind in ("flag", "ratio"):
        return worded(value, kind)
    return value


def column(measure: Measure, width: float = 1.0) -> Column:
    """Return the column of a measure."""
    return Column(measure.heading, KINDS[measure.kind], width)


def whole_table(topics: Sequence[Topic], name: str, title: str) -> Table | None:
    """Return what is known of the whole plan, a row a figure; None where nothing is.

    Each topic is named at its first figure.
    """
    rows: list[tuple[Cell, ...]] = []
    for topic in topics:
        for i, (measure, said) in enumerate(_whole(topic)):
            rows.append(("" if i else topic.title, measure.title, said, measure.paragraph))
    columns = (
        Column("Topic", width=1.6),
        Column("Figure", width=4),
        Column("In all", "count", 1.5),
        Column("§", width=1.3),
    )
    return Table(name, title, columns, tuple(rows), note=assumed(topics)) if rows else None


def assumed(topics: Iterable[Topic]) -> str:
    """Return what is assumed or stands for something else in the topics' figures."""
    said = dict.fromkeys(label for topic in topics for label in topic.labels)
    return f"Assumed, or by proxy: {'; '.join(said)}." if said else ""


def _whole(topic: Topic) -> Iterator[tuple[Measure, str]]:
    """Yield the known figures of the whole plan, those of governance models left out."""
    for measure in topic.measures:
        apart = measure.key.startswith("model_") or not measure.headline
        if topic.total.get(measure.key) is not None and not apart:
            yield measure, total_words(topic, measure)
    for measure, value in topic.overall:
        if value is not None:
            yield measure, worded(value, measure.kind)


def cluster_tables(topic: Topic, clusters: Iterable[ClusterFacts]) -> tuple[Table, ...]:
    """Return the figures of every cluster, in as many tables as the page's width asks for.

    What is the same in every cluster is said below them instead.
    """
    facts = list(clusters)
    known = [m for m in topic.known if not m.key.startswith("model_")]
    same = [m for m in known if len(facts) > 1 and _same(topic, m, facts)]
    differing = [m for m in known if m not in same]
    if not differing or not facts:
        return ()
    size = ceil(len(differing) / ceil(len(differing) / MOST_FIGURES))
    parts = [differing[i : i + size] for i in range(0, len(differing), size)]
    return tuple(
        _clusters(topic, part, facts, same if i == len(parts) else (), i)
        for i, part in enumerate(parts, start=1)
    )


def _same(topic: Topic, measure: Measure, clusters: Sequence[ClusterFacts]) -> bool:
    return len({topic.by_cluster[c.id][measure.key] for c in clusters}) == 1


def _clusters(
    topic: Topic,
    measures: Sequence[Measure],
    clusters: Sequence[ClusterFacts],
    same: Sequence[Measure],
    part: int,
) -> Table:
    rows = tuple(
        (c.name, *(cell(topic.by_cluster[c.id][m.key], m.kind) for m in measures)) for c in clusters
    )
    total = ("All", *(total_words(topic, m) for m in measures))
    first = topic.by_cluster[clusters[0].id]
    alike = "; ".join(f"{m.title}: {worded(first[m.key], m.kind)}" for m in same)
    return Table(
        name=f"{topic.name}-{part}",
        title=f"{topic.title}, by cluster" + (", continued" if part > 1 else ""),
        columns=(
            Column("Cluster", width=2.6),
            *(column(m, 2.0 if m.kind == "text" else 1.0) for m in measures),
        ),
        rows=rows,
        total=total if len(rows) > 1 and any(total[1:]) else None,
        note=" ".join(
            filter(
                None,
                (
                    f"In every cluster: {alike}." if alike else "",
                    _sources(measures),
                    assumed([topic]),
                ),
            )
        ),
    )


def _sources(measures: Iterable[Measure]) -> str:
    """Return where the figures of a table come from, each source once."""
    said = dict.fromkeys(m.source for m in measures if m.source)
    return f"Sources: {'; '.join(said)}." if said else ""


def listing_table(
    listing: Listing, keys: Sequence[str], name: str, widths: Sequence[float]
) -> Table:
    """Return a listing's columns of those keys as a table; it has at least one row."""
    at = [[c.key for c in listing.columns].index(key) for key in keys]
    columns = tuple(column(listing.columns[i], width) for i, width in zip(at, widths, strict=True))
    rows = tuple(tuple(cell(row[i], listing.columns[i].kind) for i in at) for row in listing.rows)
    return Table(name, listing.title, columns, rows, note=listing.note)


def known_columns(listing: Listing) -> tuple[str, ...]:
    """Return the keys of the columns in which something is known."""
    return tuple(
        c.key for i, c in enumerate(listing.columns) if any(r[i] is not None for r in listing.rows)
    )


def workings(topics: Sequence[Topic]) -> Iterator[Table]:
    """Yield for every topic how each of its figures is worked out, and from what."""
    for topic in topics:
        rows = tuple(
            (m.title, m.paragraph, m.formula, m.source or "–") for m in topic.every_measure()
        )
        yield Table(
            name=f"workings-{topic.name}",
            title=f"{topic.title}: how the figures are worked out",
            columns=(
                Column("Figure", width=2.4),
                Column("§", width=0.9),
                Column("How it is worked out", width=4),
                Column("From", width=2),
            ),
            rows=rows,
        )


def parameter_table(parameters: ImplicationParameters) -> Table:
    """Return every parameter with its value, its source and how sure it is."""
    rows = tuple(
        (key, _said(sourced.value), sourced.said or "–") for key, sourced in parameters.every()
    )
    return Table(
        name="parameters",
        title="Parameters that a planner may change",
        columns=(
            Column("Parameter", width=2),
            Column("Value", width=2.2),
            Column("Source, and how sure it is", width=4),
        ),
        rows=rows,
    )


def _said(value: object) -> str | None:
    """Return the value of a parameter in words, None where it is not known."""
    if value is None:
        return None
    if isinstance(value, Bands):
        return "; ".join(f"{value.words(b)}: £{b.pay:,.0f}" for b in value.bands)
    if isinstance(value, Mapping):
        return "; ".join(f"{key}: {said:g}" for key, said in value.items())
    if isinstance(value, tuple):
        return "; ".join(map(str, value))
    return f"{value:,.10g}" if isinstance(value, float) else str(value)


def not_known(topic: Topic) -> tuple[str, ...]:
    """Return a sentence for each reason why figures are not known, with the figures' titles."""
    blank: dict[str, list[str]] = {}
    whole = {measure.key: value for measure, value in topic.overall}
    for measure in topic.every_measure():
        everywhere = [figures.get(measure.key, 0) for figures in topic.by_cluster.values()]
        everywhere += [topic.total.get(measure.key, 0), whole.get(measure.key, 0)]
        if None in everywhere:
            blank.setdefault(topic.unknown[measure.key], []).append(measure.title)
    return tuple(f"{'; '.join(titles)}: {why}." for why, titles in blank.items())
