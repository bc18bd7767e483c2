"""Which block gets how many clusters: the best sum of what each can reach at most."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

Table = Mapping[int, int]
"""By number of clusters: the most that a block can score, in units; impossible counts left out."""


def best_sum(tables: Sequence[Table], least: int, most: int) -> tuple[int, tuple[int, ...]] | None:
    """Return the highest sum of one entry a table whose counts add up to `least` to `most`.

    With it come the counts; None is returned where no counts add up.
    """
    reached: dict[int, tuple[int, tuple[int, ...]]] = {0: (0, ())}
    for table in tables:
        ahead: dict[int, tuple[int, tuple[int, ...]]] = {}
        for total, (value, counts) in reached.items():
            for count, own in table.items():
                at = total + count
                if at <= most and (at not in ahead or ahead[at][0] < value + own):
                    ahead[at] = (value + own, (*counts, count))
        reached = ahead
    return max((r for total, r in reached.items() if total >= least), default=None)


def best_of_the_others(
    tables: Sequence[Table], block: int, count: int, least: int, most: int
) -> int | None:
    """Return the highest sum that the other blocks can add to `count` clusters of one block."""
    others = [table for b, table in enumerate(tables) if b != block]
    best = best_sum(others, least - count, most - count)
    return None if best is None else best[0]
