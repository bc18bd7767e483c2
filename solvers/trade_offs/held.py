"""`best_held`: the best plan by some weights among those that hold other objectives high enough.

What is held couples the blocks, so it is priced: with multipliers μ >= 0 the weights aim + μ held
fall apart by block again, and L(μ) - μ·least bounds the plans that hold (Geoffrion, Mathematical
Programming Study 2 (1974)). Cutting planes (Kelley, SIAM Journal 8 (1960)) find multipliers with
the lowest bound; every plan between it and the best plan that holds is then listed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import linprog

from modelling.case import Case
from solvers.blocks import Block
from solvers.budget import Budget
from solvers.combination import national_counts
from solvers.library import SolverName
from solvers.trade_offs.column_pruning import worth_keeping
from solvers.trade_offs.pooled_plans import Columns, Keep, PooledPlans
from solvers.trade_offs.undominated import HAIR
from solvers.trade_offs.weighing import Weighing, Weights, scores_of

MOST_MULTIPLIER = 1e5
MOST_PLANS = 50_000
MOST_CUTS = 60
FIRST_ROOM = 1 / 64
GROWTH = 8
WORTH_PRUNING = 10_000
"""Columns of a block, from which pruning is worth its time."""


@dataclass(frozen=True)
class HeldBest:
    """The best plan found (columns by block, None if none), its value, and what none exceeds."""

    columns: tuple[Columns, ...] | None
    value: float
    bound: float

    @property
    def proven(self) -> bool:
        """Whether no plan that holds is better, or there is none."""
        return self.bound <= self.value + 2 * HAIR


def best_held(
    blocks: Sequence[Block],
    aim: Weights,
    held: Mapping[str, float],
    case: Case,
    solver: SolverName,
    budget: Budget,
    start: tuple[Columns, ...] | None = None,
    enough: float = np.inf,
) -> HeldBest:
    """Return the best plan by `aim` whose objectives in `held` reach those sums of scores.

    Scores are without the objectives' constants; a hair less than `held` asks is enough. `start` is
    a plan that is known to hold. A plan worth `enough` ends the search.
    """
    return _Search(blocks, aim, held, case, solver, budget, start, enough).run()


class _Search:
    def __init__(
        self,
        blocks: Sequence[Block],
        aim: Weights,
        held: Mapping[str, float],
        case: Case,
        solver: SolverName,
        budget: Budget,
        start: tuple[Columns, ...] | None,
        enough: float,
    ) -> None:
        self._blocks = list(blocks)
        self._original = [np.arange(len(block)) for block in blocks]
        self._aim, self._names = dict(aim), tuple(held)
        self._least = np.array(list(held.values())) - HAIR
        self._case, self._solver, self._budget = case, solver, budget
        aims = tuple(aim)
        weights = np.array([aim[name] for name in aims])
        self._scores = [
            np.column_stack([scores_of(b, aims) @ weights, scores_of(b, self._names)])
            for b in blocks
        ]
        self._pool = PooledPlans(self._scores)
        self._best, self._value, self._enough = start, -np.inf, enough
        self._cuts: list[np.ndarray] = []
        self._tried: list[tuple[np.ndarray, Weighing]] = []
        self._bound, self._tightest = np.inf, 0
        if start is not None:
            self._meet(start)

    def run(self) -> HeldBest:
        """Price what is held until the bound sinks no further, then list what lies below it."""
        multipliers = np.zeros(len(self._names))
        for _ in range(MOST_CUTS):
            if self._ended or not self._price(multipliers) or self._ended:
                break
            multipliers, promised = self._next()
            if promised >= self._bound - HAIR:
                break
            self._prune()
        if self._tried and not self._ended:
            self._list()
        return HeldBest(self._best, self._value, max(self._bound, self._value))

    @property
    def _ended(self) -> bool:
        """Whether the best plan, or one that is good enough, is known, or the time is up."""
        best = min(self._enough, self._bound - HAIR)
        return self._value >= best or (self._budget.over and bool(self._tried))

    def _price(self, multipliers: np.ndarray) -> bool:
        """Solve with what is held priced so; return whether there is a plan."""
        scale = 1.0 + float(multipliers.sum())
        weights = {name: weight / scale for name, weight in self._aim.items()}
        for name, multiplier in zip(self._names, multipliers.tolist(), strict=True):
            weights[name] = weights.get(name, 0.0) + multiplier / scale
        weighing = Weighing(self._blocks, weights, self._case, self._solver, self._budget)
        bound = scale * weighing.best.bound - float(multipliers @ self._least)
        self._tried.append((multipliers, weighing))
        if bound < self._bound:
            self._bound, self._tightest = bound, len(self._tried) - 1
        if weighing.best.columns is None:
            return False
        self._meet(self._in_original(weighing.best.columns))
        return True

    def _meet(self, plan: tuple[Columns, ...]) -> None:
        """Keep a national plan as a cut, and as the best where it is."""
        total = np.sum([s[list(c)].sum(axis=0) for s, c in zip(self._scores, plan, strict=True)], 0)
        self._cuts.append(np.concatenate([total[:1], total[1:] - self._least]))
        if (total[1:] >= self._least).all() and total[0] > self._value:
            self._best, self._value = plan, float(total[0])

    def _next(self) -> tuple[np.ndarray, float]:
        """Return the multipliers of the lowest bound that the plans met allow, and that bound."""
        cuts = np.array(self._cuts)
        n = len(self._names)
        limits = [(None, None)] + [(0, MOST_MULTIPLIER)] * n
        over = np.column_stack([-np.ones(len(cuts)), cuts[:, 1:]])
        answer = linprog(np.eye(n + 1)[0], A_ub=over, b_ub=-cuts[:, 0], bounds=limits)
        if answer.x is None:
            return np.zeros(n), np.inf
        multipliers = np.maximum(answer.x[1:], 0.0)
        return multipliers, float((cuts[:, 0] + cuts[:, 1:] @ multipliers).max())

    def _list(self) -> None:
        """List plans further and further below the bound, until the best that holds is there."""
        multipliers, weighing = self._tried[self._tightest]
        bound = self._bound
        room = FIRST_ROOM * min(1.0, bound - self._value)
        while not self._budget.over:
            room = min(room, bound - self._value)
            least = self._worth(multipliers, bound - room)
            complete = True
            for above in weighing.above(least, MOST_PLANS):
                plans = [self._columns_of(above.block, p) for p in above.plans]
                self._pool.add(above.block, above.count, plans)
                complete &= above.complete
            keep = self._keep(multipliers, weighing, least)
            totals = self._pool.totals(*national_counts(self._case), keep)
            holding = np.flatnonzero((totals.points[:, 1:] >= self._least).all(axis=1))
            if len(holding):
                self._meet(totals.columns(int(holding[totals.points[holding, 0].argmax()])))
            if not complete or self._value >= self._enough:
                return
            if self._value >= bound - room - HAIR:
                self._bound = self._value
                return
            room *= GROWTH

    def _keep(self, multipliers: np.ndarray, weighing: Weighing, least: float) -> Keep:
        """Return what says which sums of blocks could be part of a plan worth `least` or more."""
        prices = np.concatenate([[1.0], multipliers]) / (1.0 + float(multipliers.sum()))
        tables: dict[tuple[int, ...], np.ndarray] = {}

        def keep(ahead: tuple[int, ...], used: int, points: np.ndarray) -> np.ndarray:
            if ahead not in tables:
                tables[ahead] = weighing.ahead(ahead)
            return points @ prices + tables[ahead][used] >= least - HAIR

        return keep

    def _worth(self, multipliers: np.ndarray, value: float) -> float:
        """Return what a plan that holds and has that value is worth, held and all, at least."""
        return (value + float(multipliers @ self._least)) / (1.0 + float(multipliers.sum()))

    def _prune(self) -> None:
        """Leave out every column that no better plan that holds could use."""
        if self._value == -np.inf or max(map(len, self._blocks)) < WORTH_PRUNING:
            return
        worth = np.array([[self._worth(m, self._value)] for m, _ in self._tried])
        kept = worth_keeping([weighing for _, weighing in self._tried], worth)
        if sum(map(len, kept)) > sum(map(len, self._blocks)) / 2:
            return
        self._blocks = [b.take(at) for b, at in zip(self._blocks, kept, strict=True)]
        self._original = [o[at] for o, at in zip(self._original, kept, strict=True)]
        self._tried, self._bound = [], np.inf

    def _in_original(self, plan: Sequence[Columns]) -> tuple[Columns, ...]:
        return tuple(self._columns_of(b, columns) for b, columns in enumerate(plan))

    def _columns_of(self, block: int, columns: Columns) -> Columns:
        return tuple(self._original[block][list(columns)].tolist())
