"""Which columns a plan still missing could use, by all the weights tried so far.

A plan that is missing from a frontier exceeds some corner of it in every objective, so under all
weights it is worth more than the corner. Under each of the weights tried, a column with slack s is
in no plan worth more than bound - s, the other blocks at their best. Both must hold for one corner.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from solvers.blocks import Block
from solvers.search import BlockSearch
from solvers.trade_offs.undominated import HAIR
from solvers.trade_offs.weighing import Weighing


def worth_keeping(weighings: Sequence[Weighing], worth: np.ndarray) -> list[np.ndarray]:
    """Return by block the columns that a plan still missing could use.

    `worth` is (weighings, corners): what a plan beyond each corner is worth at least under each.
    """
    _relax(weighings, worth)
    rests = [weighing.rests() for weighing in weighings]
    return [
        _columns([w.searches[block] for w in weighings], [r[block] for r in rests], worth)
        for block in range(len(weighings[0].searches))
    ]


def _relax(weighings: Sequence[Weighing], worth: np.ndarray) -> None:
    """Bound by itself, under the weights that leave it least, every count that could matter."""
    rests = [weighing.rests() for weighing in weighings]
    for block in range(len(weighings[0].searches)):
        searches = [w.searches[block] for w in weighings]
        through = np.array([s.bounds() + r[block] for s, r in zip(searches, rests, strict=True)])
        for count in range(through.shape[1]):
            rooms = through[:, [count]] - worth
            reached = (rooms >= -HAIR).all(axis=0)
            if reached.any() and not any(search.relaxed(count) for search in searches):
                tightest = int(rooms[:, reached].max(axis=1).argmin())
                searches[tightest].relax(count)


def _columns(
    searches: Sequence[BlockSearch], rests: Sequence[np.ndarray], worth: np.ndarray
) -> np.ndarray:
    """Return the columns of one block to keep; `worth` is (weighings, corners)."""
    block = searches[0].block
    keep = np.zeros(len(block), dtype=bool)
    bounds = np.array([search.bounds() for search in searches])
    for count in range(bounds.shape[1]):
        through = bounds[:, count] + [rest[count] for rest in rests]
        rooms = through[:, None] - worth
        rooms = rooms[:, (rooms >= -HAIR).all(axis=0)]
        relaxed = [i for i, search in enumerate(searches) if search.relaxed(count)]
        if rooms.shape[1] and not relaxed:
            keep[:] = True
        elif rooms.shape[1]:
            at = _near(block, [searches[i] for i in relaxed], count, rooms[relaxed])
            keep[at] = True
    return np.flatnonzero(keep)


def _near(
    block: Block, searches: Sequence[BlockSearch], count: int, rooms: np.ndarray
) -> np.ndarray:
    """Return the columns with little enough slack under all weights for one of the corners.

    `rooms` is (weighings, corners). Each corner first chooses by the weights that leave it least.
    """
    relaxations = [search.relaxation(count) for search in searches]
    tightest = rooms.argmin(axis=0)
    some = np.zeros(len(block), dtype=bool)
    for i in np.unique(tightest).tolist():
        most = rooms[i, tightest == i].max() + HAIR
        some |= relaxations[i].slack(searches[i].block) <= most
    at = np.flatnonzero(some)
    slack = np.array(
        [r.slack(s.block.take(at)) for r, s in zip(relaxations, searches, strict=True)]
    )
    fits = np.zeros(len(at), dtype=bool)
    for corner in range(rooms.shape[1]):
        fits |= (slack <= rooms[:, [corner]] + HAIR).all(axis=0)
    return at[fits]
