"""The inset: the region whose PCTs are too small at the page's scale, once more and larger."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import geopandas as gpd
import shapely

from geodata.problems import InputError, Problem, nearest
from outputs.maps.printed.ground import room
from outputs.maps.printed.sheet import Box
from outputs.maps.printed.window import Ground, Window

LEAST_ROOM = 7.0
"""A region needs an inset if its median PCT has less room than a square of so many points, the
height of a number."""

LEAST_NAMED = 15.5
"""The same where PCTs are called one by one: the width of "22a"."""

WANTED_ROOM = 18.0
"""In an inset the median PCT has as much room as this, if the page allows it."""

STRIPS = (0.0, 0.1, 0.2, 0.3, 0.4)
"""Shares of the map's width given to the inset alone, tried in this order."""

SHARES = (0.5, 0.45, 0.4, 0.36, 0.32, 0.28, 0.24, 0.2, 0.17, 0.14)
"""Widths of the inset as shares of the map's, the largest that fits being the best."""

CLEAR = 4.0
"""Points between the inset and the land."""

CHOSEN_ENLARGED, NAMED_ENLARGED = 2.0, 1.1
"""An inset is at least so many times larger than the map, or there is none: one that was chosen
for its small PCTs, one that a caller named."""

HEADER = 11.0
FOOTER = 9.0
"""Points above the ground shown for the region's name, and below it for its scale bar."""


@dataclass(frozen=True)
class Region:
    """PCTs that an inset shows, what it is called, and how much it is to be worth its room."""

    name: str
    pcts: tuple[str, ...]
    least_enlarged: float = CHOSEN_ENLARGED


@dataclass(frozen=True)
class Panes:
    """Where on a page the map lies and its inset, if it has one; `box` is the inset with words."""

    main: Window
    inset: Window | None = None
    box: Box | None = None


def densest(
    shapes: gpd.GeoSeries, group_of: Mapping[str, str], metres_per_point: float, enough: float
) -> Region | None:
    """Return the group of at least two PCTs with the least room for them, if that is too little.

    Room is the median side of the squares as large as the group's PCTs, in points at this scale.
    `shapes` are in metres, index pct.
    """
    members: dict[str, list[str]] = {}
    for pct in shapes.index:
        if pct in group_of:
            members.setdefault(group_of[pct], []).append(pct)
    rooms = {
        group: room(shapes[pcts]) / metres_per_point
        for group, pcts in members.items()
        if len(pcts) > 1
    }
    if len(members) < 2 or not rooms:
        return None
    least = min(rooms, key=lambda group: (rooms[group], group))
    return Region(least, tuple(members[least])) if rooms[least] < enough else None


def named(shapes: gpd.GeoSeries, group_of: Mapping[str, str], name: str) -> Region:
    """Return the region of that name, or raise `InputError` where the picture has none."""
    pcts = tuple(pct for pct in shapes.index if group_of.get(pct) == name)
    if not pcts:
        known = sorted({group_of[pct] for pct in shapes.index if pct in group_of})
        message = f"'{name}' is no region of the map, so there is no inset of it"
        remedy = f"choose from {', '.join(known)}{nearest(name, known)}"
        raise InputError([Problem("printed map", "inset", message, remedy)])
    return Region(name, pcts, NAMED_ENLARGED)


def panes(
    ground: Ground,
    region: Region | None,
    shapes: gpd.GeoSeries,
    box: Box,
    wanted_room: float = WANTED_ROOM,
) -> Panes:
    """Return the windows of the map and its inset in a box of the page.

    The inset goes into the corner where it can be largest without covering any shape; where no
    corner is free enough, a strip of the page is kept for it. It is enough once the median PCT has
    `wanted_room` points.
    """
    plain = Panes(Window.fitted(ground, box))
    if region is None:
        return plain
    best, best_room = plain, 0.0
    scale = plain.main.metres_per_point
    coarse = shapely.union_all(shapely.simplify(shapes.array, scale))
    land = gpd.GeoSeries([shapely.buffer(coarse, CLEAR * scale, quad_segs=1)])
    for main in _mains(ground, box):
        for pane in _corners(main, region, shapes, main.on_page(land).iloc[0], box):
            found = room(shapes[list(region.pcts)]) / _scale(pane)
            if found > best_room:
                best, best_room = pane, found
        if best_room >= wanted_room:
            break
    return best


def _mains(ground: Ground, box: Box) -> Iterator[Window]:
    """Yield windows of the map, ever smaller, at either side of the box."""
    left, bottom, right, top = box
    for share in STRIPS:
        strip = share * (right - left)
        narrow = Window.fitted(ground, (left, bottom, right - strip, top), across=0.0)
        yield replace(narrow, box=box)
        other = Window.fitted(ground, (left + strip, bottom, right, top), across=1.0)
        yield replace(other, box=box, west=other.west - strip * other.metres_per_point)


def _corners(
    main: Window, region: Region, shapes: gpd.GeoSeries, land: Any, box: Box
) -> Iterator[Panes]:
    """Yield the largest inset in every corner of the box, off the land, that enlarges anything."""
    west, south, east, north = (float(e) for e in shapes[list(region.pcts)].total_bounds)
    shape = (north - south) / (east - west)
    left, bottom, right, top = box
    shapely.prepare(land)
    for at_right in (True, False):
        for at_top in (True, False):
            for share in SHARES:
                wide = share * (right - left)
                high = wide * shape + HEADER + FOOTER
                x = right - wide if at_right else left
                y = top - high if at_top else bottom
                pane = (x, y, x + wide, y + high)
                if high > top - bottom or shapely.intersects(land, shapely.box(*pane)):
                    continue
                inner = (x, y + FOOTER, x + wide, y + high - HEADER)
                inset = Window.fitted((west, south, east, north), inner)
                if inset.metres_per_point * region.least_enlarged < main.metres_per_point:
                    yield Panes(main, inset, pane)
                break


def _scale(pane: Panes) -> float:
    return pane.inset.metres_per_point if pane.inset is not None else pane.main.metres_per_point
