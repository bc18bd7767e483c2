"""Words with figures in them, for every room that speaks to a planner."""

from __future__ import annotations


def counted(count: int, noun: str) -> str:
    """Return "1 cluster", "1,040 clusters": the noun in the singular, one whose plural takes s."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"
