"""Reads polygons of PCTs in any format and CRS, and finds what would make a map of them lie."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geodata.coordinates import FAR_KM, CrsError, far_from_centroids, in_metres
from geodata.inputs import Inputs
from geodata.layers import check_shapes, code_text, has_column, layer_files, read_own_layer
from geodata.tables import MOST_SHOWN


def has_boundaries(folder: Path) -> bool:
    """Say whether the folder holds a boundary file."""
    return bool(_candidates(folder))


def read_boundaries(inputs: Inputs, codes: Sequence[str] | None) -> gpd.GeoDataFrame | None:
    """Return the polygons of the PCTs `codes`, in their order, in a projected CRS in metres.

    Where the codes are not known (None) every polygon is returned, in the order of the file.

    Everything wrong is added to `inputs.problems`, and then the answer is None: a file that cannot
    be read, polygons that are missing, doubled, unknown, empty, invalid or not polygons at all, and
    a CRS that is missing or that the coordinates belie. Overlaps are for `overlaps` to find.
    """
    found = _candidates(inputs.folder)
    if len(found) > 1:
        names = ", ".join(p.name for p in found)
        inputs.say("", "", f"holds several boundary files: {names}", "keep one of them")
        return None
    file = found[0].name
    before = len(inputs.problems)
    frame = read_own_layer(inputs, file)
    column = inputs.mapping("boundaries").get("pct", "pct")
    if frame is None or not has_column(inputs, file, frame, "PCT", column, "boundaries"):
        return None
    frame = _coded(frame, column)
    _check_codes(inputs, file, frame, codes)
    check_shapes(inputs, file, frame, "pct")
    if len(inputs.problems) > before:
        return None
    try:
        projected = in_metres(frame, found[0], inputs.description)
    except CrsError as error:
        inputs.say(file, "", *error.args)
        return None
    return projected.set_index("pct").loc[list(codes or projected["pct"]), ["geometry"]]


def overlaps(boundaries: gpd.GeoDataFrame, tolerance_m: float) -> Iterator[tuple[str, str, float]]:
    """Yield pairs of PCTs whose polygons overlap, with the area shared in km².

    An overlap counts where it is wider than `tolerance_m` on average: 2 × area ÷ perimeter.
    """
    shapes = boundaries.geometry.to_numpy()
    if shapely.coverage_is_valid(shapes):
        return
    left, right = boundaries.sindex.query(shapes, predicate="intersects")
    pairs = np.column_stack([left, right])[left < right]
    for i, j in sorted(map(tuple, pairs)):
        common = shapely.intersection(shapes[i], shapes[j])
        area, around = shapely.area(common), shapely.length(common)
        if around and 2 * area / around > tolerance_m:
            yield boundaries.index[i], boundaries.index[j], area / 1e6


def check_overlaps(inputs: Inputs, boundaries: gpd.GeoDataFrame) -> None:
    """Add a problem for every pair of polygons that overlap."""
    file = _candidates(inputs.folder)[0].name
    tolerance_m = inputs.description.adjacency.tolerance_m
    found = list(overlaps(boundaries, tolerance_m))
    for a, b, area_km2 in found[:MOST_SHOWN]:
        message = f"{a} and {b} overlap by {area_km2:.3g} km²"
        if len(found) > MOST_SHOWN and (a, b) == found[MOST_SHOWN - 1][:2]:
            message += f", and {len(found) - MOST_SHOWN} more pairs like them"
        remedy = "clip one of the two, or raise adjacency.tolerance_m if it is a sliver"
        inputs.say(file, f"polygons {a} and {b}", message, remedy)


def check_place(inputs: Inputs, boundaries: gpd.GeoDataFrame, pcts: pd.DataFrame) -> None:
    """Add a problem if the polygons lie far from the centroids that `pcts` gives."""
    far_km = far_from_centroids(boundaries, pcts)
    if far_km > FAR_KM:
        message = f"its polygons lie {far_km:,.0f} km from the eastings and northings in pcts.csv"
        remedy = "check its CRS and that its coordinates stand x before y"
        inputs.say(_candidates(inputs.folder)[0].name, "", message, remedy)


def _candidates(folder: Path) -> list[Path]:
    return layer_files(folder, "boundaries.*")


def _coded(frame: gpd.GeoDataFrame, column: str) -> gpd.GeoDataFrame:
    codes = [code_text(c) for c in frame[column]]
    shapes = shapely.force_2d(frame.geometry.to_numpy())
    return gpd.GeoDataFrame({"pct": codes}, geometry=shapes, crs=frame.crs)


def _check_codes(
    inputs: Inputs, file: str, frame: gpd.GeoDataFrame, codes: Sequence[str] | None
) -> None:
    first: dict[str, int] = {}
    for number, code in enumerate(frame["pct"], 1):
        where = f"feature {number}, column pct"
        if not code:
            inputs.say(file, where, "pct is blank", "fill in the PCT's code, or remove the polygon")
        elif code in first:
            message = f"{code} has a polygon already, in feature {first[code]}"
            inputs.say(file, where, message, "dissolve a PCT's polygons into one multipolygon")
        elif codes and code not in codes:
            inputs.say(file, where, f"{code} is not in pcts.csv", "add the PCT there, or remove it")
        first.setdefault(code, number)
    for code in codes or ():
        if code not in first:
            inputs.say(file, "", f"PCT {code} has no polygon", "add it, or take it out of pcts.csv")
