"""The implications as data: one JSON document, and for spreadsheets a CSV a topic and a listing."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from geodata.files import write_text
from geodata.geography import Geography
from modelling.implications.parameters import ImplicationParameters
from modelling.implications.topic import Listing, Measure, Span, Topic, Value
from modelling.plan import Plan
from outputs.cluster_facts import describe_clusters
from outputs.implications.values import data_of, total_words, worded
from outputs.record import finite
from outputs.tables import BYTE_ORDER_MARK, defused

MEASURES_FILE = "how-worked-out.csv"
MEASURE_COLUMNS = ("topic", "key", "title", "in_all", "paragraph", "formula", "source", "not_known")
CLUSTER_COLUMNS = ("cluster", "cluster_name", "sha")
ALL = "All"
"""What stands for the cluster in the row of the whole plan."""


def implications_record(
    topics: Sequence[Topic],
    plan: Plan,
    parameters: ImplicationParameters,
    cluster: str | None = None,
) -> dict[str, Any]:
    """Return everything as plain data for JSON: what is not known is null, a range {least, most}.

    With `cluster` only that one's figures and rows; without it no listing that repeats others.
    """
    return finite(
        {
            "plan": plan.name,
            "clusters": {c: plan.cluster_name(c) for c in plan.clusters},
            "parameters": parameters.model_dump(mode="json"),
            "topics": {topic.name: _topic(topic, cluster) for topic in topics},
        }
    )


def _topic(topic: Topic, cluster: str | None) -> dict[str, Any]:
    kinds = {m.key: m.kind for m in topic.measures}
    shown = [c for c in topic.by_cluster if cluster in (None, c)]
    return {
        "title": topic.title,
        "paragraph": topic.paragraph,
        "measures": [vars(m) for m in topic.every_measure()],
        "by_cluster": {
            c: {k: data_of(v, kinds[k]) for k, v in topic.by_cluster[c].items()} for c in shown
        },
        "total": {k: data_of(v, kinds[k]) for k, v in topic.total.items()},
        "overall": {m.key: data_of(v, m.kind) for m, v in topic.overall},
        "unknown": dict(_unknown(topic)),
        "notes": topic.notes,
        "boxes": [{"label": label, "hint": hint} for label, hint in topic.boxes],
        "listings": {
            listing.name: _listing(listing, cluster)
            for listing in topic.listings
            if cluster or not listing.repeats
        },
    }


def _listing(listing: Listing, cluster: str | None) -> dict[str, Any]:
    shown = listing if cluster is None else listing.of_cluster(cluster)
    rows = [
        {c.key: data_of(v, c.kind) for c, v in zip(shown.columns, row, strict=True)}
        for row in shown.rows
    ]
    return {"title": listing.title, "note": listing.note, "rows": rows}


def _unknown(topic: Topic) -> Iterator[tuple[str, str]]:
    """Yield each figure that is not known of some cluster or of the plan, and why."""
    values = [*topic.by_cluster.values(), topic.total]
    values.append({m.key: v for m, v in topic.overall})
    for key, why in topic.unknown.items():
        if any(figures.get(key, 0) is None for figures in values):
            yield key, why


def write_implications(
    folder: Path, topics: Sequence[Topic], plan: Plan, geography: Geography
) -> tuple[Path, ...]:
    """Write <topic>.csv, <topic>-<listing>.csv and how-worked-out.csv; return their paths.

    A range takes two columns, <key>_least and <key>_most; what is not known is left blank. UTF-8
    with a byte order mark, cells that a spreadsheet would run made harmless, each file whole or not
    at all.
    """
    written = []
    for topic in topics:
        path = folder / f"{topic.name}.csv"
        written.append(_write(path, topic.measures, _rows(topic, plan, geography), CLUSTER_COLUMNS))
        for listing in topic.listings:
            path = folder / f"{topic.name}-{listing.name}.csv"
            written.append(_write(path, listing.columns, [((), row) for row in listing.rows]))
    written.append(_write_measures(folder / MEASURES_FILE, topics))
    return tuple(written)


_Row = tuple[tuple[str, ...], Sequence[Value]]


def _rows(topic: Topic, plan: Plan, geography: Geography) -> list[_Row]:
    """Return the cluster, its name and SHA, and its figures; then those of the whole plan."""
    keys = [m.key for m in topic.measures]
    rows: list[_Row] = []
    for facts in describe_clusters(plan, geography):
        figures = topic.by_cluster[facts.id]
        rows.append(((facts.id, facts.name, facts.sha), [figures[key] for key in keys]))
    rows.append(((ALL, "All clusters", ""), [topic.total.get(key) for key in keys]))
    return rows


def _write(
    path: Path, measures: Sequence[Measure], rows: Sequence[_Row], first: tuple[str, ...] = ()
) -> Path:
    ranged = [any(isinstance(row[i], Span) for _, row in rows) for i in range(len(measures))]
    header = list(first)
    for measure, wide in zip(measures, ranged, strict=True):
        header += [f"{measure.key}_{end}" for end in ("least", "most")] if wide else [measure.key]
    body = [
        [
            *begin,
            *(c for v, m, w in zip(row, measures, ranged, strict=True) for c in _cells(v, m, w)),
        ]
        for begin, row in rows
    ]
    return _write_rows(path, header, body)


def _cells(value: Value, measure: Measure, wide: bool) -> Iterator[object]:
    """Yield a value's cell, or two where the column holds ranges."""
    if isinstance(value, Span):
        yield from (data_of(end, measure.kind) for end in (value.least, value.most))
        return
    said = data_of(value, measure.kind)
    if isinstance(value, bool):
        said = "yes" if value else "no"
    yield from [said] * (2 if wide else 1)


def _write_measures(path: Path, topics: Sequence[Topic]) -> Path:
    rows = []
    for topic in topics:
        unknown, overall = dict(_unknown(topic)), {m.key: v for m, v in topic.overall}
        for measure in topic.every_measure():
            own = measure.key in overall
            value = overall.get(measure.key)
            total = worded(value, measure.kind) if own else total_words(topic, measure)
            rows.append(
                [
                    topic.name,
                    measure.key,
                    measure.title,
                    total,
                    measure.paragraph,
                    measure.formula,
                    measure.source,
                    unknown.get(measure.key, ""),
                ]
            )
    return _write_rows(path, MEASURE_COLUMNS, rows)


def _write_rows(path: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> Path:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows([defused(c) if isinstance(c, str) else c for c in row] for row in rows)
    write_text(path, BYTE_ORDER_MARK + text.getvalue())
    return path
