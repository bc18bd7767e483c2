"""`Master`: the linear program over the columns seen so far, kept warm between rounds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import highspy
import numpy as np

from solvers.blocks import Block, Prices


@dataclass(frozen=True)
class MasterAnswer:
    """An optimal solution of the master: the columns' shares and the prices.

    `uncovered` is what is left to the artificial columns: 0 when the columns suffice.
    """

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
        self._sha_rows = {sha: len(block.pcts) + 1 + i for i, sha in enumerate(block.counts)}
        self._columns: list[int] = []
        self._penalty, self._phase = 0.0, 2
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

    def add(self, columns: Sequence[int] | np.ndarray) -> int:
        """Add the columns that are not yet there; return how many were new."""
        fresh = np.array([j for j in map(int, columns) if j not in self._known], dtype=np.int64)
        if not len(fresh):
            return 0
        held, part_of = self._block.rows(fresh)
        counted = np.ones((len(fresh), 1), dtype=bool)
        shas = [part.sha for part in self._block.parts]
        in_sha = [[shas[k] == sha for sha in self._sha_rows] for k in part_of]
        rows = np.hstack([held, counted, np.array(in_sha, dtype=bool).reshape(len(fresh), -1)])
        starts = np.concatenate([[0], np.cumsum(rows.sum(axis=1))[:-1]]).astype(np.int32)
        at = np.nonzero(rows)[1].astype(np.int32)
        none, most = np.zeros(len(fresh)), np.full(len(fresh), highspy.kHighsInf)
        costs = self._costs(fresh)
        self._lp.addCols(len(fresh), costs, none, most, len(at), starts, at, np.ones(len(at)))
        self._columns += map(int, fresh)
        self._known.update(map(int, fresh))
        return len(fresh)

    def aim(self, count: int, penalty: float, phase: int) -> None:
        """Set the number of clusters, the price of artificials, and the phase.

        Phase 1 asks only whether everything can be covered; phase 2 maximises the value.
        """
        row = len(self._block.pcts)
        self._lp.changeRowBounds(row, float(count), float(count))
        if (penalty, phase) == (self._penalty, self._phase):
            return
        self._penalty, self._phase = penalty, phase
        costs = np.full(self._artificials, -penalty)
        costs = np.concatenate([costs, self._costs(np.array(self._columns, dtype=np.int64))])
        at = np.arange(len(costs), dtype=np.int32)
        self._lp.changeColsCost(len(costs), at, costs)

    def _costs(self, columns: np.ndarray) -> np.ndarray:
        return self._block.value[columns] if self._phase == 2 else np.zeros(len(columns))

    def solve(self) -> MasterAnswer:
        """Return an optimal solution over the columns at hand."""
        self._lp.run()
        solution = self._lp.getSolution()
        x = np.array(solution.col_value)
        y = np.array(solution.row_dual)
        n = len(self._block.pcts)
        sha = {name: float(y[row]) for name, row in self._sha_rows.items()}
        prices = Prices(y[:n], float(y[n]), sha)
        return MasterAnswer(x[self._artificials :], x[: self._artificials].sum(), prices)

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
