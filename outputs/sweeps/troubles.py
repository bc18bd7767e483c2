"""Scenarios of a sweep that have no plan, by reason, and those whose plan is not proven best."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pandas as pd

from modelling.settings import setting
from outputs.sweeps.effects import shown_value
from outputs.sweeps.reading import SETTING, Reading

STOPPED = "Stopped before any lawful plan was found."


@dataclass(frozen=True)
class Trouble:
    """Scenarios that ended alike for one reason.

    reasons    as they give it, each wording once: they differ in their figures alone
    otherwise  by path: the values, of fields that the sweep varies, that the base does not have
    """

    status: str
    reasons: tuple[str, ...]
    scenarios: tuple[int, ...]
    otherwise: Mapping[str, tuple[str, ...]]


def troubles(reading: Reading, status: str) -> tuple[Trouble, ...]:
    """Return the scenarios that ended so without a plan, by reason, the most frequent first.

    Reasons that differ in their figures alone are one.
    """
    rows = reading.frame[(reading.frame["status"] == status) & reading.frame["plan"].isna()]
    found = tuple(_groups(rows, reading, status))
    return tuple(sorted(found, key=lambda t: (-len(t.scenarios), t.scenarios)))


def _groups(rows: pd.DataFrame, reading: Reading, status: str) -> Iterator[Trouble]:
    reasons = rows["reason"].where(rows["reason"].str.strip() != "", STOPPED)
    data = reading.base.as_data()
    base = {path: shown_value(setting(data, path)) for path in reading.sweep.paths}
    for _, group in rows.assign(reason=reasons).groupby(reasons.map(without_figures), sort=False):
        numbers = tuple(int(n) for n in group["number"])
        values = {p: _values(group[SETTING + p], base[p]) for p in reading.sweep.paths}
        otherwise = {path: found for path, found in values.items() if found}
        yield Trouble(status, tuple(group["reason"].unique()), numbers, otherwise)


def without_figures(reason: str) -> str:
    """Return a reason with every figure taken out, but for those within a code or name."""
    return re.sub(r"(?<![\w.])[\d,]*\.?\d+(?![\w])", "…", reason)


def unproven(reading: Reading) -> pd.DataFrame:
    """Return the rows with a plan that is not proven best, the largest gap first."""
    rows = reading.solved
    return rows[rows["status"] != "optimal"].sort_values("gap", ascending=False, kind="stable")


def _values(column: pd.Series, base: str) -> tuple[str, ...]:
    """Return the values that are not the base's own, each once."""
    values = column.astype(object).where(column.notna(), None)
    shown = dict.fromkeys(shown_value(v) for v in values)
    return tuple(value for value in shown if value != base)
