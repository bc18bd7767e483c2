"""PCTs, clusters and SHAs as shapes in longitude and latitude, without gaps between neighbours."""

from __future__ import annotations

from collections.abc import Mapping

import geopandas as gpd
import shapely

from geodata.geography import Geography
from geodata.problems import InputError, Problem

WGS84 = "EPSG:4326"
METRES_PER_DEGREE = 111_320.0


def boundaries(geography: Geography) -> gpd.GeoDataFrame:
    """Return the PCT boundaries in their own CRS, or raise `InputError` where there are none."""
    if geography.boundaries is None:
        message = "the geography has no PCT boundaries, so there is nothing to draw"
        remedy = "add a boundary layer to the folder, in anything GeoPandas reads"
        raise InputError([Problem(geography.name, "boundaries", message, remedy)])
    return geography.boundaries


def _is_coverage(shapes: gpd.GeoSeries) -> bool:
    """Return whether neighbours share their borders point for point."""
    return bool(shapely.coverage_is_valid(shapes.array))


def dissolved(pct_shapes: gpd.GeoDataFrame, group_of: Mapping[str, str]) -> gpd.GeoSeries:
    """Return one shape for every group of PCTs, index group, in the CRS of `pct_shapes`.

    Where the PCTs are a coverage, shared borders fall away exactly and groups never gap or
    overlap; a planner's own boundaries may hold slivers, and are then merged as they stand. PCTs
    in no group are left out.
    """
    groups = [group_of.get(pct) for pct in pct_shapes.index]
    kept = pct_shapes[["geometry"]].assign(group=groups).dropna(subset="group")
    method = "coverage" if _is_coverage(kept.geometry) else "unary"
    return kept.dissolve("group", method=method).geometry


def rounded(shapes: gpd.GeoSeries, decimals: int) -> gpd.GeoSeries:
    """Return the shapes in longitude and latitude (WGS84), rounded, exteriors anticlockwise.

    Every point is projected and rounded by itself, so points that two shapes share stay shared.
    Four decimals are 11 m on the ground, six 0.1 m.
    """
    degrees = shapes.to_crs(WGS84)
    points = shapely.transform(degrees.array, lambda xy: xy.round(decimals))
    oriented = shapely.orient_polygons(points, exterior_cw=False)
    return gpd.GeoSeries(oriented, index=shapes.index, crs=WGS84)


def label_points(shapes: gpd.GeoSeries) -> Mapping[str, tuple[float, float, float]]:
    """Return for every shape where a label fits best: latitude, longitude, room in degrees.

    The point is the centre of the largest circle inside the shape, and the room its diameter in
    degrees of latitude.
    """
    circles = gpd.GeoSeries(
        shapely.maximum_inscribed_circle(shapes.array, tolerance=200.0),
        index=shapes.index,
        crs=shapes.crs,
    )
    centres = shapely.get_point(circles.array, 0)
    degrees = gpd.GeoSeries(centres, index=shapes.index, crs=shapes.crs).to_crs(WGS84)
    room = 2 * circles.length / METRES_PER_DEGREE
    return {
        key: (round(point.y, 4), round(point.x, 4), round(float(room[key]), 4))
        for key, point in degrees.items()
    }


def simplified(shapes: gpd.GeoSeries, most_points: int) -> gpd.GeoSeries:
    """Return the shapes with at most so many points, in their own CRS.

    Shared borders are simplified once, as a coverage (Visvalingam-Whyatt), starting at 25 m and
    doubling the tolerance until the points fit; shapes that fit already are left alone.
    """
    found, tolerance_m = shapes, 25.0
    while found.count_coordinates().sum() > most_points and tolerance_m < 10_000:
        simple = shapely.coverage_simplify(shapes.array, tolerance_m)
        found = gpd.GeoSeries(simple, index=shapes.index, crs=shapes.crs)
        tolerance_m *= 2
    return found


def drawable(geography: Geography, most_points: int) -> gpd.GeoDataFrame:
    """Return the PCT boundaries with at most so many points, in their own CRS."""
    shapes = boundaries(geography)
    given = shapes.geometry
    simple = simplified(given, most_points)
    return shapes if simple is given else shapes.set_geometry(simple)


def lines_between(shapes: gpd.GeoSeries) -> gpd.GeoSeries:
    """Return as one row the borders along which shapes meet, their outer edge left out."""
    edges = shapely.union_all(shapely.boundary(shapes.array))
    union = shapely.coverage_union_all if _is_coverage(shapes) else shapely.union_all
    outside = shapely.boundary(union(shapes.array))
    lines = shapely.line_merge(shapely.difference(edges, outside))
    return gpd.GeoSeries([lines], crs=shapes.crs)


def cut(lines: gpd.GeoSeries, area: shapely.Geometry) -> gpd.GeoSeries:
    """Return of each row of lines what lies in the area; where they only touch it, nothing."""
    inside = shapely.intersection(lines.array, area)
    kept = [
        shapely.multilinestrings([p for p in shapely.get_parts(row) if p.geom_type == "LineString"])
        for row in inside
    ]
    return gpd.GeoSeries(kept, index=lines.index, crs=lines.crs)
