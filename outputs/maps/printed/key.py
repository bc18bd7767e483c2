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

HAIR = 0.2
MOST_SPARE = 1.12
"""How much higher a key may be for keeping together what belongs together."""


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


Groups = tuple[tuple[Row, ...], ...]


@dataclass(frozen=True)
class Key:
    """Rows in columns of one width, `gap` points apart."""

    rows: tuple[Row, ...]
    columns: int
    column_width: float
    gap: float = 10.0

    @cached_property
    def height(self) -> float:
        """The height in points, but for a hair, at which the rows fit into the columns."""
        return self._least(self._groups)

    def _least(self, groups: Groups) -> float:
        """Return the least height at which groups fit into the columns, none of them cut apart."""
        low, high = 0.0, sum(map(self._height_of, self.rows))
        while high - low > HAIR:
            middle = (low + high) / 2
            columns = self._split(groups, middle)
            fits = len(columns) <= self.columns and max(map(self._column, columns)) <= middle
            low, high = (low, middle) if fits else (middle, high)
        return high

    @cached_property
    def _groups(self) -> Groups:
        """Rows that stay together: SHAs, or clusters, as whole as the page has room for.

        A heading never ends a column.
        """
        by_heading = self._grouped({"heading"})
        by_cluster = self._grouped({"heading", "cluster"})
        by_row = self._grouped({"heading", "cluster", "pct", "note"})
        most = self._least(by_row) * MOST_SPARE
        return next(
            groups
            for groups in (by_heading, by_cluster, by_row)
            if groups is by_row or self._least(groups) <= most
        )

    def _grouped(self, starts: set[str]) -> Groups:
        """Return the rows in groups, one beginning with each of these kinds."""
        groups: list[tuple[Row, ...]] = []
        for row in self.rows:
            alone = not groups or (row.kind in starts and groups[-1][-1].kind != "heading")
            if alone:
                groups.append((row,))
            else:
                groups[-1] = (*groups[-1], row)
        return tuple(groups)

    def _column(self, rows: Sequence[Row]) -> float:
        """Return the height of a column, whose first row needs no space above it."""
        return sum(map(self._height_of, rows)) - SPACE[rows[0].kind]

    def _split(self, groups: Groups, height: float) -> list[list[Row]]:
        """Return the rows by column, each up to `height` high; a heading cut apart is repeated."""
        columns: list[list[Row]] = []
        heading = ""
        for group in groups:
            if not columns or self._column([*columns[-1], *group]) > height:
                cut = heading and group[0].kind != "heading"
                columns.append([Row("heading", f"{heading} (continued)")] if cut else [])
            if group[0].kind == "heading":
                heading = group[0].text
            columns[-1].extend(group)
        return columns

    def _style(self, row: Row) -> Type:
        return HEADING if row.kind == "heading" else BODY

    def _indent(self, row: Row) -> float:
        return INDENT if row.kind in {"cluster", "pct"} else 0.0

    def _lines(self, row: Row) -> tuple[str, ...]:
        room = self.column_width - self._indent(row)
        return wrapped(row.text, self._style(row), room)

    def _height_of(self, row: Row) -> float:
        leading = self._style(row).leading
        lines = len(self._lines(row))
        if row.kind == "cluster":
            return SPACE[row.kind] + max(lines * leading + 1.0, 9.6)
        return SPACE[row.kind] + lines * leading

    def draw(self, sheet: Sheet, left: float, top: float) -> None:
        """Draw the key with its upper left corner there."""
        for i, rows in enumerate(self._split(self._groups, self.height)):
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
