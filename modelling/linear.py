"""What rules and objectives say linearly: the vocabulary of every formulation but the list.

A rule says with `Rule.linear` which sets of PCTs may be a cluster, an objective with
`Objective.linear` what a cluster adds to the score. Both mean exactly what the masks and the scores
of a list of candidates mean, and no solver is named here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import fsum, inf
from typing import TYPE_CHECKING

import networkx as nx
import numpy as np

if TYPE_CHECKING:
    from modelling.case import Case

Cluster = Collection[str]
Range = tuple[int, int]


class NoLinearForm(Exception):  # noqa: N818 - it reads as what is missing
    """A rule or an objective that can only be said of a list of candidates."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name} has no linear form")
        self.name = name


@dataclass(frozen=True)
class Total:
    """least <= Σ_{i∈S} amounts_i <= most for every cluster S; a PCT without an amount has 0."""

    amounts: Mapping[str, float]
    least: float = -inf
    most: float = inf

    def allows(self, cluster: Cluster) -> bool:
        """Whether the set may be a cluster."""
        return self.least <= fsum(self.amounts.get(p, 0.0) for p in cluster) <= self.most


@dataclass(frozen=True)
class Apart:
    """No cluster holds both PCTs."""

    a: str
    b: str

    def allows(self, cluster: Cluster) -> bool:
        """Whether the set may be a cluster."""
        return not (self.a in cluster and self.b in cluster)


@dataclass(frozen=True)
class Together:
    """Every cluster holds both PCTs or neither."""

    a: str
    b: str

    def allows(self, cluster: Cluster) -> bool:
        """Whether the set may be a cluster."""
        return (self.a in cluster) == (self.b in cluster)


@dataclass(frozen=True, eq=False)
class Connected:
    """Every cluster is connected in the graph, which has all PCTs of the run as nodes."""

    graph: nx.Graph

    def allows(self, cluster: Cluster) -> bool:
        """Whether the set may be a cluster."""
        return nx.is_connected(self.graph.subgraph(cluster))


@dataclass(frozen=True)
class Pools:
    """By SHA the PCTs that a cluster of that SHA may be made of; every cluster has an SHA.

    One that lies in two pools counts for the SHA where most of its residents live, the first by
    name if equal.
    """

    pools: Mapping[str, tuple[str, ...]]

    def allows(self, cluster: Cluster) -> bool:
        """Whether the set may be a cluster."""
        return any(set(cluster) <= set(pool) for pool in self.pools.values())


@dataclass(frozen=True)
class GroupCount:
    """least <= number of groups that a cluster meets <= most, for every cluster.

    It meets a group where it holds some PCT of it. With `split` only groups count that it meets
    and does not hold whole.
    """

    groups: tuple[frozenset[str], ...]
    least: float = -inf
    most: float = inf
    split: bool = False

    def allows(self, cluster: Cluster) -> bool:
        """Whether the set may be a cluster."""
        held = set(cluster)
        met = [group for group in self.groups if not held.isdisjoint(group)]
        counted = sum(not (self.split and group <= held) for group in met)
        return self.least <= counted <= self.most


@dataclass(frozen=True)
class Counts:
    """Least and most clusters: in all, None for any number, and by SHA where it has its own."""

    national: Range | None = None
    per_sha: Mapping[str, Range] = field(default_factory=dict)


ClusterStatement = Total | Apart | Together | Connected | Pools | GroupCount
Statement = ClusterStatement | Counts


@dataclass(frozen=True, eq=False)
class PairScore:
    """Σ_{i∈S} Σ_{j∈S} w_ij, i = j included.

    `weights` is w, a symmetric float64 (n, n) in the order of `case.pcts`.
    """

    weights: np.ndarray

    def times(self, weight: float) -> PairScore:
        """Return the term multiplied by a weight."""
        return PairScore(weight * self.weights)

    def of(self, cluster: Cluster, index: Mapping[str, int]) -> float:
        """Return what the cluster adds to the score; `index` is `case.index`."""
        at = [index[p] for p in cluster]
        return float(self.weights[np.ix_(at, at)].sum())


@dataclass(frozen=True)
class EvennessScore:
    """-scale |Σ_{i∈S} amounts_i - target|, with scale >= 0."""

    amounts: Mapping[str, float]
    target: float
    scale: float

    def times(self, weight: float) -> EvennessScore:
        """Return the term multiplied by a weight of 0 or more."""
        return replace(self, scale=weight * self.scale)

    def of(self, cluster: Cluster, index: Mapping[str, int]) -> float:
        """Return what the cluster adds to the score."""
        return -self.scale * abs(fsum(self.amounts[p] for p in cluster) - self.target)


@dataclass(frozen=True)
class WholeScore:
    """worth × the number of groups that lie whole in the cluster, with worth >= 0."""

    groups: tuple[frozenset[str], ...]
    worth: float

    def times(self, weight: float) -> WholeScore:
        """Return the term multiplied by a weight of 0 or more."""
        return replace(self, worth=weight * self.worth)

    def of(self, cluster: Cluster, index: Mapping[str, int]) -> float:
        """Return what the cluster adds to the score."""
        return self.worth * sum(group <= set(cluster) for group in self.groups)


@dataclass(frozen=True)
class ClusterScore:
    """The same worth for every cluster, with worth >= 0."""

    worth: float

    def times(self, weight: float) -> ClusterScore:
        """Return the term multiplied by a weight of 0 or more."""
        return replace(self, worth=weight * self.worth)

    def of(self, cluster: Cluster, index: Mapping[str, int]) -> float:
        """Return what the cluster adds to the score."""
        return self.worth


ScoreTerm = PairScore | EvennessScore | WholeScore | ClusterScore


def statements(case: Case) -> tuple[Statement, ...]:
    """Return what every rule of the scenario says; raises `NoLinearForm` where one cannot."""
    return tuple(s for rule in case.scenario.rules.active() for s in rule.linear(case))


def score_terms(case: Case) -> tuple[ScoreTerm, ...]:
    """Return the weighted terms of every objective, the pair scores of all in one.

    Without the objectives' constants. Raises `NoLinearForm` where an objective cannot say itself.
    """
    every = list(_weighted(case))
    pairs = [term.weights for term in every if isinstance(term, PairScore)]
    others = [term for term in every if not isinstance(term, PairScore)]
    return (PairScore(np.sum(pairs, axis=0)), *others) if pairs else tuple(others)


def _weighted(case: Case) -> Iterator[ScoreTerm]:
    for objective in case.scenario.objectives.active():
        if objective.weight > 0:
            yield from (term.times(objective.weight) for term in objective.linear(case))


def allows(said: Sequence[Statement], cluster: Cluster) -> bool:
    """Whether everything said of single clusters allows the set as one."""
    return all(isinstance(s, Counts) or s.allows(cluster) for s in said)


def value_of(cluster: Cluster, terms: Sequence[ScoreTerm], case: Case) -> float:
    """Return what the cluster adds to the weighted score."""
    return fsum(term.of(cluster, case.index) for term in terms)
