"""Small maps of the most frequent plans, each marked where it differs from the first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil

import geopandas as gpd
import shapely

from geodata.geography import Geography
from geodata.words import counted
from modelling.moves import moves
from modelling.plan import Plan
from outputs.maps.colours import INK
from outputs.maps.printed.drawing import Drawing
from outputs.maps.printed.furniture import scale_bar
from outputs.maps.printed.ground import COAST, FAINT, Terrain, within
from outputs.maps.printed.inset import LEAST_ROOM, Panes, densest, panes
from outputs.maps.printed.layout import WIDTH
from outputs.maps.printed.lettering import BODY, HEADING, SMALL, drawable_text, wrapped
from outputs.maps.printed.scene import chosen
from outputs.maps.printed.settings import own_settings
from outputs.maps.printed.sheet import Box, Sheet
from outputs.maps.printed.window import Ground, Window
from outputs.maps.shapes import boundaries

COLUMNS, GAP = 3, 8.0
HEAD, FOOT = 22.0, 14.0
"""Points above a map for its heading, and below all maps for the scale and the attribution."""

TALLEST, LOWEST = 1.35, 0.7
"""Height of a map over its width at most and at least."""

ENOUGH = 3.0
"""Points that the median PCT of an inset has to have: a small map needs its room for itself."""

PALE, MOVED = "#EAF0F4", "#6F9FC8"
SHA, CLUSTER = 1.1, 0.45
"""Widths of borders in points."""


@dataclass(frozen=True, eq=False)
class SmallMap:
    """One map: its plan, a heading and a line below it, and the PCTs to be marked."""

    plan: Plan
    heading: str
    line: str
    marked: frozenset[str]


def small_maps(plans: Sequence[tuple[Plan, str]], geography: Geography) -> tuple[SmallMap, ...]:
    """Return the maps of these plans with their headings; the PCTs that move from the first."""
    first = plans[0][0]
    found = []
    for i, (plan, heading) in enumerate(plans):
        moved = [m.pct for m in moves(first, plan, geography.residents)]
        line = "the plan compared with" if not i else f"{counted(len(moved), 'PCT')} otherwise"
        found.append(SmallMap(plan, heading, line, frozenset(moved)))
    return tuple(found)


def small_maps_picture(maps: Sequence[SmallMap], geography: Geography) -> Drawing:
    """Return the maps in rows of three, all at one scale, with the same inset in each.

    Raises `InputError` for a geography without boundaries.
    """
    pcts = chosen(geography, [m.plan for m in maps], None)
    with own_settings():
        sheet = _drawn(maps, geography, pcts)
    title = "The most frequent plans"
    said = "; ".join(f"{m.heading}: {m.line}" for m in maps)
    caption = (
        "The most frequent plan first. In the others, PCTs are dark that are in another cluster "
        "than there, clusters being matched so that as few PCTs as possible differ."
    )
    return Drawing(sheet.figure, title, f"Small maps of {len(maps)} plans. {said}.", caption)


def _drawn(maps: Sequence[SmallMap], geography: Geography, pcts: Sequence[str]) -> Sheet:
    shapes = boundaries(geography)
    own = shapes.geometry[list(pcts)]
    west, south, east, north = (float(edge) for edge in own.total_bounds)
    columns = min(COLUMNS, max(2, len(maps)))
    wide = (WIDTH - (columns - 1) * GAP) / columns
    ratio = (north - south) / max(east - west, 1.0)
    high = wide * min(max(ratio, LOWEST), TALLEST)
    rows = ceil(len(maps) / columns)
    credit = wrapped(drawable_text(geography.attribution), SMALL, WIDTH - 110, 4)
    foot = FOOT + max(0, len(credit) - 1) * SMALL.leading
    sheet = Sheet(WIDTH, foot + rows * (high + HEAD))
    first = _Ground.of(shapes, pcts, _regions(maps[0].plan, geography, pcts), (0, 0, wide, high))
    for i, item in enumerate(maps):
        row, column = divmod(i, columns)
        x, y = column * (wide + GAP), foot + (rows - 1 - row) * (high + HEAD)
        _heading(sheet, item, x, y + high, wide)
        first.draw(sheet, item, geography.sha_of, x, y)
    scale_bar(sheet, first.panes.main, 0, 3)
    for i, line in enumerate(credit):
        sheet.text(110, foot - FOOT + 3 - i * SMALL.leading, line, SMALL, colour=FAINT)
    return sheet


def _regions(plan: Plan, geography: Geography, pcts: Sequence[str]) -> Mapping[str, str]:
    """Return the region of each PCT, one of which has an inset: SHAs, or clusters of one SHA."""
    several = len({geography.sha_of[pct] for pct in pcts}) > 1
    return geography.sha_of if several else plan.cluster_of


def _heading(sheet: Sheet, item: SmallMap, x: float, y: float, wide: float) -> None:
    for text, style, up in ((item.heading, HEADING, 12.0), (item.line, BODY, 3.0)):
        drawn = drawable_text(text)
        if drawn:
            sheet.text(x, y + up, wrapped(drawn, style, wide, 1)[0], style)


@dataclass(frozen=True, eq=False)
class _Ground:
    """The ground of the first map, which the others have moved along the page."""

    panes: Panes
    terrains: tuple[Terrain, ...]

    @classmethod
    def of(
        cls, shapes: gpd.GeoDataFrame, pcts: Sequence[str], regions: Mapping[str, str], box: Box
    ) -> _Ground:
        own = shapes.geometry[list(pcts)]
        ground: Ground = tuple(float(edge) for edge in own.total_bounds)  # type: ignore[assignment]
        scale = Window.fitted(ground, box).metres_per_point
        found = panes(ground, densest(own, regions, scale, LEAST_ROOM), own, box, ENOUGH)
        windows = [found.main, *([found.inset] if found.inset else [])]
        return cls(found, tuple(Terrain.seen(shapes, pcts, window) for window in windows))

    def draw(
        self, sheet: Sheet, item: SmallMap, sha_of: Mapping[str, str], x: float, y: float
    ) -> None:
        """Draw one map with its lower left corner there, its inset over it."""
        for i, terrain in enumerate(self.terrains):
            if i and self.panes.box is not None:
                sheet.rectangle(_moved(self.panes.box, x, y), fill="white")
            _paint(sheet, _shifted(terrain, x, y), item, sha_of)
            if i:
                sheet.rectangle(_moved(terrain.window.box, x, y), edge=FAINT, width=0.5)


def _paint(sheet: Sheet, terrain: Terrain, item: SmallMap, sha_of: Mapping[str, str]) -> None:
    """Fill the PCTs, those marked dark, and draw the borders of clusters and SHAs."""
    shapes = terrain.window.clipped(terrain.pcts)
    sheet.fill(shapes, [MOVED if pct in item.marked else PALE for pct in shapes.index])
    own = {pct: item.plan.cluster_of.get(pct, pct) for pct in terrain.pcts.index}
    bold = terrain.borders(sha_of)
    medium = shapely.difference(terrain.borders(own), bold)
    for line, points in ((terrain.outline(), COAST / 2), (medium, CLUSTER), (bold, SHA)):
        sheet.lines(within(line, terrain.window), points, INK)


def _shifted(terrain: Terrain, x: float, y: float) -> Terrain:
    window = terrain.window
    scale = window.metres_per_point
    moved = Window(_moved(window.box, x, y), window.west, window.south, scale)
    return Terrain(moved, terrain.pcts.translate(x, y), terrain.around.translate(x, y))


def _moved(box: Box, x: float, y: float) -> Box:
    left, bottom, right, top = box
    return left + x, bottom + y, right + x, top + y
