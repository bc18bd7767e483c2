"""How far two plans agree."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from modelling.contingency import adjusted_rand, crossed, labels, variation_bits
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
    """Return the adjusted Rand index of two plans over the PCTs that both have, equally weighted.

    1 when the plans are equal, around 0 when they agree by chance only, and less when they agree
    less than that; the formula is that of `modelling.contingency.adjusted_rand`.
    """
    of_a, of_b = labels((a, b), _shared(a, b))
    return adjusted_rand(crossed(of_a, of_b))


def variation_of_information(a: Plan, b: Plan, residents: Mapping[str, int] | None = None) -> float:
    """Return the variation of information of two plans over the PCTs that both have, in bits.

    PCTs count alike, or with `residents` by theirs. 0 when the plans are equal, at most log₂ n for
    n PCTs; the formula is that of `modelling.contingency.variation_bits`.
    """
    shared = _shared(a, b)
    weights = None if residents is None else np.array([residents[p] for p in shared], float)
    of_a, of_b = labels((a, b), shared)
    return variation_bits(crossed(of_a, of_b, weights))


def _shared(a: Plan, b: Plan) -> list[str]:
    return [pct for pct in a.cluster_of if pct in b.cluster_of]
