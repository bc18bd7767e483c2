"""How many national plans score a threshold or more, and how many of them each block's plan is in.

Up to a million are listed. There may be billions, and those are only counted: each plan of a block
falls short of the block's best by some score; these shortfalls are rounded to a grid, and the
numbers of plans by shortfall and number of clusters are convolved over the blocks. Shortfalls
rounded up give a count that is too low if anything, rounded down one that is too high; rounded to
the nearest they give the share of the plans that a block's plan is part of.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from scipy.signal import fftconvolve

from solvers.nearly_best.every_plan import every_plan
from solvers.nearly_best.near_best import NearBest
from solvers.ranking.block_plans import HAIR

GRID = 2**14
"""Steps from the best to the least score that still counts."""

WHOLE = 1e6
ROUNDING = 1e-6
"""Counts come out of the Fourier transforms with relative errors far below `ROUNDING`, and those
below `WHOLE` with errors far below a half."""

MOST_LISTED = 1_000_000

Rounding = Callable[[np.ndarray], np.ndarray]


class PlanCounts:
    """Counts the national plans that `near` describes, exactly if at most `most_listed`."""

    def __init__(self, near: NearBest, most_listed: int = MOST_LISTED) -> None:
        self._near = near
        self._tops = [float(options.values.max(initial=0.0)) for options in near.blocks]
        self._first = [int(options.counts.min(initial=10**6)) for options in near.blocks]
        self._step = (sum(self._tops) - near.threshold + HAIR) / GRID
        self._tilt = 0.0
        self._tilt = np.log(max(1.0, self._number(np.rint))) / GRID
        few = self._number(np.floor) <= most_listed
        self._every = every_plan(near) if few else None

    def total(self) -> tuple[float, float]:
        """Return numbers that the count of national plans is not below and not above."""
        if self._every is not None:
            return (float(len(self._every)),) * 2
        low, high = (self._number(rounding) for rounding in (np.ceil, np.floor))
        if high < WHOLE:
            return float(np.rint(low)), float(np.rint(high))
        return float(np.floor(low * (1 - ROUNDING))), float(np.ceil(high * (1 + ROUNDING)))

    def parts(self) -> tuple[np.ndarray, ...]:
        """Return by block float64 (plans,): in how many national plans, about, each of its is."""
        if self._every is not None:
            return tuple(
                np.bincount(self._every[:, b], minlength=len(options.plans)).astype(float)
                for b, options in enumerate(self._near.blocks)
            )
        tables = [self._table(b, np.rint) for b in range(len(self._near.blocks))]
        one = np.ones((1, 1))
        before, after = [one], [one]
        for table in tables[:-1]:
            before.append(_both(before[-1], table))
        for table in tables[:0:-1]:
            after.append(_both(table, after[-1]))
        return tuple(
            self._in_how_many(b, _both(before[b], after[len(tables) - 1 - b]))
            for b in range(len(tables))
        )

    def _number(self, rounding: Rounding) -> float:
        whole = np.ones((1, 1))
        for b in range(len(self._near.blocks)):
            whole = _both(whole, self._table(b, rounding))
        return float(self._upright(self._window(whole, sum(self._first))).sum())

    def _in_how_many(self, b: int, others: np.ndarray) -> np.ndarray:
        """Return in how many plans each of block b's is, given those of the others."""
        options = self._near.blocks[b]
        whole = np.pad(self._upright(others), ((0, 0), (0, GRID + 1 - others.shape[1])))
        within = np.cumsum(whole, axis=1)
        start = sum(self._first) - self._first[b]
        room = GRID - self._shortfalls(b, np.rint)
        found = np.zeros(len(options.plans))
        for count in np.unique(options.counts):
            here = np.flatnonzero((options.counts == count) & (room >= 0))
            found[here] = self._window(within, start + int(count)).sum(axis=0)[room[here]]
        return found

    def _window(self, table: np.ndarray, first: int) -> np.ndarray:
        """Return the rows of a table, `first` clusters and on, that keep the national count."""
        least, most = self._near.national
        return table[max(0, least - first) : max(0, most - first + 1)]

    def _shortfalls(self, b: int, rounding: Rounding) -> np.ndarray:
        """Return int64 (plans,): by how many steps of the grid each falls short of the best."""
        short = (self._tops[b] - self._near.blocks[b].values) / self._step
        return rounding(np.round(short, 6)).astype(np.int64)

    def _table(self, b: int, rounding: Rounding) -> np.ndarray:
        """Return float64 (counts, steps): plans of block b by clusters and shortfall, tilted.

        Numbers of plans grow with the shortfall beyond what one Fourier transform can tell apart,
        so those at step s are multiplied by exp(-tilt s), which a convolution carries through.
        """
        options = self._near.blocks[b]
        clusters = options.counts - self._first[b]
        short = self._shortfalls(b, rounding)
        table = np.zeros((clusters.max(initial=0) + 1, min(GRID, short.max(initial=0)) + 1))
        inside = short <= GRID
        np.add.at(table, (clusters[inside], short[inside]), 1.0)
        return table * np.exp(-self._tilt * np.arange(table.shape[1]))

    def _upright(self, table: np.ndarray) -> np.ndarray:
        """Return a table as it is without the tilt."""
        return table * np.exp(self._tilt * np.arange(table.shape[1]))


def _both(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Return how many pairs of plans there are by clusters and shortfall together."""
    return np.maximum(fftconvolve(a, b)[:, : GRID + 1], 0.0)
