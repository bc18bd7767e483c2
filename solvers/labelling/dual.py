"""A bound by the prices of a linear relaxation, worked out here and not taken from the library."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pulp

from solvers.library import SolverName, row_prices


@dataclass(frozen=True)
class Dual:
    """What no solution exceeds, in the unit of the objective, and the price of each row."""

    bound: float
    prices: Mapping[str, float]

    def at(self, row: str, more: float) -> float:
        """Return the bound where the right-hand side of that row is so much more."""
        price = self.prices.get(row, 0.0)
        return self.bound + price * more if np.isfinite(self.bound) else self.bound


def dual(problem: pulp.LpProblem, solver: SolverName, time_limit_s: float) -> Dual:
    """Return the best bound that the relaxation's prices give.

    With prices y of the right sign, b the right-hand sides, A the rows and c the objective over
    variables v that lie between bounds, Σ_c y_c b_c + Σ_j max over v_j of (c_j - Σ_c y_c a_cj) v_j
    holds for any y at all (Lagrange), so a library that stops early makes no false bound. It is inf
    where it has no prices.
    """
    prices = row_prices(problem, solver, time_limit_s)
    if prices is None:
        return Dual(np.inf, {})
    both = (_bounded(problem, {row: sign * y for row, y in prices.items()}) for sign in (1.0, -1.0))
    return min(both, key=lambda found: found.bound)  # libraries differ in the sign of a price


def _bounded(problem: pulp.LpProblem, prices: Mapping[str, float]) -> Dual:
    kept: dict[str, float] = {}
    reduced = {v.name: 0.0 for v in problem.variables()}
    for v, c in problem.objective.items():
        reduced[v.name] += c
    bound = 0.0
    for name, row in problem.constraints.items():
        y = prices.get(name, 0.0)
        if row.sense == pulp.LpConstraintLE:
            y = max(0.0, y)
        elif row.sense == pulp.LpConstraintGE:
            y = min(0.0, y)
        kept[name] = y
        if y:
            bound -= y * row.constant
            for v, a in row.items():
                reduced[v.name] -= y * a
    for v in problem.variables():
        bound += max(reduced[v.name] * v.lowBound, reduced[v.name] * v.upBound)
    return Dual(bound, kept)
