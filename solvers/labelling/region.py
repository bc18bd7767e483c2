"""`Region`: SHAs that share PCTs, and all that is said of their clusters; as a rule, one SHA."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import ceil, fsum

import networkx as nx
import numpy as np

from modelling.case import Case
from modelling.linear import (
    ClusterScore,
    Connected,
    Counts,
    GroupCount,
    PairScore,
    Pools,
    ScoreTerm,
    Statement,
    Total,
    WholeScore,
    allows,
    score_terms,
    statements,
    value_of,
)
from solvers.grouping import sharing

EVERYWHERE = "all areas"
HAIR = 1e-9
"""Of a quotient of totals, so that rounding excludes no number of clusters."""


@dataclass(frozen=True, eq=False)
class Region:
    """The PCTs of one or more SHAs that share some, as one labelling problem.

    pcts         codes, most residents first: the first member of a cluster represents it
    pools        by SHA the PCTs that its clusters may be made of
    graph        the pairs that hang together and have an SHA in common (all, without contiguity)
    said         what the rules say of single clusters
    terms        the weighted score terms
    counts       by SHA: the least and the most clusters, where the scenario says so
    count_range  the least and the most clusters that the region could have

    A cluster is also known by a whole number, its column: bit b stands for pcts[b].
    """

    case: Case
    pcts: tuple[str, ...]
    pools: Mapping[str, tuple[str, ...]]
    graph: nx.Graph
    said: tuple[Statement, ...]
    terms: tuple[ScoreTerm, ...]
    counts: Mapping[str, tuple[int, int]]
    count_range: tuple[int, int]

    def __len__(self) -> int:
        return len(self.pcts)

    @property
    def shas(self) -> tuple[str, ...]:
        """The SHAs of the region."""
        return tuple(self.pools)

    @property
    def name(self) -> str:
        """The SHAs of the region, as they are shown."""
        return " + ".join(self.pools)

    @property
    def totals(self) -> tuple[Total, ...]:
        """What is said of totals."""
        return tuple(s for s in self.said if isinstance(s, Total))

    @property
    def group_counts(self) -> tuple[GroupCount, ...]:
        """What is said of how many groups a cluster meets."""
        return tuple(s for s in self.said if isinstance(s, GroupCount))

    def lawful(self, cluster: Iterable[str]) -> bool:
        """Whether every rule allows the cluster."""
        return allows(self.said, tuple(cluster))

    def value(self, clusters: Iterable[Sequence[str]]) -> float:
        """Return the weighted score of some clusters, without the objectives' constants."""
        return fsum(value_of(cluster, self.terms, self.case) for cluster in clusters)

    @property
    def ceiling(self) -> float:
        """What no plan could score even if all that is worth something to a cluster were there."""
        at = [self.case.index[p] for p in self.pcts]
        most = 0.0
        for term in self.terms:
            if isinstance(term, PairScore):
                most += float(np.maximum(term.weights[np.ix_(at, at)], 0.0).sum())
            elif isinstance(term, WholeScore):
                most += term.worth * len(term.groups)
            elif isinstance(term, ClusterScore):
                most += term.worth * len(self.pcts)
        return most

    def sha_of(self, cluster: Iterable[str]) -> str:
        """Return the SHA that the cluster counts for (see `modelling.linear.Pools`)."""
        held = set(cluster)
        home, people = self.case.geography.sha_of, self.case.geography.residents
        lawful = (sha for sha, pool in self.pools.items() if held <= set(pool))
        return min(lawful, key=lambda sha: (-sum(people[p] for p in held if home[p] == sha), sha))

    def keeps_counts(self, clusters: Sequence[Iterable[str]]) -> bool:
        """Whether every SHA has as many of the clusters as it asks for."""
        if not self.counts:
            return True
        shas = [self.sha_of(cluster) for cluster in clusters]
        return all(low <= shas.count(sha) <= high for sha, (low, high) in self.counts.items())

    def column(self, cluster: Iterable[str]) -> int:
        """Return the number that the cluster is known by."""
        return sum(1 << self.pcts.index(p) for p in cluster)

    def members(self, columns: Iterable[int]) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Yield the SHA and the PCT codes, in order, of each of the columns."""
        for column in columns:
            held = tuple(sorted(p for b, p in enumerate(self.pcts) if column >> b & 1))
            yield self.sha_of(held), held


def make_regions(case: Case) -> tuple[Region, ...]:
    """Return the regions in the order of the SHAs: SHAs are joined where pools share a PCT.

    Raises `NoLinearForm` where a rule or an objective cannot be said linearly.
    """
    said, terms = statements(case), score_terms(case)
    stated = [dict(s.pools) for s in said if isinstance(s, Pools)]
    pools = stated[0] if stated else {EVERYWHERE: case.pcts}
    per_sha = {sha: span for s in said if isinstance(s, Counts) for sha, span in s.per_sha.items()}
    regions = []
    for shas in sharing(pools):
        own = {sha: pools[sha] for sha in shas}
        counts = {sha: per_sha[sha] for sha in shas if sha in per_sha}
        people = case.geography.residents
        pcts = sorted({p for pool in own.values() for p in pool}, key=lambda p: (-people[p], p))
        graph = _graph(pcts, own, said)
        spans = _count_range(pcts, own, counts, said)
        regions.append(Region(case, tuple(pcts), own, graph, said, terms, counts, spans))
    return tuple(regions)


def _graph(
    pcts: Sequence[str], pools: Mapping[str, tuple[str, ...]], said: Iterable[Statement]
) -> nx.Graph:
    graph = nx.Graph()
    graph.add_nodes_from(pcts)
    for pool in pools.values():
        graph.add_edges_from(combinations(pool, 2))
    for statement in said:
        if isinstance(statement, Connected):
            graph.remove_edges_from([e for e in graph.edges if not statement.graph.has_edge(*e)])
    return graph


def _count_range(
    pcts: Sequence[str],
    pools: Mapping[str, tuple[str, ...]],
    counts: Mapping[str, tuple[int, int]],
    said: Iterable[Statement],
) -> tuple[int, int]:
    """Return what the SHAs' own counts leave, and the totals that clusters must or may have."""
    least, most = max(1, sum(low for low, _ in counts.values())), len(pcts)
    if set(counts) == set(pools):
        most = min(most, sum(high for _, high in counts.values()))
    for total in (s for s in said if isinstance(s, Total)):
        whole = fsum(total.amounts.get(p, 0.0) for p in pcts)
        if 0 < total.most < whole:
            least = max(least, ceil(whole / total.most - HAIR))
        if total.least > 0:
            most = min(most, int(max(0.0, whole) / total.least + HAIR))
    return least, most
