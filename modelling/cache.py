"""`Cache`: arrays kept by the hash of everything that they depend on, in memory and on disk."""

from __future__ import annotations

import hashlib
import json
import os
from collections import OrderedDict
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np
from platformdirs import user_cache_dir
from pydantic import BaseModel

from geodata.files import replacing

FOLDER_VARIABLE = "CLUSTERS_CACHE"
MOST_IN_MEMORY = 2 * 1024**3
MOST_ON_DISK = 2 * 1024**3
WORTH_A_FILE = 256 * 1024
"""Bytes; what is smaller is made again sooner than it is read."""


class Cache:
    """Arrays by key: made once, kept in memory, and in a folder where one is given.

    The program's own code is part of every key: a rule that is edited finds nothing old.
    What is returned is not to be written to. A file that cannot be read, written or understood
    is made again: the cache never stands in the way of a solve. Both places drop what was least
    lately used beyond their limits (bytes).
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        self._arrays: OrderedDict[str, np.ndarray] = OrderedDict()
        self._notes: dict[str, np.ndarray] = {}

    @staticmethod
    def key(*parts: Any) -> str:
        """Return the SHA-256 of the parts: text, numbers, mappings, sequences, pydantic models."""
        text = json.dumps([_code(), *parts], default=_plain, sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()

    def array(self, key: str, make: Callable[[], np.ndarray]) -> np.ndarray:
        """Return the array of that key, from memory, from disk, or else from `make`."""
        found = self._arrays.get(key)
        if found is None:
            found = self._read(key)
        if found is None:
            found = make()
            self._write(key, found)
        self._arrays[key] = found
        self._arrays.move_to_end(key)
        while sum(a.nbytes for a in self._arrays.values()) > MOST_IN_MEMORY:
            self._arrays.popitem(last=False)
        return found

    def note(self, key: str, array: np.ndarray) -> None:
        """Keep an array in memory alone, in the place of the one that had that key."""
        self._notes[key] = array

    def noted(self, key: str) -> np.ndarray | None:
        """Return the array noted last under that key, if there is one."""
        return self._notes.get(key)

    @property
    def notes(self) -> Mapping[str, np.ndarray]:
        """All that was noted."""
        return MappingProxyType(self._notes)

    def with_notes(self, notes: Mapping[str, np.ndarray]) -> Cache:
        """Return a cache of the same arrays, in memory and on disk, with these notes of its own."""
        shared = Cache(self._folder)
        shared._arrays, shared._notes = self._arrays, dict(notes)
        return shared

    def _read(self, key: str) -> np.ndarray | None:
        if self._folder is None:
            return None
        file = self._folder / f"{key}.npy"
        try:
            array = np.load(file, allow_pickle=False)
            file.touch()
        except (OSError, ValueError, EOFError, MemoryError):
            return None
        return array if isinstance(array, np.ndarray) else None

    def _write(self, key: str, array: np.ndarray) -> None:
        if self._folder is None or array.nbytes < WORTH_A_FILE:
            return
        try:
            with replacing(self._folder / f"{key}.npy") as temporary:
                np.save(temporary, array, allow_pickle=False)
            _tidy(self._folder)
        except OSError:
            return


def user_cache_folder() -> Path:
    """Return where this user's lists are kept: CLUSTERS_CACHE, or else the system's own place."""
    named = os.environ.get(FOLDER_VARIABLE)
    return Path(named) if named else Path(user_cache_dir("pct-clusters", appauthor=False))


@lru_cache(maxsize=1)
def _code() -> str:
    """Return the hash of the source of every rule, objective, kernel and table reader."""
    own = Path(__file__).resolve().parent
    digest = hashlib.sha256()
    for package in (own, own.parent / "geodata"):
        for file in sorted(package.rglob("*.py")):
            digest.update(file.relative_to(own.parent).as_posix().encode() + file.read_bytes())
    return digest.hexdigest()


def _tidy(folder: Path) -> None:
    """Remove the files least lately used, down to the limit."""
    files = sorted(folder.glob("*.npy"), key=lambda f: f.stat().st_mtime, reverse=True)
    total = 0
    for file in files:
        total += file.stat().st_size
        if total > MOST_ON_DISK:
            file.unlink(missing_ok=True)


def _plain(value: Any) -> Any:
    if isinstance(value, BaseModel):
        return [type(value).__name__, value.model_dump(mode="json")]
    if isinstance(value, Mapping):
        return dict(value)
    return list(value)
