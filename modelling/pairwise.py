"""How far any two of many plans agree."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from modelling.contingency import (
    NOWHERE,
    adjusted_rand,
    continued,
    crossed,
    entropy_bits,
    in_common,
    labels,
    variation_bits,
)
from modelling.plan import Plan


@dataclass(frozen=True)
class PairAgreement:
    """How far two of several plans agree, over the PCTs that both have.

    first, second           their places among the plans, from 0
    shared                  PCTs that both have; where there is none, what follows is not known
    in_common               clusters with the very same of these PCTs in both
    moves                   fewest PCTs that have to move to make one plan of the other
    adjusted_rand_index     1 for the same plan, around 0 for agreement by chance only
    variation_bits          variation of information, every PCT counting alike; 0 for the same plan
    most_bits               the most that it can be: log₂ of `shared`
    variation_by_residents  variation of information in bits, PCTs counting by their residents
    most_by_residents       the most that it can be: the entropy of the residents of single PCTs
    """

    first: int
    second: int
    shared: int
    in_common: int
    moves: int | None = None
    adjusted_rand_index: float | None = None
    variation_bits: float | None = None
    most_bits: float | None = None
    variation_by_residents: float | None = None
    most_by_residents: float | None = None

    @property
    def same(self) -> bool:
        """Whether the plans have the same clusters, as far as both have PCTs."""
        return self.moves == 0


def pairwise(plans: Sequence[Plan], residents: Mapping[str, int]) -> tuple[PairAgreement, ...]:
    """Return how far every two of the plans agree: the first with each later one, and so on.

    `residents` are those of every PCT of the plans.
    """
    pcts = sorted({pct for plan in plans for pct in plan.cluster_of})
    people = np.array([residents[pct] for pct in pcts], dtype=np.float64)
    found = labels(plans, pcts)
    return tuple(_pair(i, j, found, people) for i, j in combinations(range(len(plans)), 2))


def _pair(i: int, j: int, found: np.ndarray, people: np.ndarray) -> PairAgreement:
    both = (found[i] != NOWHERE) & (found[j] != NOWHERE)
    shared = int(both.sum())
    if not shared:
        return PairAgreement(i, j, 0, 0)
    a, b, weights = found[i][both], found[j][both], people[both]
    counts, by_residents = crossed(a, b), crossed(a, b, weights)
    stay = counts[continued(counts, by_residents)].sum()
    return PairAgreement(
        first=i,
        second=j,
        shared=shared,
        in_common=in_common(counts),
        moves=shared - int(stay),
        adjusted_rand_index=adjusted_rand(counts),
        variation_bits=variation_bits(counts),
        most_bits=float(np.log2(shared)),
        variation_by_residents=variation_bits(by_residents),
        most_by_residents=entropy_bits(weights),
    )
