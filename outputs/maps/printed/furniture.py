"""What stands around a map: scale bar, north arrow, the meaning of lines, attribution."""

from __future__ import annotations

from collections.abc import Sequence
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

HEIGHT = 26.0
"""Points that the strip below a map takes."""

CREDIT = 24.0
"""Points at the left of the strip that the north arrow takes."""

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


def scale_bar(sheet: Sheet, window: Window, x: float, y: float, most: float = 90.0) -> float:
    """Draw a bar for a round distance, at most so many points long, and return where it ends."""
    km = round_km(most * window.metres_per_point / 1000)
    long = km * 1000 / window.metres_per_point
    sheet.rectangle((x, y, x + long / 2, y + BAR), fill=INK, edge=INK, width=0.5)
    sheet.rectangle((x + long / 2, y, x + long, y + BAR), fill="white", edge=INK, width=0.5)
    words = f"{km:g} km" if km >= 1 else f"{1000 * km:g} m"
    sheet.text(x + long + 3, y - 0.6, words, SMALL)
    return x + long + 3 + width(words, SMALL)


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


def legend(sheet: Sheet, strokes: Sequence[Stroke], x: float, y: float) -> None:
    """Draw samples of lines with their meaning, side by side."""
    for stroke in strokes:
        if stroke.hatched:
            sample = gpd.GeoSeries([shapely.box(x, y - 1, x + 16, y + 6)])
            sheet.fill(sample, "white")
            sheet.hatch(sample)
            sheet.rectangle((x, y - 1, x + 16, y + 6), edge=INK, width=0.4)
        else:
            line = shapely.linestrings([(x, y + 2.2), (x + 16, y + 2.2)])
            sheet.lines(line, stroke.width, stroke.colour, stroke.dashes)
        sheet.text(x + 19, y, stroke.words, SMALL)
        x += 19 + width(stroke.words, SMALL) + 12


def draw_strip(
    sheet: Sheet, window: Window, crs: Any, strokes: Sequence[Stroke], attribution: str
) -> None:
    """Draw the furniture in the strip below a window, `strip_height` points high."""
    left, bottom, right, _ = window.box
    north_arrow(sheet, left + 7, bottom - HEIGHT + 1, north_turn(window, crs))
    end = scale_bar(sheet, window, left + CREDIT, bottom - 12)
    legend(sheet, strokes, end + 16, bottom - 12.6)
    for i, line in enumerate(_credit(attribution, right - left)):
        sheet.text(left + CREDIT, bottom - 24 - i * SMALL.leading, line, SMALL, colour=QUIET)


def strip_height(attribution: str, across: float) -> float:
    """Return how high the strip below a window `across` points wide is, in points."""
    return HEIGHT + max(0, len(_credit(attribution, across)) - 1) * SMALL.leading


def _credit(attribution: str, across: float) -> tuple[str, ...]:
    """Return the attribution in lines that fit below a window of this width."""
    words = drawable_text(attribution)
    return wrapped(words, SMALL, across - CREDIT) if words else ()
