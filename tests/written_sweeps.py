"""Stores of sweeps on four squares, some solved and some filled in by hand."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import yaml
from small_folder import Folder

from modelling.plan import Plan
from modelling.sweep_members import Member, Members
from solvers.sweeping.store import plan_text
from solvers.sweeping.sweeping import Manner
from solvers.sweeping.work import Finished, Workplace

BASE: dict[str, Any] = {
    "name": "squares",
    "geography": "squares",
    "rules": {
        "cluster_count": {"national": [1, 4]},
        "contiguity": {"edges": ["land", "water_or_gap"]},
    },
    "objectives": {"compactness": 1.0, "patient_flow": 0.5},
}
GRID = {
    "rules.cluster_count.national": [1, 2, 3],
    "objectives.compactness": [0.25, 1.0, 2.0],
    "rules.size.max": [1, 2, 4],
}
WHOLE = (("A1", "A2", "B1", "B2"),)
ROWS = (("A1", "A2"), ("B1", "B2"))
COLUMNS = (("A1", "B1"), ("A2", "B2"))


def members(folder: Path, drawn: bool = True, **said: Any) -> Members:
    """Write four squares, a scenario and a sweep of it into a folder; return its members."""
    if not (folder / "squares").exists():
        squares = Folder(folder / "squares")
        if drawn:
            squares.draw()
    (folder / "base.yaml").write_text(yaml.safe_dump(BASE), encoding="utf-8")
    sweep = {"name": "counts", "scenario": "base.yaml"} | (said or {"grid": GRID})
    file = folder / "sweep.yaml"
    file.write_text(yaml.safe_dump(sweep, sort_keys=False, allow_unicode=True), encoding="utf-8")
    return Members.load(file)


def solved(path: Path, of: Members) -> Path:
    """Write the store of a sweep, every scenario of it solved in this process."""
    manner = Manner()
    begun: dict[str, bytes] = {}
    with manner.writer(of, path) as writer:
        place = Workplace(manner.asked(of))
        for member in of.every:
            found = place.solve(member.hash, member.asked, begun.get(member.lists))
            begun.setdefault(member.lists, found.beginning)
            writer.record(found, member.lists)
    return path


def filled(path: Path, of: Members, results: Iterable[Mapping[str, Any] | None]) -> Path:
    """Write a store with these results for the first scenarios; None leaves one unfinished.

    A result has any fields of `Finished`; `groups` stands for a plan.
    """
    with Manner().writer(of, path) as writer:
        for member, result in zip(of.every, results, strict=False):
            if result is not None:
                writer.record(_finished(member, result))
    return path


def _finished(member: Member, result: Mapping[str, Any]) -> Finished:
    said = dict(result)
    groups = said.pop("groups", None)
    if groups is not None:
        plan = plan_of(groups)
        said |= {"plan": plan_text(plan), "clusters": len(plan.clusters)}
        said.setdefault("status", "optimal")
        said.setdefault("objective", 1.0)
        said.setdefault("bound", said["objective"])
        said.setdefault("gap", 0.0)
    return Finished(member.hash, **said)


def plan_of(groups: Iterable[Iterable[str]]) -> Plan:
    """Return the plan of these clusters, named by their place."""
    held = {f"C{i}": tuple(group) for i, group in enumerate(groups, start=1)}
    return Plan({pct: cluster for cluster, group in held.items() for pct in group})


def partition_of(text: str) -> frozenset[frozenset[str]]:
    """Return the clusters of a plan as a store keeps it, whatever they are called."""
    groups: dict[str, set[str]] = {}
    for pct, cluster in json.loads(text)["cluster_of"].items():
        groups.setdefault(cluster, set()).add(pct)
    return frozenset(map(frozenset, groups.values()))
