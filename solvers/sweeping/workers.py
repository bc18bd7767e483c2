"""The workers of a sweep: processes on this machine, or those of a Dask scheduler elsewhere."""

from __future__ import annotations

import logging
from asyncio import CancelledError
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

import dask
from distributed import Client, LocalCluster, Worker, WorkerPlugin

from geodata.problems import InputError, Problem
from modelling.cores import CORES_VARIABLE
from solvers.sweeping.guard import guarded, join
from solvers.sweeping.places import leave
from solvers.sweeping.work import Asked

CONNECT_S = 20.0
THREADS = (CORES_VARIABLE, "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
"""What tells how many threads to use; workers side by side use one each."""

FOLDERS = ("TMPDIR", "TMP", "TEMP")
"""What tells where to put files that are needed for a moment, those of solvers too."""


class Guarded(WorkerPlugin):
    """Puts every worker of our own, also one that replaces another, into the guard's group.

    No Ctrl-C reaches it there, nor its solvers; and none of them outlives the sweep.
    """

    name = "clusters-guarded"

    def __init__(self, group: int) -> None:
        self._group = group

    def setup(self, worker: Worker) -> None:
        """Put the worker's process into the group."""
        join(self._group)


@contextmanager
def at_work(asked: Asked, workers: int, scheduler: str | None) -> Iterator[Client]:
    """Yield a client whose workers solve the scenarios of a sweep.

    `workers` processes on this machine, one thread each and reached from nowhere else, or those
    that the scheduler at that address has, which other sweeps may use at the same time. Raises
    `InputError` where there is none.
    """
    with _settings(), _cluster(workers) if scheduler is None else _elsewhere(scheduler) as client:
        try:
            yield client
        finally:
            if scheduler is not None and client.status == "running":
                with suppress(Exception, CancelledError):  # it is over, whether they hear or not
                    client.run(leave, asked, on_error="ignore")


def workers_of(scheduler: str) -> int:
    """Return how many workers a Dask scheduler has. Raises `InputError` where none answers."""
    with _elsewhere(scheduler) as client:
        return len(client.nthreads())


@contextmanager
def _cluster(workers: int) -> Iterator[Client]:
    with (
        guarded() as (folder, group),
        LocalCluster(
            n_workers=workers,
            threads_per_worker=1,
            processes=True,
            host="127.0.0.1",
            dashboard_address="127.0.0.1:0",
            scheduler_kwargs={"dashboard": False},
            memory_limit=0,  # a worker that Dask pauses would keep its lists and never go on
            local_directory=str(folder),
            silence_logs=logging.CRITICAL,
            env=dict.fromkeys(THREADS, "1") | dict.fromkeys(FOLDERS, str(folder)),
        ) as cluster,
        Client(cluster, set_as_default=False) as client,
    ):
        if group is not None:
            client.register_plugin(Guarded(group))
        yield client


@contextmanager
def _elsewhere(scheduler: str) -> Iterator[Client]:
    try:
        client = Client(scheduler, timeout=CONNECT_S, set_as_default=False)
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
