"""Which neighbours stay together, and which PCTs have a settled place, over many plans.

Many plans are told by their clusters alone: how many of the plans each cluster is in.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from geodata.geography import EDGE_KINDS
from modelling.case import Case
from solvers.blocks import Block
from solvers.nearly_best.near_best import NearBest
from solvers.nearly_best.plan_counts import PlanCounts
from solvers.ranking.plans_in_order import RankedPlan

Pcts = tuple[str, ...]


@dataclass(frozen=True)
class Neighbours:
    """Two neighbouring PCTs, and the share of the plans that keep them together.

    `always` and `never` are exact, also where the share is counted to within a hair.
    """

    a: str
    b: str
    share: float
    always: bool
    never: bool


@dataclass(frozen=True)
class Place:
    """Where one PCT is: settled if its cluster is the same in every plan, else open.

    clusters  how many different clusters it is in over the plans
    usual     the PCTs of the one that it is in most often, itself among them
    share     the share of the plans in which it is in that one
    """

    pct: str
    clusters: int
    usual: Pcts
    share: float

    @property
    def settled(self) -> bool:
        """Whether its cluster-mates are the same in every plan."""
        return self.clusters == 1


def neighbours(
    weights: Mapping[Pcts, float], plans: float, pairs: Iterable[tuple[str, str]]
) -> Iterator[Neighbours]:
    """Yield the pairs, given in how many of the plans each cluster is; `plans` is how many."""
    of_pct = _by_pct(weights)
    for a, b in pairs:
        both = of_pct[a] & of_pct[b]
        share = min(1.0, sum(weights[cluster] for cluster in sorted(both)) / plans)
        always = of_pct[a] == of_pct[b]
        yield Neighbours(a, b, 1.0 if always else share, always, not both)


def places(weights: Mapping[Pcts, float], plans: float) -> Iterator[Place]:
    """Yield every PCT's place, given in how many of the plans each cluster is."""
    for pct, clusters in sorted(_by_pct(weights).items()):
        usual = min(clusters, key=lambda c: (-weights[c], c))
        share = 1.0 if len(clusters) == 1 else min(1.0, weights[usual] / plans)
        yield Place(pct, len(clusters), usual, share)


def _by_pct(weights: Mapping[Pcts, float]) -> dict[str, set[Pcts]]:
    found: dict[str, set[Pcts]] = {}
    for cluster in weights:
        for pct in cluster:
            found.setdefault(pct, set()).add(cluster)
    return found


def cluster_weights(
    near: NearBest, counts: PlanCounts, blocks: Sequence[Block]
) -> tuple[dict[Pcts, float], float]:
    """Return in how many of all plans each cluster is, and how many plans there are."""
    weights: dict[Pcts, float] = {}
    parts = counts.parts()
    for block, options, part in zip(blocks, near.blocks, parts, strict=True):
        columns = np.array([j for plan in options.plans for j in plan], dtype=np.int64)
        used, place = np.unique(columns, return_inverse=True)
        sizes = [len(plan) for plan in options.plans]
        held = np.bincount(place, weights=np.repeat(part, sizes), minlength=len(used))
        members = (pcts for _, pcts in block.members(used))
        weights.update(zip(members, held.tolist(), strict=True))
    return weights, float(parts[0].sum())


def listed_weights(ranked: Iterable[RankedPlan], blocks: Sequence[Block]) -> dict[Pcts, float]:
    """Return in how many of the plans listed each cluster is."""
    weights: dict[Pcts, float] = {}
    for plan in ranked:
        for block, columns in zip(blocks, plan.columns, strict=True):
            for _, pcts in block.members(columns):
                weights[pcts] = weights.get(pcts, 0.0) + 1.0
    return weights


def pairs_of(case: Case) -> Iterator[tuple[str, str]]:
    """Yield the neighbours that a cluster could hold both of, in order.

    Neighbours are joined by the edges that the scenario admits, or by any where it has no such
    rule.
    """
    search = case.search()
    graph = search.graph if search.graph is not None else case.graph(EDGE_KINDS)
    pools = [set(pool) for pool in search.pools.values()]
    for a, b in combinations(case.pcts, 2):
        if graph.has_edge(a, b) and any(a in pool and b in pool for pool in pools):
            yield a, b
