"""How scores move with each field that a sweep varies, like compared with like.

A grid has every value of a field with the same combinations of the others; samples draw all their
fields independently of each other; a case differs from the base scenario and from nothing else.
Mixed together they would say little: samples all have the base scenario's number of clusters, say.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd

from outputs.sweeps.levels import Effect, effect
from outputs.sweeps.measured import Measured
from outputs.sweeps.reading import SETTING, Reading
from outputs.sweeps.values import in_order

Part = Literal["grid", "sample"]


@dataclass(frozen=True, eq=False)
class FieldEffects:
    """How every score moves with one field, within the grid or within the samples.

    compared  scenarios that are compared; each value of a grid's field has as many of them
    with_plan  scenarios of the part that have a plan: those not compared lack a counterpart
    alike     combinations of the grid's other fields that every value is compared over; None for
              samples, which have none in common
    effects   on each score; none where no combination has a plan at every value
    """

    path: str
    part: Part
    compared: int
    with_plan: int
    alike: int | None
    effects: tuple[Effect, ...]

    def on(self, score: str) -> Effect | None:
        """Return the effect on a score, None where there is none."""
        return next((item for item in self.effects if item.score == score), None)


def effects(reading: Reading, measure: Measured) -> tuple[FieldEffects, ...]:
    """Return the effects of every field that varies within a part, the grid's fields first."""
    return tuple(_effects(reading, measure))


def rows_measured(reading: Reading, measure: Measured) -> pd.DataFrame:
    """Return the rows whose plan is measured, with the plan's scores by name."""
    return reading.solved.join(measure.scores, on="plan", how="inner")


def _effects(reading: Reading, measure: Measured) -> Iterator[FieldEffects]:
    rows, names = rows_measured(reading, measure), measure.scores.columns.tolist()
    sweep = reading.sweep
    grid, sample = (rows[rows["source"] == part] for part in ("grid", "sample"))
    for path in sweep.grid:
        if _distinct(grid, path) > 1:
            others = [SETTING + other for other in sweep.grid if other != path]
            kept, alike = _balanced(grid, SETTING + path, others)
            found = _each(path, kept, names) if alike else ()
            yield FieldEffects(path, "grid", len(kept), len(grid), alike, tuple(found))
    for path in sweep.sample.fields if sweep.sample else ():
        if _distinct(sample, path) > 1:
            found = _each(path, sample, names)
            yield FieldEffects(path, "sample", len(sample), len(sample), None, tuple(found))


def _distinct(rows: pd.DataFrame, path: str) -> int:
    return int(rows[SETTING + path].nunique(dropna=False))


def _balanced(rows: pd.DataFrame, field: str, others: Sequence[str]) -> tuple[pd.DataFrame, int]:
    """Return the rows whose combination of other fields has every value, and how many there are."""
    every = rows[field].nunique(dropna=False)
    if not others:
        return rows, 1
    keys = pd.Series(list(zip(*(_keys(rows[name]) for name in others), strict=True)), rows.index)
    values = pd.Series(_keys(rows[field]), rows.index)
    whole = values.groupby(keys, sort=False).nunique()
    whole = whole[whole == every]
    return rows[keys.isin(set(whole.index))], len(whole)


def _keys(column: pd.Series) -> list[tuple[int, float, str]]:
    return [in_order(value) for value in plain_values(column)]


def plain_values(column: pd.Series) -> list[Any]:
    """Return the values of a column of settings, None where a field is not set."""
    return column.astype(object).where(column.notna(), None).tolist()


def _each(path: str, rows: pd.DataFrame, names: Sequence[str]) -> Iterator[Effect]:
    values = plain_values(rows[SETTING + path])
    for name in names:
        yield effect(path, name, values, rows[name].tolist())
