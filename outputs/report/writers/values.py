"""How the texts and the values of a report are shown, whatever it is written as."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping

from outputs.report.blocks import Kind, Value

UNKNOWN = "not known"
"""What stands for a value that nobody knows: never a blank, a dash or a nought."""

SHORT_DIGEST = 16
"""Characters of a digest that print has: enough to tell any two files apart."""

_SPACES = re.compile(r"[\t\n\v\f\r\x1c-\x1e\x85\u2028\u2029]+")
_UNWRITABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]")
_TURNS = re.compile(r"([\u202a\u202b\u202d\u202e][^\s\u202c]*)\u202c?")
_ISOLATES = re.compile(r"([\u2066-\u2068][^\s\u2069]*)\u2069?")
_SIGNS: Mapping[Kind, str] = {
    "count": ",.0f",
    "number": ",.1f",
    "score": ".3f",
    "percent": ".1%",
    "money": ",.0f",
    "km": ",.1f",
}


def plain(text: str) -> str:
    """Return the text as every format can hold it, with nothing left out.

    Line ends and tabs become one space; control characters, unpaired surrogates and code points
    that are no characters become U+FFFD, which is seen. A character that turns the direction of
    what follows (U+202A to U+202E, U+2066 to U+2068) is kept and closed at the end of its word, so
    that no name can turn round the sentence that it stands in.
    """
    spaced = _SPACES.sub(" ", str(text))
    written = _UNWRITABLE.sub("\ufffd", spaced)
    return _ISOLATES.sub("\\1\u2069", _TURNS.sub("\\1\u202c", written))


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
