"""What SQLite finds wrong with the store of a sweep, in words."""

from __future__ import annotations

import errno
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from geodata.problems import InputError, Problem

LEAST_ROOM_BYTES = 1 << 20
"""A disk with less room than this is full, whatever SQLite calls it."""

MAY_NOT = (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM)
"""What SQLite calls a file that may not be opened, or not for that."""

NOT_A_STORE = "is not the store of a sweep"
ANOTHER_FILE = "name another file"
MEND = "take an older copy of it, or solve the sweep again into another file"


@contextmanager
def explained(path: Path, reading: bool = False) -> Iterator[None]:
    """Raise what SQLite finds wrong with the file as an `OSError` or `InputError` in words.

    A disk that is full or fails while a store is written to is an `OSError` that names the file;
    what was kept before stays. What is wrong with how SQLite is called is raised as it is.
    """
    try:
        yield
    except sqlite3.ProgrammingError:
        raise
    except sqlite3.DatabaseError as error:
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF
        raise _in_words(code, error, path, reading) from error


def damaged(path: Path, where: str, said: str) -> InputError:
    """Return that a store holds what no sweep writes, and where."""
    return InputError([Problem(str(path), where, f"is damaged ({said})", MEND)])


def _in_words(
    code: int, error: sqlite3.DatabaseError, path: Path, reading: bool
) -> OSError | InputError:
    if code == sqlite3.SQLITE_FULL or (code == sqlite3.SQLITE_IOERR and _full(path)):
        return OSError(errno.ENOSPC, "no room is left on the disk", str(path))
    if code == sqlite3.SQLITE_IOERR:
        return _disk(getattr(error, "sqlite_errorname", str(error)), path, reading)
    if code in MAY_NOT:
        return _closed(path) if reading else OSError(errno.EACCES, "is not writable", str(path))
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        message, remedy = "another process is writing to it", "wait until it is done"
    elif code == sqlite3.SQLITE_NOTADB:
        message, remedy = NOT_A_STORE, ANOTHER_FILE
    else:
        return damaged(path, "", str(error))
    return InputError([Problem(str(path), "", message, remedy)])


def _full(path: Path) -> bool:
    try:
        return shutil.disk_usage(path.parent).free < LEAST_ROOM_BYTES
    except OSError:
        return False


def _disk(name: str, path: Path, reading: bool) -> OSError | InputError:
    """Return that the disk failed, by SQLite's own name for how."""
    if not reading:
        message = f"the disk refuses what is written: a fault, a quota or a size limit ({name})"
        return OSError(errno.EIO, message, str(path))
    message, remedy = f"the disk fails to give it ({name})", "read a copy of it on another disk"
    return InputError([Problem(str(path), "", message, remedy)])


def _closed(path: Path) -> InputError:
    """Return that a store may not be read."""
    wal = path.with_name(f"{path.name}-wal")
    if wal.exists():
        message = f"its latest results are in {wal.name}, to be read in a writable folder alone"
        remedy = "copy both files into such a folder, and read the copy"
    else:
        message, remedy = "may not be read", "check its permissions, and those of its folder"
    return InputError([Problem(str(path), "", message, remedy)])
