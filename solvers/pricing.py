"""`Pricer`: finds the columns that gain most at given prices, looking at all only when it must.

Partial pricing: a round looks at the columns that gained most when all were last looked at, and at
all of them once none of these gains anything. Only a look at all gives a bound.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from solvers.blocks import Block, Prices

PRICE_TOLERANCE = 1e-9
"""A column that would gain less than this a cluster is not worth adding."""

KEPT_NEAR = 20_000
"""Columns looked at in every round."""

COLUMNS_A_ROUND = 150
SAMPLE = 10_000


@dataclass(frozen=True)
class Offer:
    """Columns worth adding, and the most that any column gains (None: not all were looked at)."""

    columns: np.ndarray
    most: float | None


class Pricer:
    """Prices the columns of one block."""

    def __init__(self, block: Block) -> None:
        self._block = block
        self._near: tuple[np.ndarray, Block] | None = None

    def offer(self, prices: Prices, phase: int, everything: bool) -> Offer:
        """Return the columns that gain most by value (phase 2) or by covering alone (phase 1)."""
        if self._near is not None and not everything:
            columns, near = self._near
            gain, most = near.gain(prices, phase)
            if most > PRICE_TOLERANCE:
                return Offer(columns[worth_adding(gain, most)], None)
        gain, most = self._block.gain(prices, phase)
        if len(gain) > 2 * KEPT_NEAR and most > PRICE_TOLERANCE:
            at = np.flatnonzero(gain > _about_the_best(gain, KEPT_NEAR))
            self._near = (at, self._block.take(at))
        return Offer(worth_adding(gain, most), most)


def _about_the_best(gain: np.ndarray, how_many: int) -> float:
    """Return a value that about so many of the gains exceed, judged by every nth of them."""
    some = gain[:: max(1, len(gain) // SAMPLE)]
    rank = max(1, round(len(some) * how_many / len(gain)))
    return float(-np.partition(-some, rank - 1)[rank - 1])


def worth_adding(gain: np.ndarray, most: float) -> np.ndarray:
    """Return where the gain is large enough for a column to be worth adding, not too many."""
    at = np.flatnonzero(gain > max(PRICE_TOLERANCE, 0.3 * most))
    if len(at) > COLUMNS_A_ROUND:
        at = at[np.argpartition(-gain[at], COLUMNS_A_ROUND)[:COLUMNS_A_ROUND]]
    return at
