"""The letters of a printed map: one font that is always there, measured and wrapped in points."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import matplotlib as mpl
from matplotlib.font_manager import FontProperties, get_font
from matplotlib.textpath import TextToPath

LEADING = 1.22
"""Height of a line over the size of its letters."""

ELLIPSIS = "…"
STEERING = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
"""Signs without a shape that turn the direction of the text after them."""


@dataclass(frozen=True)
class Type:
    """Letters of one size in points. The font comes with matplotlib, so every machine has it."""

    size: float
    bold: bool = False

    @property
    def path(self) -> Path:
        """The font's file."""
        name = "DejaVuSans-Bold.ttf" if self.bold else "DejaVuSans.ttf"
        return Path(mpl.get_data_path()) / "fonts" / "ttf" / name

    @property
    def font(self) -> FontProperties:
        """The font as matplotlib takes it."""
        return FontProperties(fname=str(self.path), size=self.size)

    @property
    def leading(self) -> float:
        """The height of a line in points."""
        return self.size * LEADING


TITLE = Type(11, bold=True)
HEADING = Type(7, bold=True)
BODY = Type(6.8)
NUMBER = Type(7, bold=True)
NAME = Type(6.8)
SMALL = Type(6.2)


@lru_cache(maxsize=8192)
def width(text: str, style: Type) -> float:
    """Return the width of one line of text in points."""
    across, _, _ = TextToPath().get_text_width_height_descent(text, style.font, ismath=False)
    return float(across)


def drawable_text(text: str, otherwise: str = "") -> str:
    """Return a name as it can be drawn on one line; `otherwise` where the font lacks its letters.

    Signs without a shape go, those that would turn the text around among them; every run of
    spaces becomes one.
    """
    kept = "".join(
        " " if unicodedata.category(c) in {"Cc", "Zl", "Zp"} else c
        for c in text
        if c not in STEERING
    )
    plain = re.sub(r"\s+", " ", kept).strip()
    return plain if plain and _has_glyphs(plain) else otherwise


def _has_glyphs(text: str) -> bool:
    known = _glyphs(Type(1)) & _glyphs(Type(1, bold=True))
    return all(ord(c) in known or unicodedata.category(c) == "Cf" for c in text)


@lru_cache(maxsize=2)
def _glyphs(style: Type) -> frozenset[int]:
    return frozenset(get_font(str(style.path)).get_charmap())


@lru_cache(maxsize=8192)
def wrapped(text: str, style: Type, room: float, most_lines: int = 99) -> tuple[str, ...]:
    """Return the text in lines no wider than `room` points.

    A word too long for a line is broken; what does not fit in `most_lines` ends in an ellipsis.
    """
    lines: list[str] = []
    line = ""
    for word in (piece for whole in text.split() for piece in _pieces(whole, style, room)):
        longer = f"{line} {word}" if line else word
        if width(longer, style) <= room or not line:
            line = longer
        else:
            lines.append(line)
            line = word
    lines.append(line)
    if len(lines) <= most_lines:
        return tuple(lines)
    return (*lines[: most_lines - 1], _cut(" ".join(lines[most_lines - 1 :]), style, room))


def _pieces(word: str, style: Type, room: float) -> list[str]:
    """Return the word in pieces that each fit in a line, at least a letter long."""
    pieces = []
    while width(word, style) > room and len(word) > 1:
        fits = max(1, sum(1 for i in range(1, len(word)) if width(word[:i], style) <= room))
        pieces.append(word[:fits])
        word = word[fits:]
    return [*pieces, word]


def _cut(text: str, style: Type, room: float) -> str:
    while len(text) > 1 and width(text + ELLIPSIS, style) > room:
        text = text[:-1].rstrip()
    return text + ELLIPSIS
