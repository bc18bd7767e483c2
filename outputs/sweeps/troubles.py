"""Scenarios of a sweep that have no plan, by reason, and those whose plan is not proven best."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from outputs.sweeps.effects import shown_value
from outputs.sweeps.reading import SETTING, Reading

STOPPED = "Stopped before any lawful plan was found."


@dataclass(frozen=True)
class Trouble:
    """Scenarios that ended alike for one reason.

    reason     as the first of them gives it; the others may have other figures in it
    alike      whether all of them give it word for word
    settings   by path: what values they have of the fields that the sweep varies
    """

    status: str
    reason: str
    alike: bool
    scenarios: tuple[int, ...]
    settings: dict[str, tuple[str, ...]]


def troubles(reading: Reading, status: str) -> tuple[Trouble, ...]:
    """Return the scenarios that ended so without a plan, by reason, the most frequent first.

    Reasons that differ in their figures alone are one.
    """
    rows = reading.frame[(reading.frame["status"] == status) & reading.frame["plan"].isna()]
    found = tuple(_groups(rows, reading, status))
    return tuple(sorted(found, key=lambda t: (-len(t.scenarios), t.scenarios)))


def _groups(rows: pd.DataFrame, reading: Reading, status: str) -> Iterator[Trouble]:
    reasons = rows["reason"].where(rows["reason"].str.strip() != "", STOPPED)
    for _, group in rows.assign(reason=reasons).groupby(reasons.map(without_figures), sort=False):
        numbers = tuple(int(n) for n in group["number"])
        settings = {p: _values(group[SETTING + p]) for p in reading.sweep.paths}
        alike = group["reason"].nunique() == 1
        yield Trouble(status, str(group["reason"].iloc[0]), alike, numbers, settings)


def without_figures(reason: str) -> str:
    """Return a reason with every figure taken out, but for those within a code or name."""
    return re.sub(r"(?<![\w.])[\d,]*\.?\d+(?![\w])", "…", reason)


def unproven(reading: Reading) -> pd.DataFrame:
    """Return the rows with a plan that is not proven best, the largest gap first."""
    rows = reading.solved
    return rows[rows["status"] != "optimal"].sort_values("gap", ascending=False, kind="stable")


def _values(column: pd.Series) -> tuple[str, ...]:
    values = column.astype(object).where(column.notna(), None)
    return tuple(dict.fromkeys(shown_value(v) for v in values))
