"""The workplaces of one worker: one for each sweep that has it solve scenarios."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import cast

from distributed import Worker, get_worker

from modelling.cores import CORES_VARIABLE
from solvers.sweeping.work import Asked, Finished, Workplace

MOST = 2
"""Workplaces that a worker keeps: each may hold half a gigabyte of lists."""


class Workplaces:
    """Solves scenarios of any sweep, each with its own geography, solver and time limit.

    What a sweep has loaded is kept for its next scenario, until `leave`, or until scenarios of
    `MOST` others have come since: the memory is bounded also where sweeps are killed and never
    leave. One scenario at a time: a second thread waits.
    """

    def __init__(self) -> None:
        self._places: dict[Asked, Workplace] = {}
        self._lock = Lock()

    def solve(self, asked: Asked, key: str, scenario: str, beginning: bytes | None) -> Finished:
        """Solve a scenario of the sweep that asks (see `Workplace.solve`)."""
        with self._lock, _one_core():
            place = self._places.pop(asked, None) or Workplace(asked)
            self._places[asked] = place
            for oldest in list(self._places)[:-MOST]:
                self._places.pop(oldest, None)
            return place.solve(key, scenario, beginning)

    def leave(self, asked: Asked) -> None:
        """Let go of what a sweep has loaded; another that asks the same loads it anew."""
        self._places.pop(asked, None)

    def __len__(self) -> int:
        return len(self._places)


def solve_here(asked: Asked, key: str, scenario: str, beginning: bytes | None) -> Finished:
    """Solve a scenario in the worker that this is called in."""
    return places_of(get_worker()).solve(asked, key, scenario, beginning)


def leave(asked: Asked, dask_worker: Worker) -> None:
    """Let a worker go of what a sweep has loaded; Dask names the worker."""
    places_of(dask_worker).leave(asked)


def places_of(worker: Worker) -> Workplaces:
    """Return the workplaces of a worker, which are kept with it."""
    return cast(Workplaces, vars(worker).setdefault("clusters_sweeps", Workplaces()))


@contextmanager
def _one_core() -> Iterator[None]:
    """Work on one core meanwhile, unless the worker's environment says how many."""
    if CORES_VARIABLE in os.environ:
        yield
        return
    os.environ[CORES_VARIABLE] = "1"
    try:
        yield
    finally:
        os.environ.pop(CORES_VARIABLE, None)
