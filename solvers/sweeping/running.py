"""Runs a sweep over Dask: gives out the scenarios and keeps each result as it comes."""

from __future__ import annotations

import time
from asyncio import CancelledError
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from queue import Empty, Queue
from typing import Protocol
from uuid import uuid4

from distributed import Client, Future
from distributed.scheduler import KilledWorker

from geodata.problems import InputError, Problem
from modelling.sweep_members import Member
from solvers.budget import Budget
from solvers.sweeping.order import Order
from solvers.sweeping.places import solve_here
from solvers.sweeping.store import FAILED
from solvers.sweeping.tally import Tally
from solvers.sweeping.work import Asked, Finished, WrongWorkerError

AHEAD = 2
"""Scenarios with a worker at a time: the one it solves, and the next."""

LOOK_S = 1.0
"""How often it is looked at which workers there are."""

DIED = "The worker died each time that it was tried; it may have run out of memory."


class Keeper(Protocol):
    """Where results go: see `solvers.sweeping.writing.Writer`."""

    def record(self, finished: Finished, lists: str = "") -> Finished:
        """Keep what became of a scenario, and what others with these lists begin with.

        Returns what is kept of it now, which may be something better from before.
        """


@dataclass(frozen=True, eq=False)
class _Given:
    """A scenario that is with a worker. `alone` tells that no other is given out meanwhile."""

    future: Future
    member: Member
    worker: str
    alone: bool


@dataclass(eq=False)
class Run:
    """One sweep under way.

    A worker that dies leaves its scenarios to others. Dask gives up on a scenario that several
    workers have died with; since each had another with it, such a scenario is tried once more by
    itself before it counts as failed.

    Other sweeps may be under way on the same scheduler: every task says what is asked of it, and
    is named after its run, since Dask takes two tasks of one name for the same.
    """

    client: Client
    asked: Asked
    order: Order
    beginnings: dict[str, bytes]
    keeper: Keeper
    tally: Tally
    on_tally: Callable[[Tally], None]
    budget: Budget
    _given: dict[str, _Given] = field(default_factory=dict)
    _suspects: list[Member] = field(default_factory=list)
    _done: Queue[Future] = field(default_factory=Queue)
    _workers: tuple[str, ...] = ()
    _looked: float = 0.0
    _tries: int = 0
    _name: str = field(default_factory=lambda: uuid4().hex)

    def to_the_end(self) -> None:
        """Solve every scenario that waits, or until the budget is over.

        Raises `InputError` where a worker has other code or data or the scheduler is gone, and
        what `keeper` raises.
        """
        while not self.budget.over:
            self._look()
            self._give_out()
            if not self._given:
                if not self.order and not self._suspects:
                    return
                time.sleep(LOOK_S / 10)
                continue
            try:
                future = self._done.get(timeout=LOOK_S / 2)
            except Empty:
                continue
            self._settle(future)

    def _look(self) -> None:
        now = time.monotonic()
        if now - self._looked < LOOK_S and self._workers:
            return
        self._looked = now
        if self.client.status != "running":
            raise _gone()
        try:
            workers = tuple(sorted(self.client.nthreads()))
        except (OSError, TimeoutError):
            raise _gone() from None
        for gone in set(self._workers) - set(workers):
            self.order.gone(gone)
        self._workers = workers
        self.tally.workers = len(workers)
        self.on_tally(self.tally)

    def _give_out(self) -> None:
        """Give every worker what it is to do next."""
        if any(given.alone for given in self._given.values()):
            return
        busy = Counter(given.worker for given in self._given.values())
        for worker in self._workers:
            while busy[worker] < AHEAD:
                member = self.order.take(worker, staying=busy[worker] > 0)
                if member is None:
                    break
                busy[worker] += 1
                self._give(member, worker)
        if not self._given and self._suspects and self._workers:
            self._give(self._suspects.pop(), self._workers[0], alone=True)

    def _give(self, member: Member, worker: str, alone: bool = False) -> None:
        self._tries += 1
        name = f"scenario-{member.number}-{self._tries}-{self._name}"
        future = self.client.submit(
            solve_here,
            self.asked,
            member.hash,
            member.asked,
            self.beginnings.get(member.lists),
            key=name,
            workers=[worker],
            allow_other_workers=True,
            pure=False,
        )
        self._given[name] = _Given(future, member, worker, alone)
        future.add_done_callback(self._done.put)

    def _settle(self, future: Future) -> None:
        """Keep a result, or try a scenario again that a worker died with."""
        given = self._given.pop(str(future.key))
        try:
            finished = future.result()
        except KilledWorker:
            if not given.alone:
                self._suspects.append(given.member)
                return
            finished = Finished(given.member.hash, FAILED, reason=DIED)
        except (Exception, CancelledError) as error:
            if future.status != "error":  # a scenario's own trouble is its result
                raise _gone() from None
            raise _no_use(given.worker, error) from None
        self._keep(finished, given.member)

    def _keep(self, finished: Finished, member: Member) -> None:
        first = member.lists not in self.beginnings
        kept = self.keeper.record(finished, member.lists if first else "")
        if first:
            self.beginnings[member.lists] = finished.beginning
            self.order.begun(member.lists)
        self.tally.add(kept, member)
        self.on_tally(self.tally)


def _gone() -> InputError:
    remedy = "what is finished is kept: go on with --resume once it is back"
    return InputError([Problem("--scheduler", "", "the Dask scheduler is gone", remedy)])


def _no_use(worker: str, error: BaseException) -> InputError:
    why = str(error) if isinstance(error, WrongWorkerError) else repr(error)
    remedy = "install the same program and copy the same data there, then --resume"
    return InputError([Problem(worker, "", f"a worker is no use: {why}", remedy)])
