"""The rows of a store, checked when they are read: whatever else is there is a damaged store."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Json, ValidationError

from modelling.scenario import Scenario
from solvers.sweeping.store_errors import damaged

SOME = "number, hash, source, status, objective, bound, gap, clusters, seconds, reason"
"""Columns of a `Row`, but for those that hold JSON."""

Read = TypeVar("Read", bound=BaseModel)


class _Checked(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Ended(_Checked):
    """How a scenario ended: enough to know whether to solve it once more."""

    hash: str
    status: Literal["optimal", "feasible", "infeasible", "stopped", "failed"]
    objective: float | None
    bound: float | None


class Row(Ended):
    """What became of a scenario, as a table shows it."""

    number: int
    source: Literal["grid", "case", "sample"]
    gap: float | None
    clusters: int | None
    seconds: float
    reason: str
    settings: Json[dict[str, Any]]
    scores: Json[dict[str, float]]


class KeptPlan(_Checked):
    """A plan, without the name that the sweep gives it."""

    cluster_of: dict[str, str]
    cluster_names: dict[str, str]


class PlanRow(_Checked):
    """The plan of a scenario."""

    number: int
    plan: Json[KeptPlan] | None


class WholeRow(Row, PlanRow):
    """Everything about a scenario, which is kept as plain data."""

    scenario: Json[dict[str, Any]]


def read(kind: type[Read], row: sqlite3.Row, path: Path) -> Read:
    """Return a row of the store at `path`. Raises `InputError` that names what is no such row."""
    known = {key: row[key] for key in row.keys()}  # noqa: SIM118 (a row iterates over its values)
    where = f"scenario {known.get('number', known.get('hash'))}"
    return checked(kind, known, path, where)


def checked(kind: type[Read], data: Mapping[str, Any], path: Path, where: str) -> Read:
    """Return what plain data of the store says. Raises `InputError` where it says no such thing."""
    try:
        return kind.model_validate(data)
    except ValidationError as error:
        raise _damaged(error, path, where) from None


def checked_scenario(text_or_data: str | Mapping[str, Any], path: Path, where: str) -> Scenario:
    """Return a scenario of the store. Raises `InputError` where it is none."""
    try:
        if isinstance(text_or_data, str):
            return Scenario.model_validate_json(text_or_data)
        return Scenario.model_validate(text_or_data)
    except ValidationError as error:
        raise _damaged(error, path, where) from None


def _damaged(error: ValidationError, path: Path, where: str) -> Exception:
    first = error.errors(include_url=False)[0]
    at = ".".join(map(str, first["loc"]))
    return damaged(path, ", ".join(filter(None, (where, at))), first["msg"])
