"""The file of a sweep's results: its tables, and opening it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from geodata.problems import InputError, Problem
from solvers.sweeping.store_errors import ANOTHER_FILE, MAY_NOT, NOT_A_STORE, explained

APPLICATION = 0x50435453
"""What tells the file from every other SQLite file ("PCTS")."""

VERSION = 2
WAIT_S = 30.0
"""How long one process waits while another writes."""

WAL_PAGES = 64
"""Pages of 4 KB, some twenty results, after which what is in the WAL goes into the store itself."""

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
    plan TEXT,                      -- JSON: cluster_of and cluster_names; NULL where there is none
    recorded TEXT NOT NULL          -- when it was kept: UTC, as 2011-04-01T09:30:00+00:00
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
    with explained(path, reading=True):
        connection = _read_only(path)
        try:
            connection.row_factory = sqlite3.Row
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
            connection.execute(f"PRAGMA wal_autocheckpoint = {WAL_PAGES}")
            connection.row_factory = sqlite3.Row
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


def _read_only(path: Path) -> sqlite3.Connection:
    """Return a connection to a store, also to one in a folder that may not be written to."""
    where = path.resolve().as_uri()
    connection = sqlite3.connect(f"{where}?mode=ro", uri=True, timeout=WAIT_S)
    try:
        connection.execute("SELECT count(*) FROM sqlite_master")
    except sqlite3.OperationalError as error:
        connection.close()
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if code not in MAY_NOT or path.with_name(f"{path.name}-wal").exists():
            raise
        connection = sqlite3.connect(f"{where}?mode=ro&immutable=1", uri=True)
    return connection


def _check(connection: sqlite3.Connection, path: Path) -> None:
    """Raise `InputError` where the file is another program's, or of another version."""
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if application != APPLICATION:
        message, remedy = NOT_A_STORE, ANOTHER_FILE
    elif version != VERSION:
        when = "a later" if version > VERSION else "an earlier"
        message, remedy = f"was written by {when} version of this program", "use that version"
    else:
        return
    raise InputError([Problem(str(path), "", message, remedy)])
