"""Labels on a map: each where it fits, none over another, none beyond the frame."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import geopandas as gpd
import numpy as np
import shapely

from outputs.maps.colours import INK
from outputs.maps.printed.lettering import NAME, NUMBER, Type, width, wrapped
from outputs.maps.printed.sheet import Box, Sheet

GAP = 1.2
"""Points kept free around every label."""

STEPS = 14
"""Places tried across a shape and as many up it."""

RINGS = (10, 14, 18, 23, 28, 34, 41, 49, 58, 68, 80, 95, 112)
"""How far off, in points, a label is tried that its shape has no room for."""

TURNS = 24
DOT = 1.1
CORE = 0.62
"""Share of the sides of the shortest label's box that must lie in its shape."""

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

    A boxed label stands on white. One that `leads` may lie beside its shape, where a line leads
    to it; another is left out where its shape has no room.
    """

    key: str
    shape: Any
    ways: tuple[Words, ...]
    boxed: bool = False
    leads: bool = True


@dataclass(frozen=True)
class Label:
    """Words in their place: the middle of their box, and where a line leads to their shape."""

    key: str
    words: Words
    x: float
    y: float
    boxed: bool = False
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


def placed(
    wanted: Sequence[Wanted], frame: Box, taken: Sequence[Box], land: gpd.GeoSeries
) -> tuple[Label, ...]:
    """Return a label for every shape that one can be found a place for, in the order given.

    Labels that fit inside their shapes come first, the tightest before the others; those of shapes
    too small lie nearby, at the end of a line, off the `land` if there is room.
    """
    boxes = list(taken)
    found: dict[str, Label] = {}
    for one in sorted(wanted, key=lambda w: (w.shape.area, w.key)):
        label = _inside(one, frame, boxes)
        if label is not None:
            found[one.key] = label
            boxes.extend(label.boxes)
    shapely.prepare(land.array)
    for one in wanted:
        if one.key not in found and one.leads:
            label = _beside(one, frame, boxes, land)
            if label is not None:
                found[one.key] = label
                boxes.extend(label.boxes)
    return tuple(found[w.key] for w in wanted if w.key in found)


def _free(at: np.ndarray, words: Words, frame: Box, taken: Sequence[Box]) -> np.ndarray:
    """Return which middles of a box of these words keep it in the frame and off those taken."""
    across, up = (side / 2 + GAP for side in words.size)
    x, y = at[:, 0], at[:, 1]
    free = (x - across >= frame[0]) & (x + across <= frame[2])
    free &= (y - up >= frame[1]) & (y + up <= frame[3])
    for left, bottom, right, top in taken:
        free &= (x + across <= left) | (x - across >= right) | (y + up <= bottom) | (y - up >= top)
    return free


def _inside(one: Wanted, frame: Box, taken: Sequence[Box]) -> Label | None:
    """Return the label as near to the middle of its shape as its box fits into it.

    Of the shortest words the core is enough: letters may then touch a border.
    """
    shapely.prepare(one.shape)
    middle = _middle(one.shape)
    at = np.vstack([middle, _grid(one.shape)])
    at = at[np.argsort(np.hypot(*(at - middle).T), kind="stable")]
    shortest = one.ways[-1]
    for words, core in (*((words, 1.0) for words in one.ways), (shortest, CORE)):
        across, up = (core * side / 2 for side in words.size)
        x, y = at[_free(at, words, frame, taken)].T
        fits = shapely.contains(one.shape, shapely.box(x - across, y - up, x + across, y + up))
        if fits.any():
            first = int(np.argmax(fits))
            full = words is not shortest
            return Label(one.key, words, float(x[first]), float(y[first]), one.boxed, full)
    return None


def _beside(one: Wanted, frame: Box, taken: Sequence[Box], land: gpd.GeoSeries) -> Label | None:
    """Return the shortest label near its shape, over land only where nothing else is free."""
    words = one.ways[-1]
    across, up = (side / 2 + GAP for side in words.size)
    middle = _middle(one.shape)
    at = np.vstack(list(_rings(middle)))
    at = at[_free(at, words, frame, taken)]
    if not len(at):
        return None
    boxes = shapely.box(at[:, 0] - across, at[:, 1] - up, at[:, 0] + across, at[:, 1] + up)
    covers = shapely.intersects(boxes[:, None], np.asarray(land.array)[None, :]).any(axis=1)
    distance = np.hypot(*(at - middle).T)
    first = int(np.lexsort((distance, covers))[0])
    x, y = at[first]
    return Label(one.key, words, float(x), float(y), True, False, tuple(middle.tolist()))


def _middle(shape: Any) -> np.ndarray:
    """Return the centre of the largest circle inside a shape."""
    circle = shapely.maximum_inscribed_circle(shape, tolerance=0.2)
    return shapely.get_coordinates(circle)[0]


def _grid(shape: Any) -> np.ndarray:
    left, bottom, right, top = shapely.bounds(shape)
    x, y = np.meshgrid(np.linspace(left, right, STEPS), np.linspace(bottom, top, STEPS))
    return np.column_stack([x.ravel(), y.ravel()])


def _rings(middle: np.ndarray) -> Iterator[np.ndarray]:
    turns = np.arange(TURNS) * (2 * np.pi / TURNS)
    for radius in RINGS:
        yield middle + radius * np.column_stack([np.cos(turns), np.sin(turns)])


def names(
    shapes: gpd.GeoSeries, called: Mapping[str, str], marks: Mapping[str, str], boxed: bool = False
) -> tuple[Wanted, ...]:
    """Return the wish for a name in every shape, in as few lines as it takes, or for a mark."""
    return tuple(
        Wanted(key, shape, (*_ways(called[key]), Words((marks[key],), NAME)), boxed)
        for key, shape in shapes.items()
    )


def _ways(name: str) -> Iterator[Words]:
    """Yield the name on one line, on two of about one length, and so on."""
    tried = set()
    for share in range(1, MOST_LINES + 1):
        longest = max(width(word, NAME) for word in name.split())
        lines = wrapped(name, NAME, max(longest, width(name, NAME) / share * 1.12))
        if len(lines) <= MOST_LINES and lines not in tried:
            tried.add(lines)
            yield Words(lines, NAME)


def numbers(
    shapes: gpd.GeoSeries, called: Mapping[str, str], boxed: bool = False, leads: bool = False
) -> tuple[Wanted, ...]:
    """Return the wish for a number in bold on every shape."""
    return tuple(
        Wanted(f"number {key}", shape, (Words((called[key],), NUMBER),), boxed, leads)
        for key, shape in shapes.items()
    )


def draw_labels(sheet: Sheet, labels: Sequence[Label]) -> None:
    """Write the labels; a line leads from those that lie beside their shapes."""
    for label in labels:
        if label.leads_to is not None:
            sheet.lines(shapely.linestrings([(label.x, label.y), label.leads_to]), 0.5, INK)
            sheet.fill(gpd.GeoSeries([shapely.Point(label.leads_to).buffer(DOT)]), INK)
    for label in labels:
        if label.boxed:
            sheet.rectangle(label.box, fill="white", edge=INK, width=0.4)
        words = label.words
        sheet.lines_of_text(label.x, label.y, words.lines, words.style, across="center")
