"""How the values of a scenario's fields read."""

from __future__ import annotations

import json
from typing import Any

import numpy as np


def shown_value(value: Any) -> str:
    """Return the value of a field as a planner reads it, lists as a sweep's file has them.

    Other numbers never read the same. A list may also come as JSON text, as a store's frame has it.
    """
    if value is None:
        return "not set"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return shown_number(value)
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text.replace('"', "") if text[:1] in ("[", "{") else text


def shown_number(value: float) -> str:
    """Return a number in full, thousands set apart, with as many decimals as it has."""
    whole, point, decimals = np.format_float_positional(abs(value), trim="-").partition(".")
    return f"{'−' if value < 0 else ''}{int(whole):,}{point}{decimals}"


def in_order(value: Any) -> tuple[int, float, str]:
    """Return what values are sorted by: none first, then numbers, then texts and the rest."""
    if value is None:
        return 0, 0.0, ""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return 1, float(value), ""
    return 2, 0.0, shown_value(value)
