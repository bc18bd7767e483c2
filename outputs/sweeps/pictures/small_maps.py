"""Small maps of frequent plans, each marked where it differs from the most frequent one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

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
from outputs.maps.printed.lettering import SMALL, width
from outputs.maps.printed.scene import chosen
from outputs.maps.printed.settings import own_settings
from outputs.maps.printed.sheet import Box, Sheet
from outputs.maps.printed.window import Window
from outputs.maps.shapes import boundaries

WIDE = 190.0
"""Points across a map: three stand side by side on a page."""

FOOT = 20.0
"""Points below a map for its key."""

LONGEST_BAR, SAMPLE = 34.0, 12.0

TALLEST, LOWEST = 1.35, 0.7
"""Height of a map over its width at most and at least."""

ENOUGH = 3.0
"""Points that the median PCT of an inset has to have: a small map needs its room for itself."""

PALE, MOVED = "#EAF0F4", "#6F9FC8"
SHA, CLUSTER, ALONE = 1.1, 0.45, 0.8
"""Widths of borders in points; those of clusters where there are no borders of SHAs."""


def small_map_pictures(
    first: Plan, others: Sequence[tuple[Plan, str]], geography: Geography
) -> tuple[Drawing, ...]:
    """Return a small map of each other plan, told its name, all at one scale, with one inset.

    PCTs are dark that are in another cluster than in the first plan, clusters being matched so
    that as few PCTs as possible are. Raises `InputError` for a geography without boundaries.
    """
    shapes = boundaries(geography)
    pcts = chosen(geography, [first, *(plan for plan, _ in others)], None)
    with own_settings():
        ground = _Ground.of(first, shapes, pcts, geography.sha_of)
        return tuple(_drawing(*item, first, ground, geography) for item in others)


def _drawing(
    plan: Plan, heading: str, first: Plan, ground: _Ground, geography: Geography
) -> Drawing:
    moved = frozenset(m.pct for m in moves(first, plan, geography.residents))
    said = f"{counted(len(moved), 'PCT')} in another cluster than in plan 1"
    _, _, wide, high = ground.box
    sheet = Sheet(wide, high)
    ground.draw(sheet, plan, moved, geography.sha_of)
    _key(sheet, ground)
    return Drawing(sheet.figure, heading, f"Small map. {heading}: {said}.", f"{heading}; {said}.")


def _key(sheet: Sheet, ground: _Ground) -> None:
    """Draw below the map its scale, and what dark, thin and bold mean."""
    scale_bar(sheet, ground.panes.main, 0, 3, LONGEST_BAR)
    x = 66.0
    sheet.rectangle((x, 1.5, x + SAMPLE, 7.5), fill=MOVED, edge=INK, width=0.4)
    sheet.text(x + SAMPLE + 3, 2.4, "otherwise than in plan 1", SMALL)
    of_shas = (("SHA border", SHA),) if ground.cluster_line == CLUSTER else ()
    kinds = (*of_shas, ("cluster border", ground.cluster_line))
    for words, points in kinds:
        sheet.lines(shapely.linestrings([(x, 13.6), (x + SAMPLE, 13.6)]), points, INK)
        sheet.text(x + SAMPLE + 3, 11.4, words, SMALL)
        x += SAMPLE + 6 + width(words, SMALL)


@dataclass(frozen=True, eq=False)
class _Ground:
    """The ground that the maps have in common, above the key of each."""

    box: Box
    panes: Panes
    terrains: tuple[Terrain, ...]
    cluster_line: float

    @classmethod
    def of(
        cls, first: Plan, shapes: gpd.GeoDataFrame, pcts: Sequence[str], sha_of: Mapping[str, str]
    ) -> _Ground:
        several = len({sha_of[pct] for pct in pcts}) > 1
        own = shapes.geometry[list(pcts)]
        west, south, east, north = ground = tuple(float(edge) for edge in own.total_bounds)
        high = WIDE * min(max((north - south) / max(east - west, 1.0), LOWEST), TALLEST)
        box = (0.0, FOOT, WIDE, FOOT + high)
        scale = Window.fitted(ground, box).metres_per_point  # type: ignore[arg-type]
        dense = densest(own, sha_of if several else first.cluster_of, scale, LEAST_ROOM)
        found = panes(ground, dense, own, box, ENOUGH)  # type: ignore[arg-type]
        windows = [found.main, *([found.inset] if found.inset else [])]
        seen = tuple(Terrain.seen(shapes, pcts, window) for window in windows)
        line = CLUSTER if several else ALONE
        return cls((0.0, 0.0, WIDE, FOOT + high), found, seen, line)

    def draw(
        self, sheet: Sheet, plan: Plan, marked: frozenset[str], sha_of: Mapping[str, str]
    ) -> None:
        """Draw the map of a plan, its inset over it."""
        for i, terrain in enumerate(self.terrains):
            if i and self.panes.box is not None:
                sheet.rectangle(self.panes.box, fill="white")
            _paint(sheet, terrain, plan, marked, sha_of, self.cluster_line)
            if i:
                sheet.rectangle(terrain.window.box, edge=FAINT, width=0.5)


def _paint(
    sheet: Sheet,
    terrain: Terrain,
    plan: Plan,
    marked: frozenset[str],
    sha_of: Mapping[str, str],
    cluster_line: float,
) -> None:
    """Fill the PCTs, those marked dark, and draw the borders of clusters and SHAs."""
    shapes = terrain.window.clipped(terrain.pcts)
    sheet.fill(shapes, [MOVED if pct in marked else PALE for pct in shapes.index])
    own = {pct: plan.cluster_of.get(pct, pct) for pct in terrain.pcts.index}
    bold = terrain.borders(sha_of)
    medium = shapely.difference(terrain.borders(own), bold)
    for line, points in ((terrain.outline(), COAST / 2), (medium, cluster_line), (bold, SHA)):
        sheet.lines(within(line, terrain.window), points, INK)
