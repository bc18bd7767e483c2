"""Files: hashed when read; files and folders written whole or not at all."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def sha256_of(data: bytes) -> str:
    """Return the SHA-256 of `data` in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def _sync(path: Path) -> None:
    """Ask the disk to keep what was written to a file or a folder."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _sync_folder(folder: Path) -> None:
    """Keep a rename on disk, where the system lets a folder be opened at all."""
    if os.name == "posix":
        _sync(folder)


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Yield a path to write to, of the same file name, that replaces `path` once it is whole.

    The path yielded lies in a hidden folder beside `path`, so that the last step is a rename on
    one file system: a crash leaves the old file or the new one, never a part. A failure inside the
    block leaves the old file and removes whatever was written.
    """
    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{path.name}.", dir=path.parent) as hidden:
        temporary = Path(hidden) / path.name
        yield temporary
        _sync(temporary)
        temporary.replace(path)
    _sync_folder(path.parent)


def write_text(path: Path, text: str) -> None:
    """Write UTF-8 text with Unix line ends, whole or not at all."""
    with replacing(path) as temporary:
        temporary.write_text(text, encoding="utf-8", newline="\n")


@contextmanager
def new_folder(folder: Path) -> Iterator[Path]:
    """Yield a hidden folder to fill, that becomes `folder` once the block ends without a failure.

    Raises `FileExistsError` if `folder` exists already: a run is never written over.
    """
    folder = Path(folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    if folder.exists():
        raise FileExistsError(f"{folder} exists already, and a run is never written over")
    hidden = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
    try:
        yield hidden
        hidden.chmod(0o755)
        hidden.rename(folder)
    except BaseException:
        shutil.rmtree(hidden, ignore_errors=True)
        raise
    _sync_folder(folder.parent)
