"""What a cluster adds to a score beyond pairs of its PCTs, as rational numbers, by kind."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from math import lcm
from typing import Self

from solvers.proof.exact import UNIT, up

NONE = Fraction(0)

Bound = Callable[[tuple[int, ...]], int]
"""What a cluster adds in units, rounded up, by the positions of its PCTs in a pool."""


@dataclass(frozen=True, eq=False)
class Term(ABC):
    """Something that every cluster adds to a score, `rate` times what the subclass says."""

    rate: Fraction

    def times(self, weight: Fraction) -> Self:
        """Return the term multiplied by a weight of 0 or more."""
        return replace(self, rate=weight * self.rate)

    @abstractmethod
    def of(self, cluster: Iterable[str]) -> Fraction:
        """Return what a cluster adds."""

    @abstractmethod
    def bound(self, pool: tuple[str, ...]) -> Bound:
        """Return the same of clusters of a pool, rounded up."""


@dataclass(frozen=True, eq=False)
class Evenness(Term):
    """-rate × |amount of S - fair| for every cluster S, the amounts being given by PCT."""

    fair: Fraction
    amounts: Mapping[str, Fraction]

    def of(self, cluster: Iterable[str]) -> Fraction:
        """Return what a cluster adds."""
        return -self.rate * abs(sum((self.amounts[p] for p in cluster), NONE) - self.fair)

    def bound(self, pool: tuple[str, ...]) -> Bound:
        """Return the same of clusters of a pool, rounded up."""
        own = [self.amounts[p] for p in pool]
        scale = lcm(self.fair.denominator, *(a.denominator for a in own))
        whole, fair = [int(a * scale) for a in own], int(self.fair * scale)
        part = self.rate * UNIT / scale
        rate, parts = part.numerator, part.denominator
        return lambda members: -(rate * abs(sum([whole[b] for b in members]) - fair) // parts)


@dataclass(frozen=True, eq=False)
class Wholes(Term):
    """rate × the number of groups of PCTs that lie whole in S."""

    groups: tuple[frozenset[str], ...]

    def of(self, cluster: Iterable[str]) -> Fraction:
        """Return what a cluster adds."""
        held = set(cluster)
        return self.rate * sum(group <= held for group in self.groups)

    def bound(self, pool: tuple[str, ...]) -> Bound:
        """Return the same of clusters of a pool, rounded up."""
        at = {pct: b for b, pct in enumerate(pool)}
        inside = [frozenset(at[p] for p in g) for g in self.groups if g <= at.keys()]
        each = up(self.rate)
        return lambda members: each * sum([group.issubset(members) for group in inside])


@dataclass(frozen=True, eq=False)
class Filled(Term):
    """rate for every cluster with a PCT that has any of what is counted."""

    counted: Mapping[str, int]

    def of(self, cluster: Iterable[str]) -> Fraction:
        """Return what a cluster adds."""
        return self.rate * any(self.counted[p] for p in cluster)

    def bound(self, pool: tuple[str, ...]) -> Bound:
        """Return the same of clusters of a pool, rounded up."""
        some, each = [self.counted[p] > 0 for p in pool], up(self.rate)
        return lambda members: each * any(some[b] for b in members)
