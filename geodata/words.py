"""Words with figures in them, for every room that speaks to a planner."""

from __future__ import annotations

import re

_ACRONYMS = frozenset(("NHS", "PCT", "UK"))
_SMALL = frozenset(("AND", "AT", "BY", "FOR", "IN", "OF", "ON", "THE", "UPON", "WITH"))


def counted(count: int, noun: str) -> str:
    """Return "1 cluster", "1,040 clusters": the noun in the singular, one whose plural takes s."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


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
