"""The scores of scenarios by the value of one field: averages, ranges and rank correlation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, log10
from typing import Any

import numpy as np
import pandas as pd
from scipy.stats import spearmanr

from outputs.sweeps.values import in_order, shown_number, shown_value

MOST_VALUES = 12
"""Values of a field that are each shown by themselves; of more, drawn ones say, ranges are."""

RANGES = 6
DIGITS = 3
"""Figures that the ends of a range have."""


@dataclass(frozen=True)
class Level:
    """The scores of the scenarios that have one value of a field, or one of a range of values.

    `at` is the median of these values, None where they are no numbers.
    """

    label: str
    scenarios: int
    least: float
    mean: float
    most: float
    at: float | None = None


@dataclass(frozen=True, eq=False)
class Effect:
    """How one score moves with one field, over the scenarios that are compared.

    numeric  whether the values are numbers, in whose order the score may rise or fall
    ranged   whether the levels are ranges of values
    rank     Spearman's rank correlation, None where it is not defined: the values are no numbers,
             or the score is the same everywhere
    values   the field's value in each scenario, `scores` the score, and `level_of` the place of
             its level in `levels`
    levels   the scores by value
    """

    path: str
    score: str
    numeric: bool
    ranged: bool
    rank: float | None
    values: tuple[Any, ...]
    scores: tuple[float, ...]
    level_of: tuple[int, ...]
    levels: tuple[Level, ...]

    @property
    def spread(self) -> float:
        """The main effect: the largest average of a level less the smallest."""
        means = [level.mean for level in self.levels]
        return max(means) - min(means)


def effect(path: str, score: str, values: Sequence[Any], scores: Sequence[float]) -> Effect:
    """Return the effect of a field with these values, None where it is not set, on a score."""
    numeric = all(isinstance(v, int | float) and not isinstance(v, bool) for v in values)
    rank = None
    if numeric and np.ptp(scores) > 0:
        rank = float(spearmanr(values, scores).statistic)
    ranged = numeric and len(set(values)) > MOST_VALUES
    level_of = _by_range(values) if ranged else _by_value(values)
    levels = tuple(
        _level([(v, s) for v, s, at in zip(values, scores, level_of, strict=True) if at == place])
        for place in range(max(level_of) + 1)
    )
    return Effect(
        path, score, numeric, ranged, rank, tuple(values), tuple(scores), level_of, levels
    )


def _by_value(values: Sequence[Any]) -> tuple[int, ...]:
    """Return the place of each value among the different ones, in order."""
    keys = [in_order(value) for value in values]
    places = {key: place for place, key in enumerate(sorted(set(keys)))}
    return tuple(places[key] for key in keys)


def _by_range(values: Sequence[float]) -> tuple[int, ...]:
    """Return the place of the range that each value is in, each with about as many scenarios."""
    cut = pd.qcut(pd.Series(values, dtype="float64"), RANGES, labels=False, duplicates="drop")
    return _by_value(cut.tolist())


def _level(held: Sequence[tuple[Any, float]]) -> Level:
    values, scores = [value for value, _ in held], [score for _, score in held]
    numbers = [v for v in values if isinstance(v, int | float) and not isinstance(v, bool)]
    at = float(np.median(numbers)) if len(numbers) == len(values) else None
    one = len({in_order(value) for value in values}) == 1
    label = shown_value(values[0]) if one else _range(min(values), max(values))
    return Level(label, len(held), min(scores), float(np.mean(scores)), max(scores), at)


def _range(least: float, most: float) -> str:
    """Return "0.5 to 0.751": ends of a few figures that hold all between the two."""
    step = 10.0 ** (floor(log10(most - least)) - DIGITS + 1)
    low, high = floor(least / step) * step, ceil(most / step) * step
    return f"{shown_number(float(f'{low:.12g}'))} to {shown_number(float(f'{high:.12g}'))}"
