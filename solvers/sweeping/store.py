"""`Store`: what a sweep has found so far, read from its file while it runs or afterwards.

store = Store.open("counts.sqlite")
store.frame()                      # one row a scenario that is finished
for result in store.results(): ...
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pandas as pd

from modelling.plan import Plan
from modelling.scenario import Scenario
from modelling.sweep import Sweep
from modelling.sweep_files import parse_sweep
from solvers.sweeping.store_file import reading

FAILED = "failed"
"""The status of a scenario that the program could not solve, beside those of `solvers.outcome`."""

_ROWS = (
    "SELECT number, m.hash AS hash, source, status, objective, bound, gap, clusters, seconds, "
    "reason, settings, scores FROM members AS m JOIN results USING (hash) ORDER BY number"
)
_EVERYTHING = _ROWS.replace("SELECT ", "SELECT scenario, plan, ", 1)


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
    """The results of one sweep, as its file has them at the moment of asking."""

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
            return MappingProxyType(dict(connection.execute("SELECT key, value FROM about")))

    @cached_property
    def sweep(self) -> Sweep:
        """The sweep itself."""
        return parse_sweep(self.about["sweep"], self.path.name)

    @cached_property
    def scenario(self) -> Scenario:
        """The base scenario that every member changes."""
        return Scenario.model_validate_json(self.about["scenario"])

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

    def results(self) -> Iterator[Result]:
        """Yield what became of every scenario that is finished, in the order of the sweep."""
        with reading(self.path) as connection:
            connection.row_factory = sqlite3.Row
            for row in connection.execute(_EVERYTHING):
                yield _result(row, self.sweep.name)

    def frame(self) -> pd.DataFrame:
        """Return one row for every scenario that is finished, in the order of the sweep.

        Columns: number, hash, source, status, objective, bound, gap, clusters, seconds, reason;
        "set:<path>" for every field that the sweep varies, with the value in that scenario (a list
        as JSON text); "score:<name>" for every objective that could be scored.
        """
        with reading(self.path) as connection:
            frame = pd.read_sql_query(_ROWS, connection)
        settings = [_flat(json.loads(text)) for text in frame.pop("settings")]
        scores = [json.loads(text) for text in frame.pop("scores")]
        named = {f"set:{path}": [s.get(path) for s in settings] for path in self.sweep.paths}
        scored = sorted({name for found in scores for name in found} - {"objective"})
        named |= {f"score:{n}": [float(s.get(n, "nan")) for s in scores] for n in scored}
        columns = {name: pd.Series(values, index=frame.index) for name, values in named.items()}
        numeric = ("objective", "bound", "gap")
        frame = frame.astype(dict.fromkeys(numeric, "float64") | {"clusters": "Int64"})
        return frame.assign(**columns)

    def plan(self, hash_of_scenario: str) -> Plan:
        """Return the plan of the scenario with that hash. Raises `KeyError` where it has none."""
        with reading(self.path) as connection:
            said = "SELECT number, plan FROM members JOIN results USING (hash) WHERE hash = ?"
            row = connection.execute(said, (hash_of_scenario,)).fetchone()
        if row is None or row[1] is None:
            raise KeyError(hash_of_scenario)
        return _plan(row[1], _name(self.sweep.name, row[0]))

    def _count(self, query: str) -> int:
        with reading(self.path) as connection:
            return int(connection.execute(query).fetchone()[0])


def plan_text(plan: Plan | None) -> str | None:
    """Return a plan as the store keeps it."""
    if plan is None:
        return None
    named = {"cluster_of": dict(plan.cluster_of), "cluster_names": dict(plan.cluster_names)}
    return json.dumps(named, ensure_ascii=False)


def _plan(text: str, name: str) -> Plan:
    return Plan(**json.loads(text), name=name)


def _name(sweep: str, number: int) -> str:
    return f"{sweep} {number}"


def _result(row: sqlite3.Row, sweep: str) -> Result:
    known = {key: row[key] for key in row.keys()}  # noqa: SIM118 (a row iterates over its values)
    known.pop("clusters")
    for name in ("settings", "scores"):
        known[name] = MappingProxyType(json.loads(known[name]))
    known["asked"] = MappingProxyType(json.loads(known.pop("scenario")))
    if known["plan"] is not None:
        known["plan"] = _plan(known["plan"], _name(sweep, known["number"]))
    return Result(**known)


def _flat(settings: Mapping[str, Any]) -> dict[str, Any]:
    """Return the settings with lists and mappings as text, so that a table can hold them."""
    return {
        path: json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else value
        for path, value in settings.items()
    }
