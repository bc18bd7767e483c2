"""Files: hashed when read; files and folders written whole or not at all."""

from __future__ import annotations

import errno
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


def make_folder(folder: Path) -> None:
    """Make a folder and those above it. Raises `NotADirectoryError` on the file in the way."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError) as error:
        above = (folder, *folder.parents)
        file = next((path for path in above if path.exists() and not path.is_dir()), folder)
        raise NotADirectoryError(errno.ENOTDIR, "is not a folder", str(file)) from error


@contextmanager
def _naming(path: Path, *, within: bool) -> Iterator[None]:
    """Let an `OSError` name `path` where it names a hidden stand-in for it, or nothing at all.

    `within` keeps what follows the stand-in: a file in a hidden folder becomes that file in `path`.
    """
    try:
        yield
    except OSError as error:
        parts = Path(os.fsdecode(error.filename or "")).parts
        hidden = [i for i, part in enumerate(parts) if part.startswith(f".{path.name}.")]
        if error.errno is None or (parts and not hidden):
            raise
        named = path.joinpath(*parts[hidden[0] + 1 :]) if within and hidden else path
        raise OSError(error.errno, error.strerror, str(named)) from error


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Yield a path to write to, of the same file name, that replaces `path` once it is whole.

    The path yielded lies in a hidden folder beside `path`, so that the last step is a rename on
    one file system: a crash leaves the old file or the new one, never a part. A failure inside the
    block leaves the old file and removes whatever was written. Raises `IsADirectoryError` where
    `path` is a folder; an `OSError` never names the hidden folder.
    """
    path = Path(path)
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, "is a folder, and a file is wanted", str(path))
    make_folder(path.parent)
    with (
        _naming(path, within=False),
        tempfile.TemporaryDirectory(prefix=f".{path.name}.", dir=path.parent) as hidden,
    ):
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

    Raises `FileExistsError` if `folder` exists already: a run is never written over. An `OSError`
    never names the hidden folder.
    """
    folder = Path(folder)
    make_folder(folder.parent)
    if folder.exists():
        message = "exists already, and a run is never written over"
        raise FileExistsError(errno.EEXIST, message, str(folder))
    with _naming(folder, within=True):
        hidden = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
        try:
            yield hidden
            hidden.chmod(0o755)
            hidden.rename(folder)
        except BaseException:
            shutil.rmtree(hidden, ignore_errors=True)
            raise
    _sync_folder(folder.parent)
