"""Clusters have populations alike."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from modelling.objectives.base import Objective
from modelling.rules.base import Fault

if TYPE_CHECKING:
    from modelling.candidates import Candidates
    from modelling.case import Case
    from modelling.plan import Plan


class PopulationBalance(Objective):
    """1 - Σ_S |n_S - N/K| / 2N, with N residents and K clusters asked for.

    K is the middle of a range. The half is the share of residents that would have to live
    elsewhere for all clusters to be equal.
    """

    name: ClassVar[str] = "population_balance"
    title: ClassVar[str] = "Population balance"
    reads: ClassVar[str] = (
        "the share of residents who would not have to move for clusters to be equal"
    )
    table: ClassVar[str] = "pcts"
    constant: ClassVar[float] = 1.0

    def faults(self, case: Case) -> Iterator[Fault]:
        """Yield what a fair share cannot do without: a number of clusters, and residents."""
        if case.clusters_asked_for is None:
            message = "population_balance needs to know how many clusters are asked for"
            yield Fault((), message, "add cluster_count: national, or per_sha for every SHA")
        if case.total_residents == 0:
            message = "population_balance needs residents, and the run's PCTs have none"
            yield Fault((), message, "add SHAs to shas or remove the objective")

    def depends_on(self, case: Case) -> object:
        """Return the number of clusters asked for."""
        return case.clusters_asked_for

    def cluster_scores(self, candidates: Candidates, case: Case) -> np.ndarray:
        """Return float64 (n,): -|n_S - N/K| / 2N."""
        fair = case.total_residents / self._asked_for(case)
        return -np.abs(candidates.residents - fair) / (2 * case.total_residents)

    def score(self, plan: Plan, case: Case) -> float:
        """Return the score from the residents of each cluster."""
        people = case.geography.residents
        total = sum(people[p] for p in case.pcts)
        fair = total / self._asked_for(case)
        sizes = [sum(people[p] for p in pcts) for pcts in plan.clusters.values()]
        return 1 - sum(abs(size - fair) for size in sizes) / (2 * total)

    def by_cluster(self, plan: Plan, case: Case) -> dict[str, float]:
        """Return for each cluster the smaller over the larger of n_S and N/K."""
        fair = case.total_residents / self._asked_for(case)
        people = case.geography.residents
        sizes = {c: sum(people[p] for p in pcts) for c, pcts in plan.clusters.items()}
        return {c: min(size, fair) / max(size, fair) for c, size in sizes.items()}

    def _asked_for(self, case: Case) -> float:
        asked_for = case.clusters_asked_for
        if asked_for is None:
            raise ValueError("no number of clusters is asked for")
        return asked_for
