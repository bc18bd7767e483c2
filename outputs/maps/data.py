"""What the map page draws, as plain data: PCTs, clusters and SHAs with all that is said of them."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import geopandas as gpd
import shapely

from geodata.geography import Geography
from modelling.plan import Plan
from outputs.cluster_facts import ClusterFacts, describe_clusters
from outputs.maps.colours import UNASSIGNED, cluster_colours
from outputs.maps.flow_edges import FlowEdges, flow_lines, flow_words
from outputs.maps.marks import cluster_numbers
from outputs.maps.patient_flows import flow_data, patient_flows
from outputs.maps.shapes import (
    cut,
    dissolved,
    drawable,
    label_points,
    lines_between,
    rounded,
    simplified,
)
from outputs.wording import number, objective_title

MOST_POINTS = 60_000
"""Most points of PCT boundaries on a page: about 1.2 MB, and half as much again dissolved."""

MOST_AUTHORITY_POINTS = 25_000
"""Most points of the borders of local authorities: about 0.2 MB of lines."""

STRAY_M = 300.0
"""How far the border of an authority may lie from that of a PCT that it means to be the same as."""

DECIMALS = 4


@dataclass(frozen=True)
class MapData:
    """`page` is what the page's script reads; the rest is what its template lists."""

    page: Mapping[str, Any]
    clusters: tuple[ClusterFacts, ...]
    colours: Mapping[str, str]
    numbers: Mapping[str, str]
    unassigned: tuple[str, ...]
    bounds: tuple[tuple[float, float], tuple[float, float]]


def features(
    shapes: gpd.GeoSeries, properties: Mapping[str, Mapping[str, Any]]
) -> list[dict[str, Any]]:
    """Return GeoJSON features for the keys of `properties` that have a shape, in that order."""
    return [
        {
            "type": "Feature",
            "properties": dict(values),
            "geometry": json.loads(shapely.to_geojson(shapes[key])),
        }
        for key, values in properties.items()
        if key in shapes.index
    ]


def _pct_properties(
    geography: Geography,
    clusters: Sequence[ClusterFacts],
    edges: FlowEdges,
    labels: Mapping[str, tuple[float, float, float]],
) -> dict[str, dict[str, Any]]:
    """Return what is said of each PCT, those of a cluster together and the unassigned last.

    `short` is how the map calls it, and `label` where: latitude, longitude and room in degrees.
    """
    place = {pct: i for i, cluster in enumerate(clusters) for pct in cluster.pcts}
    ordered = sorted(geography.codes, key=lambda pct: (place.get(pct, len(clusters)), pct))
    return {
        pct: {
            "pct": pct,
            "name": geography.names[pct],
            "short": geography.short_names[pct],
            "label": labels.get(pct),
            "sha": geography.sha_of[pct],
            "residents": geography.residents[pct],
            "cluster": place.get(pct),
            "flows": flow_words(edges, pct, geography),
        }
        for pct in ordered
    }


def _cluster_properties(
    clusters: Iterable[ClusterFacts],
    colours: Mapping[str, str],
    labels: Mapping[str, tuple[float, float, float]],
    numbers: Mapping[str, str],
) -> dict[str, dict[str, Any]]:
    """Return what is said of each cluster; `label` is latitude, longitude and room in degrees.

    `number` is what a printed map calls it.
    """
    return {
        cluster.id: {
            "id": cluster.id,
            "number": numbers[cluster.id],
            "name": cluster.name,
            "shas": list(cluster.shas),
            "pcts": len(cluster.pcts),
            "residents": cluster.residents,
            "colour": colours[cluster.id],
            "scores": [[objective_title(k), number(v)] for k, v in cluster.scores.items()],
            "label": labels.get(cluster.id),
        }
        for cluster in clusters
    }


def _authority_borders(geography: Geography, pcts: gpd.GeoDataFrame) -> dict[str, Any] | None:
    """Return the borders between local authorities as GeoJSON, None where none were given.

    Where only some PCTs are drawn, only as far as those reach.
    """
    layer = geography.layer("local_authorities")
    if layer is None:
        return None
    lines = lines_between(simplified(layer.geometry, MOST_AUTHORITY_POINTS))
    if len(pcts) < len(geography.codes):
        lines = cut(lines, shapely.union_all(pcts.geometry.array).buffer(STRAY_M))
    borders: dict[str, Any] = json.loads(shapely.to_geojson(rounded(lines, DECIMALS)[0]))
    return borders


def bounds_of(shapes: gpd.GeoSeries) -> tuple[tuple[float, float], tuple[float, float]]:
    """Return (south, west), (north, east)."""
    west, south, east, north = (float(edge) for edge in shapes.total_bounds)
    return (south, west), (north, east)


def map_data(
    plan: Plan,
    geography: Geography,
    cluster_scores: Mapping[str, Mapping[str, float]] | None = None,
    edges: FlowEdges | None = None,
    around: Collection[str] | None = None,
    colours: Mapping[str, str] | None = None,
) -> MapData:
    """Return all that a map of the plan shows, the pairs joined by patient flow as `edges`.

    `around` are the PCTs to draw, all of them where it is left out; `colours` those of the clusters
    where they are to be as on another map. Raises `InputError` without boundaries.
    """
    edges = edges or FlowEdges()
    clusters = describe_clusters(plan, geography, cluster_scores)
    colours = colours or cluster_colours(plan, geography)
    pcts = drawable(geography, MOST_POINTS)
    if around is not None:
        pcts = pcts[pcts.index.isin(around)]
    assigned = dissolved(pcts, plan.cluster_of)
    sha_borders = rounded(lines_between(dissolved(pcts, geography.sha_of)), DECIMALS)
    degrees = rounded(pcts.geometry, DECIMALS)
    middles = label_points(pcts.geometry)
    pct_properties = _pct_properties(geography, clusters, edges, middles)
    numbers = cluster_numbers(plan, geography)
    cluster_properties = _cluster_properties(clusters, colours, label_points(assigned), numbers)
    page = {
        "pcts": features(degrees, pct_properties),
        "clusters": features(rounded(assigned, DECIMALS), cluster_properties),
        "shaBorders": json.loads(shapely.to_geojson(sha_borders[0])),
        "flowEdges": flow_lines(edges, pcts),
        "laBorders": _authority_borders(geography, pcts),
        "patientFlows": flow_data(patient_flows(geography, pcts.index), middles, geography),
        "attribution": geography.attribution,
        "unassigned": UNASSIGNED,
    }
    return MapData(
        page=page,
        clusters=clusters,
        colours=colours,
        numbers=numbers,
        unassigned=tuple(pct for pct in geography.codes if pct not in plan.cluster_of),
        bounds=bounds_of(degrees[degrees.index.isin(list(plan.cluster_of))]),
    )
