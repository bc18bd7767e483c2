"""What the members of a sweep change, in words."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

from modelling.registry import objective_types
from modelling.sweep import Changes


def in_words(changes: Changes) -> str:
    """Return changes as "Patient flow weighing 2; cluster_count.national 48"."""
    return "; ".join(_in_words(path, value) for path, value in changes.items())


def place_in_words(place: tuple[str | int, ...]) -> str:
    """Return ("cases", 6, "rules.size.max") as "case 7, rules.size.max".

    A position in a list of values is "value 1", "value 2", ...; keys have dots between them.
    """
    if place[:1] == ("cases",) and len(place) > 1:
        nth, place = f"case {int(place[1]) + 1}, ", place[2:]
    else:
        nth = ""
    said = ""
    for part in place:
        said += f", value {part + 1}" if isinstance(part, int) else f".{part}"
    return (nth + said.removeprefix(".")).removesuffix(", ")


def in_figures(value: float) -> str:
    """Return "1,234,567", "0.05": a number in full, so that no two numbers are the same text.

    Numbers of more than 15 digits before or after the point are in powers of ten, as "1e+300".
    """
    if value == 0 or 1e-15 <= abs(value) < 1e15:
        return f"{int(value):,}" if value == int(value) else f"{Decimal(repr(value)):,f}"
    return str(value)


def _in_words(path: str, value: Any) -> str:
    part, _, name = path.partition(".")
    number = isinstance(value, int | float) and not isinstance(value, bool)
    said = in_figures(value) if number else _plainly(value)
    if part == "objectives" and name in objective_types() and number:
        return f"{objective_types()[name].title} weighing {said}"
    named = path if part not in ("rules", "objectives") else name
    return f"without {named}" if value is None else f"{named} {said}"


def _plainly(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
