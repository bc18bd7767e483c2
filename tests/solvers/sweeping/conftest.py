"""Two workers that many sweeps share, as those of a Dask scheduler that is there already."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from distributed import Client
from small_sweeps import cluster


@pytest.fixture(scope="session")
def scheduler() -> Iterator[str]:
    with cluster(2) as running:
        yield running.scheduler_address


@pytest.fixture
def client(scheduler: str) -> Iterator[Client]:
    with Client(scheduler) as there:
        yield there
