"""Words beside the marks of a chart, that stand over no other mark and over no other words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from matplotlib.figure import Figure

from outputs.maps.colours import INK
from outputs.maps.printed.lettering import Type, width
from outputs.sweeps.pictures.axes import PLAIN

if TYPE_CHECKING:
    from matplotlib.axes import Axes

LETTERS = Type(8)
GAP = 2.0
"""Points between a mark and its words."""

MOST_MARKS = 400
"""Marks that words are kept clear of, and words tried; in a chart of more they would be lost."""

Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Mark:
    """A round mark of a chart: what it is called, where it is, and its radius in points."""

    words: str
    at: tuple[float, float]
    radius: float


def beside_marks(axes: Axes, marks: Iterable[Mark]) -> None:
    """Write the words of each mark where there is room for them, the first first.

    A mark without room on any side of it stays without words.
    """
    figure = cast(Figure, axes.get_figure())
    figure.draw_without_rendering()
    points = 72 / figure.dpi
    held = list(marks)[:MOST_MARKS]
    middles = [_on_paper(axes, mark.at, points) for mark in held]
    left, bottom, right, top = (float(edge) * points for edge in axes.bbox.extents)
    taken = [_around(x, y, m.radius) for m, (x, y) in zip(held, middles, strict=True)]
    for mark, (x, y) in zip(held, middles, strict=True):
        for box in _places(mark, x, y):
            inside = left <= box[0] and bottom <= box[1] and box[2] <= right and box[3] <= top
            if inside and not any(_over(box, other) for other in taken):
                axes.annotate(
                    mark.words, mark.at, (box[0] - x, box[1] - y), textcoords="offset points",
                    fontsize=LETTERS.size, color=INK, zorder=9, **PLAIN,
                )  # fmt: skip
                taken.append(box)
                break


def _on_paper(axes: Axes, at: tuple[float, float], points: float) -> tuple[float, float]:
    """Return where a point of the chart is on its page, in points."""
    x, y = axes.transData.transform(at)
    return float(x) * points, float(y) * points


def _places(mark: Mark, x: float, y: float) -> Iterator[Box]:
    """Yield the boxes that the words of a mark may have: at its right, its left, above, below."""
    wide, high = width(mark.words, LETTERS), 0.75 * LETTERS.size
    away = mark.radius + GAP
    aside = 0.7 * mark.radius + GAP
    for left, bottom in (
        (x + away, y - high / 2),
        (x + aside, y + aside),
        (x - away - wide, y - high / 2),
        (x - aside - wide, y + aside),
        (x - wide / 2, y + away),
        (x + aside, y - aside - high),
        (x - aside - wide, y - aside - high),
        (x - wide / 2, y - away - high),
    ):
        yield left, bottom, left + wide, bottom + high


def _around(x: float, y: float, radius: float) -> Box:
    return x - radius, y - radius, x + radius, y + radius


def _over(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
