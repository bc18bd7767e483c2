"""Clusters follow the flow of patients to hospitals."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import pandas as pd

from modelling.objectives.cohesion import Cohesion

if TYPE_CHECKING:
    from modelling.case import Case


class PatientFlow(Cohesion):
    """Cohesion of trusts by admissions, estimated as share of admissions × residents.

    "Local circumstances or patient flows" (paragraph 7).
    """

    name: ClassVar[str] = "patient_flow"
    title: ClassVar[str] = "Patient flow"
    reads: ClassVar[str] = (
        "the average share of a hospital's work that the patient's own cluster commissions"
    )
    table: ClassVar[str] = "flows"
    group: ClassVar[str] = "trust"

    def people(self, rows: pd.DataFrame, case: Case) -> pd.Series:
        """Return the estimated admissions of each PCT at each trust, per head of residents."""
        return rows["share_of_admissions"] * rows["pct"].map(case.geography.residents).astype(float)
