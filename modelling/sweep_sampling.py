"""Draws the samples of a sweep: the same for the same seed, on every machine."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from fractions import Fraction
from math import ulp
from typing import Any

import numpy as np
from scipy.stats import qmc

from modelling.sweep import Changes, Sample

STEPS, STEPS_OF_A_PART = 10_000, 100
"""Values are drawn in steps of a power of ten, to be read and typed: at least so many of them to
a range, and to each part that a value is drawn from."""

Draw = Callable[[int, float], Any]
"""Returns a value of a part, from 0, given where in it, from 0 to below 1."""


def drawn(sample: Sample, whole: Collection[str]) -> Iterator[Changes]:
    """Yield the changes of every sample; the fields of `whole` get whole numbers.

    The range of a field has as many parts as there are samples in a Latin hypercube, one at
    random. Fields are drawn in the order of their paths, so that the order of lines in a file
    does not matter.
    """
    paths = sorted(sample.fields)
    latin = sample.method == "latin-hypercube"
    parts, within = _latin(sample, len(paths)) if latin else _random(sample, len(paths))
    many = sample.count if latin else 1
    draws = [
        (_whole if path in whole else _decimal)(*sample.fields[path], many, sample.count)
        for path in paths
    ]
    for row, shares in zip(parts.tolist(), within.tolist(), strict=True):
        values = (draw(*at) for draw, *at in zip(draws, row, shares, strict=True))
        yield dict(zip(paths, values, strict=True))


def _latin(sample: Sample, fields: int) -> tuple[np.ndarray, np.ndarray]:
    """Return int64 and float64 (count, fields): each part of a field once, and where in it.

    The part is the rank of SciPy's share, which no rounding moves to a neighbour's.
    """
    generator = np.random.default_rng(sample.seed)
    shares = qmc.LatinHypercube(fields, rng=generator).random(sample.count)
    parts = shares.argsort(axis=0, kind="stable").argsort(axis=0, kind="stable")
    return parts, np.clip(shares * sample.count - parts, 0, 1 - 2**-53)


def _random(sample: Sample, fields: int) -> tuple[np.ndarray, np.ndarray]:
    """Return the same for a range that is one part."""
    within = np.random.default_rng(sample.seed).random((sample.count, fields))
    return np.zeros(within.shape, dtype=np.int64), within


def _whole(low: float, high: float, parts: int, _count: int) -> Draw:
    """Return what draws whole numbers, of a part each as likely.

    Of N numbers part k of n has those from ⌊kN/n⌋ to below ⌊(k+1)N/n⌋, or the first of these alone
    where there is nothing between.
    """
    first, numbers = int(low), int(high) - int(low) + 1

    def draw(part: int, share: float) -> int:
        start, end = part * numbers // parts, (part + 1) * numbers // parts
        return first + start + min(int(share * (end - start)), max(0, end - start - 1))

    return draw


def _decimal(low: float, high: float, parts: int, count: int) -> Draw:
    """Return what draws multiples of the step that lie a step or more inside a part.

    It counts in whole numbers, so that no rounding takes a value out of its part.

    Where floating-point numbers are too coarse for the step it draws the middle of a part, which is
    a number of its own as long as there are any between two parts.
    """
    if low == high:
        return lambda _part, _share: low
    bottom, width = Fraction(low), Fraction(high) - Fraction(low)
    step = _power_of_ten(width / max(STEPS, STEPS_OF_A_PART * count))
    if step < ulp(max(abs(low), abs(high))):
        return lambda part, _share: float(bottom + width * (2 * part + 1) / (2 * parts))
    start, size = bottom / step, width / parts / step
    unit = start.denominator * size.denominator
    at, each = int(start * unit), int(size * unit)

    def draw(part: int, share: float) -> float:
        first = (at + part * each) // unit + 2
        last = (at + (part + 1) * each) // unit - 1
        multiple = first + int(share * (last - first + 1))
        return multiple * step.numerator / step.denominator

    return draw


def _power_of_ten(most: Fraction) -> Fraction:
    """Return the largest power of ten that is not above `most`."""
    power = Fraction(10) ** (len(str(most.numerator)) - len(str(most.denominator)))
    return power if power <= most else power / 10
