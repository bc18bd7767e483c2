"""`LabellingSearch`: bounds and best plans of one region at every number of clusters, on demand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import final

import numpy as np

from solvers.budget import Budget
from solvers.known_plans import Found, KnownPlans
from solvers.labelling.cuts import cuts
from solvers.labelling.dual import dual
from solvers.labelling.model import Labels
from solvers.labelling.region import Region
from solvers.labelling.score import Score
from solvers.library import UNITS, SolverName, maximise
from solvers.outcome import CountBound

TOLERANCE = 1e-8
"""A bound this close to a plan's score is the score: what a library's own tolerances leave."""

LOOSE = 0.05
"""Relative gap of the first rounds, which look for cuts and for some plan."""

PATCH_SECONDS = 2.0

Clusters = Mapping[int, set[int]]
"""Members by root, as positions among the region's PCTs."""


@final
class LabellingSearch(KnownPlans):
    """Knows, for each number of clusters, an upper bound and perhaps the best plan.

    It answers as `solvers.search.BlockSearch` does and can stand in its place in
    `solvers.combination.combine`. `rounds` counts the integer programs solved. Cuts are kept: they
    hold for every count.
    """

    def __init__(self, region: Region, solver: SolverName, budget: Budget) -> None:
        super().__init__(len(region.pcts))
        self.block = region
        self.rounds = 0
        self._solver = solver
        self._budget = budget
        self._labels = Labels(region)
        self._score = Score(self._labels)
        self._relaxed: set[int] = set()
        self._bounds = np.full(len(region.pcts) + 1, -np.inf)
        low, high = region.count_range
        self._bounds[low : high + 1] = region.ceiling

    def bounds(self) -> np.ndarray:
        """Return float64 (pcts + 1,): what no plan of k clusters can exceed, for each k."""
        return self._exact(self._bounds)

    def relaxed(self, count: int) -> bool:
        """Whether that count's own relaxation was looked at."""
        return count in self._relaxed

    def relax(self, count: int) -> None:
        """Bound that count by the linear relaxation; its prices bound every other count as well."""
        self._relaxed.add(count)
        if self._bounds[count] == -np.inf:
            self._found[count] = Found((), -np.inf, True)
            return
        self._labels.aim(count)
        found = dual(self._labels.problem, self._labels.rows, self._solver, self._budget)
        for k in map(int, np.flatnonzero(self._bounds > -np.inf)):
            self._lower(k, found.at(0, k - count) + self._score.offset(k))

    def settle(self, count: int) -> None:
        """Find the best plan of that count: integer programs, with cuts until a plan is lawful."""
        self._rounds(count, self._budget)

    def patch(self, count: int) -> bool:
        """Look for some plan of that count after the time is up: soon, and unproven."""
        if count not in self._found and self._bounds[count] > -np.inf:
            self._rounds(count, Budget(PATCH_SECONDS))
        return bool(self.values()[count] > -np.inf)

    def certificate(self) -> list[CountBound]:
        """Return what is known of every count that was looked at; no prices prove it."""
        rows = []
        bounds = self.bounds()
        for count in sorted(self._relaxed | set(self._found)):
            found = self._found.get(count)
            best = found.value if found and found.columns else None
            bound = None if bounds[count] == -np.inf else float(bounds[count])
            clusters = tuple(p for _, p in self.block.members(found.columns)) if found else ()
            row = CountBound(self.block.name, count, best, bound, {}, None, None, clusters)
            rows.append(row)
        return rows

    def _rounds(self, count: int, budget: Budget) -> None:
        """Solve and cut until the best solution is lawful: first loosely, then to the end."""
        self._labels.aim(count)
        gap = LOOSE
        while not budget.over:
            clusters = self._solve(count, gap, budget)
            if clusters is not None and self._cut(clusters):
                continue
            if clusters is not None:
                self._keep(count, clusters)
            if self.settled(count) or gap == 0.0:
                return
            gap = 0.0

    def _solve(self, count: int, gap: float, budget: Budget) -> Clusters | None:
        """Solve once, learn the bound, and return the solution's clusters by root, if it has any.

        A bound of -inf proves that there is no plan. No other word of the library is taken.
        """
        problem = self._labels.problem
        for x in self._labels.x.values():
            x.varValue = None
        bound = maximise(problem, self._solver, budget.left_s(), gap, lambda: budget.over)
        self.rounds += 1
        if bound == -np.inf:
            self._found[count] = Found((), -np.inf, True)
            return None
        clusters = self._clusters(count)
        if bound is not None:
            self._lower(count, bound + self._score.offset(count))
        elif clusters is not None:
            self._lower(count, UNITS * self._value(clusters))
        return clusters

    def _lower(self, count: int, bound: float) -> None:
        """Learn a bound, in `UNITS`, on every plan of that count."""
        self._bounds[count] = min(self._bounds[count], bound / UNITS)

    def _clusters(self, count: int) -> Clusters | None:
        """Return the clusters in the variables, None where these divide no PCTs."""
        chosen = [label for label, x in self._labels.x.items() if (x.varValue or 0.0) > 0.5]
        if sorted(i for i, _ in chosen) != list(range(len(self.block.pcts))):
            return None
        clusters: dict[int, set[int]] = {}
        for i, r in chosen:
            clusters.setdefault(r, set()).add(i)
        roots_are_members = all(r in held for r, held in clusters.items())
        return clusters if roots_are_members and len(clusters) == count else None

    def _cut(self, clusters: Clusters) -> bool:
        """Add the cuts that the clusters break; say whether there were any."""
        found = [cut for r, held in clusters.items() for cut in cuts(self._labels, r, held)]
        for cut in found:
            self._labels.add(cut)
        return bool(found)

    def _keep(self, count: int, clusters: Clusters) -> None:
        """Keep the lawful clusters if they are the best known, and see what that proves."""
        named = [self._named(held) for held in clusters.values()]
        if self.block.keeps_counts(named):
            columns = tuple(sorted(map(self.block.column, named)))
            found = Found(columns, self._value(clusters), False)
            best = max(found, self._found.get(count, found), key=lambda known: known.value)
            proven = bool(self._bounds[count] <= best.value + TOLERANCE)
            self._found[count] = replace(best, proven=proven)

    def _value(self, clusters: Clusters) -> float:
        return self.block.value([self._named(held) for held in clusters.values()])

    def _named(self, held: set[int]) -> tuple[str, ...]:
        return tuple(self.block.pcts[i] for i in sorted(held))
