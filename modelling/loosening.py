"""What a rule is made of, and how each part of it can be loosened: what explanations work with."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

Path = tuple[str | int, ...]
"""Where a part of a rule stands in it, as ("min",); () for the rule as a whole."""


@dataclass(frozen=True)
class Part:
    """A part of a rule that can be dropped by itself.

    words   what it asks for, a clause: "a cluster has at least 400,000 residents"
    pcts    the PCTs that it names
    unit    what it counts, to complete "2,600,000 …": "residents"
    """

    path: Path
    words: str
    pcts: tuple[str, ...] = ()
    unit: str = ""


@dataclass(frozen=True)
class Change:
    """A rule after a change (None: the rule is gone), and the change as an order to a planner."""

    rule: Any
    words: str


@dataclass(frozen=True)
class Ladder:
    """Changes to one part of a rule, the smallest first, `change(0)` to `change(rungs - 1)`.

    what    what is changed, to say that no change to it helps: "the least residents"
    nested  each change allows all that the one before it allows
    """

    what: str
    rungs: int = 0
    change: Callable[[int], Change] = lambda _rung: Change(None, "")
    nested: bool = True


def ladder_of(what: str, changes: Sequence[Change], nested: bool = True) -> Ladder:
    """Return the ladder of these changes."""
    return Ladder(what, len(changes), changes.__getitem__, nested)


def step_of(bound: float) -> float:
    """Return the step in which a bound is loosened: one in its third digit, 0.01 for 0.9."""
    from math import floor, log10

    return 10.0 ** (floor(log10(abs(bound))) - 2) if bound else 1.0
