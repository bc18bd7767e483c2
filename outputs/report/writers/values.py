"""How the texts and the values of a report are shown, whatever it is written as."""

from __future__ import annotations

import math
from collections.abc import Mapping

from geodata.words import plain
from outputs.report.blocks import Kind, Value

UNKNOWN = "not known"
"""What stands for a value that nobody knows: never a blank, a dash or a nought."""

SHORT_DIGEST = 16
"""Characters of a digest that print has: enough to tell any two files apart."""

_SIGNS: Mapping[Kind, str] = {
    "count": ",.0f",
    "number": ",.1f",
    "score": ".3f",
    "fine": ".5f",
    "percent": ".1%",
    "money": ",.0f",
    "km": ",.1f",
}


def known(value: Value) -> bool:
    """Return whether there is a value: NaN is none, nor is infinity."""
    return value is not None and not (isinstance(value, float) and not math.isfinite(value))


def is_figure(value: Value, kind: Kind) -> bool:
    """Return whether a value is known, is a number, and stands in a column of numbers."""
    return kind != "text" and isinstance(value, int | float) and known(value)


def shown(value: Value, kind: Kind) -> str:
    """Return a cell as it is read: 1,234 / 1,234.5 / 0.123 / 12.3% / £1,234, or "not known".

    A text in a column of numbers ("none asked for") stays as it is. A minus is U+2212, and nothing
    is ever "−0".
    """
    if value is None or not known(value):
        return UNKNOWN
    if kind == "digest":
        return plain(str(value))[:SHORT_DIGEST]
    if isinstance(value, str) or kind == "text":
        return plain(str(value))
    size = format(abs(value), _SIGNS[kind])
    negative = value < 0 and any(digit in size for digit in "123456789")
    return f"{'−' if negative else ''}{'£' if kind == 'money' else ''}{size}"
