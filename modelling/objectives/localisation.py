"""Patients are treated by the trusts of their own cluster."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from modelling.linear import PairScore, ScoreTerm
from modelling.objectives.base import Objective
from modelling.rules.base import Fault
from modelling.treatment import share_treated

if TYPE_CHECKING:
    from modelling.candidates import Candidates
    from modelling.case import Case
    from modelling.plan import Plan


class Localisation(Objective):
    """Σ_S Σ_{i∈S} Σ_{j∈S} a_ij / Σ_i Σ_j a_ij: the localization index of hospital service areas.

    a_ij are the admissions of PCT i's residents at trusts whose headquarters lie in PCT j,
    estimated as share of admissions × residents; i and j are PCTs in the run, so admissions at
    trusts elsewhere count neither for nor against ("patient flows", paragraph 7). Wennberg and
    Gittelsohn, "Small area variations in health care delivery", Science 182 (1973).
    """

    name: ClassVar[str] = "localisation"
    title: ClassVar[str] = "Localisation"
    reads: ClassVar[str] = (
        "the share of admissions at trusts with headquarters in the patient's own cluster"
    )
    table: ClassVar[str] = "flows"

    def faults(self, case: Case) -> Iterator[Fault]:
        """Yield a run in which nobody is known to be treated anywhere."""
        if not self._admissions(case).any():
            message = (
                f"{case.geography.name} has no admissions of the run's PCTs at trusts with "
                "headquarters in one of them"
            )
            remedy = "add flows.csv, and trusts.csv with hq_pct, or remove the objective"
            yield Fault((), message, remedy)

    def cluster_scores(self, candidates: Candidates, case: Case) -> np.ndarray:
        """Return float64 (n,): Σ_{i∈S} Σ_{j∈S} (a_ij + a_ji) / 2 over all admissions."""
        at = [case.index[p] for p in candidates.pcts]
        return candidates.pair_sums(self._both_ways(case)[np.ix_(at, at)])

    def linear(self, case: Case) -> Iterator[ScoreTerm]:
        """Yield (a_ij + a_ji) / 2 over all admissions for every pair."""
        yield PairScore(self._both_ways(case))

    def score(self, plan: Plan, case: Case) -> float:
        """Return the score from the rows of the flows."""
        local, every = self._by_cluster(plan, case)
        return sum(local.values()) / sum(every.values())

    def by_cluster(self, plan: Plan, case: Case) -> dict[str, float]:
        """Return for each cluster the share of its residents' admissions that it treats itself."""
        local, every = self._by_cluster(plan, case)
        return {c: local[c] / every[c] for c in plan.clusters if every[c] > 0}

    def _both_ways(self, case: Case) -> np.ndarray:
        a = self._admissions(case)
        return (a + a.T) / 2 / a.sum()

    def _admissions(self, case: Case) -> np.ndarray:
        """Return a_ij as float64 (n, n) in the order of `case.pcts`."""
        return case.once((self.name, "admissions"), lambda: self._read_admissions(case))

    def _read_admissions(self, case: Case) -> np.ndarray:
        codes = list(case.pcts)
        shares = share_treated(case.geography).loc[codes, codes].to_numpy(dtype=float)
        return shares * case.residents[:, None]

    def _by_cluster(self, plan: Plan, case: Case) -> tuple[dict[str, float], dict[str, float]]:
        """Return the admissions of each cluster's residents: in the cluster, and in the run.

        Those of PCTs that the plan leaves out are under "".
        """
        local: dict[str, float] = defaultdict(float)
        every: dict[str, float] = defaultdict(float)
        rows = case.table("flows")
        columns = (rows[c] for c in ("pct", "trust", "share_of_admissions"))
        for pct, trust, share in zip(*columns, strict=True):
            hospital = case.geography.headquarters.get(trust, "")
            if hospital in case.index:
                admissions = float(share) * case.geography.residents[pct]
                cluster = plan.cluster_of.get(pct, "")
                every[cluster] += admissions
                if cluster and plan.cluster_of.get(hospital) == cluster:
                    local[cluster] += admissions
        return local, every
