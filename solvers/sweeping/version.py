"""What of the program decides what a scenario's result is."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from types import MappingProxyType

PROGRAM = "pct-clusters"
LIBRARIES = ("highspy", "numba", "numpy", "pandas", "PuLP", "scipy")
"""Distributions that compute; another version may choose another of equally good plans."""

NONE = "none"
"""The version of what is not installed."""

OR_ANEW = "or name another file for a new sweep"


@cache
def program_version() -> str:
    """Return a SHA-256 of all code that results depend on, this program's and the libraries'."""
    rooms = Path(__file__).resolve().parents[2]
    digest = hashlib.sha256()
    for room in ("geodata", "modelling", "solvers"):
        for file in sorted((rooms / room).rglob("*.py")):
            digest.update(file.relative_to(rooms).as_posix().encode() + file.read_bytes())
    for name in LIBRARIES:
        digest.update(f"{name} {_version(name)}".encode())
    return digest.hexdigest()


@cache
def versions() -> Mapping[str, str]:
    """Return the release of the program and the version of every library that computes."""
    return MappingProxyType({name: _version(name) for name in (PROGRAM, *LIBRARIES)})


def since(then: Mapping[str, str]) -> tuple[str, str]:
    """Return what of the program was otherwise `then`, in words, and what to do about it.

    With every version the same, it is files of the program that were changed.
    """
    now = versions()
    others = [name for name in then if then[name] != now.get(name)]
    if not others:
        said = f"before files of the program were changed: it is still {PROGRAM} {now[PROGRAM]}"
        return said, f"put the program's files back as they were, {OR_ANEW}"
    were = ", ".join(f"{name} {then[name]}" for name in others)
    are = ", ".join(f"{name} {now.get(name, NONE)}" for name in others)
    wanted = " ".join(f"{name}=={then[name]}" for name in others if then[name] != NONE)
    return f"with {were}, where this is {are}", f"install {wanted} to finish it, {OR_ANEW}"


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return NONE
