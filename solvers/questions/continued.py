"""An outcome whose clusters are called as those of an earlier plan that they continue."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from modelling.moves import matched
from modelling.plan import Plan
from solvers.outcome import Outcome


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
    return replace(outcome, plan=Plan(cluster_of, names, plan.name))


def _fresh_ids(before: Plan) -> Iterator[str]:
    """Yield ids after those of `before`: C51, C52 and so on."""
    number = len(before.clusters)
    while True:
        number += 1
        if f"C{number:02}" not in before.clusters:
            yield f"C{number:02}"
