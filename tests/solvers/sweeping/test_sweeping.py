"""A sweep finds the same however it is solved, and goes on from wherever it was stopped."""

from __future__ import annotations

import errno
import multiprocessing
import multiprocessing.context
import os
import random
import signal
import sqlite3
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import dask
import pytest
from distributed import Client
from small_sweeps import cluster, found_in, run_sweep, small_members

from geodata.problems import InputError
from modelling.sweep_members import Members
from solvers.budget import Budget
from solvers.engine import solve
from solvers.sweeping import work
from solvers.sweeping.store import Store
from solvers.sweeping.sweeping import Manner, solve_sweep
from solvers.sweeping.tally import Tally

KILLS = 20
FOUND_S = 60.0
Apart = multiprocessing.context.ForkServerContext
SIZES = {"grid": {"rules.size.max": [4, 5, 6, 7]}}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("sweep")


@pytest.fixture(scope="module")
def members(folder: Path) -> Members:
    return small_members(folder)


@pytest.fixture(scope="module")
def undisturbed(folder: Path, members: Members, scheduler: str) -> dict[str, tuple[Any, ...]]:
    """Return what two workers find that nobody disturbs."""
    store = folder / "undisturbed.sqlite"
    tally = solve_sweep(members, store, Manner(scheduler=scheduler))
    assert tally.done == len(members.every) == 60
    return found_in(store)


@pytest.fixture
def apart(monkeypatch: pytest.MonkeyPatch) -> Apart:
    """Return what starts processes to be killed, with all that is slow to import there already."""
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(sys.path))
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["small_sweeps"])
    return context


@pytest.fixture
def inside() -> Iterator[str]:
    """Yield a worker in this very process, for tests that change what it does."""
    with cluster(1, processes=False) as running:
        yield running.scheduler_address


def stopping_after(results: int, budget: Budget) -> Callable[[Tally], None]:
    def look(tally: Tally) -> None:
        if tally.done - tally.before >= results:
            budget.stop()

    return look


def logged(store: Path) -> list[str]:
    """Return the hashes of results in the order in which they were written, see `log_writes`."""
    with sqlite3.connect(store) as connection:
        return [row[0] for row in connection.execute("SELECT hash FROM log")]


def log_writes(store: Path) -> None:
    """Let the store itself keep count of what is written to it."""
    with sqlite3.connect(store) as connection:
        connection.execute("CREATE TABLE log (hash TEXT)")
        connection.execute(
            "CREATE TRIGGER keep_count AFTER INSERT ON results "
            "BEGIN INSERT INTO log VALUES (new.hash); END"
        )
    connection.close()


def test_every_scenario_is_found_as_the_engine_finds_it(
    members: Members, undisturbed: dict[str, tuple[Any, ...]]
) -> None:
    for member in members.every:
        alone = solve(member.scenario, members.geography)
        status, objective, bound = undisturbed[member.hash][:3]
        assert status == str(alone.status)
        assert objective == pytest.approx(alone.objective, abs=1e-8)
        assert bound == pytest.approx(alone.bound, abs=1e-8)


def test_one_worker_of_our_own_finds_the_same_bit_for_bit(
    tmp_path: Path, members: Members, undisturbed: dict[str, tuple[Any, ...]]
) -> None:
    store = tmp_path / "one.sqlite"
    tally = solve_sweep(members, store, Manner(workers=1))
    assert tally.workers == 1
    assert found_in(store) == undisturbed


def test_a_sweep_that_is_stopped_and_gone_on_with_repeats_nothing(
    tmp_path: Path, members: Members, scheduler: str, undisturbed: dict[str, tuple[Any, ...]]
) -> None:
    store, how = tmp_path / "stopped.sqlite", Manner(scheduler=scheduler, resume=True)
    how.writer(members, store).__exit__(None, None, None)
    log_writes(store)
    dones = []
    for _ in range(3):
        budget = Budget()
        tally = solve_sweep(members, store, how, budget, stopping_after(4, budget))
        dones.append((tally.before, tally.done))
    assert [before for before, _ in dones] == [0, dones[0][1], dones[1][1]]
    assert dones[-1][1] < len(members.every)
    solve_sweep(members, store, how)
    assert sorted(logged(store)) == sorted(undisturbed)
    assert found_in(store) == undisturbed


def test_a_sweep_that_is_all_there_asks_for_no_worker(
    tmp_path: Path, members: Members, scheduler: str
) -> None:
    store = tmp_path / "whole.sqlite"
    solve_sweep(members, store, Manner(scheduler=scheduler))
    nowhere = Manner(scheduler="tcp://127.0.0.1:1", resume=True)
    tally = solve_sweep(members, store, nowhere)
    assert (tally.done, tally.before) == (60, 60)


def test_twenty_kills_at_any_moment_lose_nothing_and_repeat_nothing(
    folder: Path,
    members: Members,
    scheduler: str,
    apart: Apart,
    undisturbed: dict[str, tuple[Any, ...]],
) -> None:
    store, file = folder / "killed.sqlite", folder / "sweep.yaml"
    Manner().writer(members, store).__exit__(None, None, None)
    log_writes(store)
    moments = random.Random(2011)
    kept: list[int] = []
    for _ in range(KILLS):
        process = apart.Process(target=run_sweep, args=(file, store, scheduler))
        process.start()
        more, until = moments.randint(0, 4), time.monotonic() + FOUND_S
        while len(found_in(store)) < (kept[-1] if kept else 0) + more:
            assert time.monotonic() < until, "nothing is found any more"
        time.sleep(moments.random() * (0.02 if more else 0.5))
        os.kill(process.pid or 0, signal.SIGKILL)
        process.join()
        assert process.exitcode == -signal.SIGKILL
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


def test_a_scenario_that_fails_is_kept_with_its_reason_and_stops_no_other(
    tmp_path: Path, inside: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    members, store = small_members(tmp_path, **SIZES), tmp_path / "failed.sqlite"
    engine = work.solve

    def faulty(scenario: Any, *given: Any, **more: Any) -> Any:
        if scenario.rules.size.max in (4, 6):
            raise ZeroDivisionError(f"by <b>{scenario.rules.size.max}</b>")
        return engine(scenario, *given, **more)

    monkeypatch.setattr(work, "solve", faulty)
    tally = solve_sweep(members, store, Manner(scheduler=inside))
    assert dict(tally.ended) == {"failed": 2, "optimal": 2}
    first = next(Store.open(store).results())
    assert first.reason == "The program failed: ZeroDivisionError: by <b>4</b>"
    monkeypatch.setattr(work, "solve", engine)
    assert solve_sweep(members, store, Manner(scheduler=inside, resume=True)).ended["failed"] == 2
    tally = solve_sweep(members, store, Manner(scheduler=inside, resume=True, again=True))
    assert (dict(tally.ended), tally.before) == ({"optimal": 4}, 2)


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


def test_scenarios_without_a_plan_say_why(tmp_path: Path, scheduler: str) -> None:
    members = small_members(tmp_path, grid={"rules.cluster_count.national": [2, 4, 17]})
    store = tmp_path / "none.sqlite"
    tally = solve_sweep(members, store, Manner(scheduler=scheduler))
    assert dict(tally.ended) == {"infeasible": 2, "optimal": 1}
    few, some, many = Store.open(store).results()
    assert few.reason == "There must be at least 3 lawful clusters; 2 are asked for."
    assert some.reason == ""
    assert many.reason == "There can be no more than 16 lawful clusters; 17 are asked for."


def test_a_limit_of_no_time_leaves_scenarios_unproven_until_they_are_tried_again(
    tmp_path: Path, scheduler: str
) -> None:
    members, store = small_members(tmp_path, **SIZES), tmp_path / "late.sqlite"
    tally = solve_sweep(members, store, Manner(scheduler=scheduler, time_limit_s=0.0))
    assert tally.done == 4
    assert tally.ended["feasible"] + tally.ended["stopped"] > 0
    tally = solve_sweep(members, store, Manner(scheduler=scheduler, resume=True, again=True))
    assert dict(tally.ended) == {"optimal": 4}


def test_a_scheduler_that_does_not_answer_is_named(tmp_path: Path) -> None:
    members = small_members(tmp_path, **SIZES)
    with pytest.raises(InputError, match="no Dask scheduler answers there"):
        solve_sweep(members, tmp_path / "a.sqlite", Manner(scheduler="not an address"))


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


def test_a_worker_with_other_data_is_no_use(tmp_path: Path, inside: str) -> None:
    members = small_members(tmp_path, **SIZES)
    table = tmp_path / "squares" / "pcts.csv"
    table.write_text(table.read_text().replace(",100", ",101", 1))
    with pytest.raises(InputError, match=r"a worker is no use: its .*squares has other data"):
        solve_sweep(members, tmp_path / "a.sqlite", Manner(scheduler=inside))


def test_the_sweep_is_the_same_in_whatever_order_its_scenarios_are_solved(
    members: Members, undisturbed: dict[str, tuple[Any, ...]]
) -> None:
    firsts = {m.lists: m for m in reversed(members.every)}
    place = work.Workplace(Manner().asked(members))
    begun = {k: place.solve(m.hash, m.asked, None).beginning for k, m in firsts.items()}
    shuffled = [m for m in members.every if firsts[m.lists] is not m]
    random.Random(1).shuffle(shuffled)
    for member in shuffled:
        f = place.solve(member.hash, member.asked, begun[member.lists])
        assert (f.status, f.objective, f.bound, f.gap, f.clusters) == undisturbed[member.hash][:5]
        assert f.plan == undisturbed[member.hash][7]
