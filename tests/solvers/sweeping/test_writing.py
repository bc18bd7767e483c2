"""One process writes to a store at a time, and nothing that it keeps is replaced by less."""

from __future__ import annotations

import os
import signal
import sqlite3
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from small_sweeps import small_members

from geodata.problems import InputError
from modelling.sweep_members import Members
from solvers.sweeping import writing
from solvers.sweeping.store import Store
from solvers.sweeping.sweeping import Manner
from solvers.sweeping.work import Finished
from solvers.sweeping.writing import Writer

PLAN = '{"cluster_of": {}, "cluster_names": {}}'
BUSY = "another process is writing to it"


@pytest.fixture
def members(tmp_path: Path) -> Members:
    return small_members(tmp_path, cases=[{"rules.size.max": 5}, {}])


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "results.sqlite"


def begun(members: Members, path: Path) -> Writer:
    return Writer.begin(path, members, Manner().asked(members))


def gone_on(members: Members, path: Path) -> Writer:
    return Writer.resume(path, members, Manner().asked(members))


def test_two_sweeps_never_write_to_one_store(members: Members, path: Path) -> None:
    with begun(members, path), pytest.raises(InputError, match=BUSY):
        gone_on(members, path)
    gone_on(members, path).__exit__(None, None, None)


def test_a_store_that_is_being_begun_is_not_begun_by_another(
    members: Members, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nor does what is recorded in one vanish with the file of the other."""
    making, go_on, rows = threading.Event(), threading.Event(), writing._rows

    def slowly(of: Members) -> Iterator[tuple[object, ...]]:
        making.set()
        assert go_on.wait(60)
        yield from rows(of)

    monkeypatch.setattr(writing, "_rows", slowly)

    def first() -> None:
        asked = Manner().asked(members)
        writer = Writer.begin(path, members, asked)
        with monkeypatch.context() as patch:  # SQLite would have one thread alone use it
            patch.setattr(writing, "_rows", rows)
            writer.record(Finished(members.every[0].hash, "infeasible"))
            writer.__exit__(None, None, None)

    with ThreadPoolExecutor(1) as pool:
        done = pool.submit(first)
        assert making.wait(60)
        monkeypatch.setattr(writing, "_rows", rows)
        try:
            with pytest.raises(InputError, match=BUSY):
                begun(members, path)
        finally:
            go_on.set()
        done.result()
    assert Store.open(path).finished == 1


def test_a_lock_that_was_opened_before_it_was_let_go_of_is_the_same_lock(
    members: Members, path: Path
) -> None:
    with begun(members, path):
        early = sqlite3.connect(path.with_name(f".{path.name}.lock"), isolation_level=None)
    early.execute("PRAGMA journal_mode = MEMORY")
    early.execute("BEGIN EXCLUSIVE")
    with pytest.raises(InputError, match=BUSY):
        gone_on(members, path)
    early.close()
    gone_on(members, path).__exit__(None, None, None)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no processes to be killed on this system")
def test_the_lock_of_a_killed_process_stops_nobody(members: Members, path: Path) -> None:
    child = os.fork()
    if not child:
        writer = begun(members, path)
        writer.record(Finished(members.every[0].hash, "infeasible"))
        os.kill(os.getpid(), signal.SIGKILL)
    os.waitpid(child, 0)
    assert path.with_name(f".{path.name}.lock").exists()
    with gone_on(members, path) as writer:
        assert len(writer.known()) == 1


def test_a_file_that_is_no_store_gets_no_lock_beside_it(members: Members, path: Path) -> None:
    path.write_text("my notes\n" * 500)
    for start in (begun, gone_on):
        with pytest.raises(InputError):
            start(members, path)
    assert not path.with_name(f".{path.name}.lock").exists()


def plan(objective: float, bound: float | None) -> tuple[object, ...]:
    return ("feasible", objective, bound)


PROVEN, STOPPED, FAILED = ("optimal", 1.5, 1.5), ("stopped", None, 1.0), ("failed", None, None)


@pytest.mark.parametrize(
    ("before", "after", "replaced"),
    [
        (plan(1.0, 2.0), STOPPED, False),
        (plan(1.0, 2.0), FAILED, False),
        (plan(1.0, 2.0), plan(0.9, 1.5), False),
        (plan(1.0, 2.0), plan(1.0, 2.0), False),
        (plan(1.0, 2.0), plan(1.0, 2.5), False),
        (plan(1.0, 2.0), plan(1.0, None), False),
        (plan(1.0, 2.0), plan(1.0, 1.9), True),
        (plan(1.0, None), plan(1.0, 1.9), True),
        (plan(1.0, 2.0), plan(1.1, 2.5), True),
        (plan(1.0, 2.0), PROVEN, True),
        (PROVEN, plan(1.6, 2.0), False),
        (PROVEN, STOPPED, False),
        (STOPPED, plan(0.1, None), True),
        (STOPPED, FAILED, True),
        (FAILED, STOPPED, True),
        (FAILED, ("infeasible", None, None), True),
    ],
)
def test_a_result_is_replaced_by_a_better_one_alone(
    members: Members,
    path: Path,
    before: tuple[str, float | None, float | None],
    after: tuple[str, float | None, float | None],
    replaced: bool,
) -> None:
    def kept(ended: tuple[str, float | None, float | None]) -> Finished:
        has_plan = ended[1] is not None
        return Finished(members.every[0].hash, *ended, plan=PLAN if has_plan else None)

    with begun(members, path) as writer:
        assert writer.record(kept(before)).status == before[0]
        now = writer.record(kept(after))
    wanted = after if replaced else before
    assert (now.status, now.objective, now.bound) == wanted
    (result,) = Store.open(path).results()
    assert (result.status, result.objective, result.bound) == wanted
    assert (result.plan is None) == (wanted[1] is None)
