"""Words with figures in them, for every room that speaks to a planner."""

from __future__ import annotations

import re

_ACRONYMS = frozenset(("NHS", "PCT", "UK"))
_SMALL = frozenset(("AND", "AT", "BY", "FOR", "IN", "OF", "ON", "THE", "UPON", "WITH"))
_SPACES = re.compile(r"[\t\n\v\f\r\x1c-\x1e\x85\u2028\u2029]+")
UNWRITABLE = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]"
)
_TURNS = re.compile(r"([\u202a\u202b\u202d\u202e][^\s\u202c]*)\u202c?")
_ISOLATES = re.compile(r"([\u2066-\u2068][^\s\u2069]*)\u2069?")
"""Spaces that part lines or cells, characters that no file of XML holds, turns of direction."""


def counted(count: int, noun: str) -> str:
    """Return "1 cluster", "1,040 clusters": the noun in the singular, one whose plural takes s."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def per_cent(share: float) -> str:
    """Return "90%", "99.5%": a share as it was asked for, not rounded."""
    return f"{100 * share:.10g}%"


def calm(name: str) -> str:
    """Return a name that was written in capitals alone as one would write it; others as they are.

    "ROYAL BERKSHIRE NHS FOUNDATION TRUST" becomes "Royal Berkshire NHS Foundation Trust".
    """
    if not name.isupper():
        return name
    words = enumerate(re.split(r"([\s\-(/,]+)", name))
    return "".join(
        word if word in _ACRONYMS else word.lower() if i and word in _SMALL else word.capitalize()
        for i, word in words
    )


def plain(text: str) -> str:
    """Return the text as every format can hold it, with nothing left out.

    Line ends and tabs become one space; control characters, unpaired surrogates and code points
    that are no characters become U+FFFD, which is seen. A character that turns the direction of
    what follows (U+202A to U+202E, U+2066 to U+2068) is kept and closed at the end of its word, so
    that no name can turn round the sentence that it stands in.
    """
    spaced = _SPACES.sub(" ", str(text))
    written = UNWRITABLE.sub("\ufffd", spaced)
    return _ISOLATES.sub("\\1\u2069", _TURNS.sub("\\1\u202c", written))
