"""`Master`: the linear program over the columns seen so far, kept warm between rounds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import highspy
import numpy as np

from solvers.blocks import Block, Prices


@dataclass(frozen=True)
class MasterAnswer:
    """An optimal solution of the master: its value, the columns' shares and the prices.

    `uncovered` is what is left to the artificial columns: 0 when the columns suffice.
    """

    value: float
    shares: np.ndarray
    uncovered: float
    prices: Prices


class Master:
    """max Σ value_j x_j: every PCT covered once, so many clusters, and SHA counts kept.

    Artificial columns, one a row and sign, keep it feasible at a price of `penalty` each. Only
    its prices leave this class, and any prices give a valid bound, so a slip of the library
    cannot make a false proof.
    """

    def __init__(self, block: Block) -> None:
        self._block = block
        self._row_of_pct = {pct: i for i, pct in enumerate(block.pcts)}
        self._sha_rows = {sha: len(block.pcts) + 1 + i for i, sha in enumerate(block.counts)}
        self._columns: list[int] = []
        self._known: set[int] = set()
        self._lp = highspy.Highs()
        self._lp.setOptionValue("output_flag", False)
        self._lp.setOptionValue("threads", 1)
        self._lp.changeObjectiveSense(highspy.ObjSense.kMaximize)
        self._add_rows()

    @property
    def columns(self) -> tuple[int, ...]:
        """Columns of the block that the master holds."""
        return tuple(self._columns)

    def add(self, columns: Sequence[int] | np.ndarray, phase: int) -> int:
        """Add the columns that are not yet there; return how many were new."""
        fresh = [int(j) for j in columns if int(j) not in self._known]
        for j, (sha, pcts) in zip(fresh, self._block.members(fresh), strict=True):
            rows = [self._row_of_pct[p] for p in pcts] + [len(self._block.pcts)]
            if sha in self._sha_rows:
                rows.append(self._sha_rows[sha])
            cost = self._block.value[j] if phase == 2 else 0.0
            at = np.array(rows, dtype=np.int32)
            self._lp.addCol(cost, 0.0, highspy.kHighsInf, len(rows), at, np.ones(len(rows)))
        self._columns += fresh
        self._known.update(fresh)
        return len(fresh)

    def aim(self, count: int, penalty: float, phase: int) -> None:
        """Set the number of clusters, the price of artificials, and the phase.

        Phase 1 asks only whether everything can be covered; phase 2 maximises the value.
        """
        row = len(self._block.pcts)
        self._lp.changeRowBounds(row, float(count), float(count))
        for j in range(self._artificials):
            self._lp.changeColCost(j, -penalty)
        for k, j in enumerate(self._columns):
            cost = self._block.value[j] if phase == 2 else 0.0
            self._lp.changeColCost(self._artificials + k, float(cost))

    def solve(self) -> MasterAnswer:
        """Return an optimal solution over the columns at hand."""
        self._lp.run()
        solution = self._lp.getSolution()
        x = np.array(solution.col_value)
        y = np.array(solution.row_dual)
        n = len(self._block.pcts)
        sha = {name: float(y[row]) for name, row in self._sha_rows.items()}
        prices = Prices(y[:n], float(y[n]), sha)
        value = self._lp.getInfo().objective_function_value
        return MasterAnswer(value, x[self._artificials :], x[: self._artificials].sum(), prices)

    def _add_rows(self) -> None:
        none = np.array([], dtype=np.int32)
        bounds = [(1.0, 1.0)] * len(self._block.pcts) + [(1.0, 1.0)]
        bounds += [(float(lo), float(hi)) for lo, hi in self._block.counts.values()]
        for low, high in bounds:
            self._lp.addRow(low, high, 0, none, np.array([]))
        for row in range(len(bounds)):
            for sign in (1.0, -1.0):
                at = np.array([row], dtype=np.int32)
                self._lp.addCol(0.0, 0.0, highspy.kHighsInf, 1, at, np.array([sign]))
        self._artificials = 2 * len(bounds)
