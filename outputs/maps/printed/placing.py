"""Puts labels where they fit: none over another, none beyond the frame."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import geopandas as gpd
import numpy as np
import shapely

from outputs.maps.printed.labels import GAP, Label, Wanted, Words
from outputs.maps.printed.sheet import Box

STEPS = 14
"""Places tried across a shape and as many up it."""

RINGS = (10, 14, 18, 23, 28, 34, 41, 49, 58, 68, 80, 95, 112)
"""How far off, in points, a label is tried that its shape has no room for."""

TURNS = 24
COVERS, CROSSES = 60.0, 200.0
"""Points that a label goes further to keep off the land, and its line off other labels."""

CORE = 0.62
"""Share of the sides of the shortest label's box that must lie in its shape."""


@dataclass(frozen=True)
class Taken:
    """What the page has no room for any more: boxes, and labels with their lines."""

    frame: Box
    boxes: tuple[Box, ...] = ()
    labels: tuple[Label, ...] = ()

    def with_label(self, label: Label) -> Taken:
        """Return what is taken once the label is there."""
        return Taken(self.frame, self.boxes, (*self.labels, label))

    @property
    def every_box(self) -> tuple[Box, ...]:
        """The boxes, those of labels among them."""
        return (*self.boxes, *(box for label in self.labels for box in label.boxes))

    def free(self, at: np.ndarray, words: Words) -> np.ndarray:
        """Return which of these middles (n, 2) keep the words in the frame and off all else."""
        across, up = (side / 2 + GAP for side in words.size)
        x, y = at[:, 0], at[:, 1]
        west, south, east, north = self.frame
        free = (x - across >= west) & (x + across <= east)
        free &= (y - up >= south) & (y + up <= north)
        for left, bottom, right, top in self.every_box:
            free &= (
                (x + across <= left) | (x - across >= right) | (y + up <= bottom) | (y - up >= top)
            )
        lines = [label.line for label in self.labels if label.leads_to is not None]
        return free & ~_meets(_boxes(at, across, up), lines)


def placed(wanted: Sequence[Wanted], taken: Taken, land: gpd.GeoSeries) -> tuple[Label, ...]:
    """Return a label for every shape that one can be found a place for, in the order given.

    Labels that fit inside their shapes come first, the tightest before the others; those of shapes
    too small lie nearby, at the end of a line, off the `land` if there is room.
    """
    found: dict[str, Label] = {}
    for one in sorted(wanted, key=lambda w: (w.shape.area, w.key)):
        label = _inside(one, taken)
        if label is not None:
            found[one.key] = label
            taken = taken.with_label(label)
    shapely.prepare(land.array)
    for one in wanted:
        if one.key not in found and one.leads:
            label = _beside(one, taken, land)
            if label is not None:
                found[one.key] = label
                taken = taken.with_label(label)
    return tuple(found[w.key] for w in wanted if w.key in found)


def _inside(one: Wanted, taken: Taken) -> Label | None:
    """Return the label as near to the middle of its shape as its box fits into it.

    Of the shortest words the core is enough, if they may cover their shape; they are then
    patched where they touch a border.
    """
    shapely.prepare(one.shape)
    middle = _middle(one.shape)
    at = np.vstack([middle, _grid(one.shape)])
    at = at[np.argsort(np.hypot(*(at - middle).T), kind="stable")]
    shortest = one.ways[-1]
    tries = [(words, 1.0) for words in one.ways]
    tries += [(shortest, CORE)] if one.most == 1 else []
    for words, core in tries:
        across, up = words.size
        if across * up > one.most * one.shape.area:
            continue
        places = at[taken.free(at, words)]
        fits = shapely.contains(one.shape, _boxes(places, core * across / 2, core * up / 2))
        if fits.any():
            x, y = places[int(np.argmax(fits))].tolist()
            patch = one.colour if core < 1 else ""
            return Label(one.key, words, x, y, one.boxed, patch, words is not shortest)
    return None


def _beside(one: Wanted, taken: Taken, land: gpd.GeoSeries) -> Label | None:
    """Return the shortest label near its shape, off the land and no line over others if it can."""
    words = one.ways[-1]
    across, up = (side / 2 + GAP for side in words.size)
    middle = _middle(one.shape)
    at = np.vstack(list(_rings(middle)))
    at = at[taken.free(at, words)]
    if not len(at):
        return None
    covers = _meets(_boxes(at, across, up), land.array)
    ends = np.stack([at, np.broadcast_to(middle, at.shape)], axis=1)
    crosses = _meets(shapely.linestrings(ends), [shapely.box(*box) for box in taken.every_box])
    cost = np.hypot(*(at - middle).T) + COVERS * covers + CROSSES * crosses
    x, y = at[int(np.argmin(cost))].tolist()
    return Label(one.key, words, x, y, boxed=True, leads_to=tuple(middle.tolist()))


def _boxes(at: np.ndarray, across: float, up: float) -> np.ndarray:
    """Return boxes that reach so far to each side of these middles (n, 2)."""
    x, y = at[:, 0], at[:, 1]
    return shapely.box(x - across, y - up, x + across, y + up)


def _meets(shapes: np.ndarray, others: Any) -> np.ndarray:
    """Return which of the shapes touch any of the others."""
    tree = shapely.STRtree(np.asarray(others, dtype=object))
    met = np.zeros(len(shapes), dtype=bool)
    met[tree.query(shapes, predicate="intersects")[0]] = True
    return met


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
