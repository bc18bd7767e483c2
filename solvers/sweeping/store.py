"""`Store`: what a sweep has found so far, read from its file while it runs or afterwards.

store = Store.open("counts.sqlite")
store.frame()                      # one row a scenario that is finished
for result in store.results(): ...
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pandas as pd

from geodata.problems import InputError
from modelling.plan import Plan
from modelling.scenario import Scenario
from modelling.sweep import Sweep
from modelling.sweep_files import parse_sweep
from solvers.sweeping.about import read_about
from solvers.sweeping.rows import (
    SOME,
    KeptPlan,
    PlanRow,
    Row,
    WholeRow,
    checked_scenario,
    read,
)
from solvers.sweeping.store_errors import damaged
from solvers.sweeping.store_file import reading

FAILED = "failed"
"""The status of a scenario that the program could not solve, beside those of `solvers.outcome`."""

_SOME = SOME.split(", ")
_KINDS = MappingProxyType(
    {"number": "int64", "clusters": "Int64"}
    | dict.fromkeys(("objective", "bound", "gap", "seconds"), "float64")
)
_TABLE = "FROM members AS m JOIN results USING (hash)"
_ROWS = f"SELECT {SOME}, settings, scores {_TABLE} ORDER BY number"
_EVERYTHING = f"SELECT {SOME}, settings, scores, scenario, plan {_TABLE} ORDER BY number"
_PLAN = f"SELECT number, plan {_TABLE} WHERE hash = ?"


@dataclass(frozen=True, eq=False)
class Result:
    """What became of one scenario of a sweep.

    number    its place in the sweep, from 1
    hash      SHA-256 of the scenario in full, but for its name and title, and of the geography
    source    "grid", "case" or "sample"
    status    "optimal", "feasible", "infeasible" or "stopped" (see `solvers.outcome`), or "failed"
    settings  by path: the value that each field has which the sweep varies
    objective, bound, gap, scores, plan   as of an `Outcome`; None or empty where there is no plan
    seconds   how long it took
    reason    why there is no plan, "" where there is one
    asked     the scenario in full, as plain data
    """

    number: int
    hash: str
    source: str
    status: str
    settings: Mapping[str, Any]
    objective: float | None
    bound: float | None
    gap: float | None
    seconds: float
    reason: str
    scores: Mapping[str, float] = field(default_factory=dict)
    plan: Plan | None = None
    asked: Mapping[str, Any] = field(default_factory=dict)

    @cached_property
    def scenario(self) -> Scenario:
        """The scenario itself."""
        return Scenario.model_validate(self.asked)

    @property
    def clusters(self) -> int | None:
        """How many clusters its plan has."""
        return len(self.plan.clusters) if self.plan else None


class Store:
    """The results of one sweep, as its file has them at the moment of asking.

    Whatever is asked of it raises `InputError` where the store is damaged.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    @classmethod
    def open(cls, path: str | Path) -> Store:
        """Return the store of that file, for reading. Raises `InputError` where it is none."""
        store = cls(Path(path))
        with reading(store.path):
            return store

    @cached_property
    def about(self) -> Mapping[str, str]:
        """What the sweep was begun with: its text, its geography, the program's version."""
        with reading(self.path) as connection:
            return read_about(connection, self.path)

    @cached_property
    def sweep(self) -> Sweep:
        """The sweep itself."""
        text = self.about["sweep"]
        try:
            return parse_sweep(text)
        except InputError as error:
            raise damaged(self.path, "its sweep", error.problems[0].message) from None

    @cached_property
    def scenario(self) -> Scenario:
        """The base scenario that every member changes."""
        return checked_scenario(self.about["scenario"], self.path, "its base scenario")

    @property
    def geography(self) -> str:
        """The name of the geography, or its folder."""
        return self.scenario.geography

    def __len__(self) -> int:
        """How many scenarios the sweep has, each that says the same counted once."""
        return self._count("SELECT count(*) FROM members")

    @property
    def finished(self) -> int:
        """How many scenarios there are results of."""
        return self._count("SELECT count(*) FROM results")

    @property
    def recorded(self) -> datetime:
        """When its last result was kept; while there is none, when the store was made."""
        with reading(self.path) as connection:
            last = connection.execute("SELECT max(recorded) FROM results").fetchone()[0]
        if last is None:
            return datetime.fromtimestamp(int(self.path.stat().st_mtime), UTC)
        try:
            return datetime.fromisoformat(last).astimezone(UTC)
        except (TypeError, ValueError) as error:
            raise damaged(self.path, "when it was recorded", str(error)) from None

    def results(self) -> Iterator[Result]:
        """Yield what became of every scenario that is finished, in the order of the sweep."""
        with reading(self.path) as connection:
            for found in connection.execute(_EVERYTHING):
                yield _result(read(WholeRow, found, self.path), self.sweep.name, self.path)

    def frame(self) -> pd.DataFrame:
        """Return one row for every scenario that is finished, in the order of the sweep.

        Columns: number, hash, source, status, objective, bound, gap, clusters, seconds, reason;
        "set:<path>" for every field that the sweep varies, with the value in that scenario (a list
        as JSON text); "score:<name>" for every objective that could be scored.
        """
        with reading(self.path) as connection:
            rows = [read(Row, found, self.path) for found in connection.execute(_ROWS)]
        settings = [_flat(row.settings) for row in rows]
        columns = {f"set:{path}": [s.get(path) for s in settings] for path in self.sweep.paths}
        for name in sorted({name for row in rows for name in row.scores} - {"objective"}):
            columns[f"score:{name}"] = [row.scores.get(name, math.nan) for row in rows]
        frame = pd.DataFrame([[getattr(row, c) for c in _SOME] for row in rows], columns=_SOME)
        frame = frame.astype(_KINDS)
        series = {name: pd.Series(values, index=frame.index) for name, values in columns.items()}
        return frame.assign(**series)

    def plan(self, hash_of_scenario: str) -> Plan:
        """Return the plan of the scenario with that hash. Raises `KeyError` where it has none."""
        with reading(self.path) as connection:
            found = connection.execute(_PLAN, (hash_of_scenario,)).fetchone()
        row = read(PlanRow, found, self.path) if found else None
        if row is None or row.plan is None:
            raise KeyError(hash_of_scenario)
        return _plan(row.plan, self.sweep.name, row.number)

    def _count(self, query: str) -> int:
        with reading(self.path) as connection:
            return int(connection.execute(query).fetchone()[0])


def plan_text(plan: Plan | None) -> str | None:
    """Return a plan as the store keeps it."""
    if plan is None:
        return None
    named = {"cluster_of": dict(plan.cluster_of), "cluster_names": dict(plan.cluster_names)}
    return json.dumps(named, ensure_ascii=False)


def _plan(kept: KeptPlan, sweep: str, number: int) -> Plan:
    return Plan(kept.cluster_of, kept.cluster_names, f"{sweep} {number}")


def _result(row: WholeRow, sweep: str, path: Path) -> Result:
    checked_scenario(row.scenario, path, f"scenario {row.number}")
    return Result(
        number=row.number,
        hash=row.hash,
        source=row.source,
        status=row.status,
        settings=MappingProxyType(row.settings),
        objective=row.objective,
        bound=row.bound,
        gap=row.gap,
        seconds=row.seconds,
        reason=row.reason,
        scores=MappingProxyType(row.scores),
        plan=_plan(row.plan, sweep, row.number) if row.plan else None,
        asked=MappingProxyType(row.scenario),
    )


def _flat(settings: Mapping[str, Any]) -> dict[str, Any]:
    """Return the settings with lists and mappings as text, so that a table can hold them."""
    return {
        path: json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else value
        for path, value in settings.items()
    }
