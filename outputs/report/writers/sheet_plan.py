"""Which table of a report stands on which sheet of its workbook: parts of a whole share one."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass

from outputs.report.blocks import Column, Report, Table
from outputs.report.writers.reading import Heading, reading
from outputs.report.writers.sheets import sheet_names


@dataclass(frozen=True)
class Sheet:
    """One sheet: its name, its title, the table on it, and the labels of the report's tables."""

    name: str
    title: str
    table: Table
    labels: tuple[str, ...]


def sheets_of(report: Report, taken: tuple[str, ...]) -> tuple[Sheet, ...]:
    """Return a sheet for every table, or for all that are parts of one with the same columns.

    They come in the order of the tables that begin them. `taken` are names that no sheet may have.
    """
    groups: dict[Hashable, list[tuple[str, Table]]] = {}
    for entry in reading(report):
        if not isinstance(entry, Heading) and isinstance(entry.block, Table):
            table = entry.block
            together = table.part is not None and table.total is None
            titles = tuple((column.title, column.kind) for column in table.columns)
            key = (table.part.of, table.part.by, titles) if together and table.part else entry.label
            groups.setdefault(key, []).append((entry.label, table))
    wholes = [_whole([table for _, table in tables]) for tables in groups.values()]
    names = sheet_names([whole.name for whole in wholes], taken)
    labels = [tuple(label for label, _ in tables) for tables in groups.values()]
    return tuple(
        Sheet(name, f"{_labelled(of)}: {whole.title}", whole, of)
        for name, whole, of in zip(names, wholes, labels, strict=True)
    )


def _whole(tables: list[Table]) -> Table:
    """Return the table that these are parts of, with a first column that says of which part."""
    first = tables[0]
    if first.part is None or len(tables) == 1:
        return first
    rows = tuple((table.part.value, *row) for table in tables if table.part for row in table.rows)
    notes = " ".join(dict.fromkeys(table.note for table in tables if table.note))
    columns = (Column(first.part.by), *first.columns)
    return Table(first.part.of, first.part.of, columns, rows, note=notes)


def _labelled(labels: tuple[str, ...]) -> str:
    """Return "Table 3" or "Tables 3, 8 and 13"."""
    numbers = [label.removeprefix("Table ") for label in labels]
    if len(numbers) == 1:
        return labels[0]
    return f"Tables {', '.join(numbers[:-1])} and {numbers[-1]}"
