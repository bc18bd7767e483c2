"""The file of a sweep's results: its tables, and opening it."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from geodata.problems import InputError, Problem

APPLICATION = 0x50435453
"""What tells the file from every other SQLite file ("PCTS")."""

VERSION = 1
WAIT_S = 30.0
"""How long one process waits while another writes."""

TABLES = """
CREATE TABLE about (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE members (
    number INTEGER PRIMARY KEY,     -- from 1, in the order of the sweep
    hash TEXT NOT NULL UNIQUE,      -- of the scenario in full and the geography
    source TEXT NOT NULL,           -- grid, case or sample
    lists TEXT NOT NULL,            -- members with the same share their lists of candidates
    settings TEXT NOT NULL,         -- JSON: by path, the value of every field that the sweep varies
    scenario TEXT NOT NULL          -- JSON: the scenario in full
);
CREATE TABLE results (
    hash TEXT PRIMARY KEY REFERENCES members (hash),
    status TEXT NOT NULL,           -- optimal, feasible, infeasible, stopped or failed
    objective REAL,
    bound REAL,
    gap REAL,
    clusters INTEGER,
    seconds REAL NOT NULL,
    reason TEXT NOT NULL,           -- why there is no plan, '' where there is one
    scores TEXT NOT NULL,           -- JSON: by objective
    plan TEXT                       -- JSON: cluster_of and cluster_names; NULL where there is none
) WITHOUT ROWID;
CREATE TABLE beginnings (lists TEXT PRIMARY KEY, columns BLOB NOT NULL) WITHOUT ROWID;
"""


@contextmanager
def reading(path: Path) -> Iterator[sqlite3.Connection]:
    """Yield a connection that cannot write, to a store that may be written to meanwhile.

    Raises `InputError` where the file is not a store.
    """
    if not path.is_file():
        message = "there is no such store"
        raise InputError([Problem(str(path), "", message, "give the file of `clusters sweep`")])
    with explained(path):
        connection = _read_only(path)
        try:
            _check(connection, path)
            yield connection
        finally:
            connection.close()


def writing(path: Path) -> sqlite3.Connection:
    """Return a connection for the one process that writes, which outlives SIGKILL and power cuts.

    WAL lets others read meanwhile, and a transaction is on the disk before it counts as done.
    Raises `InputError` where the file is not a store.
    """
    with explained(path):
        connection = sqlite3.connect(path, timeout=WAIT_S, isolation_level=None)
        try:
            _check(connection, path)
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")
        except BaseException:
            connection.close()
            raise
    return connection


def make_tables(path: Path) -> None:
    """Make an empty store at a path where nothing is yet."""
    with explained(path):
        connection = sqlite3.connect(path, isolation_level=None)
        try:
            connection.execute(f"PRAGMA application_id = {APPLICATION}")
            connection.execute(f"PRAGMA user_version = {VERSION}")
            connection.executescript(TABLES)
        finally:
            connection.close()


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Raise what SQLite finds wrong with the file as an `OSError` or `InputError` in words.

    A full disk is an `OSError` that names the file, and leaves the store as it was before.
    """
    try:
        yield
    except sqlite3.DatabaseError as error:
        said = str(error)
        if "full" in said or "disk I/O" in said:
            raise OSError(errno.ENOSPC, "no room is left on the disk", str(path)) from error
        if "unable to open" in said or "readonly" in said:
            raise OSError(errno.EACCES, "it may not be opened for writing", str(path)) from error
        if "locked" in said:
            message, remedy = "another process is writing to it", "wait until it is done"
        else:
            message, remedy = f"is not the store of a sweep ({said})", "name another file"
        raise InputError([Problem(str(path), "", message, remedy)]) from error


def _read_only(path: Path) -> sqlite3.Connection:
    """Return a connection to a store, also to one in a folder that may not be written to."""
    where = path.resolve().as_uri()
    connection = sqlite3.connect(f"{where}?mode=ro", uri=True, timeout=WAIT_S)
    try:
        connection.execute("SELECT count(*) FROM sqlite_master")
    except sqlite3.OperationalError:
        connection.close()
        if path.with_name(f"{path.name}-wal").exists():
            raise
        connection = sqlite3.connect(f"{where}?mode=ro&immutable=1", uri=True)
    return connection


def _check(connection: sqlite3.Connection, path: Path) -> None:
    """Raise `InputError` where the file is another program's, or of a later version."""
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if application != APPLICATION:
        message, remedy = "is not the store of a sweep", "name another file"
    elif version > VERSION:
        message = "was written by a later version of this program"
        remedy = "read it with that version"
    else:
        return
    raise InputError([Problem(str(path), "", message, remedy)])
