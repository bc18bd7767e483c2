"""`Measure`: a score of plans that is a constant and a sum over clusters, in rational numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations_with_replacement

from solvers.proof.rulebook import Cluster
from solvers.proof.terms import NONE, Term

Pairs = Mapping[tuple[str, str], Fraction]
"""By (i, j) with i <= j: what a cluster with both PCTs gains (i = j: with that PCT)."""


@dataclass(frozen=True, eq=False)
class Measure:
    """score(plan) = constant + Σ_S (Σ pairs inside S + Σ terms of S).

    alone  how well a cluster does by itself, None where that says nothing
    """

    pairs: Pairs
    alone: Callable[[Cluster], Fraction | None]
    terms: tuple[Term, ...] = ()
    constant: Fraction = NONE

    def score(self, clusters: Iterable[Cluster]) -> Fraction:
        """Return the score of a plan."""
        return self.constant + sum(map(self.of_cluster, clusters), NONE)

    def of_cluster(self, cluster: Cluster) -> Fraction:
        """Return what a cluster adds to the score."""
        return inside(self.pairs, cluster) + sum((t.of(cluster) for t in self.terms), NONE)


def inside(pairs: Pairs, cluster: Cluster) -> Fraction:
    """Return the sum of the pairs inside a cluster."""
    within = combinations_with_replacement(sorted(cluster), 2)
    return sum((pairs[pair] for pair in within if pair in pairs), NONE)


def weighted(weights: Mapping[str, Fraction], measures: Mapping[str, Measure]) -> Measure:
    """Return Σ weight × measure as one measure."""
    pairs: dict[tuple[str, str], Fraction] = {}
    terms: list[Term] = []
    for name, weight in weights.items():
        terms += [term.times(weight) for term in measures[name].terms if weight]
        for pair, value in measures[name].pairs.items() if weight else ():
            pairs[pair] = pairs.get(pair, NONE) + weight * value
    constant = sum((weight * measures[name].constant for name, weight in weights.items()), NONE)
    return Measure(pairs, lambda _cluster: None, tuple(terms), constant)
