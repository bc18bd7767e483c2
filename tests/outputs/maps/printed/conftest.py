"""A small country with boundaries, and what stands where on a picture of it."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from itertools import combinations

import geopandas as gpd
import pytest
from matplotlib.backends.backend_agg import RendererAgg
from shapely.geometry import box
from small_maps import make_geography

from geodata.geography import Geography
from modelling.plan import Plan
from outputs.maps.printed import Drawing
from outputs.maps.printed.sheet import POINTS_PER_INCH, Box

DPI = 200
SIDE_M = 10_000.0
TOUCH = 0.6
"""Points that the boxes of two lines of text may overlap: letters are less high than their box."""


@pytest.fixture(scope="session")
def squares() -> Geography:
    """Return six PCTs as squares of 10 km, three in Alpha (north) and three in Beta."""
    codes = ("5A1", "5A2", "5A3", "5B1", "5B2", "5B3")
    places = {code: (i % 3, 1 - i // 3) for i, code in enumerate(codes)}
    edges = [("5A1", "5A2"), ("5A2", "5A3"), ("5B1", "5B2"), ("5B2", "5B3")]
    edges += [("5A1", "5B1"), ("5A2", "5B2"), ("5A3", "5B3")]
    sha_of = {code: "Alpha" if code.startswith("5A") else "Beta" for code in codes}
    small = make_geography(dict.fromkeys(codes, 100), edges, sha_of)
    shapes = [
        box(x * SIDE_M, y * SIDE_M, (x + 1) * SIDE_M, (y + 1) * SIDE_M) for x, y in places.values()
    ]
    boundaries = gpd.GeoDataFrame(index=list(codes), geometry=shapes, crs="EPSG:27700")
    return dataclasses.replace(small, boundaries=boundaries, attribution="Drawn by hand")


@pytest.fixture(scope="session")
def pairs() -> Plan:
    """Return a plan of the squares: two clusters an SHA."""
    of = {"5A1": "C1", "5A2": "C1", "5A3": "C2", "5B1": "C3", "5B2": "C4", "5B3": "C4"}
    names = {"C1": "West and Middle", "C2": "East", "C3": "Lower West", "C4": "Lower East"}
    return Plan(of, names, "pairs")


@pytest.fixture(scope="session")
def renamed() -> Callable[[Geography, Mapping[str, str]], Geography]:
    """Return a function that gives PCTs of a geography other names."""

    def rename(geography: Geography, names: Mapping[str, str]) -> Geography:
        pcts = geography.pcts.copy()
        for code, name in names.items():
            pcts.loc[code, "name"] = name
        return dataclasses.replace(geography, pcts=pcts)

    return rename


@dataclasses.dataclass(frozen=True)
class Written:
    """A text on a picture and the box that the renderer gives it, in points."""

    words: str
    box: Box


def written(drawing: Drawing) -> list[Written]:
    """Return every text of a picture with its box."""
    scale = DPI / POINTS_PER_INCH
    renderer = RendererAgg(*(side * scale for side in drawing.size), DPI)
    texts = [t for t in drawing.figure.axes[0].texts if t.get_text()]
    boxes = (t.get_window_extent(renderer, dpi=DPI).extents / scale for t in texts)
    return [Written(t.get_text(), tuple(box)) for t, box in zip(texts, boxes, strict=True)]


@pytest.fixture(scope="session")
def texts() -> Callable[[Drawing], list[str]]:
    """Return a function that lists what is written on a picture."""
    return lambda drawing: [text.words for text in written(drawing)]


@pytest.fixture(scope="session")
def misplaced() -> Callable[[Drawing], list[str]]:
    """Return a function that lists texts that lie over another or leave the page."""

    def find(drawing: Drawing) -> list[str]:
        width, height = drawing.size
        found = written(drawing)
        faults = [
            f"{one.words} leaves the page"
            for one in found
            if min(one.box[:2]) < 0 or one.box[2] > width or one.box[3] > height
        ]
        faults += [f"{a.words} over {b.words}" for a, b in combinations(found, 2) if _over(a, b)]
        return faults

    return find


def _over(a: Written, b: Written) -> bool:
    wide = min(a.box[2], b.box[2]) - max(a.box[0], b.box[0])
    high = min(a.box[3], b.box[3]) - max(a.box[1], b.box[1])
    return wide > TOUCH and high > TOUCH
