"""What a report is made of: sections of paragraphs, facts, tables, pictures, boxes and signatures.

A report says nothing of how it is drawn: one writer a format (`outputs.report.writers`) turns the
same blocks into a PDF, an HTML file and a workbook. Every text is plain text and may hold anything
that somebody wrote into a table: writers escape it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

Kind = Literal["text", "count", "number", "score", "fine", "percent", "money", "km", "digest"]
"""How values read: 1,234 / 1,234.5 / 0.123 / 0.12345 / 12.3% (of a share) / £1,234 / 12.3.

A digest is a long hash, of which print has the beginning and the workbook all.
"""

Value = str | int | float | None
"""One cell; None is what is not known, and is shown as such, never as nought."""


@dataclass(frozen=True)
class Column:
    """One column of a table; `width` is its share of the page beside the others."""

    title: str
    kind: Kind = "text"
    width: float = 1.0


@dataclass(frozen=True)
class Part:
    """Which part of one larger table a table is: "Clusters by SHA", its rows with "SHA" London."""

    of: str
    by: str
    value: str


@dataclass(frozen=True)
class Table:
    """Rows under headings that are repeated on every page; `total` is set off at the end.

    `name` is its short name in the workbook and in file names; `note` says where its figures come
    from, with the proxies named. A table has at least one row: what would be empty is a paragraph.
    `part` puts it on one sheet of the workbook with the others of the same whole and columns.
    """

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    total: tuple[Value, ...] | None = None
    note: str = ""
    part: Part | None = None

    def __post_init__(self) -> None:
        rows = self.rows if self.total is None else (*self.rows, self.total)
        if not self.rows:
            raise ValueError(f"the table {self.name} has no row: say so in a paragraph instead")
        if uneven := [row for row in rows if len(row) != len(self.columns)]:
            raise ValueError(f"the table {self.name} has rows of other lengths: {uneven[0]}")


@dataclass(frozen=True)
class Paragraph:
    """Running text; `kind` sets apart what leads, what warns and what is only remarked."""

    text: str
    kind: Literal["body", "lead", "advice", "warning", "remark"] = "body"


@dataclass(frozen=True)
class Facts:
    """Labelled values, such as "Clusters: 50", in the order to read them in."""

    values: Mapping[str, str]


@dataclass(frozen=True)
class Items:
    """A list of sentences."""

    items: tuple[str, ...]


@dataclass(frozen=True)
class Picture:
    """A drawing as SVG, the words that stand for it where it cannot be seen, and its caption.

    `size` says how much of a page it may take: "page", "half", "two fifths", "third" or
    "quarter" of its height.
    """

    name: str
    svg: bytes
    alt: str
    caption: str = ""
    size: Literal["page", "half", "two fifths", "third", "quarter"] = "half"


@dataclass(frozen=True)
class Box:
    """Something that a person confirms by hand: never ticked by the program."""

    label: str
    hint: str = ""


@dataclass(frozen=True)
class Boxes:
    """Boxes to be ticked and signed."""

    boxes: tuple[Box, ...]


@dataclass(frozen=True)
class Signature:
    """Lines to sign on: who signs, in which office."""

    lines: tuple[str, ...]


Block = Paragraph | Facts | Items | Table | Picture | Boxes | Signature


@dataclass(frozen=True)
class Section:
    """A heading, its blocks, and the sections below it; `new_page` starts it on a fresh page."""

    title: str
    blocks: tuple[Block, ...] = ()
    sections: tuple[Section, ...] = ()
    new_page: bool = False

    def walk(self, depth: int = 1) -> Iterator[tuple[int, Section]]:
        """Yield the section and those below it, each with its depth, in reading order."""
        yield depth, self
        for section in self.sections:
            yield from section.walk(depth + 1)


@dataclass(frozen=True)
class Report:
    """A whole report.

    `facts` stand on the title page; `footer` at the foot of every page, beside its number.
    `moment` is when the run was made: documents bear it as their date, so that the same run gives
    the same files whenever they are written.
    """

    title: str
    subtitle: str
    sections: tuple[Section, ...]
    facts: Facts = field(default_factory=lambda: Facts({}))
    footer: str = ""
    attribution: str = ""
    moment: datetime | None = None

    def walk(self) -> Iterator[tuple[int, Section]]:
        """Yield every section with its depth (1 at the top), in reading order."""
        for section in self.sections:
            yield from section.walk()

    def tables(self) -> Iterator[tuple[Section, Table]]:
        """Yield every table with the section that it stands in, in reading order."""
        for _, section in self.walk():
            for block in section.blocks:
                if isinstance(block, Table):
                    yield section, block
