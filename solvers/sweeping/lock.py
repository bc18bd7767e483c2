"""The lock of a store: one process at a time writes to it."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from solvers.sweeping.store_errors import explained


def locked(path: Path) -> sqlite3.Connection:
    """Return the lock of a store, held until it is closed or this process ends, however it ends.

    The file of the lock, `.<name>.lock` beside the store, stays for good: were it taken away, a
    process that had it open already could lock what no other sees, and both would write.
    Raises `InputError` where another process holds the lock.
    """
    with explained(path):
        beside = path.with_name(f".{path.name}.lock")
        lock = sqlite3.connect(beside, timeout=0.0, isolation_level=None)
        try:
            lock.execute("PRAGMA journal_mode = MEMORY")  # no second file beside it
            lock.execute("BEGIN EXCLUSIVE")
        except BaseException:
            lock.close()
            raise
    return lock
