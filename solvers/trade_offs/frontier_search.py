"""`FrontierSearch`: every undominated plan between two objectives, proven by weights and levels.

Two phases (Ulungu and Teghem, Foundations of Computing and Decision Sciences 20 (1995)), run until
nothing is open. Weights normal to an edge of the frontier known so far either find a plan above the
edge, or prove that there is none; then all plans above a level under these weights are listed, the
level low enough for every plan that the two ends of the edge and those between them do not beat.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from geodata.words import counted
from modelling.case import Case
from solvers.blocks import Block
from solvers.budget import Budget
from solvers.combination import Progress, national_counts
from solvers.library import SolverName
from solvers.trade_offs.column_pruning import worth_keeping
from solvers.trade_offs.pooled_plans import PooledPlans, Totals
from solvers.trade_offs.undominated import HAIR, corners, frontier_of, hull
from solvers.trade_offs.weighing import Weighing, ceiling, scores_of

MOST_PLANS = 50_000
"""Plans of one block above a level, beyond which the level is left for lower ones to come."""

FIRST_ROOM = 1 / 8
"""How much of the room under an edge is listed first: what is found there shrinks the rest."""

WORTH_PRUNING = 10_000
"""Columns of a block, from which pruning is worth its time."""

WEIGHINGS_TO_PRUNE_BY = 7
NEXT_TO_NOTHING = 1e-3
"""The weight of the other objective at either end."""

FAR = -10.0
"""Below any score: the missing coordinate of the corner beyond either end."""


@dataclass(frozen=True)
class Level:
    """Every plan whose scores times `weights`, float64 (2,), exceed `least` is known."""

    weights: np.ndarray
    least: float


@dataclass(frozen=True, eq=False)
class Found:
    """The frontier as known: places among `totals`, best by the first objective first.

    `hull` are the places among these that some weights put first; `open` the corners between
    neighbours, -1 and the last for the ends, where a plan could still be missing. `impossible` says
    that there is no plan at all, and that this is proven.
    """

    totals: Totals
    places: np.ndarray
    hull: tuple[int, ...]
    open: tuple[int, ...]
    impossible: bool = False

    @property
    def points(self) -> np.ndarray:
        """Scores without constants, float64 (n, 2)."""
        return self.totals.points[self.places]


class FrontierSearch:
    """Finds the frontier of two objectives over blocks that are scored by both."""

    def __init__(
        self,
        blocks: Sequence[Block],
        names: tuple[str, str],
        case: Case,
        solver: SolverName,
        budget: Budget,
        on_progress: Progress = lambda _text: None,
    ) -> None:
        self._names, self._case, self._solver = names, case, solver
        self._budget, self._tell = budget, on_progress
        self._blocks = list(blocks)
        self._original = [np.arange(len(block)) for block in blocks]
        self._pool = PooledPlans([scores_of(block, names) for block in blocks])
        self._levels: list[Level] = []
        self._weighings: dict[tuple[float, float], Weighing] = {}
        self._looked: dict[tuple[float, float], float] = {}

    def run(self) -> Found:
        """Return the frontier, with what is open where the budget ended first."""
        self._begin()
        last = None
        while True:
            found = self._found()
            now = (len(self._levels), found.points.tobytes())
            if not found.open or self._budget.over or now == last:
                return found
            last = now
            plans = counted(len(found.places), "plan")
            gaps = counted(len(found.open), "gap")
            self._tell(f"{plans} on the frontier so far, {gaps} between them still open")
            edges = list(self._open_edges(found))
            if max(map(len, self._blocks)) > WORTH_PRUNING:
                if len(self._weighings) >= WEIGHINGS_TO_PRUNE_BY:
                    self._prune(found)
            else:
                self._weighings = {k: self._weighings[k] for k, _ in edges if k in self._weighings}
            for _, edge in edges:
                self._treat(*edge)

    def _begin(self) -> None:
        """Find the two ends: the best by one objective, the other deciding between equals."""
        for first in (1 - NEXT_TO_NOTHING, NEXT_TO_NOTHING):
            self._solve(np.array([first, 1 - first]))
        points = self._found().points
        for end, weights in ((0, np.array([1.0, 0.0])), (-1, np.array([0.0, 1.0]))):
            asked = dict(zip(self._names, map(float, weights), strict=True))
            most = ceiling(self._blocks, asked, self._case, self._solver, self._budget)
            if len(points) and most > points[end] @ weights + HAIR:
                self._solve(weights)
            else:
                self._levels.append(Level(weights, most))

    def _found(self) -> Found:
        """Return the frontier of everything in the pool, and where it is open."""
        totals = self._pool.totals(*national_counts(self._case))
        places = frontier_of(totals.points)
        points = totals.points[places]
        if not len(points):
            none = any(level.least == -np.inf for level in self._levels)
            return Found(totals, places, (), (), none)
        between = corners(points)
        ends = np.array([[points[0, 0], FAR], [FAR, points[-1, 1]]])
        every = np.concatenate([ends[:1], between, ends[1:]])
        shut = np.zeros(len(every), dtype=bool)
        for level in self._levels:
            shut |= every @ level.weights >= level.least - HAIR
        still = tuple(int(i) - 1 for i in np.flatnonzero(~shut))
        return Found(totals, places, tuple(hull(points)), still)

    def _open_edges(
        self, found: Found
    ) -> Iterator[tuple[tuple[float, float], tuple[np.ndarray, float, float]]]:
        """Yield the key, weights, height and lowest open corner of every edge that is open."""
        points = found.points
        between = corners(points)
        for a, b in zip(found.hull, found.hull[1:], strict=False):
            inside = [i for i in found.open if a <= i < b]
            if inside:
                weights = np.array([points[b, 1] - points[a, 1], points[a, 0] - points[b, 0]])
                weights /= weights.sum()
                lowest = float((between[inside] @ weights).min())
                yield _key(weights), (weights, float(points[a] @ weights), lowest)

    def _treat(self, weights: np.ndarray, height: float, lowest: float) -> None:
        """Look above an edge, then below it, first part of the way and then all of it."""
        if self._budget.over:
            return
        key = _key(weights)
        fresh = key not in self._weighings
        if fresh:
            self._solve(weights)
        best = self._weighings[key].best
        if fresh and best.value > height + HAIR:
            return
        first = key not in self._looked and lowest < best.bound
        least = best.bound - FIRST_ROOM * (best.bound - lowest) if first else lowest
        self._looked[key] = least
        self._list(self._weighings[key], weights, least)

    def _solve(self, weights: np.ndarray) -> None:
        """Find the best national plan under some weights; none scores above its bound."""
        asked = dict(zip(self._names, map(float, weights), strict=True))
        weighing = Weighing(self._blocks, asked, self._case, self._solver, self._budget)
        self._weighings[_key(weights)] = weighing
        if weighing.best.columns is not None:
            for block, columns in enumerate(weighing.best.columns):
                self._keep(block, len(columns), [columns])
        self._levels.append(Level(weights, weighing.best.bound))

    def _list(self, weighing: Weighing, weights: np.ndarray, least: float) -> None:
        """Pool the plans of every block that a national plan worth `least` or more could use."""
        complete = True
        for above in weighing.above(least, MOST_PLANS):
            self._keep(above.block, above.count, above.plans)
            complete &= above.complete
        if complete:
            self._levels.append(Level(weights, least))

    def _keep(self, block: int, count: int, plans: Sequence[tuple[int, ...]]) -> None:
        original = self._original[block]
        self._pool.add(block, count, [tuple(original[list(p)].tolist()) for p in plans])

    def _prune(self, found: Found) -> None:
        """Leave out every column that no plan still missing could use."""
        missing = corners(found.points)[[i for i in found.open if 0 <= i < len(found.places) - 1]]
        prices = np.array(list(self._weighings))
        kept = worth_keeping(list(self._weighings.values()), prices @ missing.T)
        self._blocks = [b.take(at) for b, at in zip(self._blocks, kept, strict=True)]
        self._original = [o[at] for o, at in zip(self._original, kept, strict=True)]
        self._weighings = {}


def _key(weights: np.ndarray) -> tuple[float, float]:
    return float(weights[0]), float(weights[1])
