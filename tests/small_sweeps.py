"""A small map and sweeps of it, that take milliseconds a scenario."""

from __future__ import annotations

import logging
import resource
import sqlite3
import sys
from itertools import product
from pathlib import Path
from typing import Any

import yaml
from distributed import LocalCluster
from geography_folder import write_geography
from small_maps import make_geography

from modelling.sweep_members import Members
from solvers.sweeping.sweeping import Manner, solve_sweep

SIDE = 4
GRID = {
    "rules.cluster_count.national": [3, 4, 5, 6],
    "objectives.population_balance": {"from": 0, "to": 2, "steps": 3},
}
SAMPLE = {
    "count": 48,
    "seed": 3,
    "method": "latin-hypercube",
    "fields": {"objectives.patient_flow": [0.5, 2.0], "rules.size.max": [4, 7]},
}
BASE: dict[str, Any] = {
    "name": "squares",
    "rules": {
        "cluster_count": {"national": 4},
        "contiguity": {"edges": ["land"]},
        "size": {"max": 6},
    },
    "objectives": {"patient_flow": 1.0, "population_balance": 0.5, "compactness": 0.25},
}
FOUND = "status, objective, bound, gap, clusters, reason, scores, plan"


def squares(folder: Path) -> Path:
    """Write a map of 16 PCTs in a square, with patients of three trusts, and return its folder."""
    at = {f"P{row}{column}": (row, column) for row, column in product(range(SIDE), repeat=2)}
    touching = [
        (a, b)
        for a, (ra, ca) in at.items()
        for b, (rb, cb) in at.items()
        if a < b and abs(ra - rb) + abs(ca - cb) == 1
    ]
    flows = [
        (pct, f"T{k}", round(0.1 + 0.02 * ((3 * row + 5 * column + 7 * k) % 10), 3))
        for pct, (row, column) in at.items()
        for k in range(3)
    ]
    people = {pct: 100 + 13 * row + 29 * column for pct, (row, column) in at.items()}
    return write_geography(make_geography(people, touching, flows=flows), folder)


def write_sweep(folder: Path, base: dict[str, Any] | None = None, **said: Any) -> Path:
    """Write the map, a scenario of it and a sweep, by default of 60 scenarios; return its file."""
    if not (folder / "squares").exists():
        squares(folder / "squares")
    scenario = {**BASE, **(base or {}), "geography": "squares"}
    (folder / "base.yaml").write_text(yaml.safe_dump(scenario), encoding="utf-8")
    known = {"name": "counts", "scenario": "base.yaml"}
    known |= said or {"grid": GRID, "sample": SAMPLE}  # type: ignore[dict-item]
    file = folder / "sweep.yaml"
    file.write_text(yaml.safe_dump(known, sort_keys=False, allow_unicode=True), encoding="utf-8")
    return file


def small_members(folder: Path, **said: Any) -> Members:
    """Return the members of such a sweep."""
    return Members.load(write_sweep(folder, **said))


def cluster(workers: int, processes: bool = True, **more: Any) -> LocalCluster:
    """Return workers as those of a Dask scheduler that is there already."""
    return LocalCluster(
        n_workers=workers,
        threads_per_worker=1,
        processes=processes,
        host="127.0.0.1" if processes else None,
        dashboard_address="127.0.0.1:0",
        memory_limit=0,
        silence_logs=logging.CRITICAL,
        **more,
    )


def found_in(store: Path) -> dict[str, tuple[Any, ...]]:
    """Return by hash all that a store says of each scenario, but for the time that it took."""
    with sqlite3.connect(f"{store.resolve().as_uri()}?mode=ro", uri=True) as connection:
        rows = connection.execute(f"SELECT hash, {FOUND} FROM results").fetchall()
    connection.close()
    return {row[0]: row[1:] for row in rows}


def log_writes(store: Path) -> None:
    """Let the store itself keep a log of what is written to it, from now on and until now."""
    with sqlite3.connect(store) as connection:
        connection.execute("CREATE TABLE log AS SELECT hash FROM results")
        connection.execute(
            "CREATE TRIGGER keep_log AFTER INSERT ON results "
            "BEGIN INSERT INTO log VALUES (new.hash); END"
        )
    connection.close()


def logged(store: Path) -> list[str]:
    """Return the hashes of results once for each time that they were written, see `log_writes`."""
    with sqlite3.connect(store) as connection:
        rows = connection.execute("SELECT hash FROM log").fetchall()
    connection.close()
    return [row[0] for row in rows]


def run_sweep(file: Path, store: Path, scheduler: str | None, room: int | None = None) -> None:
    """Solve a sweep or go on with it, in a process of its own that may write `room` bytes a file.

    Without a scheduler it has one worker of its own. Exits with 5 (the disk refuses it) where the
    room is not enough.
    """
    if room is not None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
    workers = None if scheduler else 1
    how = Manner(workers=workers, scheduler=scheduler, resume=True)
    try:
        solve_sweep(Members.load(file), store, how)
    except OSError as error:
        sys.exit(error.errno)
