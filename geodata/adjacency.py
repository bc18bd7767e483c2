"""Which PCTs are neighbours, read off their boundaries or declared by hand."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geodata.description import AdjacencySettings

COLUMNS = ("pct_a", "pct_b", "kind", "shared_km", "gap_m", "note")


def derive_adjacency(boundaries: gpd.GeoDataFrame, settings: AdjacencySettings) -> pd.DataFrame:
    """Return the pairs of neighbours, `pct_a` before `pct_b`, in order.

    land          they share at least `min_shared_m` of border (rook contiguity)
    point_touch   they share less, and come within `tolerance_m` of each other
    water_or_gap  they come within `max_gap_m`, and no third PCT lies on the shortest way across

    The border is measured exactly where the polygons meet cleanly. Where slivers, gaps or overlaps
    no wider than `tolerance_m` lie between them, it is the part of either border that lies within
    `tolerance_m` of the other polygon, the mean of both ways, less `tolerance_m` at either end.
    """
    shared_m = _shared_borders(boundaries, settings.tolerance_m)
    near = _distances(boundaries, max(settings.max_gap_m, settings.tolerance_m))
    rows = []
    for (a, b), gap_m in near.items():
        length_m = shared_m.get((a, b), 0.0)
        if length_m >= settings.min_shared_m and length_m > 0:
            kind = "land"
        elif gap_m <= settings.tolerance_m:
            kind = "point_touch"
        elif gap_m <= settings.max_gap_m and _open_between(boundaries, a, b):
            kind = "water_or_gap"
        else:
            continue
        rows.append((a, b, kind, length_m / 1000, gap_m, ""))
    return pd.DataFrame(sorted(rows), columns=list(COLUMNS))


def normalised(adjacency: pd.DataFrame) -> pd.DataFrame:
    """Return a table of pairs with the lower code first, every column there, in order."""
    given = adjacency.reindex(columns=list(dict.fromkeys((*COLUMNS, *adjacency.columns))))
    turned = given["pct_a"] > given["pct_b"]
    ends = given[["pct_a", "pct_b"]].to_numpy()
    given[["pct_a", "pct_b"]] = np.where(turned.to_numpy()[:, None], ends[:, ::-1], ends)
    given["shared_km"] = given["shared_km"].astype("float64").fillna(0.0)
    given["gap_m"] = given["gap_m"].astype("float64")
    given["note"] = given["note"].astype("object").fillna("").astype("str")
    return given.sort_values(["pct_a", "pct_b"], ignore_index=True)


def with_bridges(adjacency: pd.DataFrame, bridges: pd.DataFrame) -> pd.DataFrame:
    """Return the pairs with those declared by hand, whose kind comes before what was there."""
    if bridges.empty:
        return adjacency
    kind = bridges["kind"] if "kind" in bridges else pd.Series("", index=bridges.index)
    declared = normalised(bridges.assign(kind=kind.replace("", "bridge")))
    known = adjacency.set_index(["pct_a", "pct_b"])
    declared = declared.set_index(["pct_a", "pct_b"])
    for column in ("shared_km", "gap_m"):
        measured = known[column].reindex(declared.index)
        declared[column] = measured.fillna(declared[column])
    rest = known[~known.index.isin(declared.index)]
    return normalised(pd.concat([rest, declared]).reset_index())


def _shared_borders(
    boundaries: gpd.GeoDataFrame, tolerance_m: float
) -> dict[tuple[str, str], float]:
    """Return the length in metres of the border of every pair that has one."""
    from libpysal.graph import Graph

    rook = Graph.build_contiguity(boundaries, rook=True, strict=True, by_perimeter=True)
    exact = {(a, b): float(m) for (a, b), m in rook.adjacency.items() if a < b}
    if shapely.coverage_is_valid(boundaries.geometry.to_numpy(), gap_width=tolerance_m):
        return exact
    touching = Graph.build_fuzzy_contiguity(boundaries, buffer=tolerance_m / 2)
    pairs = [(a, b) for (a, b), weight in touching.adjacency.items() if weight and a < b]
    near = dict(zip(boundaries.index, boundaries.buffer(tolerance_m), strict=True))
    border = boundaries.boundary
    within = {
        (a, b): border[a].intersection(near[b]).length + border[b].intersection(near[a]).length
        for a, b in pairs
    }
    return {
        pair: max(exact.get(pair, 0.0), both_ways / 2 - 2 * tolerance_m)
        for pair, both_ways in within.items()
    }


def _distances(boundaries: gpd.GeoDataFrame, most_m: float) -> dict[tuple[str, str], float]:
    """Return the distance in metres of every pair no further apart than `most_m`."""
    shapes = boundaries.geometry.to_numpy()
    left, right = boundaries.sindex.query(shapes, predicate="dwithin", distance=most_m)
    first, second = boundaries.index.to_numpy()[left], boundaries.index.to_numpy()[right]
    once = first < second
    gaps = shapely.distance(shapes[left[once]], shapes[right[once]])
    return dict(zip(zip(first[once], second[once], strict=True), map(float, gaps), strict=True))


def _open_between(boundaries: gpd.GeoDataFrame, a: str, b: str) -> bool:
    """Say whether the shortest way from one PCT to the other crosses no third."""
    way = shapely.shortest_line(boundaries.geometry[a], boundaries.geometry[b])
    crossed = boundaries.index[boundaries.sindex.query(way, predicate="intersects")]
    return not any(
        boundaries.geometry[c].intersection(way).length > 0 for c in crossed if c not in (a, b)
    )
