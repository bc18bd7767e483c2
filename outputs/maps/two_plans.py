"""What a page about two plans carries: every shape once, and what each plan says of it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import geopandas as gpd
import networkx as nx
import shapely

from geodata.geography import Geography
from modelling.difference import Difference
from modelling.plan import Plan
from outputs.cluster_facts import ClusterFacts, describe_clusters
from outputs.maps.colours import UNASSIGNED, cluster_graph, colour_graph
from outputs.maps.data import DECIMALS, MOST_POINTS, bounds_of, features
from outputs.maps.marks import pct_marks
from outputs.maps.shapes import dissolved, drawable, label_points, lines_between, rounded
from outputs.maps.stage import Bounds

Colours = tuple[Mapping[str, str], Mapping[str, str]]


@dataclass(frozen=True)
class TwoPlans:
    """`page` is what the page's scripts read; the rest is what its template and its maps need.

    shapes  the PCTs as they are drawn, in the CRS of the boundaries
    before  facts of the earlier plan's clusters, in the order of `page["before"]`
    after   those of the later plan's
    bounds  what to show when the page opens: the PCTs that are compared
    """

    page: Mapping[str, Any]
    shapes: gpd.GeoDataFrame
    before: tuple[ClusterFacts, ...]
    after: tuple[ClusterFacts, ...]
    bounds: Bounds


def numbered(found: Difference) -> Mapping[str, str]:
    """Return what each PCT that moves is called, such as "7c", by SHA in the order of moves.

    It is called so in print too: by the number of the cluster that it joins, and a letter.
    """
    marks = pct_marks(found.after, found.geography)
    return {move.pct: marks[move.pct] for sha in found.by_sha.values() for move in sha.moves}


def joint_colours(found: Difference) -> Colours:
    """Return the colours of the clusters of both plans, by cluster id.

    A cluster that continues another has its colour, and no two neighbours in either plan are
    alike.
    """
    later = {old: new for new, old in found.continues.items()}
    of_before = {
        c: f"after {later[c]}" if c in later else f"before {c}" for c in found.before.clusters
    }
    of_after = {c: f"after {c}" for c in found.after.clusters}
    graph = nx.compose(
        nx.relabel_nodes(cluster_graph(found.before, found.geography), of_before),
        nx.relabel_nodes(cluster_graph(found.after, found.geography), of_after),
    )
    colours = colour_graph(graph)
    return (
        {c: colours[node] for c, node in of_before.items()},
        {c: colours[node] for c, node in of_after.items()},
    )


def _pct_properties(
    found: Difference, before: tuple[ClusterFacts, ...], after: tuple[ClusterFacts, ...]
) -> dict[str, dict[str, Any]]:
    """Return what is said of each PCT, those of a cluster of the later plan together."""
    geography = found.geography
    old = {pct: i for i, cluster in enumerate(before) for pct in cluster.pcts}
    new = {pct: i for i, cluster in enumerate(after) for pct in cluster.pcts}
    numbers = numbered(found)
    return {
        pct: {
            "pct": pct,
            "name": geography.names[pct],
            "short": geography.short_names[pct],
            "sha": geography.sha_of[pct],
            "residents": geography.residents[pct],
            "before": old.get(pct),
            "after": new.get(pct),
            "move": numbers.get(pct),
        }
        for pct in sorted(geography.codes, key=lambda pct: (new.get(pct, len(after)), pct))
    }


def _clusters(
    facts: tuple[ClusterFacts, ...],
    shapes: gpd.GeoSeries,
    colours: Mapping[str, str],
    place_of: dict[tuple[str, ...], int],
    same: frozenset[str],
) -> list[dict[str, Any]]:
    """Return what is said of a plan's clusters; `shape` is a place among the page's shapes."""
    labels = label_points(shapes)
    return [
        {
            "id": cluster.id,
            "name": cluster.name,
            "shas": list(cluster.shas),
            "pcts": list(cluster.pcts),
            "residents": cluster.residents,
            "colour": colours[cluster.id],
            "same": cluster.id in same,
            "label": labels.get(cluster.id),
            "shape": place_of.setdefault(cluster.pcts, len(place_of)),
        }
        for cluster in facts
    ]


def two_plans(found: Difference) -> TwoPlans:
    """Return all that a page about two plans carries.

    Clusters that both plans have share one shape. Raises `InputError` without boundaries.
    """
    geography = found.geography
    pcts = drawable(geography, MOST_POINTS)
    degrees = rounded(pcts.geometry, DECIMALS)
    colours = joint_colours(found)
    place_of: dict[tuple[str, ...], int] = {}
    drawn: dict[tuple[str, ...], Any] = {}
    said: dict[str, list[dict[str, Any]]] = {}
    facts: dict[str, tuple[ClusterFacts, ...]] = {}
    sides = (
        ("before", found.before, frozenset(found.kept.values())),
        ("after", found.after, frozenset(found.kept)),
    )
    for (side, plan, same), own in zip(sides, colours, strict=True):
        shapes = dissolved(pcts, plan.cluster_of)
        facts[side] = describe_clusters(plan, geography)
        said[side] = _clusters(facts[side], shapes, own, place_of, same)
        for cluster, shape in rounded(shapes, DECIMALS).items():
            drawn.setdefault(plan.clusters[str(cluster)], shape)
    page = {
        "pcts": features(degrees, _pct_properties(found, facts["before"], facts["after"])),
        "shapes": [json.loads(shapely.to_geojson(drawn[members])) for members in place_of],
        **said,
        "titles": {"before": found.before.name, "after": found.after.name},
        "shaBorders": _sha_borders(pcts, geography),
        "attribution": geography.attribution,
        "unassigned": UNASSIGNED,
    }
    shown = list(found.shared) or [*found.only_before, *found.only_after] or list(degrees.index)
    bounds = bounds_of(degrees[degrees.index.isin(shown)])
    return TwoPlans(page, pcts, facts["before"], facts["after"], bounds)


def border_lines(shapes: gpd.GeoDataFrame, plan: Plan) -> dict[str, Any]:
    """Return the borders between the clusters of a plan as GeoJSON lines."""
    lines = rounded(lines_between(dissolved(shapes, plan.cluster_of)), DECIMALS)
    return dict(json.loads(shapely.to_geojson(lines.iloc[0])))


def _sha_borders(shapes: gpd.GeoDataFrame, geography: Geography) -> dict[str, Any]:
    lines = rounded(lines_between(dissolved(shapes, geography.sha_of)), DECIMALS)
    return dict(json.loads(shapely.to_geojson(lines.iloc[0])))
