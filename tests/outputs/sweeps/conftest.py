"""A sweep of four squares that was solved, and what its store holds, read with SQL alone."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from written_sweeps import members, partition_of, solved

from outputs.sweeps.findings import Findings
from outputs.sweeps.reading import Reading, read_sweep
from solvers.sweeping.store import Store

QUERY = (
    "SELECT number, status, settings, scores, plan, reason FROM members JOIN results USING (hash)"
)


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the store of 27 scenarios, some of them impossible."""
    folder = tmp_path_factory.mktemp("sweep")
    return solved(folder / "counts.sqlite", members(folder))


@pytest.fixture(scope="session")
def reading(store: Path) -> Reading:
    return read_sweep(Store.open(store))


@pytest.fixture(scope="session")
def findings(reading: Reading) -> Findings:
    return Findings(reading)


@pytest.fixture(scope="session")
def raw(store: Path) -> list[dict[str, Any]]:
    """Return what the store holds of each scenario, its plan as sets of PCTs."""
    with sqlite3.connect(store) as connection:
        rows = connection.execute(f"{QUERY} ORDER BY number").fetchall()
    connection.close()
    return [
        {
            "number": number,
            "status": status,
            "settings": json.loads(settings),
            "scores": json.loads(scores),
            "plan": None if plan is None else partition_of(plan),
            "reason": reason,
        }
        for number, status, settings, scores, plan, reason in rows
    ]
