"""`Writer`: the one process that adds results to a store."""

from __future__ import annotations

import json
import math
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from geodata.files import make_folder, replacing
from geodata.problems import InputError, Problem
from modelling.sweep_members import Members
from solvers.sweeping.about import about_rows, check_same
from solvers.sweeping.lock import locked
from solvers.sweeping.rows import Ended, read
from solvers.sweeping.store_errors import explained
from solvers.sweeping.store_file import make_tables, reading, writing
from solvers.sweeping.work import Asked, Finished

SETTLED = ("optimal", "infeasible")
"""How scenarios end that no second try could make better."""

_MEMBER = "INSERT INTO members VALUES (?, ?, ?, ?, ?, ?)"
_RESULT = "INSERT OR REPLACE INTO results VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_ENDED = "SELECT hash, status, objective, bound FROM results"
_THIS_ENDED = f"{_ENDED} WHERE hash = ?"
_BEGINNING = "INSERT OR IGNORE INTO beginnings VALUES (?, ?)"


class Writer:
    """Adds the results of a sweep to its store, each on the disk before it counts as done.

    `begin` makes the store, whole or not at all; `resume` goes on with one. A second process that
    would write to the same store is refused, and readers never are.
    """

    def __init__(self, path: Path, lock: sqlite3.Connection) -> None:
        self.path = path
        self._lock = lock
        self._connection = writing(path)

    @classmethod
    def begin(cls, path: Path, members: Members, asked: Asked) -> Self:
        """Return the writer of a new store. Raises `InputError` where the file exists already."""
        _check_absent(path)  # so that no lock is left beside a file of somebody else's
        make_folder(path.parent)
        with _locked(path) as lock:
            _check_absent(path)
            _make(path, members, asked)
            return cls(path, lock)

    @classmethod
    def resume(cls, path: Path, members: Members, asked: Asked) -> Self:
        """Return the writer of a store that was begun before, by the same sweep.

        Raises `InputError` where it was another sweep, geography, solver or version.
        """
        with reading(path) as connection:
            check_same(connection, path, members, asked)
        with _locked(path) as lock:
            with reading(path) as connection:  # it may have been begun anew until it was locked
                check_same(connection, path, members, asked)
            return cls(path, lock)

    def record(self, finished: Finished, lists: str = "") -> Finished:
        """Keep what became of a scenario, and what others with these lists begin with.

        Where the store has something better of that scenario (see `_worth`), that stays. Returns
        what the store has now. Raises `OSError` where there is no room for it; what was kept
        before stays.
        """
        f = finished
        scores, now = json.dumps(dict(f.scores)), datetime.now(UTC).isoformat(timespec="seconds")
        row = (f.hash, f.status, f.objective, f.bound, f.gap, f.clusters, f.seconds, f.reason)
        with self._transaction() as connection:
            found = connection.execute(_THIS_ENDED, (f.hash,)).fetchone()
            before = _ended(found, self.path) if found else None
            stays = before is not None and _worth(before)[0] and _worth(before) >= _worth(f)
            if not stays:
                connection.execute(_RESULT, (*row, scores, f.plan, now))
            if lists:
                connection.execute(_BEGINNING, (lists, f.beginning))
        return before if before and stays else f

    def known(self) -> dict[str, Finished]:
        """Return by hash how every scenario that has a result ended, and its objective."""
        with explained(self.path):
            return _all_ended(self._connection, self.path)

    def beginnings(self) -> Mapping[str, bytes]:
        """Return what scenarios begin with, by their lists, where the first of them is done."""
        with explained(self.path):
            rows = self._connection.execute("SELECT lists, columns FROM beginnings")
            return {row["lists"]: row["columns"] for row in rows}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        """Close the store: a single file again, where nobody reads it at the moment."""
        with suppress(sqlite3.Error):
            self._connection.execute("PRAGMA journal_mode = DELETE")
        self._connection.close()
        self._lock.close()

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        with explained(self.path):
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise


def kept(path: Path, members: Members, asked: Asked) -> dict[str, Finished]:
    """Return by hash how every scenario ended that a store has a result of, only reading it.

    Raises `InputError` where `Writer.resume` does, but not while another process writes.
    """
    with reading(path) as connection:
        check_same(connection, path, members, asked)
        return _all_ended(connection, path)


def _all_ended(connection: sqlite3.Connection, path: Path) -> dict[str, Finished]:
    return {row["hash"]: _ended(row, path) for row in connection.execute(_ENDED)}


def _ended(row: sqlite3.Row, path: Path) -> Finished:
    return Finished(**dict(read(Ended, row, path)))


def _worth(finished: Finished) -> tuple[int, float, float]:
    """Return what is more the better a result is: settled, then with a better plan, then nearer.

    Of plans of a scenario it is the objective that tells, and then how low the bound is.
    """
    if finished.status in SETTLED:
        return 2, 0.0, 0.0
    if finished.objective is None:
        return 0, 0.0, 0.0
    bound = math.inf if finished.bound is None else finished.bound
    return 1, finished.objective, -bound


@contextmanager
def _locked(path: Path) -> Iterator[sqlite3.Connection]:
    """Yield the lock of a store, let go of again where the block fails."""
    lock = locked(path)
    try:
        yield lock
    except BaseException:
        lock.close()
        raise


def _check_absent(path: Path) -> None:
    if path.exists():
        message, remedy = "is there already", "go on with it (--resume), or name another file"
        raise InputError([Problem(str(path), "", message, remedy)])


def _make(path: Path, members: Members, asked: Asked) -> None:
    """Make a store that has no results yet, whole or not at all."""
    with replacing(path) as temporary, explained(path):
        make_tables(temporary)
        with closing(sqlite3.connect(temporary)) as connection, connection:
            connection.executemany("INSERT INTO about VALUES (?, ?)", about_rows(members, asked))
            connection.executemany(_MEMBER, _rows(members))


def _rows(members: Members) -> Iterator[tuple[object, ...]]:
    for m in members.every:
        settings = json.dumps(dict(m.settings), ensure_ascii=False)
        yield m.number, m.hash, m.source, m.lists, settings, m.asked
