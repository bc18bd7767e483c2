"""Sets of consortia as the map of footprints shows them: listed by overlap, drawn if they can."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import geopandas as gpd
import shapely

from geodata.geography import Geography
from modelling.consortia import Consortium, consortia_of
from modelling.overlaps import Overlap, Thresholds, overlaps
from modelling.plan import Plan
from outputs.maps.shapes import rounded, simplified

MOST_POINTS = 60_000
"""Most points of the footprints of all sets together: about 1.2 MB, and half as much in lines."""

DECIMALS = 4


@dataclass(frozen=True)
class Listed:
    """A consortium that shares residents with some cluster of the plan.

    overlaps   with each such cluster, the nearest first
    pct_shares the share of its residents in each PCT of the plan, most first
    """

    code: str
    name: str
    residents: int
    overlaps: tuple[Overlap, ...]
    pct_shares: Mapping[str, float]

    @property
    def over(self) -> bool:
        """Whether some cluster is on its footprint: at the scenario's threshold or above."""
        return any(pair.kept is False for pair in self.overlaps)


@dataclass(frozen=True)
class FootprintSet:
    """A set of consortia: the nearest to a cluster first, and how many the plan does not reach."""

    name: str
    label: str
    threshold: float | None
    consortia: tuple[Listed, ...]
    elsewhere: int
    shapes: gpd.GeoSeries | None

    @property
    def drawn(self) -> bool:
        """Whether there are polygons to draw."""
        return self.shapes is not None

    @property
    def over(self) -> tuple[Listed, ...]:
        """The consortia on whose footprint a cluster is."""
        return tuple(c for c in self.consortia if c.over)

    @property
    def below(self) -> tuple[Listed, ...]:
        """The other consortia."""
        return tuple(c for c in self.consortia if not c.over)

    @property
    def clusters_over(self) -> int:
        """Clusters that are on the footprint of some consortium."""
        return len({o.cluster for c in self.over for o in c.overlaps if o.kept is False})


def footprint_sets(plan: Plan, geography: Geography, sets: Thresholds) -> tuple[FootprintSet, ...]:
    """Return the sets with their consortia listed by their overlap with the nearest cluster."""
    return tuple(_footprint_set(plan, geography, name, sets[name]) for name in sets)


def _footprint_set(
    plan: Plan, geography: Geography, name: str, threshold: float | None
) -> FootprintSet:
    found: dict[str, list[Overlap]] = {}
    for pairs in overlaps(plan, geography, {name: threshold}).values():
        for pair in pairs:
            found.setdefault(pair.consortium, []).append(pair)
    every = consortia_of(geography.consortia[name])
    layer = geography.layer(f"consortia/{name}")
    listed = [_listed(c, found[c.code], plan) for c in every if c.code in found]
    ordered = sorted(listed, key=lambda c: (not c.over, -c.overlaps[0].overlap, c.code))
    return FootprintSet(
        name=name,
        label=geography.label(f"consortia/{name}"),
        threshold=threshold,
        consortia=tuple(ordered),
        elsewhere=len(every) - len(ordered),
        shapes=None if layer is None else layer.geometry,
    )


def _listed(consortium: Consortium, pairs: Sequence[Overlap], plan: Plan) -> Listed:
    ordered = tuple(sorted(pairs, key=lambda pair: (-pair.overlap, pair.cluster)))
    here = {p: n for p, n in consortium.residents.items() if n and p in plan.cluster_of}
    most_first = sorted(here, key=lambda pct: (-here[pct], pct))
    shares = {pct: here[pct] / consortium.total for pct in most_first}
    return Listed(consortium.code, consortium.name, consortium.total, ordered, shares)


def set_data(
    sets: Sequence[FootprintSet],
    places: Mapping[str, int],
    pcts: gpd.GeoSeries,
    residents: Mapping[str, int],
) -> list[dict[str, Any]]:
    """Return what the page's script reads of each set.

    `places` is the position of each cluster on the page, and `pcts` the polygons of the PCTs drawn.
    """
    outside = shapely.boundary(shapely.union_all(pcts.array))
    most_points = MOST_POINTS // max(1, len(sets))
    return [
        {
            "name": each.name,
            "consortia": [_said(c, places) for c in each.consortia],
            "pcts": _by_pct(each, residents),
            **(_drawn(each, pcts, outside, most_points) or {"shapes": None, "lines": None}),
        }
        for each in sets
    ]


def _said(consortium: Listed, places: Mapping[str, int]) -> dict[str, Any]:
    return {
        "code": consortium.code,
        "name": consortium.name,
        "residents": consortium.residents,
        "over": consortium.over,
        "overlaps": [
            [places[pair.cluster], f"{pair.overlap:.1%}", pair.shared, pair.kept is False]
            for pair in consortium.overlaps
        ],
        "pcts": list(consortium.pct_shares),
    }


def _by_pct(each: FootprintSet, residents: Mapping[str, int]) -> dict[str, list[list[Any]]]:
    """Return for each PCT the consortia of its residents by position, with their share of them."""
    found: dict[str, list[tuple[float, int]]] = {}
    for place, consortium in enumerate(each.consortia):
        for pct, share in consortium.pct_shares.items():
            part = share * consortium.residents / residents[pct] if residents[pct] else 0.0
            found.setdefault(pct, []).append((part, place))
    return {
        p: [[i, f"{x:.0%}"] for x, i in sorted(rows, reverse=True)] for p, rows in found.items()
    }


def _drawn(
    each: FootprintSet, pcts: gpd.GeoSeries, outside: Any, most_points: int
) -> dict[str, Any] | None:
    """Return the footprints as geometries and their borders as lines, None where none were given.

    The outer edge of the PCTs is no border of a consortium: its line would only trace the coast.
    """
    if each.shapes is None:
        return None
    shapes = each.shapes.reindex([c.code for c in each.consortia]).to_crs(pcts.crs)
    shapes = simplified(shapes, most_points)
    edges = shapely.union_all(shapely.boundary(shapes.array))
    lines = gpd.GeoSeries([shapely.line_merge(shapely.difference(edges, outside))], crs=pcts.crs)
    return {
        "shapes": list(_geometries(rounded(shapes, DECIMALS))),
        "lines": next(_geometries(rounded(lines, DECIMALS))),
    }


def _geometries(shapes: gpd.GeoSeries) -> Iterator[Any]:
    return (json.loads(text) for text in shapely.to_geojson(shapes.array))
