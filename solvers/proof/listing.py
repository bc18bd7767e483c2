"""Every lawful cluster of a pool, listed anew as bit masks, with the most that it can score.

Sets of PCTs that hang together are grown from their lowest member, one neighbour at a time; a
neighbour once passed over is not offered again, so every set is met once.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil

from solvers.proof.exact import UNIT
from solvers.proof.measure import Measure
from solvers.proof.rulebook import Cluster, Rulebook

Listed = tuple[int, int, int, tuple[int, ...]]
"""Mask, residents, score in units (rounded up) and members of a lawful cluster."""

Grown = tuple[int, int, int, int, int, tuple[int, ...]]
"""A set on the way: mask, neighbours still offered, those met, and the rest as in `Listed`."""


@dataclass(frozen=True, eq=False)
class Pool:
    """The PCTs that the clusters of one SHA are made of; bit b of a mask is pcts[b]."""

    sha: str
    pcts: tuple[str, ...]
    book: Rulebook
    whole: Measure

    def mask(self, cluster: Cluster) -> int:
        """Return the cluster as a mask."""
        return sum(1 << b for b, pct in enumerate(self.pcts) if pct in cluster)

    def lawful(self) -> Iterator[Listed]:
        """Yield every lawful cluster once."""
        tests = [test for make in self.book.tests if (test := make(self.pcts))]
        bounds = [term.bound(self.pcts) for term in self.whole.terms]
        rivals = self._rivals()
        for mask, people, score, members in self._hanging_together():
            for test in tests:
                if not test(mask, people):
                    break
            else:
                if not rivals or self._counts_here(mask, rivals):
                    more = sum([bound(members) for bound in bounds])
                    yield mask, people, score + more, members

    def _hanging_together(self) -> Iterator[Listed]:
        """Yield every set of PCTs that hangs together, within the limits of a cluster."""
        residents = [self.book.facts.residents[p] for p in self.pcts]
        touching, gain = self._touching(), self._gain()
        most_pcts, most_people = self.book.most_pcts, self.book.most_people
        for root, alone in enumerate(residents):
            if alone > most_people:
                continue
            below = (2 << root) - 1
            offered, met = touching[root] & ~below, touching[root] | below
            stack: list[Grown] = [(1 << root, offered, met, alone, gain[root][root], (root,))]
            while stack:
                mask, offered, met, people, score, members = stack.pop()
                yield mask, people, score, members
                if len(members) == most_pcts:
                    continue
                while offered:
                    bit = offered & -offered
                    offered ^= bit
                    b = bit.bit_length() - 1
                    grown = people + residents[b]
                    if grown <= most_people:
                        row, near = gain[b], touching[b]
                        more = score + row[b] + sum([row[j] for j in members])
                        fresh = offered | (near & ~met)
                        stack.append((mask | bit, fresh, met | near, grown, more, (*members, b)))

    def _touching(self) -> list[int]:
        """Return for each PCT the mask of those that it hangs together with."""
        joined, everyone = self.book.joined, (1 << len(self.pcts)) - 1
        if joined is None:
            return [everyone & ~(1 << b) for b in range(len(self.pcts))]
        return [
            sum(1 << c for c, q in enumerate(self.pcts) if frozenset((p, q)) in joined)
            for p in self.pcts
        ]

    def _gain(self) -> list[list[int]]:
        """Return what a cluster scores for holding two PCTs, in units, rounded up."""
        rows = []
        for p in self.pcts:
            pairs = ((min(p, q), max(p, q)) for q in self.pcts)
            rows.append([ceil(self.whole.pairs.get(pair, 0) * UNIT) for pair in pairs])
        return rows

    def _rivals(self) -> list[int]:
        """Return for each other SHA the mask of the PCTs that lie in its pool too."""
        others = (set(pool) for sha, pool in self.book.pools.items() if sha != self.sha)
        return [mask for mask in (self.mask(frozenset(pool)) for pool in others) if mask]

    def _counts_here(self, mask: int, rivals: list[int]) -> bool:
        """Say whether a cluster that might lie in another SHA too counts for this one."""
        if all(mask & ~rival for rival in rivals):
            return True
        cluster = frozenset(p for b, p in enumerate(self.pcts) if mask >> b & 1)
        return self.book.home(cluster) == self.sha
