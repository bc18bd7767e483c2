"""`clusters sweep`, run as a planner would."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from small_sweeps import cluster, found_in, small_members, write_sweep
from typer.testing import Result

from solvers.sweeping import store_file
from solvers.sweeping.sweeping import Manner
from solvers.sweeping.work import Finished

Run = Callable[..., Result]
ROOT = Path(__file__).parents[2]
FEW = {"grid": {"rules.cluster_count.national": [2, 4]}, "cases": [{}]}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return write_sweep(tmp_path, **FEW)


@pytest.fixture(scope="module")
def inside() -> Iterator[str]:
    """Return the address of a scheduler whose one worker is a thread of this process."""
    with cluster(1, processes=False) as running:
        yield running.scheduler_address


def finished(tmp_path: Path, *statuses: str) -> Path:
    """Return a store in which the first scenarios ended so."""
    members, store = small_members(tmp_path, **FEW), tmp_path / "s.sqlite"
    with Manner().writer(members, store) as writer:
        for member, status in zip(members.every, statuses, strict=False):
            writer.record(Finished(member.hash, status))
    return store


@contextmanager
def held_back(store: Path, process: subprocess.Popen[str], results: int) -> Iterator[None]:
    """Let a sweep keep so many results and no more meanwhile: it waits for its turn to write.

    It is let go on result by result, so that the machine's load does not matter.
    """
    until = time.monotonic() + 120
    while not store.with_name(f"{store.name}-wal").exists():  # it is there, and open for writing
        assert time.monotonic() < until and process.poll() is None
        time.sleep(0.02)
    turn = sqlite3.connect(store, timeout=60, isolation_level=None)
    turn.execute("BEGIN IMMEDIATE")
    while turn.execute("SELECT count(*) FROM results").fetchone()[0] < results:
        assert time.monotonic() < until and process.poll() is None
        turn.execute("ROLLBACK")
        time.sleep(0.02)
        turn.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        turn.close()


def test_a_sweep_is_solved_kept_and_summed_up(run: Run, file: Path, tmp_path: Path) -> None:
    result = run("sweep", file, "--store", "s.sqlite", "--workers", 1)
    assert result.exit_code == 0, result.output
    assert "2 of 2 scenarios: 1 with a plan (1 proven), 1 infeasible, 0 failed." in result.stdout
    assert "scenario 2, 0." in result.stdout
    assert "[2/2]" in result.stderr
    assert len(found_in(tmp_path / "s.sqlite")) == 2


def test_json_is_one_document(run: Run, file: Path, inside: str) -> None:
    result = run("sweep", file, "--store", "s.sqlite", "--scheduler", inside, "--json")
    assert result.exit_code == 0, result.output
    said = json.loads(result.stdout)
    assert (said["scenarios"], said["done"]) == (2, 2)
    assert said["ended"] == {"infeasible": 1, "optimal": 1}
    assert said["best"]["number"] == 2


def test_a_dry_run_says_how_many_and_how_long_and_writes_nothing(run: Run, tmp_path: Path) -> None:
    file = write_sweep(tmp_path, grid={"rules.size.max": [5, 6, 6]}, cases=[{"shas": ["Alpha"]}])
    result = run("sweep", file, "--dry-run", "--store", "s.sqlite", "--workers", 1)
    assert result.exit_code == 0, result.output
    assert "3 scenarios to solve (1 more said the same as another)." in result.stdout
    assert "2 distinct lists of candidates." in result.stdout
    assert "s to start and end it" in result.stdout
    assert "(of 2 solved): measured just now." in result.stdout
    assert not (tmp_path / "s.sqlite").exists()


def test_a_dry_run_of_what_is_left_leaves_out_what_is_there(
    run: Run, file: Path, tmp_path: Path, inside: str
) -> None:
    finished(tmp_path, "optimal")
    more = ("--dry-run", "--store", "s.sqlite", "--resume", "--json", "--scheduler", inside)
    result = run("sweep", file, *more)
    assert result.exit_code == 0, result.output
    said = json.loads(result.stdout)
    assert (said["scenarios"], said["kept"]) == (1, 1)


def test_a_dry_run_only_reads_a_store_that_is_there(
    run: Run, file: Path, tmp_path: Path, inside: str
) -> None:
    """Also one that another process writes to, and with no --resume."""
    store = finished(tmp_path, "optimal")
    members = small_members(tmp_path, **FEW)
    with Manner(resume=True).writer(members, store):
        result = run("sweep", file, "--dry-run", "--store", "s.sqlite", "--scheduler", inside)
    assert result.exit_code == 0, result.output
    assert "1 of 2 scenarios in s.sqlite already: go on with it by --resume." in result.stdout
    assert "1 scenario to solve" in result.stdout


def test_a_dry_run_refuses_the_store_of_another_sweep(run: Run, file: Path, tmp_path: Path) -> None:
    finished(tmp_path, "optimal")
    result = run("sweep", file, "--dry-run", "--store", "s.sqlite", "--solver", "highs")
    assert result.exit_code == 2
    assert "was begun with the other solver, cbc" in result.stderr


def test_a_store_that_is_there_is_refused_without_resume(
    run: Run, file: Path, tmp_path: Path
) -> None:
    finished(tmp_path, "optimal", "infeasible")
    refused = run("sweep", file, "--store", "s.sqlite")
    assert refused.exit_code == 2
    assert "go on with it (--resume)" in refused.stderr
    gone_on = run("sweep", file, "--store", "s.sqlite", "--resume")
    assert gone_on.exit_code == 0, gone_on.output
    assert "2 of them from before" in gone_on.stdout


@pytest.mark.parametrize(
    ("ended", "code"), [("failed", 1), ("feasible", 3), ("stopped", 3), ("infeasible", 0)]
)
def test_the_exit_code_says_how_the_scenarios_ended(
    run: Run, file: Path, tmp_path: Path, ended: str, code: int
) -> None:
    finished(tmp_path, "optimal", ended)
    assert run("sweep", file, "--store", "s.sqlite", "--resume").exit_code == code


def test_everything_wrong_with_a_sweep_is_listed_and_nothing_is_written(
    run: Run, tmp_path: Path
) -> None:
    file = write_sweep(tmp_path, grid={"rules.sizes.max": [1], "objectives.flow": [1]})
    result = run("sweep", file, "--store", "s.sqlite")
    assert result.exit_code == 2
    assert "2 problems in the input" in result.stderr
    assert "did you mean 'size'?" in result.stderr
    assert not (tmp_path / "s.sqlite").exists()


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ([], "add --store FILE.sqlite"),
        (["--store", "s.sqlite", "--workers", 2, "--scheduler", "tcp://a:1"], "does not go with"),
        (["--store", "s.sqlite", "--scheduler", "a"], "no Dask scheduler answers there"),
    ],
)
def test_what_cannot_be_is_refused_in_words(run: Run, file: Path, more: list, said: str) -> None:
    result = run("sweep", file, *more)
    assert result.exit_code == 2
    assert said in result.stderr


def test_a_full_disk_is_said_with_the_store(
    run: Run, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store_file, "TABLES", "PRAGMA max_page_count = 2;" + store_file.TABLES)
    result = run("sweep", file, "--store", "s.sqlite")
    assert result.exit_code == 2
    assert "s.sqlite: no room is left on the disk" in result.stderr


@pytest.mark.skipif(not hasattr(os, "killpg"), reason="no process groups on this system")
def test_ctrl_c_keeps_what_is_finished_and_sigkill_too(
    run: Run, tmp_path: Path, inside: str
) -> None:
    """The worker hears of neither, and another command goes on to the end."""
    file, store = write_sweep(tmp_path), tmp_path / "s.sqlite"
    sweep = ["sweep", str(file), "--store", str(store), "--resume"]
    kept = 0
    for sign, code in ((signal.SIGINT, 3), (signal.SIGKILL, -signal.SIGKILL)):
        process = subprocess.Popen(
            [sys.executable, "-m", "cli", *sweep, "--workers", "1"],
            cwd=ROOT,
            start_new_session=True,
            stderr=subprocess.PIPE,
            text=True,
        )
        with held_back(store, process, kept + 5):
            os.killpg(process.pid, sign)
            if sign == signal.SIGKILL:
                process.wait()
        said = process.communicate()[1]
        assert process.returncode == code
        assert "Traceback" not in said
        assert kept + 5 <= len(found_in(store)) < 60
        kept = len(found_in(store))
    gone_on = run(*sweep, "--scheduler", inside)
    assert gone_on.exit_code == 0, gone_on.output
    assert f"{kept} of them from before" in gone_on.stdout
    assert len(found_in(store)) == 60
