"""The guard of a sweep: nothing that it started on this machine outlives it, however it ends.

Workers of our own are in a process group of their own, which no Ctrl-C reaches; the solvers that
they start are in it too. The guard is the first process of that group. It waits for the end of
the process that started it: the system closes their pipe also where that process is killed by
SIGKILL. Then it ends the group and removes its folder.

It is run as a program of its own, and so imports nothing of this project.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


@contextmanager
def guarded() -> Iterator[tuple[Path, int | None]]:
    """Yield a folder and a process group that are no more afterwards, even after a SIGKILL.

    The group is None on systems without any (Windows); there a solver may go on to its end.
    """
    with tempfile.TemporaryDirectory(
        prefix="clusters-sweep-", ignore_cleanup_errors=True
    ) as folder:
        if not hasattr(os, "killpg"):
            yield Path(folder), None
            return
        guard = subprocess.Popen(  # noqa: S603, this very file
            [sys.executable, "-I", "-S", __file__, folder],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            process_group=0,
        )
        try:
            yield Path(folder), guard.pid
        finally:
            end(guard.pid)
            guard.communicate()


def join(group: int) -> None:
    """Put this process into a group, or into its own where that one is no more."""
    try:
        os.setpgid(0, group)
    except OSError:
        os.setpgid(0, 0)


def end(group: int) -> None:
    """Kill all processes of a group."""
    with suppress(ProcessLookupError, PermissionError):  # macOS: only ended ones are left
        os.killpg(group, signal.SIGKILL)


def _watch(folder: str) -> None:
    """Wait until nobody holds the other end of the pipe; then leave nothing behind."""
    sys.stdin.buffer.read()
    group = os.getpgrp()
    if os.fork() == 0:  # one that is not of the group and lives on
        os.setpgid(0, 0)
        end(group)
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    _watch(sys.argv[1])
