"""A report as plain data, every value worded: what the templates of the PDF and HTML read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import singledispatch
from typing import Any

from geodata.words import plain
from outputs.report.blocks import (
    Block,
    Boxes,
    Facts,
    Items,
    Paragraph,
    Picture,
    Report,
    Signature,
    Table,
    Value,
)
from outputs.report.writers.reading import Heading, reading
from outputs.report.writers.values import UNKNOWN, shown

UNTITLED = "–"
"""What stands for a heading of nothing but spaces, which no contents could lead to."""


def document(report: Report) -> dict[str, Any]:
    """Return the report as data that JSON can hold: texts made `plain`, values as they are read.

    `blocks` holds headings and blocks one after another, each with `block` saying what it is. A
    value that is not known is null, and `unknown` says how it is worded.
    """
    return {
        "title": plain(report.title),
        "subtitle": plain(report.subtitle),
        "footer": plain(report.footer),
        "attribution": plain(report.attribution),
        "unknown": UNKNOWN,
        "facts": _data(report.facts)["values"],
        "blocks": list(_blocks(report)),
    }


def pictures(report: Report) -> Mapping[str, bytes]:
    """Return the SVG of every picture by its anchor."""
    placed = [entry for entry in reading(report) if not isinstance(entry, Heading)]
    return {p.anchor: p.block.svg for p in placed if isinstance(p.block, Picture)}


def _blocks(report: Report) -> Iterator[dict[str, Any]]:
    for entry in reading(report):
        if isinstance(entry, Heading):
            title = plain(entry.title).strip() or UNTITLED
            yield {"block": "section", **vars(entry), "title": title, "anchor": entry.anchor}
        else:
            yield {**_data(entry.block), "label": entry.label, "anchor": entry.anchor}


@singledispatch
def _data(block: Block) -> dict[str, Any]:
    raise TypeError(f"{type(block).__name__} is no block of a report")


@_data.register
def _(block: Paragraph) -> dict[str, Any]:
    return {"block": "paragraph", "kind": block.kind, "text": plain(block.text)}


@_data.register
def _(block: Facts) -> dict[str, Any]:
    values = [(plain(label), plain(value)) for label, value in block.values.items()]
    return {"block": "facts", "values": values}


@_data.register
def _(block: Items) -> dict[str, Any]:
    return {"block": "items", "items": [plain(item) for item in block.items]}


@_data.register
def _(block: Table) -> dict[str, Any]:
    def read(row: tuple[Value, ...]) -> list[str | None]:
        said = [shown(value, c.kind) for value, c in zip(row, block.columns, strict=True)]
        return [None if text == UNKNOWN else text for text in said]

    columns = [
        {"title": plain(c.title), "figure": c.kind not in ("text", "digest"), "width": c.width}
        for c in block.columns
    ]
    return {
        "block": "table",
        "title": plain(block.title),
        "note": plain(block.note),
        "columns": columns,
        "rows": [read(row) for row in block.rows],
        "total": None if block.total is None else read(block.total),
    }


@_data.register
def _(block: Picture) -> dict[str, Any]:
    said = {"alt": plain(block.alt), "caption": plain(block.caption)}
    return {"block": "picture", **said, "size": block.size}


@_data.register
def _(block: Boxes) -> dict[str, Any]:
    boxes = [{"label": plain(box.label), "hint": plain(box.hint)} for box in block.boxes]
    return {"block": "boxes", "boxes": boxes}


@_data.register
def _(block: Signature) -> dict[str, Any]:
    return {"block": "signature", "lines": [plain(line) for line in block.lines]}
