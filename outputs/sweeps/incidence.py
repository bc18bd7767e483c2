"""`Incidence`: which clusters the plans of a sweep have, each cluster once, and their PCTs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from modelling.plan import Plan


@dataclass(frozen=True, eq=False)
class Incidence:
    """The clusters of many plans, of which most have many in common.

    clusters  the distinct clusters, each the codes of its PCTs in order
    pcts      every PCT that any plan has, in order of code
    of_plan   int64 (plans, clusters): 1 where a plan has a cluster
    holds     int64 (clusters, pcts): 1 where a cluster has a PCT
    """

    clusters: tuple[tuple[str, ...], ...]
    pcts: tuple[str, ...]
    of_plan: csr_array
    holds: csr_array

    @classmethod
    def of(cls, plans: Sequence[Plan]) -> Incidence:
        """Return the incidence of these plans, in their order."""
        at: dict[tuple[str, ...], int] = {}
        has = [[at.setdefault(c, len(at)) for c in plan.clusters.values()] for plan in plans]
        pcts = tuple(sorted({pct for cluster in at for pct in cluster}))
        index = {pct: i for i, pct in enumerate(pcts)}
        holds = [[index[pct] for pct in cluster] for cluster in at]
        return cls(tuple(at), pcts, _table(has, len(at)), _table(holds, len(pcts)))

    def scenarios_with(self, scenarios: np.ndarray) -> np.ndarray:
        """Return int64 (clusters,): how many of the plans' scenarios (plans,) have each."""
        return self.of_plan.T @ scenarios

    def present(self) -> np.ndarray:
        """Return int64 (plans, pcts): 1 where a plan has a PCT."""
        return (self.of_plan @ self.holds).toarray()


def _table(rows: Sequence[Iterable[int]], columns: int) -> csr_array:
    """Return int64 (rows, columns): 1 at the places that each row names, each of them once."""
    held = [np.fromiter(row, dtype=np.int64) for row in rows]
    ends = np.cumsum([0, *map(len, held)])
    at = np.concatenate(held) if held else np.zeros(0, dtype=np.int64)
    return csr_array((np.ones(len(at), dtype=np.int64), at, ends), shape=(len(rows), columns))
