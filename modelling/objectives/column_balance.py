"""Clusters have alike totals of a column of the planner's own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, ClassVar

from modelling.columns import column_faults, column_values
from modelling.objectives.evenness import Evenness
from modelling.parameters import Code
from modelling.rules.base import Fault

if TYPE_CHECKING:
    from modelling.case import Case


class ColumnBalance(Evenness):
    """Evenness of a numeric column of pcts.csv, such as weighted population or allocation.

    `column` names it, as in `column_balance: {weight: 0.5, column: weighted_population}`. Each team
    then has "management capacity" for as much of it (paragraph 2).
    """

    name: ClassVar[str] = "column_balance"
    title: ClassVar[str] = "Balance of a column"
    reads: ClassVar[str] = (
        "the share of the column that would not have to be elsewhere for clusters to be equal"
    )
    table: ClassVar[str] = "pcts"

    column: Code | None = None

    def faults(self, case: Case) -> Iterator[Fault]:
        """Yield no number of clusters, or a column that is none, or that cannot be shared out."""
        yield from super().faults(case)
        if self.column is None:
            yield Fault((), "no column to balance is named", "add column: and one of pcts.csv")
            return
        wrong = list(column_faults(self.column, case, ("column",)))
        yield from wrong
        if wrong:
            return
        values = column_values(self.column, case)
        below = [p for p, value in values.items() if value < 0]
        if below:
            message = f"{case.named(below[:5])}: {self.column} is less than 0"
            yield Fault(("column",), message, "choose a column of amounts")
        elif sum(values.values()) == 0:
            message = f"{self.column} is 0 for every PCT in the run"
            yield Fault(("column",), message, "fill it in in pcts.csv or remove the objective")

    def measured_on(self) -> str:
        """Return the column's name: it is what is measured."""
        return f"{self.column}, a column of pcts.csv"

    def amounts(self, case: Case) -> Mapping[str, float]:
        """Return the column's value of each PCT in the run."""
        return column_values(str(self.column), case)
