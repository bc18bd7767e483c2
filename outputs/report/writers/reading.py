"""A report in reading order, with its headings, tables and pictures numbered for every format."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from outputs.report.blocks import Block, Picture, Report, Section, Table


@dataclass(frozen=True)
class Heading:
    """The heading of a section: its depth (1 at the top), its number ("2.3") and its title."""

    depth: int
    number: str
    title: str
    new_page: bool

    @property
    def anchor(self) -> str:
        """Return the heading's name within an HTML file."""
        return f"section-{self.number.replace('.', '-')}"


@dataclass(frozen=True)
class Placed:
    """A block, under the heading with this number; `label` is "Table 3", "Figure 2" or ""."""

    block: Block
    heading: str
    label: str = ""

    @property
    def anchor(self) -> str:
        """Return the block's name within an HTML file."""
        return self.label.lower().replace(" ", "-")


def reading(report: Report) -> tuple[Heading | Placed, ...]:
    """Return the headings and blocks of a report one after another."""
    return tuple(_reading(report))


def _reading(report: Report) -> Iterator[Heading | Placed]:
    counts = {Table: 0, Picture: 0}
    names = {Table: "Table", Picture: "Figure"}
    for number, depth, section in numbered(report):
        yield Heading(depth, number, section.title, section.new_page)
        for block in section.blocks:
            label = ""
            if isinstance(block, Table | Picture):
                counts[type(block)] += 1
                label = f"{names[type(block)]} {counts[type(block)]}"
            yield Placed(block, number, label)


def numbered(report: Report) -> Iterator[tuple[str, int, Section]]:
    """Yield every section with its number, such as "2.3", and its depth."""
    counts: list[int] = []
    for depth, section in report.walk():
        counts = [*counts[:depth], *[0] * (depth - len(counts))]
        counts[-1] += 1
        yield ".".join(map(str, counts)), depth, section
