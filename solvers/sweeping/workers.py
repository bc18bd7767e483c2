"""The workers of a sweep: processes on this machine, or those of a Dask scheduler elsewhere."""

from __future__ import annotations

import logging
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, cast

import dask
from distributed import Client, LocalCluster, Worker, WorkerPlugin, get_worker

from geodata.problems import InputError, Problem
from modelling.cores import CORES_VARIABLE
from solvers.sweeping.work import Asked, Finished, Workplace

PLUGIN = "clusters-sweep"
CONNECT_S = 20.0
THREADS = (CORES_VARIABLE, "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
"""What tells how many threads to use; workers side by side use one each."""


class AtWork(WorkerPlugin):
    """Gives every worker, also one that joins later, a workplace of its own."""

    name = PLUGIN

    def __init__(self, asked: Asked, own: bool) -> None:
        self._asked, self._own = asked, own
        self.workplace: Workplace | None = None

    def setup(self, worker: Worker) -> None:
        """Set the workplace up. A Ctrl-C does not reach workers of our own, nor their solvers."""
        os.environ.setdefault(CORES_VARIABLE, "1")
        if self._own and hasattr(os, "setpgid"):
            os.setpgid(0, 0)
        self.workplace = Workplace(self._asked)


def solve_here(key: str, scenario: str, beginning: bytes | None) -> Finished:
    """Solve a scenario in the worker that this is called in (see `Workplace.solve`)."""
    plugin = cast(AtWork, get_worker().plugins[PLUGIN])
    if plugin.workplace is None:
        raise RuntimeError("the worker was not set up")
    return plugin.workplace.solve(key, scenario, beginning)


@contextmanager
def at_work(asked: Asked, workers: int, scheduler: str | None) -> Iterator[Client]:
    """Yield a client whose workers are ready to solve the scenarios of a sweep.

    `workers` processes on this machine, one thread each and reached from nowhere else, or those
    that the scheduler at that address has. Raises `InputError` where there is none.
    """
    with _settings(), _cluster(workers) if scheduler is None else _elsewhere(scheduler) as client:
        _set_up(client, asked, scheduler)
        try:
            yield client
        finally:
            if scheduler is not None and client.status == "running":
                client.unregister_worker_plugin(PLUGIN)


def _set_up(client: Client, asked: Asked, scheduler: str | None) -> None:
    """Give all workers their workplace. Raises `InputError` where they lack the program."""
    try:
        client.register_plugin(AtWork(asked, own=scheduler is None))
    except Exception as error:
        message = f"its workers cannot be set up: {error!r}"
        remedy = "install the same program for the scheduler and for every worker"
        raise InputError([Problem(scheduler or "Dask", "", message, remedy)]) from None


def workers_of(scheduler: str) -> int:
    """Return how many workers a Dask scheduler has. Raises `InputError` where none answers."""
    with _elsewhere(scheduler) as client:
        return len(client.nthreads())


@contextmanager
def _cluster(workers: int) -> Iterator[Client]:
    with (
        tempfile.TemporaryDirectory(
            prefix="clusters-sweep-", ignore_cleanup_errors=True
        ) as scratch,
        LocalCluster(
            n_workers=workers,
            threads_per_worker=1,
            processes=True,
            host="127.0.0.1",
            dashboard_address="127.0.0.1:0",
            scheduler_kwargs={"dashboard": False},
            memory_limit=0,  # a worker that Dask pauses would keep its lists and never go on
            local_directory=scratch,
            silence_logs=logging.CRITICAL,
            env=dict.fromkeys(THREADS, "1"),
        ) as cluster,
        Client(cluster) as client,
    ):
        yield client


@contextmanager
def _elsewhere(scheduler: str) -> Iterator[Client]:
    try:
        client = Client(scheduler, timeout=CONNECT_S)
    except (OSError, ValueError) as error:
        message = f"no Dask scheduler answers there ({error})"
        remedy = "start one with `dask scheduler`, and give its address as tcp://host:8786"
        raise InputError([Problem(scheduler, "", message, remedy)]) from None
    with client:
        yield client


@contextmanager
def _settings() -> Iterator[None]:
    """Keep Dask quiet, and from having workers hand back memory that they need again at once.

    What Dask does for a small memory (MALLOC_TRIM_THRESHOLD_) costs a fifth of a sweep's time.
    """
    ours: dict[str, Any] = {
        "distributed.admin.system-monitor.gil.enabled": False,
        "distributed.nanny.pre-spawn-environ.MALLOC_TRIM_THRESHOLD_": None,
    }
    with dask.config.set(ours):
        yield
