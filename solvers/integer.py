"""The integer program over columns, in PuLP: choose columns that cover every PCT once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pulp

from solvers.blocks import Block
from solvers.library import UNITS, SolverName, maximise


@dataclass(frozen=True)
class Choice:
    """What the integer program over some columns says.

    columns  the columns chosen, () when none were found
    value    their weighted score, -inf when there are none
    bound    no choice among these columns scores higher (-inf: there is none)
    """

    columns: tuple[int, ...]
    value: float
    bound: float

    @property
    def proven(self) -> bool:
        """Whether nothing better can be chosen among these columns."""
        return self.bound <= self.value + 1e-9


def choose(
    block: Block,
    columns: Sequence[int] | np.ndarray,
    count: int,
    solver: SolverName,
    time_limit_s: float = float("inf"),
) -> Choice:
    """Return the best choice of `count` of the columns that covers every PCT once."""
    at = [int(j) for j in columns]
    problem, variables = _model(block, at, count)
    bound = maximise(problem, solver, time_limit_s)
    if bound is not None:
        bound /= UNITS
    chosen = tuple(j for j in at if (variables[j].value() or 0.0) > 0.5)
    if not _covers(block, chosen, count):
        return Choice((), -np.inf, np.inf if bound is None else bound)
    value = float(block.value[list(chosen)].sum())
    if bound is None:
        bound = value
    return Choice(chosen, value, max(bound, value) if bound > value + 1e-9 else value)


def _model(
    block: Block, columns: list[int], count: int
) -> tuple[pulp.LpProblem, dict[int, pulp.LpVariable]]:
    """Return max Σ value_j x_j with each PCT in one chosen column and `count` columns chosen."""
    problem = pulp.LpProblem("clusters", pulp.LpMaximize)
    x = {j: pulp.LpVariable(f"x{j}", cat=pulp.LpBinary) for j in columns}
    covering: dict[str, list[pulp.LpVariable]] = {pct: [] for pct in block.pcts}
    in_sha: dict[str, list[pulp.LpVariable]] = {sha: [] for sha in block.counts}
    for j, (sha, pcts) in zip(columns, block.members(columns), strict=True):
        for pct in pcts:
            covering[pct].append(x[j])
        if sha in in_sha:
            in_sha[sha].append(x[j])
    problem += pulp.lpSum(UNITS * float(block.value[j]) * x[j] for j in columns)
    for i, pct in enumerate(block.pcts):
        problem += pulp.lpSum(covering[pct]) == 1, f"pct{i}"
    problem += pulp.lpSum(x.values()) == count, "count"
    for i, (sha, (low, high)) in enumerate(block.counts.items()):
        problem += pulp.lpSum(in_sha[sha]) >= low, f"sha{i}_least"
        problem += pulp.lpSum(in_sha[sha]) <= high, f"sha{i}_most"
    return problem, x


def _covers(block: Block, chosen: tuple[int, ...], count: int) -> bool:
    covered = [pct for _, pcts in block.members(chosen) for pct in pcts]
    return len(chosen) == count and sorted(covered) == list(block.pcts)
