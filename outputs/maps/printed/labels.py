"""Labels on a map: what a shape may be called, and how a label is drawn in its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import geopandas as gpd
import shapely

from outputs.maps.colours import INK
from outputs.maps.printed.lettering import NAME, NUMBER, Type, width, wrapped
from outputs.maps.printed.sheet import Box, Sheet

GAP = 1.2
"""Points kept free around every label."""

DOT = 1.1
"""Radius of the dot that a line from a label ends in."""

MOST_LINES = 4


@dataclass(frozen=True)
class Words:
    """One way to label a shape: lines of one type."""

    lines: tuple[str, ...]
    style: Type

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in points."""
        across = max(width(line, self.style) for line in self.lines)
        return across, self.style.size + (len(self.lines) - 1) * self.style.leading


@dataclass(frozen=True, eq=False)
class Wanted:
    """A shape in points and the ways to label it, the best first; the last is the shortest.

    `colour` is the shape's own. A boxed label stands on white and covers a share `most` of its
    shape at most. One that `leads`
    may lie beside its shape, where a line leads to it; another is left out where its shape has no
    room.
    """

    key: str
    shape: Any
    ways: tuple[Words, ...]
    boxed: bool = False
    leads: bool = True
    most: float = 1.0
    colour: str = "white"


@dataclass(frozen=True)
class Label:
    """Words in their place: the middle of their box, and where a line leads to their shape.

    Words that touch a border of their shape stand on a patch of its colour.
    """

    key: str
    words: Words
    x: float
    y: float
    boxed: bool = False
    patch: str = ""
    in_full: bool = False
    leads_to: tuple[float, float] | None = None

    @property
    def box(self) -> Box:
        """The box of the words with the gap around them."""
        across, up = self.words.size
        return (
            self.x - across / 2 - GAP,
            self.y - up / 2 - GAP,
            self.x + across / 2 + GAP,
            self.y + up / 2 + GAP,
        )

    @property
    def boxes(self) -> tuple[Box, ...]:
        """The box, and that of the dot at the end of a line."""
        if self.leads_to is None:
            return (self.box,)
        x, y = self.leads_to
        return self.box, (x - DOT, y - DOT, x + DOT, y + DOT)

    @property
    def line(self) -> Any:
        """The line to the shape, or None."""
        if self.leads_to is None:
            return None
        return shapely.linestrings([(self.x, self.y), self.leads_to])


def names(
    shapes: gpd.GeoSeries,
    called: Mapping[str, str],
    marks: Mapping[str, str],
    colours: Mapping[str, str],
) -> tuple[Wanted, ...]:
    """Return the wish for a name in every shape, in as few lines as it takes, or for a mark."""
    return tuple(
        Wanted(key, shape, (*_ways(called[key]), Words((marks[key],), NAME)), colour=colours[key])
        for key, shape in shapes.items()
    )


def _ways(name: str) -> Iterator[Words]:
    """Yield the name on one line, on two of about one length, and so on."""
    tried = set()
    longest = max(width(word, NAME) for word in name.split())
    for share in range(1, MOST_LINES + 1):
        lines = wrapped(name, NAME, max(longest, width(name, NAME) / share * 1.12))
        if len(lines) <= MOST_LINES and lines not in tried:
            tried.add(lines)
            yield Words(lines, NAME)


def numbers(
    shapes: gpd.GeoSeries, called: Mapping[str, str], colours: Mapping[str, str]
) -> tuple[Wanted, ...]:
    """Return the wish for a number in bold on every shape, or beside it."""
    return tuple(
        Wanted(f"number {key}", shape, (Words((called[key],), NUMBER),), colour=colours[key])
        for key, shape in shapes.items()
    )


def as_badge(wanted: Wanted) -> Wanted:
    """Return the wish for a label on white that is left out where its shape has no room for it."""
    return replace(wanted, boxed=True, leads=False)


def draw_labels(sheet: Sheet, labels: Sequence[Label]) -> None:
    """Write the labels; a line leads from those that lie beside their shapes."""
    for label in labels:
        if label.leads_to is not None:
            sheet.lines(label.line, 0.5, INK)
            sheet.fill(gpd.GeoSeries([shapely.Point(label.leads_to).buffer(DOT)]), INK)
    for label in labels:
        if label.boxed:
            sheet.rectangle(label.box, fill="white", edge=INK, width=0.4)
        elif label.patch:
            left, bottom, right, top = label.box
            sheet.rectangle((left + GAP, bottom + GAP, right - GAP, top - GAP), fill=label.patch)
        words = label.words
        sheet.lines_of_text(label.x, label.y, words.lines, words.style, across="center")
