"""`BlockSearch`: bounds and best plans of one block at every number of clusters, on demand."""

from __future__ import annotations

import numpy as np

from solvers.blocks import Block
from solvers.budget import Budget
from solvers.integer import Choice, choose
from solvers.known_plans import Found, KnownPlans
from solvers.library import SolverName
from solvers.master import Master
from solvers.outcome import CountBound
from solvers.pricing import Pricer
from solvers.relaxation import Relaxation, bound_at, relax

FIRST_SURVIVORS = 250
MANY_TIED = 5_000
"""Columns that could be in the best plan, from which some of them are tried before all are."""

SOME_TIED = (0, 2_000)
"""How many of these, evenly spread, are tried beside those of the relaxation."""

GRACE_SECONDS = 0.5
PATCH_SECONDS = 2.0
PATCH_COLUMNS = 1500
TOLERANCE = 1e-9
FARTHEST = 10.0
"""How many times the most a plan can score its columns' slack is looked at, before all of it is."""


class BlockSearch(KnownPlans):
    """Knows, for each number of clusters, an upper bound and perhaps the best plan.

    A bound comes first from the prices of other counts (any prices bound every count), then from
    the count's own relaxation, then from the best plan itself.
    """

    def __init__(
        self,
        block: Block,
        scale: float,
        solver: SolverName,
        budget: Budget,
        pricer: Pricer | None = None,
    ) -> None:
        super().__init__(len(block.pcts))
        self.block = block
        self._scale = scale
        self._solver = solver
        self._budget = budget
        self._master = Master(block)
        self._pricer = pricer or Pricer(block)
        self._relaxations: dict[int, Relaxation] = {}
        self._tangents = np.full(len(block.pcts) + 1, -np.inf)
        low, high = block.count_range
        self._tangents[low : high + 1] = np.inf

    @property
    def known_columns(self) -> tuple[int, ...]:
        """Columns that some relaxation asked for so far."""
        return self._master.columns

    def begin_with(self, columns: np.ndarray) -> None:
        """Let the first relaxation begin with columns that mattered in a solve like this one."""
        self._master.add(columns)

    def bounds(self) -> np.ndarray:
        """Return float64 (pcts + 1,): what no plan of k clusters can exceed, for each k."""
        best = self._tangents.copy()
        for count, relaxation in self._relaxations.items():
            best[count] = min(best[count], relaxation.bound)
        return self._exact(best)

    def relaxed(self, count: int) -> bool:
        """Whether that count's own relaxation is solved."""
        return count in self._relaxations

    def relaxation(self, count: int) -> Relaxation:
        """Return that count's own relaxation, once it is solved."""
        return self._relaxations[count]

    def relax(self, count: int) -> None:
        """Solve the relaxation of that count; its prices bound every other count as well."""
        self._learn(relax(self.block, self._pricer, self._master, count, self._scale, self._budget))

    def _learn(self, relaxation: Relaxation) -> None:
        """Keep what a relaxation tells, of its own count and of all others."""
        count = relaxation.count
        if relaxation.settled:
            self._relaxations[count] = relaxation
        if relaxation.bound == -np.inf:
            self._found[count] = Found((), -np.inf, True)
            return
        for k in range(1, len(self._tangents)):
            tangent = bound_at(self.block, relaxation.prices, relaxation.most_gain, k)
            self._tangents[k] = min(self._tangents[k], tangent)
        whole = relaxation.whole()
        if whole is not None:
            value = float(self.block.value[list(whole)].sum())
            self._keep(count, Found(whole, value, value >= relaxation.bound - TOLERANCE))

    def settle(self, count: int) -> None:
        """Find the best plan of that count, by an integer program over the columns that matter.

        A plan scores at most bound - Σ slack of its columns. So once a plan of value v is known,
        no better one uses a column with slack above bound - v: with those columns left out
        (reduced-cost fixing), the integer program's best is the best of all.
        """
        relaxation = self._relaxations[count]
        reach = _smallest(relaxation.slack(self.block), FIRST_SURVIVORS)
        if count in self._found:
            reach = relaxation.bound - self._found[count].value
        if self._settled_by_some(relaxation, reach):
            return
        while not self._budget.over:
            covered = relaxation.bring_in(self.block, reach + TOLERANCE)
            slack = relaxation.slack(self.block)
            survivors = np.flatnonzero(slack <= reach + TOLERANCE)
            choice = self._choose(survivors, count)
            if choice.columns:
                self._keep(count, Found(choice.columns, choice.value, False, len(survivors)))
            if not choice.proven:
                return
            everything = covered == np.inf and len(survivors) == len(slack)
            if everything or relaxation.bound - choice.value <= min(reach + TOLERANCE, covered):
                self._found[count] = Found(choice.columns, choice.value, True, len(survivors))
                return
            if covered < reach:
                return
            if choice.columns:
                reach = relaxation.bound - choice.value
            else:
                further = max(4 * reach, _smallest(slack, 4 * len(survivors)), TOLERANCE)
                reach = further if further <= FARTHEST * (1.0 + self._scale) else np.inf

    def _settled_by_some(self, relaxation: Relaxation, reach: float) -> bool:
        """Try some of the columns where too many tie; return whether their best is the best of all.

        It is when it scores what no plan can exceed, as it often does among so many.
        """
        slack = relaxation.slack(self.block)
        tied = np.flatnonzero(slack <= reach + TOLERANCE)
        known = np.array(relaxation.columns, dtype=np.int64)
        known = known[slack[known] <= reach + TOLERANCE]
        for more in SOME_TIED if len(tied) > MANY_TIED else ():
            spread = tied[np.linspace(0, len(tied) - 1, more, dtype=np.int64)]
            columns = np.union1d(known, spread)
            choice = self._choose(columns, relaxation.count)
            if choice.columns:
                proven = choice.value >= relaxation.bound - TOLERANCE
                self._keep(
                    relaxation.count, Found(choice.columns, choice.value, proven, len(columns))
                )
                if proven:
                    return True
        return False

    def patch(self, count: int) -> bool:
        """Look for some plan of that count after the time is up: soon, good, and unproven.

        Prices for `GRACE_SECONDS` at most, then chooses among the columns that look best.
        """
        if not self.relaxed(count):
            grace = Budget(GRACE_SECONDS)
            relaxation = relax(self.block, self._pricer, self._master, count, self._scale, grace)
            self._learn(relaxation)
        else:
            relaxation = self._relaxations[count]
        if count not in self._found:
            slack = relaxation.slack(self.block)
            most = min(PATCH_COLUMNS, len(slack))
            best = np.argpartition(slack, most - 1)[:most] if most else np.zeros(0, dtype=int)
            columns = np.union1d(best, np.array(self._master.columns, dtype=int))
            choice = choose(self.block, columns, count, self._solver, PATCH_SECONDS)
            if choice.columns:
                self._keep(count, Found(choice.columns, choice.value, False))
        return self.values()[count] > -np.inf

    def certificate(self) -> list[CountBound]:
        """Return what is known of every count that was looked at."""
        rows = []
        bounds = self.bounds()
        for count, relaxation in sorted(self._relaxations.items()):
            found = self._found.get(count)
            by_pct = zip(self.block.pcts, map(float, relaxation.prices.pct), strict=True)
            prices = {
                "pct": dict(by_pct),
                "sha": dict(relaxation.prices.sha),
                "cluster": {"each": relaxation.prices.cluster},
            }
            best = found.value if found and found.columns else None
            bound = None if bounds[count] == -np.inf else float(bounds[count])
            survivors = found.survivors if found else None
            by_prices = None if relaxation.bound == -np.inf else relaxation.bound
            clusters = tuple(p for _, p in self.block.members(found.columns)) if found else ()
            known = (best, bound, prices, survivors, by_prices, clusters)
            rows.append(CountBound(self.block.name, count, *known))
        return rows

    def _choose(self, columns: np.ndarray, count: int) -> Choice:
        return choose(self.block, columns, count, self._solver, self._budget.left_s())

    def _keep(self, count: int, found: Found) -> None:
        if count not in self._found or found.value > self._found[count].value or found.proven:
            self._found[count] = found


def _smallest(values: np.ndarray, nth: int) -> float:
    """Return the nth smallest of the values, the largest where there are fewer."""
    at = min(nth, len(values)) - 1
    return float(np.partition(values, at)[at])
