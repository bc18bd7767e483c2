"""Evenness: how alike the clusters are by something that every PCT has an amount of."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from modelling.linear import EvennessScore, ScoreTerm
from modelling.objectives.base import Objective
from modelling.rules.base import Fault

if TYPE_CHECKING:
    from modelling.candidates import Candidates
    from modelling.case import Case
    from modelling.plan import Plan


class Evenness(Objective):
    """1 - Σ_S |a_S - A/K| / 2A, with a_S the amount of cluster S, A in all, K clusters asked for.

    K is the middle of a range. The half is the share of the amount that would have to be
    elsewhere for all clusters to be equal. A subclass says of what.
    """

    constant: ClassVar[float] = 1.0

    @abstractmethod
    def amounts(self, case: Case) -> Mapping[str, float]:
        """Return the amount, at least 0, of every PCT in the run."""

    def faults(self, case: Case) -> Iterator[Fault]:
        """Yield a scenario that asks for no number of clusters."""
        if case.clusters_asked_for is None:
            message = f"{self.name} needs to know how many clusters are asked for"
            yield Fault((), message, "add cluster_count: national, or per_sha for every SHA")

    def depends_on(self, case: Case) -> object:
        """Return the number of clusters asked for."""
        return case.clusters_asked_for

    def cluster_scores(self, candidates: Candidates, case: Case) -> np.ndarray:
        """Return float64 (n,): -|a_S - A/K| / 2A."""
        amounts = self.amounts(case)
        total = sum(amounts[p] for p in case.pcts)
        held = candidates.sums(np.array([amounts[p] for p in candidates.pcts], dtype=float))
        return -np.abs(held - total / self._asked_for(case)) / (2 * total)

    def linear(self, case: Case) -> Iterator[ScoreTerm]:
        """Yield the one term that it is."""
        amounts = {p: self.amounts(case)[p] for p in case.pcts}
        total = sum(amounts.values())
        yield EvennessScore(amounts, total / self._asked_for(case), 1 / (2 * total))

    def score(self, plan: Plan, case: Case) -> float:
        """Return the score from the amount of each cluster."""
        fair, sizes = self._sizes(plan, case)
        off = sum(abs(size - fair) for size in sizes.values())
        return 1 - off / (2 * fair * self._asked_for(case))

    def by_cluster(self, plan: Plan, case: Case) -> dict[str, float]:
        """Return for each cluster the smaller over the larger of a_S and A/K."""
        fair, sizes = self._sizes(plan, case)
        return {c: min(size, fair) / max(size, fair) for c, size in sizes.items()}

    def _sizes(self, plan: Plan, case: Case) -> tuple[float, dict[str, float]]:
        """Return A/K, and the amount of each cluster."""
        amounts = self.amounts(case)
        fair = sum(amounts[p] for p in case.pcts) / self._asked_for(case)
        return fair, {c: sum(amounts[p] for p in pcts) for c, pcts in plan.clusters.items()}

    def _asked_for(self, case: Case) -> float:
        asked_for = case.clusters_asked_for
        if asked_for is None:
            raise ValueError("no number of clusters is asked for")
        return asked_for
