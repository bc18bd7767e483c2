"""A bound by the prices of a linear relaxation, worked out here and not taken from the library."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pulp

from solvers.budget import Budget
from solvers.library import SolverName, row_prices


@dataclass(frozen=True)
class Dual:
    """What no solution exceeds, in the unit of the objective, and the price of each row."""

    bound: float
    prices: tuple[float, ...]

    def at(self, row: int, more: float) -> float:
        """Return the bound where the right-hand side of that row is so much more."""
        return self.bound + self.prices[row] * more if self.prices else self.bound


def dual(
    problem: pulp.LpProblem,
    rows: Sequence[pulp.LpConstraint],
    solver: SolverName,
    budget: Budget,
) -> Dual:
    """Return the best bound that the prices of the relaxation give; `rows` are all of the problem.

    With prices y of the right sign, b the right-hand sides, A the rows and c the objective over
    variables v that lie between bounds, Σ_c y_c b_c + Σ_j max over v_j of (c_j - Σ_c y_c a_cj) v_j
    holds for any y at all (Lagrange), so a library that stops early makes no false bound. It is inf
    where it has no prices.
    """
    prices = row_prices(problem, rows, solver, budget.left_s(), lambda: budget.over)
    if prices is None:
        return Dual(np.inf, ())
    both = (_bounded(problem, rows, [sign * y for y in prices]) for sign in (1.0, -1.0))
    return min(both, key=lambda found: found.bound)  # libraries differ in the sign of a price


def _bounded(
    problem: pulp.LpProblem, rows: Sequence[pulp.LpConstraint], prices: Sequence[float]
) -> Dual:
    kept = []
    reduced = {v.name: 0.0 for v in problem.variables()}
    for v, c in problem.objective.items():
        reduced[v.name] += c
    bound = problem.objective.constant
    for row, y in zip(rows, prices, strict=True):
        kept.append(_right_sign(row, y))
        bound -= kept[-1] * row.constant
        for v, a in row.items():
            reduced[v.name] -= kept[-1] * a
    for v in problem.variables():
        bound += max(reduced[v.name] * v.lowBound, reduced[v.name] * v.upBound)
    return Dual(bound, tuple(kept))


def _right_sign(row: pulp.LpConstraint, price: float) -> float:
    if row.sense == pulp.LpConstraintLE:
        return max(0.0, price)
    return min(0.0, price) if row.sense == pulp.LpConstraintGE else price
