"""Hatchings for PCTs that move: told apart by their strokes where there is no colour."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from outputs.maps.colours import PALETTE

STROKES = (
    "M0 8L8 0",
    "M0 0L8 8",
    "M0 4H8",
    "M4 0V8",
    "M0 8L8 0M0 0L8 8",
    "M0 4H8M4 0V8",
    "M0 8L4 0L8 8",
    "M2 4H6",
)
"""What is drawn in a square of 8 by 8 again and again: one for each colour of the palette."""


@dataclass(frozen=True)
class Hatch:
    """A pattern of an SVG: its id, the colour below and the path of its strokes."""

    name: str
    colour: str
    strokes: str


def hatches(colours: Iterable[str]) -> tuple[Hatch, ...]:
    """Return a pattern for every colour; those of the palette always get the same strokes."""
    others = sorted(set(colours) - set(PALETTE))
    place_of = {colour: place for place, colour in enumerate((*PALETTE, *others))}
    return tuple(
        Hatch(f"hatch-{place_of[colour]}", colour, STROKES[place_of[colour] % len(STROKES)])
        for colour in sorted(set(colours), key=place_of.__getitem__)
    )
