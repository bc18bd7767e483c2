"""Columns of numbers that a planner brings in pcts.csv, such as weighted population."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from pandas.api.types import is_bool_dtype, is_numeric_dtype

from geodata.problems import nearest
from modelling.rules.base import Fault

if TYPE_CHECKING:
    from modelling.case import Case


def column_values(column: str, case: Case) -> Mapping[str, float]:
    """Return the column's value of each PCT in the run."""
    values = case.geography.pcts.loc[list(case.pcts), column]
    return {str(pct): float(value) for pct, value in values.items()}


def column_faults(column: str, case: Case, path: tuple[str | int, ...]) -> Iterator[Fault]:
    """Yield a column that is not there, is none of numbers, or is blank for PCTs in the run."""
    table = case.geography.pcts
    of_numbers = (c for c in table if is_numeric_dtype(table[c]) and not is_bool_dtype(table[c]))
    numeric = [str(c) for c in of_numbers]
    if column not in numeric:
        what = "no numbers in the column" if column in table else "no column"
        message = f"pcts.csv of {case.geography.name} has {what} '{column}'"
        remedy = f"use one of {', '.join(numeric)}{nearest(column, numeric)}"
        yield Fault(path, message, remedy)
        return
    values = table.loc[list(case.pcts), column]
    blank = list(values.index[values.isna()])
    if blank:
        more = f" and {len(blank) - 5} more" if len(blank) > 5 else ""
        message = f"{case.named(blank[:5])}{more}: {column} is blank"
        yield Fault(path, message, "fill it in in pcts.csv")
