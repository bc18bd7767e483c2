"""What of the program decides what a scenario's result is."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

LIBRARIES = ("highspy", "numba", "numpy", "pandas", "PuLP", "scipy")
"""Distributions that compute; another version may choose another of equally good plans."""


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


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "none"
