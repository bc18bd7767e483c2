"""Cohesion of a grouping: the chance that two people of one group share a cluster.

Groups g (trusts, authorities, arrangements, consortia) hold m_ig people or admissions of PCT i,
m_g = Σ_i m_ig in all. For clusters S

    cohesion = Σ_S Σ_{i∈S} Σ_{j∈S} w_ij / Σ_g m_g,    w_ij = Σ_g m_ig m_jg / m_g  (i = j included)

A group's members outside the run do not count.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

import numpy as np
import pandas as pd

from modelling.linear import PairScore, ScoreTerm
from modelling.objectives.base import Objective
from modelling.rules.base import Fault

if TYPE_CHECKING:
    from modelling.candidates import Candidates
    from modelling.case import Case
    from modelling.plan import Plan


class Cohesion(Objective):
    """An objective that is the cohesion of one grouping; a subclass says which.

    `group` is the column of `table` that names the group.
    """

    group: ClassVar[str]

    def members(self, case: Case) -> pd.DataFrame:
        """Return m_ig as a table: pct, group, people (more than 0)."""
        return case.once((self.name, self.source(case), "members"), lambda: self._members(case))

    def _members(self, case: Case) -> pd.DataFrame:
        rows = case.table(self.source(case))
        people = self.people(rows, case)
        members = pd.DataFrame({"pct": rows["pct"], "group": rows[self.group], "people": people})
        return members[members["people"] > 0]

    def people(self, rows: pd.DataFrame, case: Case) -> pd.Series:
        """Return the people or admissions of each row; residents of the row unless overridden."""
        return rows["residents"].astype(float)

    def faults(self, case: Case) -> Iterator[Fault]:
        """Yield a table that the geography lacks."""
        if self.members(case).empty:
            message = f"{case.geography.name} has no {self.source(case)}.csv about the run's PCTs"
            yield Fault((), message, "add the table or remove the objective")

    def weights(self, case: Case) -> np.ndarray:
        """Return w_ij / Σ_g m_g as a symmetric float64 (n, n) in the order of `case.pcts`."""
        return case.once((self.name, self.source(case)), lambda: self._weights(case))

    def _weights(self, case: Case) -> np.ndarray:
        wide = self.members(case).pivot_table(
            index="pct", columns="group", values="people", aggfunc="sum", fill_value=0.0
        )
        m = wide.reindex(list(case.pcts), fill_value=0.0).to_numpy(dtype=float)
        m_g = m.sum(axis=0)
        return (m / m_g) @ m.T / m_g.sum()

    def cluster_scores(self, candidates: Candidates, case: Case) -> np.ndarray:
        """Return float64 (n,): Σ_{i∈S} Σ_{j∈S} w_ij / Σ_g m_g."""
        at = [case.index[p] for p in candidates.pcts]
        return candidates.pair_sums(self.weights(case)[np.ix_(at, at)])

    def linear(self, case: Case) -> Iterator[ScoreTerm]:
        """Yield w_ij / Σ_g m_g for every pair."""
        yield PairScore(self.weights(case))

    def score(self, plan: Plan, case: Case) -> float:
        """Return the cohesion from each group's split: Σ_g Σ_S m_Sg² / m_g / Σ_g m_g."""
        members = self.members(case)
        members = members.assign(cluster=members["pct"].map(plan.cluster_of))
        in_group = members.groupby("group")["people"].sum()
        in_cluster = members.groupby(["group", "cluster"])["people"].sum()
        shared = (in_cluster**2).groupby("group").sum() / in_group
        return float(shared.sum() / in_group.sum())

    def by_cluster(self, plan: Plan, case: Case) -> dict[str, float]:
        """Return Σ_g m_Sg² / m_g / Σ_g m_Sg: of the cluster's groups, the share it holds itself.

        A cluster whose PCTs are in no group is left out.
        """
        members = self.members(case)
        members = members.assign(cluster=members["pct"].map(plan.cluster_of))
        in_group = members.groupby("group")["people"].sum()
        held = members.groupby(["cluster", "group"])["people"].sum()
        shares = (held**2).div(in_group, level="group").groupby("cluster").sum()
        return {str(c): float(x) for c, x in (shares / held.groupby("cluster").sum()).items()}
