"""Clusters build on groupings that exist already."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import pandas as pd

from modelling.objectives.cohesion import Cohesion

if TYPE_CHECKING:
    from modelling.case import Case


class Arrangements(Cohesion):
    """Cohesion of existing groupings of PCTs by residents.

    Cluster geography is "likely to be based on existing sub-regional arrangements"
    (paragraph 7). A PCT in no grouping counts neither for nor against.
    """

    name: ClassVar[str] = "arrangements"
    title: ClassVar[str] = "Existing arrangements"
    reads: ClassVar[str] = "the chance that two residents of one existing grouping share a cluster"
    table: ClassVar[str] = "arrangements"
    group: ClassVar[str] = "arrangement"

    def people(self, rows: pd.DataFrame, case: Case) -> pd.Series:
        """Return the residents of each PCT, all of which its groupings hold."""
        return rows["pct"].map(case.geography.residents).astype(float)
