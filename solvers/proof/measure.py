"""`Measure`: a score of plans that is a constant and a sum over clusters, in rational numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations_with_replacement
from math import lcm

from solvers.proof.exact import UNIT
from solvers.proof.rulebook import Cluster

NONE = Fraction(0)

Pairs = Mapping[tuple[str, str], Fraction]
"""By (i, j) with i <= j: what a cluster with both PCTs gains (i = j: with that PCT)."""


@dataclass(frozen=True, eq=False)
class Evenness:
    """-rate × |amount of S - fair| for every cluster S, the amounts being given by PCT."""

    rate: Fraction
    fair: Fraction
    amounts: Mapping[str, Fraction]

    def of(self, cluster: Iterable[str]) -> Fraction:
        """Return what a cluster adds."""
        return -self.rate * abs(sum((self.amounts[p] for p in cluster), NONE) - self.fair)

    def bound(self, pool: tuple[str, ...]) -> Callable[[tuple[int, ...]], int]:
        """Return the same in units, rounded up, of the positions of a cluster's PCTs in a pool."""
        own = [self.amounts[p] for p in pool]
        scale = lcm(self.fair.denominator, *(a.denominator for a in own))
        whole, fair = [int(a * scale) for a in own], int(self.fair * scale)
        part = self.rate * UNIT / scale
        rate, parts = part.numerator, part.denominator
        return lambda members: -(rate * abs(sum([whole[b] for b in members]) - fair) // parts)


@dataclass(frozen=True, eq=False)
class Measure:
    """score(plan) = constant + Σ_S (Σ pairs inside S + Σ evenness of S).

    alone  how well a cluster does by itself, None where that says nothing
    """

    pairs: Pairs
    alone: Callable[[Cluster], Fraction | None]
    evenness: tuple[Evenness, ...] = ()
    constant: Fraction = NONE

    def score(self, clusters: Iterable[Cluster]) -> Fraction:
        """Return the score of a plan."""
        return self.constant + sum(map(self.of_cluster, clusters), NONE)

    def of_cluster(self, cluster: Cluster) -> Fraction:
        """Return what a cluster adds to the score."""
        return inside(self.pairs, cluster) + sum((e.of(cluster) for e in self.evenness), NONE)


def inside(pairs: Pairs, cluster: Cluster) -> Fraction:
    """Return the sum of the pairs inside a cluster."""
    within = combinations_with_replacement(sorted(cluster), 2)
    return sum((pairs[pair] for pair in within if pair in pairs), NONE)


def weighted(weights: Mapping[str, Fraction], measures: Mapping[str, Measure]) -> Measure:
    """Return Σ weight × measure as one measure."""
    pairs: dict[tuple[str, str], Fraction] = {}
    evenness: list[Evenness] = []
    for name, weight in weights.items():
        for e in measures[name].evenness if weight else ():
            evenness.append(Evenness(weight * e.rate, e.fair, e.amounts))
        for pair, value in measures[name].pairs.items() if weight else ():
            pairs[pair] = pairs.get(pair, NONE) + weight * value
    constant = sum((weight * measures[name].constant for name, weight in weights.items()), NONE)
    return Measure(pairs, lambda _cluster: None, tuple(evenness), constant)
