"""What changes from one plan to another: which PCTs move, and which clusters stay as they are.

Clusters of the two plans are matched so that as few PCTs as possible move: an assignment problem
over the PCTs that clusters have in common, ties going to where most residents stay.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

import numpy as np
from scipy.optimize import linear_sum_assignment

from modelling.plan import Plan
from solvers.outcome import Outcome


@dataclass(frozen=True)
class Move:
    """A PCT that changes its company: the cluster that it leaves, and the one that it is in now."""

    pct: str
    before: str
    after: str


def matched(before: Plan, after: Plan, residents: Mapping[str, int]) -> Mapping[str, str]:
    """Return for clusters of `after`, by id, the cluster of `before` that they continue.

    The matching maximises Σ |S ∩ T| over matched clusters S and T: PCTs that stay. Among equals
    most residents stay. A cluster that has no PCT in common with its match continues none.
    """
    old, new = list(before.clusters), list(after.clusters)
    total = sum(residents[p] for p in after.cluster_of) or 1
    stay = np.zeros((len(old), len(new)))
    for pct, cluster in after.cluster_of.items():
        if pct in before.cluster_of:
            at = old.index(before.cluster_of[pct]), new.index(cluster)
            stay[at] += 1 + residents[pct] / (2 * total)
    rows, columns = linear_sum_assignment(stay, maximize=True)
    pairs = zip(rows, columns, strict=True)
    return MappingProxyType({new[j]: old[i] for i, j in pairs if stay[i, j] > 0})


def moves(before: Plan, after: Plan, residents: Mapping[str, int]) -> tuple[Move, ...]:
    """Return the PCTs that change clusters, in the order of the clusters that they leave.

    A PCT moves if its new cluster does not continue its old one (see `matched`), so that as few
    move as possible. PCTs that only one of the plans has are left out.
    """
    continues = matched(before, after, residents)
    found = [
        (before.cluster_of[pct], pct, cluster)
        for pct, cluster in after.cluster_of.items()
        if pct in before.cluster_of and continues.get(cluster) != before.cluster_of[pct]
    ]
    return tuple(
        Move(pct, before.cluster_name(old), after.cluster_name(new))
        for old, pct, new in sorted(found)
    )


def changed_clusters(before: Plan, after: Plan) -> tuple[str, ...]:
    """Return the names of the clusters of `before` that `after` does not have as they stand."""
    kept = set(map(frozenset, after.clusters.values()))
    gone = (c for c, pcts in before.clusters.items() if frozenset(pcts) not in kept)
    return tuple(before.cluster_name(c) for c in gone)


def continued(outcome: Outcome, before: Plan) -> Outcome:
    """Return the outcome with its clusters called as those of `before` that they continue.

    A cluster keeps the id of the one that it continues, and its name too where its PCTs are the
    same; others get ids that `before` has not used.
    """
    plan = outcome.plan
    if plan is None:
        return outcome
    continues = matched(before, plan, outcome.geography.residents)
    fresh = _fresh_ids(before)
    ids = {cluster: continues.get(cluster) or next(fresh) for cluster in plan.clusters}
    names = {ids[cluster]: plan.cluster_name(cluster) for cluster in plan.clusters}
    for cluster, pcts in plan.clusters.items():
        if before.clusters.get(ids[cluster]) == pcts:
            names[ids[cluster]] = before.cluster_name(ids[cluster])
    cluster_of = {pct: ids[cluster] for pct, cluster in plan.cluster_of.items()}
    own = {ids[cluster]: scores for cluster, scores in outcome.cluster_scores.items()}
    called = Plan(cluster_of, names, plan.name)
    return replace(outcome, plan=called, cluster_scores=dict(sorted(own.items())))


def _fresh_ids(before: Plan) -> Iterator[str]:
    """Yield ids after those of `before`: C51, C52 and so on."""
    number = len(before.clusters)
    while True:
        number += 1
        if f"C{number:02}" not in before.clusters:
            yield f"C{number:02}"
