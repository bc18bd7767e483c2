"""How long a sweep will take, by starting its workers and solving a few of its scenarios."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from distributed import Client

from geodata.problems import InputError, Problem
from modelling.sweep_members import Member
from solvers.sweeping.places import solve_here
from solvers.sweeping.work import Asked, Finished, WrongWorkerError
from solvers.sweeping.workers import at_work

MOST_TRIED = 5
"""Scenarios solved for an estimate."""


@dataclass(frozen=True)
class Estimate:
    """What a sweep amounts to.

    scenarios  how many there are to be solved, with so many distinct `lists` of candidates
    workers    how many would solve them side by side
    tried      how many were solved for the estimate, and how they `ended`
    first_s    seconds of a worker for its first scenario of a list, with all that it loads for it
    each_s     seconds for one after it
    start_s    seconds to start the workers and to end them
    seconds    for all of them, where workers do not slow one another down
    """

    scenarios: int
    lists: int
    workers: int
    tried: int
    ended: tuple[str, ...]
    first_s: float
    each_s: float
    start_s: float = 0.0

    @property
    def seconds(self) -> float:
        """Seconds for the whole: start + (lists × first + others × each) / workers.

        With fewer lists than workers the first of a list goes before any other with it, and each
        worker that joins in has the list to load: start + 2 first + others × each / workers.
        """
        if not self.scenarios:
            return 0.0
        at_once = max(1, min(self.workers, self.scenarios))
        others = (self.scenarios - self.lists) * self.each_s / at_once
        if self.lists >= at_once:
            return self.start_s + self.lists * self.first_s / at_once + others
        return self.start_s + 2 * self.first_s + others


def estimate(
    waiting: Sequence[Member],
    asked: Asked,
    workers: int,
    on_progress: Callable[[str], None] = lambda _text: None,
    scheduler: str | None = None,
) -> Estimate:
    """Return how long these scenarios will take, by solving at most `MOST_TRIED` of them.

    The workers are those of the sweep itself, as many and started in the same way. One of them
    solves the first scenario of the list that most share, and some of the others evenly spread.
    Nothing is kept of them but the lists. Raises `InputError` where the scheduler or a worker is
    not fit for it.
    """
    by_lists: dict[str, list[Member]] = {}
    for member in waiting:
        by_lists.setdefault(member.lists, []).append(member)
    if not by_lists:
        return Estimate(0, 0, workers, 0, (), 0.0, 0.0)
    largest = max(by_lists.values(), key=len)
    step = max(1, (len(largest) - 1) // (MOST_TRIED - 1))
    tried = [largest[0], *largest[1::step][: MOST_TRIED - 1]]
    on_progress("Starting the workers to see how long that takes")
    began = time.perf_counter()
    with at_work(asked, min(workers, len(waiting)), scheduler) as client:
        ready = time.perf_counter()
        found, first = _tried(tried, asked, client, on_progress)
        solved = time.perf_counter()
    start = ready - began + time.perf_counter() - solved
    others = [f.seconds for f in found[1:]]
    each = sum(others) / len(others) if others else found[0].seconds
    ended = tuple(f.status for f in found)
    return Estimate(len(waiting), len(by_lists), workers, len(tried), ended, first, each, start)


def _tried(
    members: Sequence[Member], asked: Asked, client: Client, on_progress: Callable[[str], None]
) -> tuple[list[Finished], float]:
    """Return what became of the scenarios, all by one worker, and the seconds for the first.

    These are told from here: they hold what the worker loads before it solves anything.
    """
    worker = min(client.nthreads(), default="")
    if not worker:
        remedy = "start a worker for it, then ask again"
        raise InputError([Problem("--scheduler", "", "the Dask scheduler has no worker", remedy)])
    found: list[Finished] = []
    first = 0.0
    for member in members:
        on_progress(f"Solving scenario {member.number} to see how long it takes")
        began = time.perf_counter()
        given = (asked, member.hash, member.asked, found[0].beginning if found else None)
        try:
            future = client.submit(solve_here, *given, workers=[worker], pure=False)
            found.append(future.result())
        except WrongWorkerError as error:
            remedy = "install the same program and copy the same data there"
            raise InputError([Problem(worker, "", f"is no use: {error}", remedy)]) from None
        first = first or time.perf_counter() - began
    return found, first
