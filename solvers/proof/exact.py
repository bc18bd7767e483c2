"""Exact numbers: rationals as written, and whole units that are rounded to the safe side.

A value that bounds from above is rounded up to units of 10^-15, one that is claimed is rounded
down. Sums of units are exact, so what is proven of them holds of the rational numbers too.
"""

from __future__ import annotations

from fractions import Fraction
from math import ceil, floor

UNIT = 10**15


def up(value: Fraction) -> int:
    """Return the value in units, rounded up."""
    return ceil(value * UNIT)


def down(value: Fraction) -> int:
    """Return the value in units, rounded down."""
    return floor(value * UNIT)


def rational(value: object) -> Fraction:
    """Return a number of a file as the decimal that is written there.

    Raises `ValueError` for what is no finite number.
    """
    if isinstance(value, bool) or not isinstance(value, int | float | str | Fraction):
        raise ValueError(f"{value!r} is not a number")
    try:
        return Fraction(repr(value) if isinstance(value, float) else value)
    except (ValueError, OverflowError, ZeroDivisionError):
        raise ValueError(f"{value!r} is not a number") from None
