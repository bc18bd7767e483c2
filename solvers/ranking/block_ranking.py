"""`BlockRanking`: the plans of one block at one number of clusters, best first, drawn on demand."""

from __future__ import annotations

import numpy as np

from solvers.budget import Budget
from solvers.ranking.block_plans import HAIR, BlockPlan, plans_above
from solvers.relaxation import Relaxation
from solvers.search import BlockSearch

FIRST_COLUMNS = 50
GROWTH = 1.5
"""How many times the columns each further look takes in."""

FARTHEST = 4.0
"""How many times its bound a plan falls short at most, before all columns are taken in at once."""

MOST_AT_ONCE = 1000


class BlockRanking:
    """Knows the best plans of a block at a count, as many as were asked for so far.

    A look further solves the relaxation, then finds the best plan, then lists every plan above a
    score that sinks from look to look, so that a plan once ranked keeps its rank. It is `stuck`
    where the candidates that further plans could use are too many to hold.
    """

    def __init__(self, search: BlockSearch, count: int, budget: Budget) -> None:
        self._search = search
        self._count = count
        self.stuck = False
        self._budget = budget
        self._plans: list[BlockPlan] = []
        self._ranked: set[tuple[int, ...]] = set()
        self._down_to = np.inf
        self._most = MOST_AT_ONCE
        self._columns = 0

    def knows(self, rank: int) -> bool:
        """Whether the plan of that rank, 0 the best, is drawn."""
        return rank < len(self._plans)

    def plan(self, rank: int) -> BlockPlan:
        """Return the columns and the value of the plan of that rank."""
        return self._plans[rank]

    def ceiling(self, rank: int) -> float:
        """Return what the plan of that rank cannot exceed, -inf where there is no such plan."""
        if self.knows(rank):
            return self._plans[rank][1]
        return min(self._down_to, float(self._search.bounds()[self._count]))

    def look_further(self) -> None:
        """Take one step towards the next plan: it is drawn, or known not to exist, after some."""
        search, count = self._search, self._count
        if not search.relaxed(count):
            search.relax(count)
        elif self._down_to == np.inf:
            if not search.settled(count):
                search.settle(count)
            self._begin()
        else:
            self._draw()

    def _begin(self) -> None:
        """Take the best plan from the search; without one the relaxation's bound is the start."""
        search, count = self._search, self._count
        self._down_to = search.relaxation(count).bound
        if search.settled(count):
            self._down_to = float(search.values()[count])
            if search.columns(count):
                self._add([(tuple(sorted(search.columns(count))), self._down_to)])

    def _draw(self) -> None:
        """List every plan above a lower score than before."""
        search = self._search
        relaxation = search.relaxation(self._count)
        least = relaxation.bound - self._room(relaxation)
        listed = plans_above(search.block, relaxation, self._count, least, self._most, self._budget)
        if listed.down_to == np.inf:
            return
        self._add(listed.plans)
        limited = not listed.complete and len(listed.plans) < self._most
        self.stuck = limited and listed.down_to > self._down_to - HAIR
        self._down_to = listed.down_to
        if listed.complete:
            self._columns = min(int(GROWTH * self._columns) + 1, len(search.block))
        else:
            self._most *= 2

    def _room(self, relaxation: Relaxation) -> float:
        """Return how far below the bound to look next, infinite once every column is taken in."""
        block = self._search.block
        so_far = max(0.0, relaxation.bound - self._down_to)
        all_held = relaxation.bring_in(block, so_far) == np.inf
        slack = relaxation.slack(block)
        if not self._columns:
            self._columns = max(FIRST_COLUMNS, int((slack <= so_far).sum()))
        if self._columns < len(slack):
            return max(so_far, float(np.partition(slack, self._columns)[self._columns]))
        further = GROWTH * max(so_far, float(slack.max(initial=0.0)))
        everything = all_held or further > FARTHEST * (1.0 + abs(relaxation.bound))
        return np.inf if everything else further

    def _add(self, plans: list[BlockPlan] | tuple[BlockPlan, ...]) -> None:
        fresh = [plan for plan in plans if plan[0] not in self._ranked]
        self._plans += fresh
        self._ranked.update(columns for columns, _ in fresh)
