"""`Writer`: the one process that adds results to a store."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from geodata.files import replacing
from geodata.problems import InputError, Problem
from modelling.sweep_files import sweep_text
from modelling.sweep_members import Members
from solvers.sweeping.store_file import explained, make_tables, reading, writing
from solvers.sweeping.work import Asked, Finished

SETTLED = ("optimal", "infeasible")
"""How scenarios end that no second try could make better."""

_MEMBER = "INSERT INTO members VALUES (?, ?, ?, ?, ?, ?)"
_RESULT = "INSERT OR REPLACE INTO results VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_BEGINNING = "INSERT OR IGNORE INTO beginnings VALUES (?, ?)"


class Writer:
    """Adds the results of a sweep to its store, each on the disk before it counts as done.

    `begin` makes the store, whole or not at all; `resume` goes on with one. A second process that
    would write to the same store is refused, and readers never are.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._beside = path.with_name(f".{path.name}.lock")
        self._lock = _locked(self._beside, path)
        try:
            self._connection = writing(path)
        except BaseException:
            self._unlock()
            raise

    @classmethod
    def begin(cls, path: Path, members: Members, asked: Asked) -> Self:
        """Return the writer of a new store. Raises `InputError` where the file exists already."""
        if path.exists():
            message = "is there already"
            remedy = "go on with it (--resume), or name another file"
            raise InputError([Problem(str(path), "", message, remedy)])
        with replacing(path) as temporary, explained(path):
            make_tables(temporary)
            connection = sqlite3.connect(temporary)
            with connection:
                connection.executemany("INSERT INTO about VALUES (?, ?)", _about(members, asked))
                connection.executemany(_MEMBER, _rows(members))
            connection.close()
        return cls(path)

    @classmethod
    def resume(cls, path: Path, members: Members, asked: Asked) -> Self:
        """Return the writer of a store that was begun before, by the same sweep.

        Raises `InputError` where it was another sweep, geography, solver or version.
        """
        with reading(path) as connection:
            known = dict(connection.execute("SELECT key, value FROM about"))
        now = dict(_about(members, asked))
        for key, (what, remedy) in _OTHERWISE.items():
            if known.get(key) != now[key]:
                raise InputError([Problem(str(path), "", f"was begun {what}", remedy)])
        return cls(path)

    def record(self, finished: Finished, lists: str = "") -> None:
        """Keep what became of a scenario, and what others with these lists begin with.

        Raises `OSError` where there is no room for it; what was kept before stays.
        """
        f = finished
        scores = json.dumps(dict(f.scores))
        row = (f.hash, f.status, f.objective, f.bound, f.gap, f.clusters, f.seconds, f.reason)
        with self._transaction() as connection:
            connection.execute(_RESULT, (*row, scores, f.plan))
            if lists:
                connection.execute(_BEGINNING, (lists, f.beginning))

    def known(self) -> dict[str, Finished]:
        """Return by hash how every scenario that has a result ended, and its objective."""
        with explained(self.path):
            rows = self._connection.execute("SELECT hash, status, objective FROM results")
            return {row[0]: Finished(*row) for row in rows}

    def beginnings(self) -> Mapping[str, bytes]:
        """Return what scenarios begin with, by their lists, where the first of them is done."""
        with explained(self.path):
            return dict(self._connection.execute("SELECT lists, columns FROM beginnings"))

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
        self._unlock()

    def _unlock(self) -> None:
        self._lock.close()
        self._beside.unlink(missing_ok=True)

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


_OTHERWISE = {
    "geography": (
        "with other data: the tables of the geography have changed since",
        "put the tables back, or name another file for a new sweep",
    ),
    "version": (
        "by another version of this program, or of a library that it solves with",
        "finish it with that version, or name another file for a new sweep",
    ),
    "solver": ("with the other solver", "name the same --solver, or another file for a new sweep"),
    "hash": (
        "by a sweep of other scenarios",
        "take that sweep's file, or name another file for this one",
    ),
}
"""What a store and the sweep that goes on with it have in common: what is wrong, and the remedy."""


def _about(members: Members, asked: Asked) -> Iterator[tuple[str, str]]:
    yield "sweep", sweep_text(members.sweep)
    yield "scenario", json.dumps(members.base.as_data(), ensure_ascii=False)
    yield "hash", members.hash
    yield "geography", asked.fingerprint
    yield "version", asked.version
    yield "solver", asked.solver


def _rows(members: Members) -> Iterator[tuple[object, ...]]:
    for m in members.every:
        settings = json.dumps(dict(m.settings), ensure_ascii=False)
        yield m.number, m.hash, m.source, m.lists, settings, m.asked


def _locked(beside: Path, path: Path) -> sqlite3.Connection:
    """Return a lock that the system lets go of however this process ends."""
    with explained(path):
        lock = sqlite3.connect(beside, timeout=0.0, isolation_level=None)
        try:
            lock.execute("PRAGMA journal_mode = MEMORY")  # no second file beside it
            lock.execute("BEGIN EXCLUSIVE")
        except BaseException:
            lock.close()
            raise
    return lock
