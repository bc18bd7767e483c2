"""Finds out whether polygons lie where their CRS says, and brings them to metres."""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
from pyproj import CRS, Transformer

from geodata.description import Description

NATIONAL_GRID = "EPSG:27700"
FAR_KM = 50.0


class CrsError(Exception):
    """The message is what is wrong with the CRS; the second argument is the remedy."""


def in_metres(frame: gpd.GeoDataFrame, path: Path, description: Description) -> gpd.GeoDataFrame:
    """Return the polygons in `working_crs`, else their own CRS if in metres, else the UTM zone.

    Raises `CrsError` where there is no CRS, or where the coordinates cannot be in the one given.
    """
    if description.crs and not _carries_crs(frame, path):
        frame = frame.set_crs(description.crs, allow_override=True)
    if frame.crs is None:
        remedy = "say which it is in geography.yaml, such as 'crs: EPSG:27700'"
        raise CrsError("has no CRS", remedy)
    _check_extent(frame)
    working = description.working_crs
    if working is None:
        working = frame.crs if _is_in_metres(frame.crs) else frame.estimate_utm_crs()
    projected = frame.to_crs(working)
    if not np.isfinite(projected.total_bounds).all():
        message = f"cannot be projected from {_name(frame.crs)} to {_name(projected.crs)}"
        raise CrsError(message, "check the file's CRS, and working_crs in geography.yaml")
    return projected


def far_from_centroids(boundaries: gpd.GeoDataFrame, pcts: pd.DataFrame) -> float:
    """Return how far in km the polygons lie from the PCTs' centroids, at the median.

    0 where `pcts` has no easting and northing (British National Grid).
    """
    if not {"easting", "northing"} <= set(pcts.columns) or pcts[["easting", "northing"]].isna().any(
        axis=None
    ):
        return 0.0
    points = gpd.GeoSeries.from_xy(pcts["easting"], pcts["northing"], crs=NATIONAL_GRID)
    distances = boundaries.geometry.distance(points.to_crs(boundaries.crs), align=True)
    return float(distances.median()) / 1000


def _is_in_metres(crs: CRS) -> bool:
    """Whether a metre on the map is about a metre on the ground: not so in (Web) Mercator."""
    if not crs.is_projected or crs.axis_info[0].unit_name != "metre":
        return False
    method = crs.coordinate_operation.method_name if crs.coordinate_operation else ""
    return not method.startswith(("Mercator", "Popular Visualisation"))


def _name(crs: CRS) -> str:
    return f"{crs.to_string() if len(crs.to_string()) < 30 else crs.name}"


def _carries_crs(frame: gpd.GeoDataFrame, path: Path) -> bool:
    """Say whether the file names its CRS: GeoJSON without a name is read as WGS 84 all the same."""
    if path.suffix.lower() in (".geojson", ".json"):
        return b'"crs"' in path.read_bytes()
    return frame.crs is not None


def _check_extent(frame: gpd.GeoDataFrame) -> None:
    crs, bounds = frame.crs, frame.total_bounds
    west, south, east, north = _extent_of_use(crs)
    margin_x, margin_y = (1.0, 1.0) if crs.is_geographic else (east - west, north - south)
    outside = (
        bounds[0] < west - margin_x
        or bounds[1] < south - margin_y
        or bounds[2] > east + margin_x
        or bounds[3] > north + margin_y
    )
    looks_like_degrees = not crs.is_geographic and np.abs(bounds).max() <= 180
    if outside or looks_like_degrees:
        corner = f"{bounds[0]:.6g}, {bounds[1]:.6g}"
        likely = "degrees" if looks_like_degrees else "another CRS"
        message = f"is labelled {_name(crs)}, but its coordinates (from {corner}) are {likely}"
        remedy = "give the file its true CRS ('Assign projection' in QGIS, without reprojecting)"
        raise CrsError(message, remedy)


def _extent_of_use(crs: CRS) -> tuple[float, float, float, float]:
    """Return where coordinates of the CRS may lie, in its own units, x before y."""
    area = crs.area_of_use
    if area is None:
        return (-np.inf, -np.inf, np.inf, np.inf)
    if crs.is_geographic:
        return area.bounds
    to_crs = Transformer.from_crs(crs.geodetic_crs, crs, always_xy=True)
    return to_crs.transform_bounds(*area.bounds)
