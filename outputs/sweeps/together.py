"""Which PCTs stay together over the scenarios of a sweep, and how settled each one's place is."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

import numpy as np

from geodata.geography import EDGE_KINDS
from outputs.sweeps.reading import Reading
from solvers.nearly_best.settled import Neighbours, Place

CHUNK = 2000
"""Plans that are counted at once."""


@dataclass(frozen=True)
class Pair:
    """Two PCTs, and in how many scenarios they share a cluster.

    neighbours  whether any kind of edge joins them
    together    scenarios whose plan has them in one cluster
    of          scenarios whose plan has both of them
    """

    a: str
    b: str
    neighbours: bool
    together: int
    of: int

    @property
    def share(self) -> float:
        """The share of the scenarios that keep them together."""
        return self.together / self.of if self.of else 0.0

    @property
    def open(self) -> bool:
        """Whether some scenarios keep them together and others do not."""
        return 0 < self.together < self.of


def pairs(reading: Reading) -> tuple[Pair, ...]:
    """Return all neighbours, then all others that are ever together, each by share, descending.

    Every scenario with a plan counts once: a plan weighs as much as it comes up.
    """
    together, both = _counts(reading)
    graph = reading.geography.graph(EDGE_KINDS)
    found = []
    for (i, a), (j, b) in combinations(enumerate(reading.pcts), 2):
        touching = graph.has_edge(a, b)
        if touching or together[i, j]:
            found.append(Pair(a, b, touching, int(together[i, j]), int(both[i, j])))
    return tuple(sorted(found, key=lambda p: (not p.neighbours, -p.share, p.a, p.b)))


def as_neighbours(pair: Pair) -> Neighbours:
    """Return the pair as the map of what is settled takes it."""
    always, never = pair.together == pair.of, pair.together == 0
    return Neighbours(pair.a, pair.b, pair.share, always, never)


def places(reading: Reading) -> tuple[Place, ...]:
    """Return every PCT's place: its most frequent cluster, and the share of scenarios with it.

    The share is of the scenarios whose plan has the PCT at all.
    """
    incidence = reading.incidence
    often = incidence.scenarios_with(reading.frequencies).tolist()
    weights: dict[str, dict[tuple[str, ...], int]] = {}
    for pcts, scenarios in zip(incidence.clusters, often, strict=True):
        for pct in pcts:
            weights.setdefault(pct, {})[pcts] = scenarios
    return tuple(_place(pct, clusters) for pct, clusters in sorted(weights.items()))


def _place(pct: str, clusters: dict[tuple[str, ...], int]) -> Place:
    usual = min(clusters, key=lambda pcts: (-clusters[pcts], pcts))
    return Place(pct, len(clusters), usual, clusters[usual] / sum(clusters.values()))


def _counts(reading: Reading) -> tuple[np.ndarray, np.ndarray]:
    """Return int64 (n, n): scenarios that have two PCTs in one cluster, and that have both."""
    incidence, often = reading.incidence, reading.frequencies
    weighed = incidence.holds * incidence.scenarios_with(often)[:, np.newaxis]
    together = (incidence.holds.T @ weighed).toarray()
    present = incidence.present()
    both = np.zeros_like(together)
    for at in range(0, len(present), CHUNK):
        here = present[at : at + CHUNK]
        both += here.T @ (here * often[at : at + CHUNK, np.newaxis])
    return together, both
