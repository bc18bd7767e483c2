"""The chief executives of PCTs have posts in their own clusters."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from modelling.implications.facts import ASSUMED, COLUMN, chief_executives
from modelling.linear import ClusterScore, EvennessScore, PairScore, ScoreTerm
from modelling.objectives.base import Objective
from modelling.rules.base import Fault

if TYPE_CHECKING:
    from modelling.candidates import Candidates
    from modelling.case import Case
    from modelling.plan import Plan


class ChiefExecutivePosts(Objective):
    """Σ_S min(1, c_S) / Σ_S c_S, with c_S the substantive chief executives of the PCTs of S.

    A cluster has a single chief executive (paragraph 6), taken from those of its own PCTs first
    (paragraph 23), and redundancies are not the aim (paragraph 30). Where every PCT has one, as is
    assumed where pcts.csv does not say, it is the number of clusters over that of PCTs.
    """

    name: ClassVar[str] = "chief_executive_posts"
    title: ClassVar[str] = "Posts for chief executives"
    reads: ClassVar[str] = (
        "the share of PCT chief executives for whom there is a post in their own cluster"
    )
    table: ClassVar[str] = "pcts"
    label: ClassVar[str] = "chief_executives of pcts.csv, 1 a PCT where it does not say"

    def faults(self, case: Case) -> Iterator[Fault]:
        """Yield a run in which no PCT has a chief executive."""
        if not any(self._in_run(case).values()):
            message = "the run's PCTs have no chief executives"
            yield Fault((), message, f"fill in {COLUMN} in pcts.csv or remove the objective")

    def measured_on(self) -> str:
        """Return where the number of chief executives is from, and what is assumed."""
        return f"{COLUMN} of pcts.csv, {ASSUMED} a PCT where it does not say"

    def cluster_scores(self, candidates: Candidates, case: Case) -> np.ndarray:
        """Return float64 (n,): 1 over all chief executives where a candidate has one or more."""
        in_run = self._in_run(case)
        held = candidates.sums(np.array([in_run[p] for p in candidates.pcts]))
        return np.minimum(held, 1.0) / sum(in_run.values())

    def linear(self, case: Case) -> Iterator[ScoreTerm]:
        """Yield min(1, c) = (1 + c - |c - 1|) / 2, over all chief executives, term by term."""
        in_run = self._in_run(case)
        half = 1 / (2 * sum(in_run.values()))
        yield ClusterScore(half)
        yield PairScore(half * np.diag([float(in_run[p]) for p in case.pcts]))
        yield EvennessScore({p: float(n) for p, n in in_run.items()}, 1.0, half)

    def score(self, plan: Plan, case: Case) -> float:
        """Return the clusters with a chief executive to take their post, over all of these."""
        known = chief_executives(case.geography)
        filled = sum(any(known[p] for p in pcts) for pcts in plan.clusters.values())
        return filled / sum(known[p] for p in case.pcts)

    def by_cluster(self, plan: Plan, case: Case) -> dict[str, float]:
        """Return for each cluster one post over its chief executives, if it has any."""
        known = chief_executives(case.geography)
        pools = {c: sum(known[p] for p in pcts) for c, pcts in plan.clusters.items()}
        return {cluster: 1 / pool for cluster, pool in pools.items() if pool}

    def _in_run(self, case: Case) -> dict[str, int]:
        known = chief_executives(case.geography)
        return {p: known[p] for p in case.pcts}
