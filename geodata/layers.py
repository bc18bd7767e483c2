"""Reads a layer of polygons in any format that GeoPandas reads, and finds what is wrong with it."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import shapely

from geodata.coordinates import CrsError, in_metres
from geodata.inputs import Inputs
from geodata.problems import nearest

FORMATS = frozenset([".gpkg", ".geojson", ".json", ".shp", ".fgb", ".parquet", ".geoparquet"])
SIDECARS = frozenset(
    [".dbf", ".shx", ".prj", ".cpg", ".qpj", ".sbn", ".sbx", ".qix", ".qmd", ".xml", ".fix"]
)
ONE_LAYER = frozenset([".geojson", ".json"])  # to list what they hold would read them twice
_ARROW = {
    ".parquet": gpd.read_parquet,
    ".geoparquet": gpd.read_parquet,
    ".feather": gpd.read_feather,
}


class UnreadableError(Exception):
    """The message is what is wrong; the second argument is the remedy."""


def layer_files(folder: Path, pattern: str) -> list[Path]:
    """Return the files of that name that are not part of another, such as a shapefile's .dbf."""
    return sorted(
        path
        for path in folder.glob(pattern)
        if path.suffix.lower() not in SIDECARS and "-" not in path.suffix
    )


def read_layer(path: Path) -> gpd.GeoDataFrame:
    """Return the one layer of a file. Raises `UnreadableError` where there is not one."""
    import pyogrio

    reader = _ARROW.get(path.suffix.lower())
    try:
        many = reader is None and path.suffix.lower() not in ONE_LAYER
        if many and len(layers := pyogrio.list_layers(path)) > 1:
            names = ", ".join(map(str, layers[:, 0]))
            raise UnreadableError(f"holds several layers: {names}", "save the one alone")
        with warnings.catch_warnings():
            # What GDAL warns of (a geometry left out, an open ring) is found below and named.
            warnings.simplefilter("ignore")
            frame = reader(path) if reader else gpd.read_file(path)
    except UnreadableError:
        raise
    except ImportError as error:
        raise UnreadableError(f"cannot be read: {_line(error)}", "pip install pyarrow") from None
    except Exception as error:  # every driver raises its own kind
        remedy = "save it as GeoPackage, GeoJSON or shapefile"
        raise UnreadableError(f"cannot be read: {_line(error)}", remedy) from None
    if not isinstance(frame, gpd.GeoDataFrame) or frame.empty:
        kind = "no rows" if isinstance(frame, gpd.GeoDataFrame) else "no geometry"
        raise UnreadableError(f"has {kind}", "export the polygons again")
    return frame


def read_own_layer(inputs: Inputs, file: str) -> gpd.GeoDataFrame | None:
    """Return the layer of a file of the folder, its parts hashed; None with a problem added."""
    path = inputs.folder / file
    for part in sorted(path.parent.glob(f"{path.stem}.*")):
        inputs.read_bytes(str(part.relative_to(inputs.folder).as_posix()))
    try:
        return read_layer(path)
    except UnreadableError as error:
        inputs.say(file, "", *error.args)
        return None


def read_coded_layer(
    inputs: Inputs, file: str, stem: str, code: str, name: str
) -> gpd.GeoDataFrame | None:
    """Return columns `code`, name and geometry, in metres; None with every problem added.

    `code` and `name` are columns by our names, which `geography.yaml` may call otherwise for the
    table `stem`; where the layer has no names they are the codes.
    """
    frame, ours = read_own_layer(inputs, file), inputs.mapping(stem)
    theirs = ours.get(code, code)
    if frame is None or not has_column(inputs, file, frame, code, theirs, stem):
        return None
    codes = [code_text(c) for c in frame[theirs]]
    called = ours.get(name, name)
    names = [code_text(n) for n in frame[called]] if called in frame else codes
    shapes = shapely.force_2d(frame.geometry.to_numpy())
    drawn = gpd.GeoDataFrame({code: codes, "name": names}, geometry=shapes, crs=frame.crs)
    before = len(inputs.problems)
    for number in (n for n, c in enumerate(codes, 1) if not c):
        where = f"feature {number}, column {code}"
        inputs.say(file, where, f"{code} is blank", "fill it in, or remove the polygon")
    check_shapes(inputs, file, drawn, code)
    if len(inputs.problems) > before:
        return None
    try:
        return in_metres(drawn, inputs.folder / file, inputs.description)
    except CrsError as error:
        inputs.say(file, "", *error.args)
        return None


def one_row_each(drawn: gpd.GeoDataFrame, code: str) -> gpd.GeoDataFrame:
    """Return name and geometry, index `code`: several polygons of one code are made one."""
    if not drawn[code].is_unique:
        return drawn.dissolve(code, method="unary")[["name", "geometry"]]
    return drawn.set_index(code).sort_index()[["name", "geometry"]]


def has_column(
    inputs: Inputs, file: str, frame: gpd.GeoDataFrame, ours: str, theirs: str, table: str
) -> bool:
    """Say whether the layer has the column `theirs` that stands for `ours`, or add a problem."""
    if theirs in frame.columns:
        return True
    spare = [str(c) for c in frame.columns if c != frame.geometry.name]
    message = f"has no column {theirs} ({ours} code){nearest(theirs, spare)}"
    key = {"PCT": "pct"}.get(ours, ours)
    remedy = f"add it, or say 'columns: {{{table}: {{{key}: ...}}}}' in geography.yaml: it has "
    inputs.say(file, "", message, remedy + (", ".join(spare) or "none"))
    return False


def code_text(value: Any) -> str:
    """Return a code as text; a whole number that a file holds as 7.0 is the code 7."""
    if pd.isna(value):
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value).strip()


def check_shapes(inputs: Inputs, file: str, frame: gpd.GeoDataFrame, what: str) -> None:
    """Add a problem for every shape that is no valid polygon; `what` is the column of codes."""
    for number, (code, shape) in enumerate(zip(frame[what], frame.geometry, strict=True), 1):
        where = f"feature {number}, column geometry"
        if shape is None or shape.is_empty:
            called = "PCT" if what == "pct" else what
            inputs.say(file, where, f"{code} has an empty geometry", f"draw the {called}'s polygon")
        elif shape.geom_type not in ("Polygon", "MultiPolygon"):
            message = f"{code} is a {shape.geom_type}, not a polygon"
            inputs.say(file, where, message, "give the area, not a line or a point")
        elif not shape.is_valid:
            message = f"{code} is not a valid polygon: {shapely.is_valid_reason(shape)}"
            inputs.say(file, where, message, "mend it, for instance with 'Fix geometries' in QGIS")


def _line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0]
