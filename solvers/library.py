"""CBC and HiGHS through PuLP: one call for every model, and the bound that each vouches for.

The library's word for how it ended is not evidence: at a time limit PuLP 3.3 calls an incumbent
"Optimal", and variables hold values where there is no incumbent. What is found is read from the
variables and checked where it is used, and the bound is the solver's own figure (CBC's from its
log, HiGHS's from its model).
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, Literal

import numpy as np
import pulp

from geodata.problems import Problem

SolverName = Literal["cbc", "highs"]
Stop = Callable[[], bool]
SOLVERS: tuple[SolverName, ...] = ("cbc", "highs")

UNITS = 1e6
"""Scores are handed over in millionths: what is finer than a solver's fixed tolerances (CBC's
cutoff increment is 1e-5, HiGHS's absolute gap 1e-6) it would call optimal too."""

_CBC_INFEASIBLE = (
    "Result - Problem proven infeasible",
    "Result - Linear relaxation infeasible",
    "Problem is infeasible",
    "Pre-processing says infeasible or unbounded",  # and every variable is bounded
    "determined that the problem was infeasible",
)


def problems_with(solver: SolverName) -> Iterator[Problem]:
    """Yield a problem if the library cannot be run on this machine."""
    if not _library(solver, Path(), float("inf"), 0.0, lambda: False).available():
        other = next(name for name in SOLVERS if name != solver)
        remedy = f"install the project anew, or use --solver {other}"
        yield Problem(solver, "", "the integer programming library cannot be run", remedy)


def maximise(
    problem: pulp.LpProblem,
    solver: SolverName,
    time_limit_s: float,
    gap: float = 0.0,
    stop: Stop = lambda: False,
) -> float | None:
    """Solve the integer program and return its bound, in the unit of its objective.

    -inf where the library proves that there is no solution, inf where it says nothing, and None
    where it vouches for the solution in the variables as the best. Every variable of `problem`
    must be bounded. The library may end early at a relative `gap`, and does when told to `stop`.
    """
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "log"
        try:
            problem.solve(_library(solver, log, time_limit_s, gap, stop))
        except pulp.PulpSolverError:
            return np.inf
        if solver == "highs":
            return _highs_bound(problem)
        return _cbc_bound(log.read_text(errors="replace") if log.exists() else "")


def row_prices(
    problem: pulp.LpProblem,
    rows: Sequence[pulp.LpConstraint],
    solver: SolverName,
    time_limit_s: float,
    stop: Stop = lambda: False,
) -> list[float] | None:
    """Return the dual prices of the rows in the linear relaxation, None where there are none.

    They are the library's, in its own sign, and prove nothing until they are put to use.
    """
    limited = {"msg": False, "mip": False, "timeLimit": _seconds(time_limit_s)}
    if solver == "highs":  # inside, prices need no vertex, and large models reach none in minutes
        library = pulp.HiGHS(solver="ipm", run_crossover="off", **limited, **_stopped_by(stop))
    else:
        library = pulp.PULP_CBC_CMD(**limited)
    try:
        problem.solve(library)
    except pulp.PulpSolverError:
        return None
    prices = [row.pi for row in rows]
    return None if None in prices else prices


def _seconds(time_limit_s: float) -> float | None:
    return None if time_limit_s == float("inf") else max(0.01, time_limit_s)


def _library(
    solver: SolverName, log: Path, time_limit_s: float, gap: float, stop: Stop
) -> pulp.LpSolver:
    limited = {"msg": False, "timeLimit": _seconds(time_limit_s), "gapRel": gap, "gapAbs": 0.0}
    if solver == "highs":
        return pulp.HiGHS(**limited, **_stopped_by(stop))
    # no threads: even a single one of CBC sometimes sleeps through its wake-up, ten seconds long
    return pulp.PULP_CBC_CMD(logPath=str(log), **limited)


def _stopped_by(stop: Stop) -> dict[str, Any]:
    """Return how HiGHS asks now and then whether to stop; CBC hears Ctrl-C by itself."""
    from highspy import cb

    def asked(_kind: Any, _text: str, _told: Any, answer: Any, _data: Any) -> None:
        answer.user_interrupt = stop()

    kinds = cb.HighsCallbackType
    moments = [
        kinds.kCallbackMipInterrupt,
        kinds.kCallbackSimplexInterrupt,
        kinds.kCallbackIpmInterrupt,
    ]
    return {"threads": 1, "callbackTuple": (asked, None), "callbacksToActivate": moments}


def _cbc_bound(log: str) -> float | None:
    """Return the bound that CBC's log ends with, None where it finished."""
    if "Result - Optimal solution found" in log and "within gap tolerance" not in log:
        return None
    if any(said in log for said in _CBC_INFEASIBLE):
        return -np.inf
    stated = re.findall(r"(?:Upper|Lower) bound:\s+(-?[\d.]+)", log)
    # the log rounds to three decimals and does not say which sense its sign is in
    return abs(float(stated[-1])) + 1e-3 if stated else np.inf


def _highs_bound(problem: pulp.LpProblem) -> float:
    """Return the dual bound that HiGHS holds, in the sense of maximising."""
    import highspy

    model = problem.solverModel
    status = highspy.HighsModelStatus  # what is bounded and "unbounded or infeasible" is the latter
    if model.getModelStatus() in (status.kInfeasible, status.kUnboundedOrInfeasible):
        return -np.inf
    bound = model.getInfo().mip_dual_bound
    return float(-bound if problem.sense == pulp.LpMaximize else bound)
