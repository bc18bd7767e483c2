"""What is wrong with a store, or with the disk that it is on, is said in words."""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from written_sweeps import COLUMNS, ROWS, WHOLE, filled, members

from geodata.problems import InputError
from solvers.sweeping import store_errors
from solvers.sweeping.store import Store
from solvers.sweeping.store_errors import explained
from solvers.sweeping.sweeping import Manner
from solvers.sweeping.work import Finished
from solvers.sweeping.writing import Writer

NOBODY = 65534
STORE = Path("s.sqlite")


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("good")
    scores = {"compactness": 0.5, "patient_flow": 0.5}
    results = [{"groups": groups, "scores": scores} for groups in (ROWS, COLUMNS, WHOLE)]
    return filled(folder / "good.sqlite", members(folder), results)


@pytest.fixture
def closed() -> Iterator[Path]:
    """Yield a folder that every user may read; a test closes it to writers."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder
        folder.chmod(0o755)


def close(folder: Path) -> None:
    for path in folder.iterdir():
        path.chmod(0o444)
    folder.chmod(0o555)


def as_nobody(action: Callable[[], object]) -> str:
    """Return what comes of an action in a process that is not root, to which all is allowed."""
    get, put = os.pipe()
    child = os.fork()
    if child:
        os.close(put)
        with os.fdopen(get) as said:
            text = said.read()
        os.waitpid(child, 0)
        return text
    try:
        if os.geteuid() == 0:
            os.setgroups([])
            os.setgid(NOBODY)
            os.setuid(NOBODY)
        text = str(action())
    except BaseException as error:
        text = f"{type(error).__name__}: {error}"
    os.write(put, text.encode())
    os._exit(0)


forks = pytest.mark.skipif(not hasattr(os, "fork"), reason="no other users on this system")


@forks
def test_a_store_in_a_folder_that_may_not_be_written_to_can_be_read(
    good: Path, closed: Path
) -> None:
    shutil.copy(good, closed)
    close(closed)
    assert "PermissionError" in as_nobody((closed / "new").touch)
    assert as_nobody(lambda: Store.open(closed / good.name).finished) == "3"


@forks
def test_a_killed_sweep_in_a_folder_that_may_not_be_written_to_says_what_to_copy(
    tmp_path: Path, closed: Path
) -> None:
    of = members(tmp_path)
    with Manner().writer(of, tmp_path / "s.sqlite") as writer:
        writer.record(Finished(of.every[0].hash, "infeasible"))
        for name in ("s.sqlite", "s.sqlite-wal"):
            shutil.copy(tmp_path / name, closed)
    close(closed)
    said = as_nobody(lambda: Store.open(closed / "s.sqlite").finished)
    assert said.startswith("InputError")
    assert "its latest results are in s.sqlite-wal" in said
    assert "copy both files" in said
    shutil.copytree(closed, tmp_path / "copy")
    assert Store.open(tmp_path / "copy" / "s.sqlite").finished == 1


@forks
def test_a_copy_of_a_running_sweep_alone_can_be_read_where_nothing_may_be_written(
    tmp_path: Path, closed: Path
) -> None:
    with Manner().writer(members(tmp_path), tmp_path / "s.sqlite"):
        shutil.copy(tmp_path / "s.sqlite", closed)
    close(closed)
    assert as_nobody(lambda: len(Store.open(closed / "s.sqlite"))) == "27"


@forks
def test_a_store_that_may_not_be_read_or_written_says_so(good: Path, closed: Path) -> None:
    path = Path(shutil.copy(good, closed))
    path.chmod(0)
    assert "may not be read → check its permissions" in as_nobody(lambda: Store.open(path))
    of = members(good.parent)
    path.chmod(0o644)
    said = as_nobody(lambda: Writer.resume(path, of, Manner().asked(of)))
    assert said.startswith("PermissionError")
    assert "is not writable" in said


def test_a_full_disk_is_an_error_that_names_the_store_and_loses_nothing(tmp_path: Path) -> None:
    of, path = members(tmp_path), tmp_path / "s.sqlite"
    done = [Finished(member.hash, "infeasible") for member in of.every[:2]]
    long = replace(done[1], reason="long " * 20_000)
    with Manner().writer(of, path) as writer:
        writer.record(done[0])
        pages = writer._connection.execute("PRAGMA page_count").fetchone()[0]
        writer._connection.execute(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(OSError, match="no room is left on the disk") as raised:
            writer.record(long)
        assert raised.value.errno == errno.ENOSPC
        assert raised.value.filename == str(path)
    assert [r.number for r in Store.open(path).results()] == [1]
    with Manner(resume=True).writer(of, path) as writer:
        writer.record(long)
    assert Store.open(path).finished == 2


def error_of(code: int, name: str) -> sqlite3.OperationalError:
    error = sqlite3.OperationalError("disk I/O error")
    error.sqlite_errorcode, error.sqlite_errorname = code, name
    return error


FAULT = (sqlite3.SQLITE_IOERR_WRITE, "SQLITE_IOERR_WRITE")


def test_a_fault_of_the_disk_is_not_taken_for_a_full_one() -> None:
    said = "a fault, a quota or a size limit"
    with pytest.raises(OSError, match=said) as raised, explained(STORE):
        raise error_of(*FAULT)
    assert raised.value.errno == errno.EIO
    assert "SQLITE_IOERR_WRITE" in str(raised.value)
    with (
        pytest.raises(InputError, match="the disk fails to give it"),
        explained(STORE, reading=True),
    ):
        raise error_of(sqlite3.SQLITE_IOERR_READ, "SQLITE_IOERR_READ")


def test_a_fault_on_a_disk_without_room_is_a_full_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store_errors, "LEAST_ROOM_BYTES", 1 << 80)
    with pytest.raises(OSError, match="no room is left on the disk"), explained(STORE):
        raise error_of(*FAULT)


def test_rows_that_a_table_refuses_are_not_a_file_of_another_kind(tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / "a")
    connection.execute("CREATE TABLE a (b PRIMARY KEY)")
    with pytest.raises(InputError) as raised, explained(STORE):
        connection.executemany("INSERT INTO a VALUES (?)", [(1,), (1,)])
    connection.close()
    assert "is damaged (UNIQUE constraint failed: a.b)" in str(raised.value)
    assert "another file" in raised.value.problems[0].remedy
