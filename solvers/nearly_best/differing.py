"""Plans that differ from one another: each the best that differs enough from all before it.

Two plans differ by the PCTs that would have to move: those outside matched clusters, clusters being
matched so that as few as possible move. Clusters lie in blocks, so the difference is a sum over the
blocks, and what matters of a block's plan is its number of clusters, its value, and by how much it
differs from each plan chosen. The next plan is found by A* over the blocks; what the remaining
blocks can still add is bounded for each plan chosen on its own, by dynamic programming.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import linear_sum_assignment

from solvers.blocks import Block
from solvers.budget import Budget
from solvers.nearly_best.near_best import NearBest, near_best
from solvers.ranking.block_plans import HAIR
from solvers.ranking.plans_in_order import TIE_DIGITS, RankedPlan
from solvers.search import BlockSearch
from solvers.streaming.block import StreamedBlock

GROWTH = 1.5
FAR = 1e3
FIRST_REACH = 1e-3
"""How far below the best the search for differing plans begins."""


@dataclass(frozen=True)
class Differing:
    """Plans that differ from one another, in the order chosen.

    `exhausted` says that no further plan differs enough, `stopped` that this is not known because
    the search was cut short.
    """

    plans: tuple[RankedPlan, ...]
    exhausted: bool
    stopped: bool


def differing_plans(
    searches: Sequence[BlockSearch],
    national: tuple[int, int],
    best: RankedPlan,
    count: int,
    differ: int,
    least: float,
    budget: Budget,
) -> Differing:
    """Return up to `count` plans worth `least` or more, the first of them `best`.

    Each is the best of all plans that differ from every plan before it in `differ` PCTs or more.
    """
    blocks = [search.block for search in searches]
    worst = sum(map(_worst, blocks))
    chosen, reach = [best], FIRST_REACH * (1.0 + abs(best.value))
    while len(chosen) < count:
        down_to = max(least, worst, best.value - reach)
        near = near_best(searches, national, down_to, budget)
        if near is None:
            return Differing(tuple(chosen), False, True)
        _extend(chosen, near, blocks, count, differ, budget)
        if budget.over:
            return Differing(tuple(chosen), False, True)
        if down_to == max(least, worst):
            break
        reach *= GROWTH
    return Differing(tuple(chosen), len(chosen) < count, False)


def _worst(block: Block) -> float:
    """Return what no plan of the block scores less than."""
    if isinstance(block, StreamedBlock):
        return -FAR  # its candidates are not all known
    return len(block.pcts) * min(0.0, float(block.value.min(initial=0.0))) - 1.0


def _extend(
    chosen: list[RankedPlan],
    near: NearBest,
    blocks: Sequence[Block],
    count: int,
    differ: int,
    budget: Budget,
) -> None:
    """Choose plans among those that `near` describes, until there are enough or no more."""
    parts = list(zip(blocks, near.blocks, strict=True))
    apart = [
        np.column_stack([distances(block, o.plans, plan.columns[b]) for plan in chosen])
        for b, (block, o) in enumerate(parts)
    ]
    while len(chosen) < count:
        found = _Next(near, [np.minimum(a, differ) for a in apart], differ).best(budget)
        if found is None:
            return
        chosen.append(found)
        apart = [
            np.column_stack([apart[b], distances(block, o.plans, found.columns[b])])
            for b, (block, o) in enumerate(parts)
        ]


def distances(block: Block, plans: Sequence[tuple[int, ...]], plan: tuple[int, ...]) -> np.ndarray:
    """Return int64 (plans,): the PCTs that move between each of a block's plans and one of them.

    Clusters that both have are matched to one another; only the others need an assignment.
    """
    columns = np.unique([*plan, *(j for other in plans for j in other)]).astype(int)
    held = block.rows(columns)[0].astype(np.int64)
    shared = held @ held[np.searchsorted(columns, plan)].T
    moved = np.zeros(len(plans), dtype=np.int64)
    for i, other in enumerate(plans):
        ours = [j for j in other if j not in plan]
        theirs = np.array([at for at, j in enumerate(plan) if j not in other], dtype=np.int64)
        if ours:
            rows = np.searchsorted(columns, ours)
            stay = shared[np.ix_(rows, theirs)]
            pairs = linear_sum_assignment(stay, maximize=True)
            moved[i] = int(held[rows].sum()) - int(stay[pairs].sum())
    return moved


@dataclass(frozen=True)
class _State:
    """Plans chosen for the first blocks, as places in their lists, and what they come to.

    `used` is their clusters; `wanting` by how many PCTs they do not yet differ from each plan.
    """

    choices: tuple[int, ...]
    value: float
    used: int
    wanting: tuple[int, ...]


_Queued = tuple[float, tuple[int, ...], _State]


class _Next:
    """The search for the best plan that differs enough from every plan chosen."""

    def __init__(self, near: NearBest, apart: Sequence[np.ndarray], differ: int) -> None:
        self._near = near
        self._differ = differ
        self._most = near.national[1]
        self._options = []
        for options, distance in zip(near.blocks, apart, strict=True):
            alike = np.column_stack([options.counts, distance])
            _, first = np.unique(alike, axis=0, return_index=True)
            kept = np.sort(first)  # best first within a count, so the first of those alike
            self._options.append((kept, options.counts[kept], options.values[kept], distance[kept]))
        self._ahead = [self._bounds(j) for j in range(apart[0].shape[1])]

    def best(self, budget: Budget) -> RankedPlan | None:
        """Return the best plan, None where there is none above the threshold."""
        start = _State((), 0.0, 0, (self._differ,) * len(self._ahead))
        queue: list[_Queued] = [(-np.inf, (), start)]
        waiting: dict[tuple[int, ...], Iterator[tuple[float, _State]]] = {}
        seen = set()
        while queue and not budget.over:
            _, choices, state = heapq.heappop(queue)
            if choices:
                self._queue_next(queue, waiting[choices[:-1]])
            alike = (len(choices), state.used, state.wanting)
            if alike in seen:
                continue
            seen.add(alike)
            if len(choices) == len(self._options):
                plans = zip(self._near.blocks, choices, strict=True)
                return RankedPlan(state.value, tuple(options.plans[i] for options, i in plans))
            waiting[choices] = self._offers(state)
            self._queue_next(queue, waiting[choices])
        return None

    def _queue_next(
        self,
        queue: list[_Queued],
        offers: Iterator[tuple[float, _State]],
    ) -> None:
        """Queue the next best of the plans that a block offers to the same choices before it."""
        for key, state in offers:
            heapq.heappush(queue, (key, state.choices, state))
            return

    def _offers(self, state: _State) -> Iterator[tuple[float, _State]]:
        """Yield what the choices can go on to, best first, with minus the most it could score."""
        block = len(state.choices)
        kept, counts, values, distance = self._options[block]
        fit = np.flatnonzero(state.used + counts <= self._most)
        total = state.used + counts[fit]
        left = np.maximum(0, np.array(state.wanting) - distance[fit])
        rest = np.min(
            [ahead[block + 1][total, left[:, j]] for j, ahead in enumerate(self._ahead)], axis=0
        )
        most = np.round(state.value + values[fit] + rest, TIE_DIGITS)
        for i in np.argsort(-most, kind="stable"):
            if most[i] < self._near.threshold - HAIR:
                return
            choices = (*state.choices, int(kept[fit[i]]))
            value = state.value + float(values[fit[i]])
            yield -float(most[i]), _State(choices, value, int(total[i]), tuple(left[i].tolist()))

    def _bounds(self, j: int) -> list[np.ndarray]:
        """Return by block float64 (clusters + 1, differ + 1): the most that it and those after add.

        By the clusters used before it, and by how far the plan must still differ from the j-th.
        """
        least = self._near.national[0]
        ahead = np.full((self._most + 1, self._differ + 1), -np.inf)
        ahead[least:, 0] = 0.0
        found = [ahead]
        for _, counts, values, distance in reversed(self._options):
            here = np.full_like(ahead, -np.inf)
            table = np.full((self._most + 1, self._differ + 1), -np.inf)
            fit = counts <= self._most
            np.maximum.at(table, (counts[fit], distance[fit, j]), values[fit])
            for count, moved in np.argwhere(table > -np.inf).tolist():
                wanted = np.maximum(0, np.arange(self._differ + 1) - moved)
                offered = table[count, moved] + found[0][count:][:, wanted]
                span = self._most + 1 - count
                here[:span] = np.maximum(here[:span], offered)
            found.insert(0, here)
        return found
