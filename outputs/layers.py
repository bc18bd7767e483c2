"""The plan as GIS layers: `plan.gpkg` and `plan.geojson`, PCTs and dissolved clusters."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import geopandas as gpd
import shapely

from geodata.files import replacing, write_text
from geodata.geography import Geography
from modelling.plan import Plan
from outputs.cluster_facts import describe_clusters
from outputs.maps.shapes import boundaries, dissolved, rounded
from outputs.record import finite

RFC_7946_DECIMALS = 6

Scores = Mapping[str, Mapping[str, float]]


def pct_layer(plan: Plan, geography: Geography) -> gpd.GeoDataFrame:
    """Return one row for every PCT of the geography; `cluster` is empty where the plan has none.

    Columns pct, pct_name, sha, cluster, cluster_name, residents, geometry, in the CRS of the
    boundaries. Raises `InputError` for a geography without boundaries.
    """
    shapes = boundaries(geography)
    clusters = [plan.cluster_of.get(pct) for pct in shapes.index]
    return gpd.GeoDataFrame(
        {
            "pct": shapes.index.astype(str),
            "pct_name": [geography.names[pct] for pct in shapes.index],
            "sha": [geography.sha_of[pct] for pct in shapes.index],
            "cluster": clusters,
            "cluster_name": [None if c is None else plan.cluster_name(c) for c in clusters],
            "residents": [geography.residents[pct] for pct in shapes.index],
        },
        geometry=shapes.geometry.array,
        crs=shapes.crs,
    )


def cluster_layer(
    plan: Plan, geography: Geography, cluster_scores: Scores | None = None
) -> gpd.GeoDataFrame:
    """Return one row for every cluster of the plan, its PCTs dissolved.

    Columns cluster, cluster_name, sha (all of them, comma-separated, the largest first), pcts
    (their number), residents, score_<objective>..., geometry, in the CRS of the boundaries.
    """
    facts = describe_clusters(plan, geography, cluster_scores)
    shapes = dissolved(boundaries(geography), plan.cluster_of).reindex([f.id for f in facts])
    objectives = sorted({name for f in facts for name in f.scores})
    columns: dict[str, Any] = {
        "cluster": [f.id for f in facts],
        "cluster_name": [f.name for f in facts],
        "sha": [", ".join(f.shas) for f in facts],
        "pcts": [len(f.pcts) for f in facts],
        "residents": [f.residents for f in facts],
    }
    for name in objectives:
        columns[f"score_{name}"] = [f.scores.get(name) for f in facts]
    return gpd.GeoDataFrame(columns, geometry=shapes.array, crs=shapes.crs)


def write_geopackage(
    path: Path, plan: Plan, geography: Geography, cluster_scores: Scores | None = None
) -> None:
    """Write the layers `pcts` and `clusters` to one GeoPackage, whole or not at all."""
    with replacing(path) as temporary:
        pct_layer(plan, geography).to_file(temporary, layer="pcts", driver="GPKG")
        clusters = cluster_layer(plan, geography, cluster_scores)
        clusters.to_file(temporary, layer="clusters", driver="GPKG", mode="a")


def _features(layer: gpd.GeoDataFrame, kind: str, id_column: str) -> list[dict[str, Any]]:
    """Return the layer as GeoJSON features in WGS84 with a `kind` among their properties."""
    shapes = rounded(layer.geometry, RFC_7946_DECIMALS)
    rows = layer.drop(columns="geometry").astype(object).to_dict("records")
    return [
        {
            "type": "Feature",
            "id": f"{kind}/{row[id_column]}",
            "properties": {"kind": kind, **finite(row)},
            "geometry": json.loads(shapely.to_geojson(shape)),
        }
        for row, shape in zip(rows, shapes, strict=True)
    ]


def plan_geojson(plan: Plan, geography: Geography, cluster_scores: Scores | None = None) -> str:
    """Return clusters, then PCTs, as one GeoJSON collection (RFC 7946): `kind` tells them apart.

    Longitude and latitude in WGS84 with six decimals (0.1 m), exteriors anticlockwise.
    """
    clusters = cluster_layer(plan, geography, cluster_scores)
    features = _features(clusters, "cluster", "cluster")
    features += _features(pct_layer(plan, geography), "pct", "pct")
    collection = {"type": "FeatureCollection", "features": features}
    return json.dumps(collection, allow_nan=False, ensure_ascii=False, separators=(",", ":"))


def write_geojson(
    path: Path, plan: Plan, geography: Geography, cluster_scores: Scores | None = None
) -> None:
    """Write the plan as GeoJSON, whole or not at all."""
    write_text(path, plan_geojson(plan, geography, cluster_scores) + "\n")
