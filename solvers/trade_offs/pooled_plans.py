"""`PooledPlans`: plans of single blocks, and the undominated plans of the nation made of them.

A national plan is a plan of each block with the national number of clusters in all, and its scores
are sums. So undominated sums are made of undominated plans of each block at each number of clusters
and found block by block: dynamic programming over the clusters used so far.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from solvers.trade_offs.undominated import undominated

Columns = tuple[int, ...]
Keep = Callable[[tuple[int, ...], int, np.ndarray], np.ndarray]
"""Says which sums could still matter, given the blocks ahead and the clusters used."""


@dataclass(frozen=True, eq=False)
class _Sums:
    """Undominated sums of the blocks so far, by the clusters used: where each came from.

    points  float64 (n, scores); `before` and `own`, int64 (n,), the places of its two parts among
            the sums before and the plans of the block; `counts`, int64 (n,), the block's clusters
    """

    points: np.ndarray
    before: np.ndarray
    own: np.ndarray
    counts: np.ndarray


@dataclass(frozen=True, eq=False)
class Totals:
    """The undominated plans of the nation: scores, float64 (n, scores), and columns by block."""

    points: np.ndarray
    columns: Callable[[int], tuple[Columns, ...]]


class PooledPlans:
    """Keeps of the plans of every block and number of clusters those that no other beats.

    `scores` are, by block, float64 (columns, scores): what each column adds.
    """

    def __init__(self, scores: Sequence[np.ndarray]) -> None:
        self._scores = tuple(scores)
        self._plans: list[dict[int, list[Columns]]] = [{} for _ in scores]
        self._points: list[dict[int, np.ndarray]] = [{} for _ in scores]

    def add(self, block: int, count: int, plans: Iterable[Columns]) -> None:
        """Take in plans of one block, each of `count` columns."""
        fresh = np.array(list(plans), dtype=np.int64).reshape(-1, count)
        if not len(fresh):
            return
        scores = self._scores[block][fresh].sum(axis=1)
        known = self._points[block].get(count, scores[:0])
        points = np.concatenate([known, scores])
        kept = undominated(points)
        both = [*self._plans[block].get(count, []), *map(tuple, fresh.tolist())]
        self._plans[block][count] = [both[i] for i in kept.tolist()]
        self._points[block][count] = points[kept]

    def totals(self, least: int, most: int, keep: Keep | None = None) -> Totals:
        """Return the undominated plans with `least` to `most` clusters in all.

        The blocks with most plans come last, where only the national count has to be met. `keep`
        may leave out what cannot matter.
        """
        order = sorted(range(len(self._scores)), key=self._weight)
        width = self._scores[0].shape[1]
        nothing = np.zeros(1, dtype=np.int64)
        stages = [{0: _Sums(np.zeros((1, width)), nothing, nothing, nothing)}]
        for at, block in enumerate(order):
            ahead = order[at + 1 :]
            span = (least - self._reach(ahead, max), most - self._reach(ahead, min))
            near = None if keep is None else partial(keep, tuple(ahead))
            stages.append(self._with(stages[-1], block, span, near))
        ends = [(k, i) for k, sums in stages[-1].items() for i in range(len(sums.points))]
        if not ends:
            return Totals(np.zeros((0, width)), lambda _i: ())
        points = np.concatenate([sums.points for sums in stages[-1].values()])
        kept = undominated(points)

        def columns(i: int) -> tuple[Columns, ...]:
            return self._traced(stages, order, *ends[int(kept[i])])

        return Totals(points[kept], columns)

    def _with(
        self,
        sums: dict[int, _Sums],
        block: int,
        span: tuple[int, int],
        keep: Callable[[int, np.ndarray], np.ndarray] | None,
    ) -> dict[int, _Sums]:
        """Return the undominated sums with one more block, totals within `span`."""
        pairs: dict[int, list[tuple[int, int]]] = {}
        for used in sums:
            for count in self._points[block]:
                if span[0] <= used + count <= span[1]:
                    pairs.setdefault(used + count, []).append((used, count))
        found = {}
        for total, ways in pairs.items():
            made = [
                _pairwise(sums[used], self._points[block][count], count) for used, count in ways
            ]
            every = _Sums(
                *(
                    np.concatenate([getattr(part, name) for part in made])
                    for name in ("points", "before", "own", "counts")
                )
            )
            if keep is not None:
                every = _taken(every, np.flatnonzero(keep(total, every.points)))
            if len(every.points):
                found[total] = _taken(every, undominated(every.points))
        return found

    def _traced(
        self, stages: list[dict[int, _Sums]], order: list[int], total: int, at: int
    ) -> tuple[Columns, ...]:
        chosen: dict[int, Columns] = {}
        for stage, block in reversed(list(enumerate(order))):
            sums = stages[stage + 1][total]
            count = int(sums.counts[at])
            chosen[block] = self._plans[block][count][int(sums.own[at])]
            total, at = total - count, int(sums.before[at])
        return tuple(chosen[block] for block in range(len(order)))

    def _weight(self, block: int) -> int:
        return sum(map(len, self._points[block].values()))

    def _reach(self, blocks: Sequence[int], which: Callable[..., int]) -> int:
        """Return the least or the most clusters that the blocks have plans for."""
        return sum(which(self._points[block], default=0) for block in blocks)


def _pairwise(sums: _Sums, points: np.ndarray, count: int) -> _Sums:
    """Return every sum with every plan of a block, few at a time being undominated."""
    n, m = len(sums.points), len(points)
    every = (sums.points[:, None] + points[None]).reshape(n * m, -1)
    before = np.repeat(np.arange(n), m)
    own = np.tile(np.arange(m), n)
    return _Sums(every, before, own, np.full(n * m, count, dtype=np.int64))


def _taken(sums: _Sums, at: np.ndarray) -> _Sums:
    return _Sums(sums.points[at], sums.before[at], sums.own[at], sums.counts[at])
