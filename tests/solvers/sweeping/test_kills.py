"""A sweep loses nothing and repeats nothing, whatever dies on the way, and at any moment."""

from __future__ import annotations

import errno
import os
import random
import signal
import threading
import time
from collections.abc import Callable
from multiprocessing.context import ForkServerContext as Apart
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

import dask
import pytest
from distributed import Client
from small_sweeps import cluster, found_in, log_writes, logged, run_sweep, small_members

from geodata.problems import InputError
from modelling.sweep_members import Members
from solvers.sweeping.store import Store
from solvers.sweeping.sweeping import Manner, solve_sweep
from solvers.sweeping.tally import Tally

WHILE_MADE = 4
"""Kills while the store is made, and below those of what is in the midst of its work."""

WHILE_SOLVED = ("sweep",) * 13 + ("worker",) + ("sweep with its workers",) * 2
FOUND_S = 60.0
SIZES = {"grid": {"rules.size.max": [4, 5, 6, 7]}}


def wait_until(true: Callable[[], object]) -> None:
    until = time.monotonic() + FOUND_S
    while not true():
        assert time.monotonic() < until, "nothing happens any more"
        time.sleep(0.002)


def kill(process: BaseProcess) -> None:
    os.kill(process.pid or 0, signal.SIGKILL)
    process.join()
    assert process.exitcode == -signal.SIGKILL


def test_kills_while_the_store_is_made_leave_a_whole_one_or_none(
    tmp_path: Path, folder: Path, members: Members, scheduler: str, apart: Apart
) -> None:
    moments = random.Random(2011)
    for turn in range(WHILE_MADE):
        inside = tmp_path / f"{turn}"
        inside.mkdir()
        store = inside / "s.sqlite"
        process = apart.Process(target=run_sweep, args=(folder / "sweep.yaml", store, scheduler))
        process.start()
        wait_until(lambda inside=inside: any(inside.iterdir()))
        time.sleep(moments.random() * 0.02)
        kill(process)
        kept = found_in(store) if store.exists() else {}
        with Manner(resume=True).writer(members, store) as writer:
            assert writer.known().keys() == kept.keys()
        assert len(Store.open(store)) == len(members.every)


def test_kills_at_any_moment_lose_nothing_and_repeat_nothing(
    folder: Path,
    members: Members,
    scheduler: str,
    client: Client,
    apart: Apart,
    undisturbed: dict[str, tuple[Any, ...]],
) -> None:
    """With those above they are twenty."""
    assert WHILE_MADE + len(WHILE_SOLVED) == 20
    store, file = folder / "killed.sqlite", folder / "sweep.yaml"
    Manner().writer(members, store).__exit__(None, None, None)
    log_writes(store)
    moments = random.Random(2011)
    kept = [0]
    for what in moments.sample(WHILE_SOLVED, len(WHILE_SOLVED)):
        there = None if what == "sweep with its workers" else scheduler
        process = apart.Process(target=run_sweep, args=(file, store, there))
        process.start()
        more = moments.randint(0, 4)
        wait_until(lambda more=more: len(found_in(store)) >= kept[-1] + more)
        time.sleep(moments.random() * (0.02 if more else 0.5 if there else 4.0))
        if what == "worker":
            os.kill(moments.choice(list(client.run(os.getpid).values())), signal.SIGKILL)
            time.sleep(moments.random() * 0.1)
        kill(process)
        kept.append(len(found_in(store)))
    assert 0 < kept[-1] < len(undisturbed)
    solve_sweep(members, store, Manner(scheduler=scheduler, resume=True))
    assert kept == sorted(kept), "what was finished is never lost"
    assert sorted(logged(store)) == sorted(undisturbed), "nothing is written twice"
    assert found_in(store) == undisturbed


def test_the_work_of_a_worker_that_is_killed_is_done_by_another(
    tmp_path: Path,
    members: Members,
    scheduler: str,
    client: Client,
    undisturbed: dict[str, tuple[Any, ...]],
) -> None:
    store, how = tmp_path / "killed.sqlite", Manner(scheduler=scheduler, resume=True)
    how.writer(members, store).__exit__(None, None, None)
    log_writes(store)
    killed: list[int] = []

    def kill_one(tally: Tally) -> None:
        if tally.done == 5 and not killed:
            killed.extend(client.run(os.getpid).values())
            os.kill(killed[0], signal.SIGKILL)

    tally = solve_sweep(members, store, how, on_tally=kill_one)
    assert killed
    assert tally.ended["failed"] == 0
    assert sorted(logged(store)) == sorted(undisturbed)
    assert found_in(store) == undisturbed


def test_a_scenario_that_kills_its_worker_fails_and_stops_no_other(tmp_path: Path) -> None:
    members, store = small_members(tmp_path, **SIZES), tmp_path / "deadly.sqlite"
    script = tmp_path / "deadly.py"
    script.write_text(
        "import os, signal\n"
        "from solvers.sweeping import work\n"
        "engine = work.engine = getattr(work, 'engine', work.solve)\n"
        "def deadly(scenario, *given, **more):\n"
        "    if scenario.rules.size.max == 5:\n"
        "        os.kill(os.getpid(), signal.SIGKILL)\n"
        "    return engine(scenario, *given, **more)\n"
        "work.solve = deadly\n"
    )
    with (
        dask.config.set({"distributed.scheduler.allowed-failures": 0}),
        cluster(2, preload=[str(script)]) as running,
    ):
        tally = solve_sweep(members, store, Manner(scheduler=running.scheduler_address))
    assert dict(tally.ended) == {"failed": 1, "optimal": 3}
    (failed,) = (r for r in Store.open(store).results() if r.status == "failed")
    assert failed.settings["rules.size.max"] == 5
    assert "The worker died each time" in failed.reason


def test_a_disk_that_takes_no_more_ends_a_sweep_clearly_and_room_lets_it_go_on(
    tmp_path: Path,
    folder: Path,
    scheduler: str,
    apart: Apart,
    undisturbed: dict[str, tuple[Any, ...]],
) -> None:
    store, file = tmp_path / "full.sqlite", folder / "sweep.yaml"
    process = apart.Process(target=run_sweep, args=(file, store, scheduler, 100_000))
    process.start()
    process.join()
    assert process.exitcode == errno.EIO
    kept = found_in(store)
    assert 0 < len(kept) < len(undisturbed)
    run_sweep(file, store, scheduler)
    assert found_in(store) == undisturbed


def test_a_scheduler_that_goes_away_ends_the_sweep_and_fails_no_scenario(
    tmp_path: Path, members: Members, undisturbed: dict[str, tuple[Any, ...]], scheduler: str
) -> None:
    store = tmp_path / "gone.sqlite"
    with cluster(1) as running:
        closing = threading.Thread(target=running.close)

        def close(tally: Tally) -> None:
            if tally.done == 5 and not closing.ident:
                closing.start()

        with pytest.raises(InputError, match="the Dask scheduler is gone"):
            solve_sweep(members, store, Manner(scheduler=running.scheduler_address), on_tally=close)
        closing.join()
    assert 5 <= len(found_in(store)) < len(undisturbed)
    solve_sweep(members, store, Manner(scheduler=scheduler, resume=True))
    assert found_in(store) == undisturbed
