"""Clusters have short borders for the land they cover."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

import networkx as nx
import numpy as np

from modelling.linear import PairScore, ScoreTerm
from modelling.objectives.base import Objective
from modelling.rules.base import Fault

if TYPE_CHECKING:
    from modelling.candidates import Candidates
    from modelling.case import Case
    from modelling.plan import Plan


class Compactness(Objective):
    """The length of PCT border on land inside clusters over the length of all of it."""

    name: ClassVar[str] = "compactness"
    title: ClassVar[str] = "Compactness"
    reads: ClassVar[str] = "the share of the border between PCTs that lies inside clusters"
    table: ClassVar[str] = "adjacency"

    def faults(self, case: Case) -> Iterator[Fault]:
        """Yield an adjacency table without a length of border."""
        if not any(km > 0 for _, _, km in case.graph(["land"]).edges(data="shared_km")):
            message = f"{case.geography.name} has no length of land border between the run's PCTs"
            yield Fault((), message, "add shared_km to adjacency.csv or remove the objective")

    def cluster_scores(self, candidates: Candidates, case: Case) -> np.ndarray:
        """Return float64 (n,): the border inside each candidate over all border."""
        at = [case.index[p] for p in candidates.pcts]
        return candidates.pair_sums(self._shares(case)[np.ix_(at, at)])

    def linear(self, case: Case) -> Iterator[ScoreTerm]:
        """Yield for every pair half its border over all border."""
        yield PairScore(self._shares(case))

    def score(self, plan: Plan, case: Case) -> float:
        """Return the score from the list of borders."""
        borders = list(case.graph(["land"]).edges(data="shared_km"))
        where = plan.cluster_of
        inside = [km for a, b, km in borders if a in where and where[a] == where.get(b)]
        return sum(inside) / sum(km for _, _, km in borders)

    def by_cluster(self, plan: Plan, case: Case) -> dict[str, float]:
        """Return for each cluster the border inside it over all border of its PCTs."""
        inside = dict.fromkeys(plan.clusters, 0.0)
        touched = dict.fromkeys(plan.clusters, 0.0)
        for a, b, km in case.graph(["land"]).edges(data="shared_km"):
            clusters = {plan.cluster_of[p] for p in (a, b) if p in plan.cluster_of}
            for cluster in clusters:
                touched[cluster] += km
                if len(clusters) == 1 and a in plan.cluster_of and b in plan.cluster_of:
                    inside[cluster] += km
        return {c: inside[c] / km for c, km in touched.items() if km > 0}

    def _shares(self, case: Case) -> np.ndarray:
        """Return half of each border over all of it, float64 (n, n) in the order of `case.pcts`."""
        borders = case.graph(["land"])
        km = nx.to_numpy_array(borders, nodelist=list(case.pcts), weight="shared_km")
        return km / 2 / borders.size(weight="shared_km")
