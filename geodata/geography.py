"""`Geography`: the facts about one list of areas, checked, frozen and ready to be used."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from threading import RLock
from types import MappingProxyType
from typing import Any, TypeVar

import geopandas as gpd
import networkx as nx
import numpy as np
import pandas as pd

EDGE_KINDS = ("land", "water_or_gap", "point_touch", "ferry", "bridge")
MOST_KEPT = 200
"""Things made of a geography that are kept (see `Geography.once`)."""

T = TypeVar("T")


@dataclass(frozen=True, eq=False)
class Geography:
    """Areas (PCTs), the authorities they nest in (SHAs), and what joins them to one another.

    Made by `geodata.load_geography`, which checks every table against its contract first (see
    `geodata.contracts` for the columns and their units). The tables are not to be written to.

    pcts              index pct; name, sha, residents, and any optional column the folder brought
    adjacency         pct_a, pct_b, kind (one of `EDGE_KINDS`), shared_km, gap_m; one row a pair
    boundaries        index pct; geometry in a projected CRS in metres; None if none were given
    flows             pct, trust, share_of_admissions in [0, 1]
    trusts            trust, trust_name, and what else is known of them
    local_authorities upper_tier_la, pct, residents
    arrangements      arrangement, pct: groupings of PCTs that exist already
    consortia         by set name: consortium, consortium_name, pct, residents
    plans             by plan name: pct, cluster, cluster_name
    sources           table, title, source, certainty, label (how to name a proxy where shown)
    layers            by table, "local_authorities" or "consortia/<set>", the polygons of its
                      authorities or consortia: see `layer`
    sha256            by file name: the hash of every input file read
    """

    name: str
    title: str
    pcts: pd.DataFrame
    adjacency: pd.DataFrame
    boundaries: gpd.GeoDataFrame | None
    flows: pd.DataFrame
    trusts: pd.DataFrame
    local_authorities: pd.DataFrame
    arrangements: pd.DataFrame
    consortia: Mapping[str, pd.DataFrame]
    plans: Mapping[str, pd.DataFrame]
    sources: pd.DataFrame
    sha256: Mapping[str, str]
    attribution: str = ""
    reference_plan: str | None = None
    notes: tuple[str, ...] = field(default=())
    layers: Mapping[str, gpd.GeoDataFrame] = field(default_factory=lambda: MappingProxyType({}))

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """Every PCT code, in the order of the table."""
        return tuple(self.pcts.index)

    @cached_property
    def shas(self) -> tuple[str, ...]:
        """Every SHA, alphabetically."""
        return tuple(sorted(self.pcts["sha"].unique()))

    @cached_property
    def residents(self) -> Mapping[str, int]:
        """Residents of each PCT."""
        return MappingProxyType({str(c): int(n) for c, n in self.pcts["residents"].items()})

    @cached_property
    def names(self) -> Mapping[str, str]:
        """Name of each PCT."""
        return MappingProxyType({str(c): str(n) for c, n in self.pcts["name"].items()})

    @cached_property
    def short_names(self) -> Mapping[str, str]:
        """How the names of clusters call each PCT: its short name, or else its name."""
        short = self.pcts["short_name"] if "short_name" in self.pcts else self.pcts["name"]
        return MappingProxyType(
            {
                str(c): n if isinstance(n, str) and n else self.names[str(c)]
                for c, n in short.items()
            }
        )

    @cached_property
    def sha_of(self) -> Mapping[str, str]:
        """SHA of each PCT."""
        return MappingProxyType({str(c): str(s) for c, s in self.pcts["sha"].items()})

    @cached_property
    def headquarters(self) -> Mapping[str, str]:
        """PCT of each trust's headquarters, of the trusts that have theirs in one of the PCTs."""
        if "hq_pct" not in self.trusts:
            return MappingProxyType({})
        pairs = zip(self.trusts["trust"], self.trusts["hq_pct"], strict=True)
        return MappingProxyType({str(t): str(pct) for t, pct in pairs if pct in self.names})

    @cached_property
    def centres_m(self) -> Mapping[str, tuple[float, float]]:
        """Where each PCT's distances are measured from: x and y in metres.

        The population-weighted centroid where pcts.csv has easting and northing for every PCT; else
        a point inside each polygon; empty where there are no boundaries either.
        """
        given = {"easting", "northing"} <= set(self.pcts.columns)
        if given and self.pcts[["easting", "northing"]].notna().all(axis=None):
            xy = self.pcts[["easting", "northing"]].to_numpy(dtype=float)
        elif self.boundaries is not None:
            inside = self.boundaries.representative_point()
            xy = np.column_stack([inside.x, inside.y])
        else:
            return MappingProxyType({})
        return MappingProxyType(
            {c: (float(x), float(y)) for c, (x, y) in zip(self.codes, xy, strict=True)}
        )

    @cached_property
    def _making(self) -> RLock:
        return RLock()

    @cached_property
    def _made(self) -> OrderedDict[Hashable, Any]:
        return OrderedDict()

    def once(self, key: Hashable, make: Callable[[], T]) -> T:
        """Return what `make` makes of the geography, made once and kept among the latest asked for.

        `key` names whatever else it depends on.
        """
        with self._making:
            made = self._made.get(key)
            if made is None:
                made = self._made[key] = make()
            self._made.move_to_end(key)
            if len(self._made) > MOST_KEPT:
                self._made.popitem(last=False)
        return made

    @cached_property
    def total_residents(self) -> int:
        """Residents of all PCTs together."""
        return int(self.pcts["residents"].sum())

    def graph(self, kinds: Iterable[str] = EDGE_KINDS) -> nx.Graph:
        """Return PCTs as nodes and the adjacent pairs of the given kinds as edges.

        Edges carry `kind` and `shared_km`.
        """
        graph = nx.Graph()
        graph.add_nodes_from(self.codes)
        rows = self.adjacency[self.adjacency["kind"].isin(list(kinds))]
        for a, b, kind, km in zip(
            rows["pct_a"], rows["pct_b"], rows["kind"], rows["shared_km"], strict=True
        ):
            graph.add_edge(a, b, kind=kind, shared_km=float(km))
        return graph

    def label(self, table: str) -> str:
        """Return how to name the source of `table` where its figures are shown, proxies as such."""
        rows = self.sources.loc[self.sources["table"] == table, "label"]
        return str(rows.iloc[0]) if len(rows) else ""

    def layer(self, table: str) -> gpd.GeoDataFrame | None:
        """Return the borders of a table's authorities or consortia, None where none were given.

        `table` is "local_authorities" or "consortia/<set>". Index: the authority's name or the
        consortium's code, as in the table; columns name and geometry, in the CRS of `boundaries`
        (a projected CRS in metres where there are none). One row may be several polygons.
        """
        return self.layers.get(table)

    def islands(self, kinds: Iterable[str] = EDGE_KINDS) -> tuple[str, ...]:
        """PCTs that no edge of the given kinds joins to another."""
        return tuple(nx.isolates(self.graph(kinds)))

    @cached_property
    def fingerprint(self) -> str:
        """SHA-256 of every table, and of the boundaries what `centres_m` takes from them.

        Equal for geographies that say the same.
        """
        tables = [self.pcts.reset_index(), self.adjacency, self.flows, self.trusts]
        tables += [self.local_authorities, self.arrangements]
        tables += [frame.assign(set=name) for name, frame in sorted(self.consortia.items())]
        tables += [frame.assign(plan=name) for name, frame in sorted(self.plans.items())]
        digest = hashlib.sha256()
        for frame in tables:
            digest.update(frame.to_csv(index=False).encode())
        digest.update(repr(sorted(self.centres_m.items())).encode())
        return digest.hexdigest()

    def residents_array(self, codes: Iterable[str]) -> np.ndarray:
        """Residents of the given PCTs, int64, in their order."""
        return np.array([self.residents[c] for c in codes], dtype=np.int64)
