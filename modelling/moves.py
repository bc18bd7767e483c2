"""Which PCTs move from one plan to another, and which cluster continues which.

Clusters of the two plans are matched so that as few PCTs as possible move: an assignment problem
over the PCTs that clusters have in common, ties going to where most residents stay.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from modelling.contingency import continued, crossed, labels
from modelling.plan import Plan


@dataclass(frozen=True)
class Move:
    """A PCT that changes its company: the cluster that it leaves, and the one that it is in now.

    `before` and `after` are the names of the two clusters, `before_id` and `after_id` their ids
    in the plans; `residents` are those of the PCT.
    """

    pct: str
    before: str
    after: str
    before_id: str
    after_id: str
    residents: int


def matched(before: Plan, after: Plan, residents: Mapping[str, int]) -> Mapping[str, str]:
    """Return for clusters of `after`, by id, the cluster of `before` that they continue.

    The matching maximises Σ |S ∩ T| over matched clusters S and T: PCTs that stay. Among equals
    most residents stay (`modelling.contingency.continued`). A cluster that has no PCT in common
    with its match continues none.
    """
    shared = [pct for pct in after.cluster_of if pct in before.cluster_of]
    old, new = list(before.clusters), list(after.clusters)
    of_old, of_new = labels((before, after), shared)
    people = np.array([residents[pct] for pct in shared], dtype=np.float64)
    pairs = continued(crossed(of_old, of_new), crossed(of_old, of_new, people))
    return MappingProxyType({new[j]: old[i] for i, j in zip(*pairs, strict=True)})


def moves(before: Plan, after: Plan, residents: Mapping[str, int]) -> tuple[Move, ...]:
    """Return the PCTs that change clusters, in the order of the clusters that they leave.

    A PCT moves if its new cluster does not continue its old one (see `matched`), so that as few
    move as possible. PCTs that only one of the plans has are left out.
    """
    return moves_by(matched(before, after, residents), before, after, residents)


def moves_by(
    continues: Mapping[str, str], before: Plan, after: Plan, residents: Mapping[str, int]
) -> tuple[Move, ...]:
    """Return the same for clusters that were matched already."""
    found = [
        (before.cluster_of[pct], pct, cluster)
        for pct, cluster in after.cluster_of.items()
        if pct in before.cluster_of and continues.get(cluster) != before.cluster_of[pct]
    ]
    return tuple(
        Move(pct, before.cluster_name(old), after.cluster_name(new), old, new, residents[pct])
        for old, pct, new in sorted(found)
    )


def changed_clusters(before: Plan, after: Plan) -> tuple[str, ...]:
    """Return the names of the clusters of `before` that `after` does not have as they stand."""
    kept = set(map(frozenset, after.clusters.values()))
    gone = (c for c, pcts in before.clusters.items() if frozenset(pcts) not in kept)
    return tuple(before.cluster_name(c) for c in gone)
