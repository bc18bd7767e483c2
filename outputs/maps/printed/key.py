"""The key of a map: what its numbers and colours stand for, in columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from outputs.maps.colours import INK
from outputs.maps.printed.lettering import BODY, HEADING, NUMBER, Type, width, wrapped
from outputs.maps.printed.sheet import Sheet

SWATCH = 17.0
INDENT = 21.0
SPACE = {"heading": 5.0, "cluster": 1.6, "pct": 0.0, "note": 3.0}
"""Points above each kind of row."""


@dataclass(frozen=True)
class Row:
    """A line of the key, wrapped where it is long.

    heading  an SHA
    cluster  a cluster: `mark` is its number, on `colour`
    pct      a PCT: `mark` is what the map calls it
    note     a sentence
    """

    kind: Literal["heading", "cluster", "pct", "note"]
    text: str
    mark: str = ""
    colour: str = ""


@dataclass(frozen=True)
class Key:
    """Rows in columns of one width, `gap` points apart."""

    rows: tuple[Row, ...]
    columns: int
    column_width: float
    gap: float = 10.0
    most_lines: int = 3

    @cached_property
    def height(self) -> float:
        """The least height in points in which the rows fit into the columns in their order."""
        blocks = self._blocks
        options = sorted(
            {
                sum(high for _, high in blocks[i:j]) - self._spared(i)
                for i in range(len(blocks))
                for j in range(i + 1, len(blocks) + 1)
            }
        )
        low, high = 0, len(options) - 1
        while low < high:
            middle = (low + high) // 2
            if len(self._split(options[middle])) <= self.columns:
                high = middle
            else:
                low = middle + 1
        return options[low] if options else 0.0

    @cached_property
    def _blocks(self) -> list[tuple[tuple[Row, ...], float]]:
        """Rows that stay together, and their height: a heading never ends a column."""
        blocks: list[tuple[tuple[Row, ...], float]] = []
        waiting: tuple[Row, ...] = ()
        for row in self.rows:
            waiting = (*waiting, row)
            if row.kind != "heading":
                blocks.append((waiting, sum(map(self._height_of, waiting))))
                waiting = ()
        return blocks

    def _spared(self, block: int) -> float:
        """Return the space above a block that is not needed at the top of a column."""
        return SPACE[self._blocks[block][0][0].kind]

    def _split(self, height: float) -> list[list[Row]]:
        """Return the rows by column where no column is higher than `height`."""
        columns: list[list[Row]] = []
        left = -1.0
        for i, (rows, high) in enumerate(self._blocks):
            if not columns or high > left + 1e-6:
                columns.append([])
                left = height + self._spared(i)
            columns[-1].extend(rows)
            left -= high
        return columns

    def _style(self, row: Row) -> Type:
        return HEADING if row.kind == "heading" else BODY

    def _indent(self, row: Row) -> float:
        return INDENT if row.kind in {"cluster", "pct"} else 0.0

    def _lines(self, row: Row) -> tuple[str, ...]:
        room = self.column_width - self._indent(row)
        return wrapped(row.text, self._style(row), room, self.most_lines)

    def _height_of(self, row: Row) -> float:
        leading = self._style(row).leading
        lines = len(self._lines(row))
        least = 9.6 if row.kind == "cluster" else 0.0
        return SPACE[row.kind] + max(lines * leading, least)

    def draw(self, sheet: Sheet, left: float, top: float) -> None:
        """Draw the key with its upper left corner there."""
        for i, rows in enumerate(self._split(self.height)):
            x, y = left + i * (self.column_width + self.gap), top
            y += SPACE[rows[0].kind] if rows else 0.0
            for row in rows:
                self._draw_row(sheet, row, x, y - SPACE[row.kind])
                y -= self._height_of(row)

    def _draw_row(self, sheet: Sheet, row: Row, x: float, top: float) -> None:
        style = self._style(row)
        baseline = top - 0.5 * style.leading - 0.36 * style.size
        if row.kind == "cluster":
            middle = top - 4.8
            swatch = (x, middle - 4.3, x + SWATCH, middle + 4.3)
            sheet.rectangle(swatch, fill=row.colour, edge=INK, width=0.4)
            sheet.lines_of_text(x + SWATCH / 2, middle, [row.mark], NUMBER, across="center")
            baseline = middle - 0.36 * style.size
        elif row.kind == "pct":
            sheet.text(x + INDENT - 4 - width(row.mark, style), baseline, row.mark, style)
        for i, line in enumerate(self._lines(row)):
            sheet.text(x + self._indent(row), baseline - i * style.leading, line, style)
