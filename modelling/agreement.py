"""How far two plans agree."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from modelling.contingency import adjusted_rand, crossed, in_common, labels, variation_bits
from modelling.plan import Plan


@dataclass(frozen=True)
class Agreement:
    """How far a plan agrees with a reference.

    plan_name            the reference
    matched              clusters of the reference that the plan has exactly, of `total`, over the
                         PCTs that both have
    adjusted_rand_index  1 when the plans are equal, around 0 when they agree by chance only
    """

    plan_name: str
    matched: int
    total: int
    adjusted_rand_index: float


def agreement(plan: Plan, reference: Plan) -> Agreement:
    """Return how far `plan` agrees with `reference` over the PCTs that both have."""
    counts = _crossed(plan, reference)
    total = int((counts.sum(0) > 0).sum())
    return Agreement(reference.name, in_common(counts), total, adjusted_rand(counts))


def adjusted_rand_index(a: Plan, b: Plan) -> float:
    """Return the adjusted Rand index of two plans over the PCTs that both have, equally weighted.

    1 when the plans are equal, around 0 when they agree by chance only, and less when they agree
    less than that; the formula is that of `modelling.contingency.adjusted_rand`.
    """
    return adjusted_rand(_crossed(a, b))


def variation_of_information(a: Plan, b: Plan, residents: Mapping[str, int] | None = None) -> float:
    """Return the variation of information of two plans over the PCTs that both have, in bits.

    PCTs count alike, or with `residents` by theirs. 0 when the plans are equal, at most log₂ n for
    n PCTs; the formula is that of `modelling.contingency.variation_bits`.
    """
    return variation_bits(_crossed(a, b, residents))


def _crossed(a: Plan, b: Plan, residents: Mapping[str, int] | None = None) -> np.ndarray:
    """Return the table of the clusters of both plans over the PCTs that both have."""
    shared = [pct for pct in a.cluster_of if pct in b.cluster_of]
    weights = None if residents is None else np.array([residents[p] for p in shared], float)
    of_a, of_b = labels((a, b), shared)
    return crossed(of_a, of_b, weights)
