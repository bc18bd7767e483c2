"""How scores move with each field that a sweep varies."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from scipy.stats import spearmanr

from outputs.sweeps.reading import SCORE, SETTING, Reading

MOST_VALUES = 12
"""Values of a field that are each shown by themselves; of more, drawn ones say, ranges are."""

RANGES = 6


@dataclass(frozen=True)
class Level:
    """The scores of the scenarios that have one value of a field, or one of a range of values.

    `at` is the median of these values, None where they are no numbers.
    """

    label: str
    scenarios: int
    least: float
    median: float
    most: float
    at: float | None = None


@dataclass(frozen=True, eq=False)
class Effect:
    """How one score moves with one field, over every scenario that has a plan.

    numeric  whether the values are numbers, in whose order the score may rise or fall
    rank     Spearman's rank correlation, None where it is not defined: the values are no numbers,
             or the score is the same everywhere
    values   the field's value in each scenario, `scores` the score, and `level_of` the place of
             its level in `levels`
    levels   the scores by value
    """

    path: str
    score: str
    numeric: bool
    rank: float | None
    values: tuple[Any, ...]
    scores: tuple[float, ...]
    level_of: tuple[int, ...]
    levels: tuple[Level, ...]

    @property
    def spread(self) -> float:
        """The main effect: the largest median of a level less the smallest."""
        medians = [level.median for level in self.levels]
        return max(medians) - min(medians)


def effects(reading: Reading) -> tuple[Effect, ...]:
    """Return the effect of every field that varies on every score, in the order of the sweep."""
    return tuple(_effects(reading))


def varied(reading: Reading) -> Iterator[str]:
    """Yield the paths of the fields that have two values or more among scenarios with a plan."""
    for path in reading.sweep.paths:
        if reading.solved[SETTING + path].nunique(dropna=False) > 1:
            yield path


def _effects(reading: Reading) -> Iterator[Effect]:
    for path in varied(reading):
        for score in reading.scored:
            rows = reading.solved[[SETTING + path, SCORE + score]]
            rows = rows[rows[SCORE + score].notna()]
            found = rows[SETTING + path].astype(object)
            values = found.where(found.notna(), None).tolist()
            if len(set(values)) > 1:
                yield effect(path, score, values, rows[SCORE + score].tolist())


def effect(path: str, score: str, values: Sequence[Any], scores: Sequence[float]) -> Effect:
    """Return the effect of a field with these values, None where it is not set, on a score."""
    numeric = all(isinstance(v, int | float) and not isinstance(v, bool) for v in values)
    rank = None
    if numeric and np.ptp(scores) > 0:
        rank = float(spearmanr(values, scores).statistic)
    ranged = numeric and len(set(values)) > MOST_VALUES
    labels = _ranges(values) if ranged else [shown_value(v) for v in values]
    first = dict(zip(reversed(labels), reversed(values), strict=True))
    order = {name: i for i, name in enumerate(sorted(first, key=lambda name: _order(first[name])))}
    level_of = tuple(order[label] for label in labels)
    levels = tuple(
        _level(label, i, level_of, values, scores, numeric) for label, i in order.items()
    )
    return Effect(path, score, numeric, rank, tuple(values), tuple(scores), level_of, levels)


def _ranges(values: Sequence[float]) -> list[str]:
    """Return for every value the range that it is in, each range with about as many scenarios."""
    cut = pd.qcut(pd.Series(values, dtype="float64"), RANGES, duplicates="drop")
    ordered = cut.cat.categories
    inside = {part: [v for v, c in zip(values, cut, strict=True) if c == part] for part in ordered}
    words = {part: _range(min(held), max(held)) for part, held in inside.items() if held}
    return [words[part] for part in cut]


def _range(least: float, most: float) -> str:
    return f"{least:g}" if least == most else f"{least:g} to {most:g}"


def _level(
    label: str,
    place: int,
    level_of: Sequence[int],
    values: Sequence[Any],
    scores: Sequence[float],
    numeric: bool,
) -> Level:
    """Return the level at a place, of the scenarios that are of it."""
    held = [(v, s) for v, s, at in zip(values, scores, level_of, strict=True) if at == place]
    found = [score for _, score in held]
    at = float(np.median([value for value, _ in held])) if numeric else None
    return Level(label, len(held), min(found), float(np.median(found)), max(found), at)


def _order(value: Any) -> tuple[int, float, str]:
    if value is None:
        return 0, 0.0, ""
    if isinstance(value, int | float):
        return 1, float(value), ""
    return 2, 0.0, str(value)


def shown_value(value: Any) -> str:
    """Return the value of a field as a planner reads it."""
    if value is None:
        return "not set"
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:g}" if isinstance(value, int | float) else str(value)
