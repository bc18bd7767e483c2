"""`settled.html`: how settled each PCT's place is, and which neighbours stay together, on a map.

One drawing without any script: shapes and lines say what they are when pointed at.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import geopandas as gpd
import shapely

from geodata.files import write_text
from geodata.words import counted
from modelling.naming import called
from outputs.answers.alternatives_wording import listing, over_what, share
from outputs.assets import environment
from outputs.maps.shapes import dissolved, drawable, lines_between
from solvers.nearly_best.alternatives import Alternatives
from solvers.nearly_best.settled import Neighbours, Place

MOST_POINTS = 30_000
UNIT_M = 100.0
"""Metres that one unit of the drawing stands for."""

MARGIN = 0.04
"""Empty edge around a picture, as a share of its longer side."""

SHADES = (
    ("settled", "#1f6391", "Settled: the same cluster in every plan"),
    ("nearly", "#6aa5cc", "The same cluster in 95% of the plans or more"),
    ("mostly", "#bcd8e8", "in 75% or more"),
    ("often", "#f6e3b8", "in half or more"),
    ("open", "#e9a15b", "Open: no cluster in as many as half"),
)
"""Kinds of place, their colours (blue to orange, told apart by the colour-blind), their words."""

NEVER, SELDOM, OFTEN = 2.0, 1.25, 0.6
WIDTHS = ((NEVER, "in none"), (SELDOM, "in less than half"), (OFTEN, "in half or more"))
"""Widths of a border, by in how many of the plans its two sides are together."""


@dataclass(frozen=True)
class _Drawing:
    """Where metres lie on the drawing: x to the right, y downwards, in units of `UNIT_M`."""

    west: float
    north: float

    def path(self, shape: Any) -> str:
        """Return the SVG path of a polygon or a line, or of many."""
        return "".join(self._strokes(shape))

    def _strokes(self, shape: Any) -> Iterator[str]:
        for part in shapely.get_parts(shape):
            closed = part.geom_type == "Polygon"
            for ring in shapely.get_rings(part) if closed else (part,):
                points = (f"{x:g},{y:g}" for x, y in self._points(ring))
                yield f"M{' '.join(points)}{'Z' if closed else ''}"

    def _points(self, ring: Any) -> Iterator[tuple[float, float]]:
        for x, y in shapely.get_coordinates(ring).tolist():
            yield round((x - self.west) / UNIT_M, 1), round((self.north - y) / UNIT_M, 1)

    def frame(self, shapes: gpd.GeoDataFrame) -> str:
        """Return the SVG viewBox that shows these shapes."""
        west, south, east, north = (float(edge) for edge in shapes.total_bounds)
        edge = MARGIN * max(east - west, north - south)
        corner = ((west - edge - self.west) / UNIT_M, (self.north - north - edge) / UNIT_M)
        size = ((east - west + 2 * edge) / UNIT_M, (north - south + 2 * edge) / UNIT_M)
        return " ".join(f"{n:.1f}" for n in (*corner, *size))


def settled_page(found: Alternatives) -> str:
    """Return the page. Every name is escaped, and nothing may run or be fetched.

    Raises `InputError` for a geography without boundaries.
    """
    geography, scenario = found.geography, found.scenario
    whole = drawable(geography, MOST_POINTS)
    shapes = whole[whole.index.isin([place.pct for place in found.places])]
    west, _, _, north = (float(edge) for edge in shapes.total_bounds)
    drawing = _Drawing(west, north)
    shas = sorted({geography.sha_of[pct] for pct in shapes.index})
    inside = {sha: shapes[[geography.sha_of[p] == sha for p in shapes.index]] for sha in shas}
    sha_borders = lines_between(dissolved(shapes, geography.sha_of)).iloc[0]
    words = {
        "title": scenario.title or scenario.name,
        "geography": geography,
        "sentence": next(listing(found), ""),
        "over": over_what(found),
        "shades": SHADES,
        "widths": WIDTHS,
        "pcts": list(_pcts(found, shapes, drawing)),
        "borders": list(_borders(found, shapes, drawing)),
        "sha_borders": drawing.path(sha_borders),
        "frame": drawing.frame(shapes),
        "frames": {sha: drawing.frame(inside[sha]) for sha in shas} if len(shas) > 1 else {},
    }
    return environment().get_template("maps/settled.html").render(words)


def write_settled_map(path: Path, found: Alternatives) -> None:
    """Write `settled_page`, whole or not at all."""
    write_text(path, settled_page(found))


def shade(place: Place) -> str:
    """Return the kind of place in `SHADES`."""
    if place.settled:
        return "settled"
    for least, kind in ((0.95, "nearly"), (0.75, "mostly"), (0.5, "often")):
        if place.share >= least:
            return kind
    return "open"


def width(pair: Neighbours) -> float:
    """Return the width of the border between two PCTs, 0 where they are always together."""
    if pair.always:
        return 0.0
    if pair.never:
        return NEVER
    return SELDOM if pair.share < 0.5 else OFTEN


def _pcts(
    found: Alternatives, shapes: gpd.GeoDataFrame, drawing: _Drawing
) -> Iterator[dict[str, str]]:
    """Yield for each PCT its path, its kind, and what it says when pointed at."""
    geography = found.geography
    for place in found.places:
        if place.pct in shapes.index:
            mates = [pct for pct in place.usual if pct != place.pct]
            company = f"with {called(mates, geography)}" if mates else "by itself"
            said = f"always {company}"
            if not place.settled:
                often = f"most often {company} ({share(place.share)} of the plans)"
                said = f"{often}; {counted(place.clusters, 'different cluster')}"
            name = f"{geography.names[place.pct]} ({place.pct})"
            path = drawing.path(shapes.geometry[place.pct])
            yield {"path": path, "kind": shade(place), "says": f"{name}: {said}"}


def _borders(
    found: Alternatives, shapes: gpd.GeoDataFrame, drawing: _Drawing
) -> Iterator[dict[str, Any]]:
    """Yield for neighbours that are not always together the border between them."""
    names = found.geography.short_names
    edges = dict(zip(shapes.index, shapely.boundary(shapes.geometry.array), strict=True))
    for pair in found.neighbours:
        if pair.always or pair.a not in edges or pair.b not in edges:
            continue
        shared = shapely.intersection(edges[pair.a], edges[pair.b])
        lines = [part for part in shapely.get_parts(shared) if part.geom_type == "LineString"]
        if lines:
            line = shapely.line_merge(shapely.multilinestrings(lines))
            says = f"{names[pair.a]} and {names[pair.b]}: together in {share(pair.share)}"
            yield {"path": drawing.path(line), "width": width(pair), "says": f"{says} of the plans"}
