"""A sweep that nobody disturbs, and two workers that many sweeps share."""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections.abc import Iterator
from multiprocessing.context import ForkServerContext
from pathlib import Path
from typing import Any

import pytest
from distributed import Client
from small_sweeps import cluster, found_in, small_members

from modelling.sweep_members import Members
from solvers.sweeping.sweeping import Manner, solve_sweep


@pytest.fixture(scope="session")
def scheduler() -> Iterator[str]:
    """Yield the address of a Dask scheduler that is there already, with two workers."""
    with cluster(2) as running:
        yield running.scheduler_address


@pytest.fixture
def client(scheduler: str) -> Iterator[Client]:
    with Client(scheduler) as there:
        yield there


@pytest.fixture
def inside() -> Iterator[str]:
    """Yield a worker in this very process, for tests that change what it does."""
    with cluster(1, processes=False) as running:
        yield running.scheduler_address


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("sweep")


@pytest.fixture(scope="session")
def members(folder: Path) -> Members:
    return small_members(folder)


@pytest.fixture(scope="session")
def undisturbed(folder: Path, members: Members, scheduler: str) -> dict[str, tuple[Any, ...]]:
    """Return what two workers find that nobody disturbs."""
    store = folder / "undisturbed.sqlite"
    tally = solve_sweep(members, store, Manner(scheduler=scheduler))
    assert tally.done == len(members.every) == 60
    return found_in(store)


@pytest.fixture
def apart(monkeypatch: pytest.MonkeyPatch) -> ForkServerContext:
    """Return what starts processes to be killed, with all that is slow to import there already."""
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(sys.path))
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["small_sweeps"])
    return context
