"""Solves a sweep from beginning to end, or from where it was left."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from modelling.cores import cores
from modelling.sweep_members import Members
from solvers.budget import Budget
from solvers.library import SolverName
from solvers.sweeping.order import Order
from solvers.sweeping.running import Run
from solvers.sweeping.tally import Tally
from solvers.sweeping.version import program_version
from solvers.sweeping.work import Asked
from solvers.sweeping.workers import at_work
from solvers.sweeping.writing import Writer

OnTally = Callable[[Tally], None]


def asked_of(
    members: Members, solver: SolverName = "cbc", time_limit_s: float | None = None
) -> Asked:
    """Return what is the same for every scenario of a sweep."""
    geography, version = members.geography, program_version()
    where = members.base.geography
    return Asked(where, geography.fingerprint, version, solver, time_limit_s)


def solve_sweep(
    members: Members,
    store: Path,
    workers: int | None = None,
    scheduler: str | None = None,
    resume: bool = False,
    again: bool = False,
    solver: SolverName = "cbc",
    time_limit_s: float | None = None,
    budget: Budget | None = None,
    on_tally: OnTally = lambda _tally: None,
) -> Tally:
    """Solve every scenario of a sweep that has no result yet, and keep each result at once.

    workers       processes on this machine, as many as it has cores unless told otherwise
    scheduler     address of a Dask scheduler whose workers solve instead
    resume        go on with a store that is there; without it, one that is there is refused
    again         with `resume`: solve those again that failed or were not proven in time
    time_limit_s  seconds for each scenario
    budget        ends the whole when it is over; what is finished is kept

    Raises `InputError` where the store, the scheduler or a worker is not fit for it, and `OSError`
    where the store has no room left.
    """
    asked = asked_of(members, solver, time_limit_s)
    begin = Writer.resume if resume and store.exists() else Writer.begin
    with begin(store, members, asked) as writer:
        finished = writer.finished(again)
        waiting = [member for member in members.every if member.hash not in finished]
        tally = Tally(len(members.every), len(finished))
        on_tally(tally)
        if not waiting:
            return tally
        beginnings = dict(writer.beginnings())
        wanted = min(workers or cores(), len(waiting))
        with at_work(asked, wanted, scheduler) as client:
            Run(
                client=client,
                order=Order(waiting, beginnings),
                beginnings=beginnings,
                keeper=writer,
                tally=tally,
                on_tally=on_tally,
                budget=budget or Budget(),
            ).to_the_end()
    return tally
