"""`PlansInOrder`: every lawful plan of the nation, exactly best first, as many as are asked for.

A national plan is a plan of each block, and only the number of clusters couples the blocks. So the
search (A*: Hart, Nilsson and Raphael, IEEE Transactions on Systems Science and Cybernetics 4
(1968)) chooses block by block, always going on with the choice that could still score most: what is
chosen, plus the best that the remaining blocks could have with the clusters that are left.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from solvers.budget import Budget
from solvers.ranking.block_ranking import BlockRanking
from solvers.search import BlockSearch

TIE_DIGITS = 12
"""Decimals of a score that decide an order; plans alike in these follow their counts and ranks."""

Choices = tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class RankedPlan:
    """A plan of the nation: its value, without the objectives' constants, and columns by block."""

    value: float
    columns: tuple[tuple[int, ...], ...]


class PlansInOrder:
    """Yields the plans of all blocks together, value descending, ties in a fixed order.

    `national` is the least and the most clusters. Quickest where `solvers.combination.combine` has
    settled the best plan before. `stopped` says whether the budget, or more candidates than can be
    held, ended the iteration, so that its end does not mean that there are no more plans.
    """

    def __init__(
        self, searches: Sequence[BlockSearch], national: tuple[int, int], budget: Budget
    ) -> None:
        self.stopped = False
        self._searches = searches
        self._national = national
        self._budget = budget
        self._rankings: list[dict[int, BlockRanking]] = [{} for _ in searches]
        self._learn()

    def __iter__(self) -> Iterator[RankedPlan]:
        """Yield the plans from the best on."""
        queue: list[tuple[float, Choices, float]] = []
        self._offer(queue, (), 0.0)
        while queue:
            if self._budget.over:
                self.stopped = True
                return
            key, choices, before = heapq.heappop(queue)
            block, (count, rank) = len(choices) - 1, choices[-1]
            ranking = self._rankings[block][count]
            if not ranking.knows(rank) and self._key(choices, before) <= key:
                ranking.look_further()
                self._learn()
                if ranking.stuck:
                    self.stopped = True
                    return
            if self._key(choices, before) > key:
                self._push(queue, choices, before)
                continue
            if not ranking.knows(rank):
                heapq.heappush(queue, (key, choices, before))
                continue
            self._push(queue, (*choices[:-1], (count, rank + 1)), before)
            value = before + ranking.plan(rank)[1]
            if len(choices) == len(self._searches):
                yield RankedPlan(value, self._columns(choices))
            else:
                self._offer(queue, choices, value)

    def _offer(
        self, queue: list[tuple[float, Choices, float]], choices: Choices, value: float
    ) -> None:
        """Queue the best plan of the next block at every number of clusters."""
        block = len(choices)
        for count in np.flatnonzero(self._bounds[block] > -np.inf).tolist():
            if count not in self._rankings[block]:
                ranking = BlockRanking(self._searches[block], count, self._budget)
                self._rankings[block][count] = ranking
            self._push(queue, (*choices, (count, 0)), value)

    def _push(
        self, queue: list[tuple[float, Choices, float]], choices: Choices, before: float
    ) -> None:
        """Queue choices, the last perhaps not drawn yet; `before` is what those before it score."""
        key = self._key(choices, before)
        if key < np.inf:
            heapq.heappush(queue, (key, choices, before))

    def _key(self, choices: Choices, before: float) -> float:
        """Return minus what no plan with these choices can exceed, inf where there is none."""
        block, (count, rank) = len(choices) - 1, choices[-1]
        own = self._rankings[block][count].ceiling(rank)
        used = sum(k for k, _ in choices)
        rest = self._rest[block + 1]
        if own == -np.inf or used >= len(rest) or rest[used] == -np.inf:
            return np.inf
        return -round(before + own + float(rest[used]), TIE_DIGITS)

    def _learn(self) -> None:
        """Bound again what the blocks after each can add, by the clusters used before them."""
        self._bounds = [search.bounds() for search in self._searches]
        least, most = self._national
        ahead = np.full(most + 1, -np.inf)
        ahead[least:] = 0.0
        self._rest = [ahead]
        for bounds in reversed(self._bounds):
            here = np.full(most + 1, -np.inf)
            for count in np.flatnonzero(bounds[: most + 1] > -np.inf).tolist():
                span = most + 1 - count
                with np.errstate(invalid="ignore"):
                    offered = bounds[count] + ahead[count:]
                here[:span] = np.fmax(here[:span], offered)  # impossible + unbounded is nan
            ahead = here
            self._rest.insert(0, ahead)

    def _columns(self, choices: Choices) -> tuple[tuple[int, ...], ...]:
        return tuple(
            rankings[count].plan(rank)[0]
            for rankings, (count, rank) in zip(self._rankings, choices, strict=True)
        )
