"""Where things lie on a page: heading, map, furniture, and the key beside the map or below it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from outputs.maps.printed.furniture import Strip
from outputs.maps.printed.key import Key
from outputs.maps.printed.lettering import TITLE
from outputs.maps.printed.scene import Scene
from outputs.maps.printed.sheet import Box
from outputs.maps.printed.window import Ground

WIDTH = 482.0
"""Points: 170 mm, the text of an A4 page. Placed there, a picture keeps the size of its letters."""

PAGE, HALF = 600.0, 350.0
"""Heights in points that a picture of the whole and a closer one aim at, headings apart."""

GUTTER = 12.0
COLUMNS_BELOW = {False: 4, True: 3}
"""Columns of a key below the map, by whether the scene is a closer one."""

COLUMN_GAP = 10.0
SPARE = 3.0
"""Points kept free at the right: letters are drawn a hair wider or narrower than they measure."""

WIDTHS_BESIDE = (150.0, 175.0)
LEAST_MAP = 140.0


@dataclass(frozen=True)
class Page:
    """Boxes in points from the lower left of a page of `height` points, `WIDTH` wide."""

    height: float
    map: Box
    strip: Strip
    key: Key
    key_corner: tuple[float, float]
    title: tuple[str, ...]


def best_page(scene: Scene, title: tuple[str, ...], named: Iterable[str] = ()) -> Page:
    """Return the page on which the map of a scene is largest.

    `named` are the PCTs whose names stand on the map and not in the key.
    """
    rows = scene.rows(named)
    columns = COLUMNS_BELOW[scene.closer]
    column_width = (WIDTH - SPARE - (columns - 1) * COLUMN_GAP) / columns
    below = _key_below(scene, Key(rows, columns, column_width, COLUMN_GAP), title)
    if not scene.closer:
        return below
    beside = (_key_beside(scene, Key(rows, 1, wide), title) for wide in WIDTHS_BESIDE)
    return max((below, *beside), key=lambda page: _enlargement(scene.ground, page))


def _head(title: tuple[str, ...]) -> float:
    """Return the height of the heading."""
    return len(title) * TITLE.leading + 5 if title else 0.0


def _key_below(scene: Scene, key: Key, title: tuple[str, ...]) -> Page:
    strip = Strip(WIDTH - SPARE, scene.strokes, scene.geography.attribution)
    around = key.height + (GUTTER if key.rows else 0.0) + strip.height
    most = HALF if scene.closer or scene.brief else PAGE
    high = max(LEAST_MAP, min(most - around, _natural(scene.ground, WIDTH)))
    top = high + around
    box = (0.5, top - high, WIDTH - 0.5, top - 0.5)
    return Page(top + _head(title), box, strip, key, (0, key.height), title)


def _key_beside(scene: Scene, key: Key, title: tuple[str, ...]) -> Page:
    wide = WIDTH - SPARE - key.column_width - GUTTER
    strip = Strip(wide, scene.strokes, scene.geography.attribution)
    high = min(HALF - strip.height, _natural(scene.ground, wide))
    high = max(high, key.height - strip.height, LEAST_MAP)
    top = high + strip.height
    box = (0.5, top - high, wide - 0.5, top - 0.5)
    return Page(top + _head(title), box, strip, key, (wide + GUTTER, top), title)


def _enlargement(ground: Ground, page: Page) -> float:
    """Return how many points of the page a metre takes at most."""
    west, south, east, north = ground
    left, bottom, right, top = page.map
    return min((right - left) / (east - west), (top - bottom) / (north - south))


def _natural(ground: Ground, wide: float) -> float:
    """Return the height at which a map of this width shows the ground and little else."""
    west, south, east, north = ground
    return (north - south) / (east - west) * (wide - 16) + 16
