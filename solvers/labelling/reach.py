"""Which PCTs may be in the cluster that a PCT represents: the labels that the model needs."""

from __future__ import annotations

from collections.abc import Iterator
from math import inf

import networkx as nx

from modelling.linear import Apart, Together
from solvers.labelling.region import Region

HAIR = 1e-9
"""Share of a bound that sums in another order may differ by."""


def reach(region: Region) -> tuple[tuple[int, ...], ...]:
    """Return for each PCT r of the region which PCTs, r first, its cluster may hold; () for none.

    All come after r in the region's order, have an SHA in common with r, are not kept apart from
    it, and are joined to it by a path of such PCTs that no limit on a total is too tight for.
    """
    at = {pct: i for i, pct in enumerate(region.pcts)}
    homeless = set(_never_whole(region, at))
    apart = {frozenset((s.a, s.b)) for s in region.said if isinstance(s, Apart)}
    reached: list[tuple[int, ...]] = []
    for r, root in enumerate(region.pcts):
        if root in homeless:
            reached.append(())
            continue
        mates = {p for pool in region.pools.values() if root in pool for p in pool}
        usable = (
            p
            for p in region.pcts[r:]
            if p in mates and p not in homeless and frozenset((root, p)) not in apart
        )
        near = _within_limits(region, root, region.graph.subgraph(usable))
        reached.append(tuple(sorted(at[p] for p in near)))
    return tuple(reached)


def _never_whole(region: Region, at: dict[str, int]) -> Iterator[str]:
    """Yield the PCTs of the region that must be with one elsewhere, which is impossible."""
    for said in region.said:
        if isinstance(said, Together) and (said.a in at) != (said.b in at):
            yield said.a if said.a in at else said.b


def _within_limits(region: Region, root: str, graph: nx.Graph) -> set[str]:
    """Return the PCTs that the lightest path from the root reaches within every limit."""
    near = set(nx.node_connected_component(graph, root))
    for total in region.totals:
        amounts = {p: total.amounts.get(p, 0.0) for p in region.pcts}
        if total.most == inf or min(amounts.values()) < 0:
            continue
        most = total.most + HAIR * max(1.0, total.most)
        near &= _lighter_than(most, amounts, root, graph)
    return near


def _lighter_than(most: float, amounts: dict[str, float], root: str, graph: nx.Graph) -> set[str]:
    if amounts[root] > most:
        return set()
    paths = nx.single_source_dijkstra_path_length(
        graph, root, cutoff=most - amounts[root], weight=lambda _a, b, _edge: amounts[b]
    )
    return set(paths)
