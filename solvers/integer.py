"""The integer program, in PuLP: choose columns that cover every PCT once. CBC or HiGHS solves it.

The library's word for how it ended is not evidence: at a time limit PuLP 3.3 calls an incumbent
"Optimal", and variables hold values where there is no incumbent. What is chosen is read from the
variables and checked here, and the bound is the solver's own figure (CBC's from its log, HiGHS's
from its model).
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np
import pulp

from geodata.problems import Problem
from solvers.blocks import Block

SolverName = Literal["cbc", "highs"]
_CBC_INFEASIBLE = (
    "Result - Problem proven infeasible",
    "Result - Linear relaxation infeasible",
    "Problem is infeasible",
    "Pre-processing says infeasible or unbounded",  # and binaries are bounded
    "determined that the problem was infeasible",
)
_UNITS = 1e6
"""Scores are handed over in millionths: what is finer than a solver's fixed tolerances (CBC's
cutoff increment is 1e-5, HiGHS's absolute gap 1e-6) it would call optimal too."""

SOLVERS: tuple[SolverName, ...] = ("cbc", "highs")


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


def problems_with(solver: SolverName) -> Iterator[Problem]:
    """Yield a problem if the library cannot be run on this machine."""
    if not _library(solver, Path(), float("inf")).available():
        other = next(name for name in SOLVERS if name != solver)
        remedy = f"install the project anew, or use --solver {other}"
        yield Problem(solver, "", "the integer programming library cannot be run", remedy)


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
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "log"
        try:
            problem.solve(_library(solver, log, time_limit_s))
        except pulp.PulpSolverError:
            return Choice((), -np.inf, np.inf)
        if solver == "cbc":
            bound = _cbc_bound(log.read_text(errors="replace") if log.exists() else "")
        else:
            bound = _highs_bound(problem)
    if bound is not None:
        bound /= _UNITS
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
    problem += pulp.lpSum(_UNITS * float(block.value[j]) * x[j] for j in columns)
    for i, pct in enumerate(block.pcts):
        problem += pulp.lpSum(covering[pct]) == 1, f"pct{i}"
    problem += pulp.lpSum(x.values()) == count, "count"
    for i, (sha, (low, high)) in enumerate(block.counts.items()):
        problem += pulp.lpSum(in_sha[sha]) >= low, f"sha{i}_least"
        problem += pulp.lpSum(in_sha[sha]) <= high, f"sha{i}_most"
    return problem, x


def _library(solver: SolverName, log: Path, time_limit_s: float) -> pulp.LpSolver:
    limit = None if time_limit_s == float("inf") else max(0.01, time_limit_s)
    if solver == "highs":
        return pulp.HiGHS(msg=False, timeLimit=limit, gapRel=0.0, gapAbs=0.0, threads=1)
    return pulp.PULP_CBC_CMD(
        msg=False, timeLimit=limit, gapRel=0.0, gapAbs=0.0, threads=1, logPath=str(log)
    )


def _cbc_bound(log: str) -> float | None:
    """Return the bound that CBC's log ends with, in `_UNITS`, None where it finished."""
    if "Result - Optimal solution found" in log:
        return None
    if any(said in log for said in _CBC_INFEASIBLE):
        return -np.inf
    stated = re.findall(r"(?:Upper|Lower) bound:\s+(-?[\d.]+)", log)
    # the log rounds to three decimals and does not say which sense its sign is in
    return abs(float(stated[-1])) + 1e-3 if stated else np.inf


def _highs_bound(problem: pulp.LpProblem) -> float | None:
    """Return the dual bound that HiGHS holds, in `_UNITS`, in the sense of maximising."""
    import highspy

    model = problem.solverModel
    if model.getModelStatus() == highspy.HighsModelStatus.kInfeasible:
        return -np.inf
    bound = model.getInfo().mip_dual_bound
    return float(-bound if problem.sense == pulp.LpMaximize else bound)


def _covers(block: Block, chosen: tuple[int, ...], count: int) -> bool:
    covered = [pct for _, pcts in block.members(chosen) for pct in pcts]
    return len(chosen) == count and sorted(covered) == list(block.pcts)
