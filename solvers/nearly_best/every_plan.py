"""Every national plan that near-best plans of the blocks make up, where they are not too many."""

from __future__ import annotations

import numpy as np

from solvers.nearly_best.near_best import BlockOptions, NearBest
from solvers.ranking.block_plans import HAIR


def every_plan(near: NearBest) -> np.ndarray:
    """Return int32 (n, blocks): for every plan worth the threshold, which plan each block has.

    Block by block, going on only with what the blocks after it can still complete: there are
    never more beginnings than plans, and the work is in proportion to their number.
    """
    ahead = _best_ahead(near)
    chosen = np.zeros((1, 0), dtype=np.int32)
    used, value = np.zeros(1, dtype=np.int64), np.zeros(1)
    for options, best in zip(near.blocks, ahead[1:], strict=True):
        rows, places = _completable(options, best, used, near.threshold - HAIR - value)
        chosen = np.column_stack([chosen[rows], places.astype(np.int32)])
        used, value = used[rows] + options.counts[places], value[rows] + options.values[places]
    return chosen


def _completable(
    options: BlockOptions, best: np.ndarray, used: np.ndarray, wanting: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Return pairs of a beginning and a plan of the next block that can be completed.

    used     int64 (n,): clusters of each beginning
    wanting  float64 (n,): what each still has to score
    best     what the blocks after the next can score, by clusters used before them
    """
    rows, places = [np.zeros(0, dtype=np.int64)], [np.zeros(0, dtype=np.int64)]
    for count in np.unique(options.counts):
        own = np.flatnonzero(options.counts == count)  # best first
        total = np.minimum(used + count, len(best) - 1)
        rest = np.where(used + count < len(best), best[total], -np.inf)
        takes = np.searchsorted(-options.values[own], -(wanting - rest), side="right")
        starts = np.repeat(np.cumsum(takes) - takes, takes)
        rows.append(np.repeat(np.arange(len(used)), takes))
        places.append(own[np.arange(int(takes.sum())) - starts])
    return np.concatenate(rows), np.concatenate(places)


def _best_ahead(near: NearBest) -> list[np.ndarray]:
    """Return for each block, and after the last, the best that it and those after it can score.

    float64 (most clusters + 1,), by the clusters used before.
    """
    least, most = near.national
    ahead = np.full(most + 1, -np.inf)
    ahead[least:] = 0.0
    found = [ahead]
    for options in reversed(near.blocks):
        here = np.full(most + 1, -np.inf)
        for count in np.unique(options.counts[options.counts <= most]):
            top = options.values[options.counts == count].max()
            span = most + 1 - count
            here[:span] = np.maximum(here[:span], top + found[0][count:])
        found.insert(0, here)
    return found
