"""Reads polygons of PCTs in any format and CRS, and finds what would make a map of them lie."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geodata.coordinates import FAR_KM, CrsError, far_from_centroids, in_metres
from geodata.inputs import Inputs
from geodata.problems import nearest
from geodata.tables import MOST_SHOWN

SIDECARS = frozenset(
    [".dbf", ".shx", ".prj", ".cpg", ".qpj", ".sbn", ".sbx", ".qix", ".qmd", ".xml", ".fix"]
)
_ARROW = {
    ".parquet": gpd.read_parquet,
    ".geoparquet": gpd.read_parquet,
    ".feather": gpd.read_feather,
}


class _UnreadableError(Exception):
    """The message is what is wrong; the second argument is the remedy."""


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
    for part in sorted(inputs.folder.glob(f"{found[0].stem}.*")):
        inputs.read_bytes(part.name)
    before = len(inputs.problems)
    try:
        frame = _read(found[0])
    except _UnreadableError as error:
        inputs.say(file, "", *error.args)
        return None
    column = inputs.mapping("boundaries").get("pct", "pct")
    if column not in frame.columns:
        spare = [c for c in frame.columns if c != frame.geometry.name]
        message = f"has no column {column} (PCT code){nearest(column, spare)}"
        remedy = "add it, or say 'columns: {boundaries: {pct: ...}}' in geography.yaml: it has "
        inputs.say(file, "", message, remedy + (", ".join(map(str, spare)) or "none"))
        return None
    frame = _coded(frame, column)
    _check_codes(inputs, file, frame, codes)
    _check_shapes(inputs, file, frame)
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
    """Files called boundaries that are not part of another, such as a shapefile's .dbf."""
    return sorted(
        path
        for path in folder.glob("boundaries.*")
        if path.suffix.lower() not in SIDECARS and "-" not in path.suffix
    )


def _read(path: Path) -> gpd.GeoDataFrame:
    import warnings

    import pyogrio

    reader = _ARROW.get(path.suffix.lower())
    try:
        if reader is None and len(layers := pyogrio.list_layers(path)) > 1:
            names = ", ".join(map(str, layers[:, 0]))
            raise _UnreadableError(f"holds several layers: {names}", "save the one alone")
        with warnings.catch_warnings():
            # What GDAL warns of (a geometry left out, an open ring) is found below and named.
            warnings.simplefilter("ignore")
            frame = reader(path) if reader else gpd.read_file(path)
    except _UnreadableError:
        raise
    except ImportError as error:
        raise _UnreadableError(f"cannot be read: {_line(error)}", "pip install pyarrow") from None
    except Exception as error:  # every driver raises its own kind
        remedy = "save it as GeoPackage, GeoJSON or shapefile"
        raise _UnreadableError(f"cannot be read: {_line(error)}", remedy) from None
    if not isinstance(frame, gpd.GeoDataFrame) or frame.empty:
        kind = "no rows" if isinstance(frame, gpd.GeoDataFrame) else "no geometry"
        raise _UnreadableError(f"has {kind}", "export the polygons again, one a PCT")
    return frame


def _line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0]


def _coded(frame: gpd.GeoDataFrame, column: str) -> gpd.GeoDataFrame:
    codes = [_code(c) for c in frame[column]]
    shapes = shapely.force_2d(frame.geometry.to_numpy())
    return gpd.GeoDataFrame({"pct": codes}, geometry=shapes, crs=frame.crs)


def _code(value: Any) -> str:
    """Return a code as text; a whole number that a file holds as 7.0 is the code 7."""
    if pd.isna(value):
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value).strip()


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


def _check_shapes(inputs: Inputs, file: str, frame: gpd.GeoDataFrame) -> None:
    for number, (code, shape) in enumerate(zip(frame["pct"], frame.geometry, strict=True), 1):
        where = f"feature {number}, column geometry"
        if shape is None or shape.is_empty:
            inputs.say(file, where, f"{code} has an empty geometry", "draw the PCT's polygon")
        elif shape.geom_type not in ("Polygon", "MultiPolygon"):
            message = f"{code} is a {shape.geom_type}, not a polygon"
            inputs.say(file, where, message, "give the area, not a line or a point")
        elif not shape.is_valid:
            message = f"{code} is not a valid polygon: {shapely.is_valid_reason(shape)}"
            inputs.say(file, where, message, "mend it, for instance with 'Fix geometries' in QGIS")
