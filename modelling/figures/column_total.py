"""A cluster's total of a column of pcts.csv: a figure of the planner's own."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from math import fsum
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from modelling.columns import column_faults, column_values
from modelling.figures.base import Figure
from modelling.linear import Statement, Total
from modelling.rules.base import Fault

if TYPE_CHECKING:
    from modelling.candidates import Candidates
    from modelling.case import Case


class ColumnTotal(Figure):
    """Σ_{i∈S} v_i, with v_i the value of PCT i in one numeric column, in its own unit."""

    title: ClassVar[str] = "Total of a column"
    paragraph: ClassVar[str] = "2"
    less: ClassVar[str] = "less"
    whole: ClassVar[bool] = False

    def __init__(self, column: str) -> None:
        self._column = column
        self.one = self.many = f"total {column}"
        self.unit = f"of {column}"

    def faults(self, case: Case) -> Iterator[Fault]:
        """Yield a column that is not there, holds no numbers, or has blank cells."""
        yield from column_faults(self._column, case, ("column",))

    def over(self, candidates: Candidates, case: Case) -> np.ndarray:
        """Return float64 (n,): the total of each candidate."""
        values = column_values(self._column, case)
        return candidates.sums(np.array([values[p] for p in candidates.pcts]))

    def of(self, pcts: Collection[str], case: Case) -> float:
        """Return the total of these PCTs."""
        values = column_values(self._column, case)
        return fsum(values[p] for p in pcts)

    def linear(self, least: float, most: float, case: Case) -> Iterator[Statement]:
        """Yield the bounds on the total."""
        yield Total(column_values(self._column, case), least, most)

    def span(self, case: Case) -> tuple[float, float]:
        """Return the totals of what is less, and of what is more than nothing."""
        values = column_values(self._column, case).values()
        return fsum(v for v in values if v < 0), fsum(v for v in values if v > 0)

    def said(self, value: float) -> str:
        """Return "a total running_costs of 0.3"."""
        return f"a {self.one} of {value:,.10g}"

    def asked(self, end: str, value: float) -> str:
        """Return "a total running_costs of at most 0.3"."""
        return f"a {self.one} of {end} {value:,.10g}"
