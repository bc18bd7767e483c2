"""The pairs of PCTs that count as joined for their flow of patients alone, and how to draw them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import geopandas as gpd

from geodata.geography import Geography
from modelling.case import Case
from outputs.maps.shapes import label_points


@dataclass(frozen=True)
class FlowEdges:
    """Pairs that do not touch and that the scenario joins, with their flow, both ways summed.

    `share` is the least flow that joins, 0 where the scenario joins nobody so.
    """

    share: float = 0.0
    pairs: Mapping[tuple[str, str], float] = field(default_factory=dict)

    def of(self, pct: str) -> dict[str, float]:
        """Return the flow of each PCT that this one is joined to."""
        return {(b if a == pct else a): x for (a, b), x in self.pairs.items() if pct in (a, b)}


def flow_edges(case: Case) -> FlowEdges:
    """Return the pairs that `contiguity: flows_over` joins and that one cluster could hold."""
    rule = case.scenario.rules.contiguity
    if rule is None or rule.flows_over is None:
        return FlowEdges()
    pools = [set(pool) for pool in case.search().pools.values()]
    pairs = {
        pair: flow
        for pair, flow in rule.joined_by_flow(case).items()
        if any(pool.issuperset(pair) for pool in pools)
    }
    return FlowEdges(rule.flows_over, pairs)


def flow_lines(edges: FlowEdges, shapes: gpd.GeoDataFrame) -> list[dict[str, Any]]:
    """Return a line for each pair as GeoJSON, between the middles of the two PCTs."""
    ends = {pct for pair in edges.pairs for pct in pair}
    middles = label_points(shapes.geometry[shapes.index.isin(ends)]) if ends else {}
    return [
        {
            "type": "Feature",
            "properties": {"pcts": list(pair)},
            "geometry": {
                "type": "LineString",
                "coordinates": [[middles[p][1], middles[p][0]] for p in pair],
            },
        }
        for pair in edges.pairs
    ]


def flow_words(edges: FlowEdges, pct: str, geography: Geography) -> list[list[str]]:
    """Return the name of each PCT that this one is joined to, and the flow in per cent."""
    joined = sorted(edges.of(pct).items(), key=lambda item: (-item[1], item[0]))
    return [[geography.names[other], f"{flow:.0%}"] for other, flow in joined]
