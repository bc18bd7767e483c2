"""`About`: what a sweep was begun with, which every process that goes on with it must have too."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, Json

from geodata.problems import InputError, Problem
from modelling.sweep_files import sweep_text
from modelling.sweep_members import Members
from solvers.sweeping.rows import checked
from solvers.sweeping.version import OR_ANEW, since, versions

if TYPE_CHECKING:
    from solvers.sweeping.work import Asked


class About(BaseModel):
    """What a sweep was begun with.

    sweep      its text, and `scenario` its base scenario as JSON
    hash       of its scenarios in their order
    geography  fingerprint of the tables
    version    of all code that results depend on (see `solvers.sweeping.version`)
    versions   by name: the program's release and the libraries' that it solves with
    solver     the programming library
    """

    model_config = ConfigDict(frozen=True)

    sweep: str
    scenario: str
    hash: str
    geography: str
    version: str
    versions: Json[dict[str, str]]
    solver: str


def about_rows(members: Members, asked: Asked) -> Iterator[tuple[str, str]]:
    """Yield what a store says of the sweep that it is begun with."""
    yield "sweep", sweep_text(members.sweep)
    yield "scenario", json.dumps(members.base.as_data(), ensure_ascii=False)
    yield "hash", members.hash
    yield "geography", asked.fingerprint
    yield "version", asked.version
    yield "versions", json.dumps(dict(versions()))
    yield "solver", asked.solver


def read_about(connection: sqlite3.Connection, path: Path) -> Mapping[str, str]:
    """Return what a store says of its sweep. Raises `InputError` where some of that is missing."""
    return _read(connection, path)[0]


def check_same(connection: sqlite3.Connection, path: Path, members: Members, asked: Asked) -> None:
    """Raise `InputError` where a store was begun with anything else than what is `asked` now."""
    known = _read(connection, path)[1]
    if known.geography != asked.fingerprint:
        said = "with other data: the tables of the geography have changed since"
        raise _other(path, said, f"put the tables back, {OR_ANEW}")
    if known.version != asked.version:
        raise _other(path, *since(known.versions))
    if known.solver != asked.solver:
        said = f"with the other solver, {known.solver}"
        raise _other(path, said, f"add --solver {known.solver}, {OR_ANEW}")
    if known.hash != members.hash:
        remedy = "take that sweep's file, or name another file for this one"
        raise _other(path, "by a sweep of other scenarios", remedy)


def _read(connection: sqlite3.Connection, path: Path) -> tuple[Mapping[str, str], About]:
    rows = connection.execute("SELECT key, value FROM about").fetchall()
    known = {row["key"]: row["value"] for row in rows}
    return MappingProxyType(known), checked(About, known, path, "what it is about")


def _other(path: Path, said: str, remedy: str) -> InputError:
    return InputError([Problem(str(path), "", f"was begun {said}", remedy)])
