"""Nothing that a sweep started on this machine outlives it, however it ends."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from small_sweeps import small_members

from solvers.sweeping.guard import guarded
from solvers.sweeping.sweeping import Manner
from solvers.sweeping.workers import at_work

pytestmark = pytest.mark.skipif(
    not hasattr(os, "killpg"), reason="no process groups on this system"
)
ROOT = Path(__file__).parents[3]
HOLD = """
import subprocess, sys, time
from solvers.sweeping.guard import guarded
with guarded() as (folder, group):
    (folder / "model.mps").write_text("large")
    solver = subprocess.Popen(["sleep", "600"], process_group=group)
    print(solver.pid, group, folder, flush=True)
    time.sleep(600)
"""


def solver_of_a_worker() -> tuple[int, str | None]:
    """Start what runs for long, as a worker starts a solver, and return its id."""
    return subprocess.Popen(["sleep", "600"]).pid, os.environ.get("TMPDIR")


def goes(pid: int, within_s: float = 20.0) -> bool:
    """Return whether a process ends; one that nobody has asked about yet (a zombie) has."""
    until = time.monotonic() + within_s
    while time.monotonic() < until:
        try:
            os.kill(pid, 0)
            if Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z":
                return True
        except (ProcessLookupError, FileNotFoundError):
            return True
        time.sleep(0.02)
    return False


def test_a_solver_that_a_worker_started_ends_with_the_sweep(tmp_path: Path) -> None:
    members = small_members(tmp_path, cases=[{}])
    with at_work(Manner().asked(members), 1, None) as client:
        pid, folder = client.submit(solver_of_a_worker).result(60)
        assert os.getpgid(pid) != os.getpgrp(), "Ctrl-C does not reach it"
        assert folder and Path(folder).is_dir()
    assert goes(pid)
    assert not Path(folder).exists()


@pytest.mark.parametrize("sign", [signal.SIGKILL, signal.SIGINT])
def test_nothing_is_left_of_a_sweep_that_is_killed(tmp_path: Path, sign: signal.Signals) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD],
        cwd=ROOT,
        env={**os.environ, "TMPDIR": str(tmp_path)},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert process.stdout is not None
    solver, guard, folder = process.stdout.readline().split()
    assert Path(folder).parent == tmp_path
    process.send_signal(sign)
    process.communicate()
    assert goes(int(solver))
    assert goes(int(guard))
    until = time.monotonic() + 20
    while list(tmp_path.iterdir()) and time.monotonic() < until:
        time.sleep(0.02)
    assert not list(tmp_path.iterdir())


def test_a_guard_ends_with_what_it_guards() -> None:
    with guarded() as (folder, guard):
        assert guard is not None
        assert folder.is_dir()
        solver = subprocess.Popen(["sleep", "600"], process_group=guard)
    assert solver.wait(20) == -signal.SIGKILL
    assert goes(guard)
    assert not folder.exists()
