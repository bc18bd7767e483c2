"""How far two plans agree."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from math import comb

from modelling.plan import Plan


@dataclass(frozen=True)
class Agreement:
    """How far a plan agrees with a reference.

    plan_name            the reference
    matched              clusters of the reference that the plan has exactly, of `total`
    adjusted_rand_index  1 when the plans are equal, around 0 when they agree by chance only
    """

    plan_name: str
    matched: int
    total: int
    adjusted_rand_index: float


def agreement(plan: Plan, reference: Plan) -> Agreement:
    """Return how far `plan` agrees with `reference` over the PCTs that both have."""
    both = set(plan.cluster_of) & set(reference.cluster_of)
    ours, theirs = plan.restricted(both), reference.restricted(both)
    sets = {frozenset(pcts) for pcts in ours.clusters.values()}
    matched = sum(frozenset(pcts) in sets for pcts in theirs.clusters.values())
    index = adjusted_rand_index(ours, theirs)
    return Agreement(reference.name, matched, len(theirs.clusters), index)


def adjusted_rand_index(a: Plan, b: Plan) -> float:
    """Return (index - expected) / (maximum - expected) over pairs of PCTs, equally weighted.

    Hubert and Arabie, "Comparing partitions", Journal of Classification 2 (1985). 1.0 where the
    chance term leaves nothing to adjust, as when both plans have a single cluster.
    """
    table = Counter((a.cluster_of[p], b.cluster_of[p]) for p in a.cluster_of)
    together = sum(comb(n, 2) for n in table.values())
    in_a = sum(comb(len(pcts), 2) for pcts in a.clusters.values())
    in_b = sum(comb(len(pcts), 2) for pcts in b.clusters.values())
    pairs = comb(len(a.cluster_of), 2)
    expected = in_a * in_b / pairs if pairs else 0.0
    most = (in_a + in_b) / 2
    return 1.0 if most == expected else (together - expected) / (most - expected)
