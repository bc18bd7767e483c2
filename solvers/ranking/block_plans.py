"""Every plan of one block above a score: exact covers by columns that its prices leave room for.

A plan of k clusters scores at most bound - Σ slack of its columns (see `solvers.relaxation`). So a
plan that scores `least` or more is made of columns whose slacks add up to at most bound - least,
and a depth-first search that always covers the first PCT still uncovered finds each such plan once.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from modelling.bitsets import pack
from solvers.blocks import Block
from solvers.budget import Budget
from solvers.ranking.exact_cover import covers
from solvers.relaxation import Relaxation, bound_at

HAIR = 1e-9
"""Scores that differ by less are the same score, summed in another order."""

MOST_STEPS = 5_000_000
"""Columns tried between two looks at the budget: some hundredths of a second."""

BlockPlan = tuple[tuple[int, ...], float]


@dataclass(frozen=True)
class BlockPlans:
    """Plans of one block at one number of clusters, best first: their columns and value.

    complete  whether these are all that score `least` or more
    down_to   every plan that scores more than this is among them
    """

    plans: tuple[BlockPlan, ...]
    complete: bool
    down_to: float


def plans_above(
    block: Block,
    relaxation: Relaxation,
    count: int,
    least: float,
    most_plans: int,
    budget: Budget | None = None,
    all_within: int | None = None,
) -> BlockPlans:
    """Return every division of the block into `count` columns worth `least` or more, best first.

    Where there are more than `most_plans`, the best `most_plans` of them. Equal values follow the
    order of their columns. Any relaxation of the block will do; that of `count` is quickest. When
    `budget` ends first, what was found is returned, and `down_to` is infinite. A block that streams
    its candidates brings in those that matter, and where they are too many says down to what score
    its plans are listed. With `all_within`, the search ends as by the budget once there are more
    than `most_plans`, or after so many columns tried: for those who want all plans or none.
    """
    bound = bound_at(block, relaxation.prices, relaxation.most_gain, count)
    if relaxation.count == count:
        bound = min(bound, relaxation.bound)
    if bound == -np.inf or bound < least - HAIR or count < 1:
        return BlockPlans((), True, least)
    held = relaxation.bring_in(block, bound - least + HAIR)
    down_to = max(least, bound - held)
    slack = relaxation.slack(block)
    columns = np.flatnonzero(slack <= bound - down_to + HAIR)
    cover = _Cover(block, columns, slack[columns], count)
    listed = cover.best(bound, down_to, most_plans, budget or Budget(), all_within)
    return replace(listed, complete=listed.complete and down_to == least)


class _Cover:
    """The search over some columns of a block, which can pause and go on."""

    def __init__(self, block: Block, columns: np.ndarray, slack: np.ndarray, count: int) -> None:
        held, part_of = block.rows(columns)
        held = held[:, _search_order(held)]
        first = held.argmax(axis=1)
        order = np.lexsort((columns, slack, first))
        shas = {sha: at for at, sha in enumerate(block.counts)}
        counted = np.array([shas.get(part.sha, -1) for part in block.parts], dtype=np.int64)
        self._columns = columns[order]
        masks = pack(held)[order]
        self._tables = (
            masks,
            np.lexsort((*masks.T[::-1], first[order])),
            slack[order],
            block.value[self._columns],
            np.searchsorted(first[order], np.arange(held.shape[1] + 1)),
            counted[part_of[order]],
            np.array(list(block.counts.values()), dtype=np.int64).reshape(-1, 2),
        )
        self._count = count
        self._left = np.zeros((count, masks.shape[1]), dtype=np.uint64)
        self._left[0] = pack(np.ones((1, held.shape[1]), dtype=bool))[0]
        self._following = np.zeros(count, dtype=np.int64)
        self._used = np.zeros(count)
        self._picked = np.zeros(count, dtype=np.int64)
        self._level = np.zeros(1, dtype=np.int64)

    def best(
        self, bound: float, least: float, most_plans: int, budget: Budget, all_within: int | None
    ) -> BlockPlans:
        """Return the best `most_plans` plans worth `least` or more."""
        found: list[BlockPlan] = []
        down_to, cut, steps = least, False, 0
        while self._level[0] >= 0 and not budget.over:
            found += self._some(bound - down_to + HAIR, down_to - HAIR, 2 * most_plans)
            steps += MOST_STEPS
            if all_within is not None and (len(found) > most_plans or steps > all_within):
                break
            if len(found) > most_plans:
                found = sorted(found, key=_best_first)[:most_plans]
                down_to, cut = found[-1][1], True
        plans = tuple(sorted(found, key=_best_first))
        if self._level[0] >= 0 or len(plans) > most_plans:
            return BlockPlans(plans, False, np.inf)
        return BlockPlans(plans, not cut, down_to)

    def _some(self, room: float, least: float, most: int) -> Iterator[BlockPlan]:
        """Yield the next plans found, `most` at most."""
        chosen = np.zeros((most, self._count), dtype=np.int64)
        values = np.zeros(most)
        state = (self._left, self._following, self._used, self._picked, self._level)
        found = covers(*self._tables, room, least, MOST_STEPS, *state, chosen, values)
        for row, value in zip(chosen[:found], values[:found], strict=True):
            yield tuple(sorted(map(int, self._columns[row]))), float(value)


def _best_first(plan: BlockPlan) -> tuple[float, tuple[int, ...]]:
    return -plan[1], plan[0]


def _search_order(held: np.ndarray) -> np.ndarray:
    """Return the PCTs from one end of the block to the other, bool (columns, pcts) given.

    PCTs that share many columns come close together (the Fiedler vector of that likeness), so that
    what is left uncovered stays in one piece and dead ends show early.
    """
    shared = held.T.astype(float) @ held
    likeness = shared / np.maximum(1.0, np.diag(shared))[:, None]
    likeness = likeness + likeness.T
    np.fill_diagonal(likeness, 0.0)
    laplacian = np.diag(likeness.sum(axis=1)) - likeness
    _, vectors = np.linalg.eigh(laplacian)
    return np.argsort(vectors[:, min(1, len(shared) - 1)], kind="stable")
