"""Solves a sweep from beginning to end, or from where it was left."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from modelling.cores import cores
from modelling.sweep_members import Member, Members
from solvers.budget import Budget
from solvers.library import SolverName
from solvers.sweeping.order import Order
from solvers.sweeping.running import Run
from solvers.sweeping.tally import Tally
from solvers.sweeping.version import program_version
from solvers.sweeping.work import Asked, Finished
from solvers.sweeping.workers import at_work, workers_of
from solvers.sweeping.writing import SETTLED, Writer


@dataclass(frozen=True)
class Manner:
    """How a sweep is solved, whatever it is.

    workers       processes on this machine, as many as it has cores where none are named
    scheduler     address of a Dask scheduler whose workers solve instead
    resume        go on with a store that is there; without it, one that is there is refused
    again         with `resume`: solve those again that failed or were not proven in time
    time_limit_s  seconds for each scenario
    """

    workers: int | None = None
    scheduler: str | None = None
    resume: bool = False
    again: bool = False
    solver: SolverName = "cbc"
    time_limit_s: float | None = None

    def asked(self, members: Members) -> Asked:
        """Return what is the same for every scenario of a sweep."""
        where, fingerprint = members.base.geography, members.geography.fingerprint
        return Asked(where, fingerprint, program_version(), self.solver, self.time_limit_s)

    def writer(self, members: Members, store: Path) -> Writer:
        """Return what adds to the store, new or gone on with. Raises `InputError`."""
        begin = Writer.resume if self.resume and store.exists() else Writer.begin
        return begin(store, members, self.asked(members))

    def still_good(self, known: Mapping[str, Finished]) -> Mapping[str, Finished]:
        """Return those of a store's results that are not to be had again."""
        return {k: f for k, f in known.items() if not self.again or f.status in SETTLED}


def solve_sweep(
    members: Members,
    store: str | Path,
    manner: Manner | None = None,
    budget: Budget | None = None,
    on_tally: Callable[[Tally], None] = lambda _tally: None,
) -> Tally:
    """Solve every scenario of a sweep that has no result yet, and keep each result at once.

    When `budget` is over, what is finished is kept. Raises `InputError` where the store, the
    scheduler or a worker is not fit for it, and `OSError` where the store has no room left.
    """
    how, path = manner or Manner(), Path(store)
    if how.scheduler is not None and not path.exists():
        workers_of(how.scheduler)  # where none answers, no store is made
    with how.writer(members, path) as writer:
        known = how.still_good(writer.known())
        waiting = [member for member in members.every if member.hash not in known]
        tally = Tally(len(members.every))
        for member in members.every:
            if member.hash in known:
                tally.add(known[member.hash], member, before=True)
        if waiting:
            _solve(waiting, how, writer, tally, budget or Budget(), on_tally, members)
    return tally


def _solve(
    waiting: Sequence[Member],
    how: Manner,
    writer: Writer,
    tally: Tally,
    budget: Budget,
    on_tally: Callable[[Tally], None],
    members: Members,
) -> None:
    beginnings = dict(writer.beginnings())
    wanted = min(how.workers or cores(), len(waiting))
    asked, order = how.asked(members), Order(waiting, beginnings)
    with at_work(asked, wanted, how.scheduler) as client:
        Run(client, asked, order, beginnings, writer, tally, on_tally, budget).to_the_end()
