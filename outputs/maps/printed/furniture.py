"""What stands around a map: scale bar, north arrow, the meaning of lines, attribution."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, floor, log10, radians, sin
from typing import Any

import geopandas as gpd
import pyproj
import shapely

from outputs.maps.colours import INK
from outputs.maps.printed.lettering import SMALL, Type, drawable_text, width, wrapped
from outputs.maps.printed.sheet import Sheet
from outputs.maps.printed.window import Window

LEAST_HEIGHT = 26.0
"""Points that the strip below a map takes with one row of lines and one of credits."""

ROW = 8.6
ARROW = 24.0
"""Points at the left of the strip that the north arrow takes."""

LONGEST_BAR = 60.0
BESIDE_BAR = ARROW + LONGEST_BAR + 46.0
SAMPLE = 16.0
QUIET = "#4A555D"
BAR = 3.0
NORTH = Type(7.5, bold=True)


@dataclass(frozen=True)
class Stroke:
    """A kind of line, or of hatching, and what it means."""

    words: str
    width: float = 0.0
    colour: str = INK
    dashes: tuple[float, float] | None = None
    hatched: bool = False


def round_km(most_km: float) -> float:
    """Return the longest of 1, 2 and 5 times a power of ten that is no longer than `most_km`."""
    power = 10.0 ** floor(log10(most_km))
    return max(step * power for step in (1, 2, 5) if step * power <= most_km * (1 + 1e-9))


def scale_bar(sheet: Sheet, window: Window, x: float, y: float, most: float = LONGEST_BAR) -> None:
    """Draw a bar for a round distance, at most so many points long."""
    km = round_km(most * window.metres_per_point / 1000)
    long = km * 1000 / window.metres_per_point
    sheet.rectangle((x, y, x + long / 2, y + BAR), fill=INK, edge=INK, width=0.5)
    sheet.rectangle((x + long / 2, y, x + long, y + BAR), fill="white", edge=INK, width=0.5)
    words = f"{km:g} km" if km >= 1 else f"{1000 * km:g} m"
    sheet.text(x + long + 3, y - 0.6, words, SMALL)


def north_turn(window: Window, crs: Any) -> float:
    """Return by how many degrees north lies to the right of straight up in the window's middle.

    It is the meridian convergence of the projection with its sign turned: straight up is the
    grid's north.
    """
    west, south, east, north = window.ground
    middle = gpd.points_from_xy([(west + east) / 2], [(south + north) / 2], crs=crs)
    point = gpd.GeoSeries(middle).to_crs("EPSG:4326").iloc[0]
    factors = pyproj.Proj(pyproj.CRS(crs)).get_factors(point.x, point.y)
    return -float(factors.meridian_convergence)


def north_arrow(sheet: Sheet, x: float, y: float, turn: float) -> None:
    """Draw an arrow with an N whose foot is at (x, y), turned clockwise by so many degrees."""

    def turned(across: float, up: float) -> tuple[float, float]:
        angle = radians(turn)
        return (
            x + across * cos(angle) + up * sin(angle),
            y - across * sin(angle) + up * cos(angle),
        )

    for side, fill in ((-1, INK), (1, "white")):
        half = shapely.polygons([turned(0, 15), turned(side * 4.2, 0), turned(0, 3.6)])
        sheet.fill(gpd.GeoSeries([half]), fill)
        sheet.lines(shapely.boundary(half), 0.5, INK)
    sheet.text(*turned(0, 16.5), "N", NORTH, across="center")


@dataclass(frozen=True)
class Strip:
    """The strip below a map, `across` points wide: north arrow, scale, kinds of line, credits."""

    across: float
    strokes: tuple[Stroke, ...]
    attribution: str

    @property
    def height(self) -> float:
        """The height in points."""
        return LEAST_HEIGHT + (len(self._rows) + len(self._credits) - 2) * ROW

    @property
    def _rows(self) -> list[list[tuple[Stroke, float]]]:
        """Kinds of line and where they begin, in rows: the first beside the scale bar."""
        rows: list[list[tuple[Stroke, float]]] = [[]]
        x = BESIDE_BAR
        for stroke in self.strokes:
            long = SAMPLE + 3 + width(stroke.words, SMALL)
            if rows[-1] and x + long > self.across:
                rows.append([])
                x = ARROW
            rows[-1].append((stroke, x))
            x += long + 12
        return rows

    @property
    def _credits(self) -> tuple[str, ...]:
        words = drawable_text(self.attribution)
        return wrapped(words, SMALL, self.across - ARROW - 2) if words else ("",)

    def draw(self, sheet: Sheet, window: Window, crs: Any) -> None:
        """Draw the strip below a window."""
        left, bottom, _, _ = window.box
        north_arrow(sheet, left + 7, bottom - LEAST_HEIGHT + 1, north_turn(window, crs))
        y = bottom - 12.6
        scale_bar(sheet, window, left + ARROW, y + 0.6)
        for row in self._rows:
            for stroke, x in row:
                _sample(sheet, stroke, left + x, y)
            y -= ROW
        for line in self._credits:
            sheet.text(left + ARROW, y - 2, line, SMALL, colour=QUIET)
            y -= ROW


def _sample(sheet: Sheet, stroke: Stroke, x: float, y: float) -> None:
    """Draw a piece of a line, or of hatching, and what it means."""
    if stroke.hatched:
        box = (x, y - 1, x + SAMPLE, y + 6)
        sheet.hatch(gpd.GeoSeries([shapely.box(*box)]))
        sheet.rectangle(box, edge=INK, width=0.4)
    else:
        line = shapely.linestrings([(x, y + 2.2), (x + SAMPLE, y + 2.2)])
        sheet.lines(line, stroke.width, stroke.colour, stroke.dashes)
    sheet.text(x + SAMPLE + 3, y, stroke.words, SMALL)
