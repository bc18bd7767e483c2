"""The linear relaxation of one block at one number of clusters, solved by pricing columns.

Column generation for set partitioning: Barnhart et al., "Branch-and-price: column generation for
solving huge integer programs", Operations Research 46 (1998). A bound comes from a look at every
candidate, so it holds whether or not the rounds have ended (Farley, Operations Research 38 (1990),
in its additive form).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from solvers.blocks import Block, Prices
from solvers.budget import Budget
from solvers.master import Master
from solvers.pricing import PRICE_TOLERANCE, Pricer

MOST_PENALTY = 1e7


@dataclass(frozen=True, eq=False)
class Relaxation:
    """What the linear program of a block at `count` clusters says.

    bound      no plan of `count` clusters scores higher (-inf: there is no such plan)
    prices     the dual prices that prove the bound
    most_gain  the most that a column's value exceeds its price
    columns    the columns of the master, and `shares` how much of each its solution uses
    uncovered  what that solution leaves to artificial columns
    settled    whether the rounds ended by themselves
    """

    count: int
    bound: float
    prices: Prices
    most_gain: float
    columns: tuple[int, ...]
    shares: np.ndarray
    uncovered: float
    settled: bool

    def whole(self) -> tuple[int, ...] | None:
        """Return the columns chosen if the relaxation's solution is a plan, else None."""
        fractional = (self.shares > 1e-6) & (self.shares < 1 - 1e-6)
        chosen = tuple(j for j, x in zip(self.columns, self.shares, strict=True) if x > 0.5)
        if fractional.any() or self.uncovered > 1e-6 or len(chosen) != self.count:
            return None
        return chosen

    def bring_in(self, block: Block, slack: float) -> float:
        """Hold every column of up to so much slack; return up to what slack all are held.

        That is less than `slack` where there are too many, and infinite where all are held.
        """
        return max(0.0, self.most_gain) - block.bring_in(
            self.prices, max(0.0, self.most_gain) - slack
        )

    def slack(self, block: Block) -> np.ndarray:
        """Return float64 (columns,): the bound lost by a plan that uses the column, at least 0."""
        return max(0.0, self.most_gain) - (block.value - block.price(self.prices))


def bound_at(block: Block, prices: Prices, most_gain: float, count: int) -> float:
    """Return Σ_i price_i + λ k + Σ_h max over h's range of μ_h c_h + k max(0, most gain).

    An upper bound on any plan of k = `count` clusters, for any prices whatever: `most_gain` is
    the most that a column's value exceeds its price.
    """
    shas = sum(
        max(price * block.counts[sha][0], price * block.counts[sha][1])
        for sha, price in prices.sha.items()
    )
    fixed = float(prices.pct.sum()) + shas
    return fixed + prices.cluster * count + count * max(0.0, most_gain)


def relax(
    block: Block, pricer: Pricer, master: Master, count: int, scale: float, budget: Budget
) -> Relaxation:
    """Solve the relaxation at `count` clusters, adding the columns that it needs to `master`.

    `scale` is the most that a plan can score; penalties are multiples of it.
    """
    penalty = 10.0 * (1.0 + scale)
    while True:
        relaxation = _rounds(block, pricer, master, count, penalty, 2, budget)
        if not relaxation.settled or relaxation.uncovered < 1e-7:
            return relaxation
        feasibility = _rounds(block, pricer, master, count, 1.0, 1, budget)
        if feasibility.bound < -1e-7:
            return replace(feasibility, bound=-np.inf, settled=True)
        if budget.over or penalty > MOST_PENALTY * (1.0 + scale):
            return relaxation
        penalty *= 100.0


def _rounds(
    block: Block,
    pricer: Pricer,
    master: Master,
    count: int,
    penalty: float,
    phase: int,
    budget: Budget,
) -> Relaxation:
    """Price and add columns until none is worth adding or the budget is over."""
    master.aim(count, penalty, phase)
    best, proof, spent = np.inf, None, False
    while True:
        answer = master.solve()
        stop = budget.over
        offer = pricer.offer(answer.prices, phase, everything=stop or spent)
        settled = offer.most is not None and offer.most <= PRICE_TOLERANCE
        fresh = 0 if settled else master.add(offer.columns)
        spent = fresh == 0  # near columns that gain are all there already: look at all of them
        if offer.most is not None:
            bound = bound_at(block, answer.prices, offer.most, count)
            if bound < best or settled:
                best, proof = bound, (answer.prices, offer.most)
        if proof is not None and (settled or stop or (fresh == 0 and offer.most is not None)):
            shares = np.pad(answer.shares, (0, len(master.columns) - len(answer.shares)))
            return Relaxation(
                count=count,
                bound=best,
                prices=proof[0],
                most_gain=proof[1],
                columns=master.columns,
                shares=shares,
                uncovered=answer.uncovered,
                settled=settled or fresh == 0,
            )
