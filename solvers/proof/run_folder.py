"""What a run says of itself: its record, scenario, plan and certificate, and its inputs."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import yaml

from solvers.proof.refused import RefusedError

Clusters = Mapping[str, frozenset[str]]
PROVABLE = ("optimal", "infeasible")
TABLES = (
    "geography.yaml",
    "pcts.csv",
    "adjacency.csv",
    "bridges.csv",
    "flows.csv",
    "trusts.csv",
    "local_authorities.csv",
    "arrangements.csv",
    "consortia/*.csv",
    "plans/*.csv",
)
"""The files of a geography that a run reads wherever they are."""


@dataclass(frozen=True, eq=False)
class Run:
    """The files of a run's folder, as they stand there.

    folder       where they stand
    record       outcome.json, its numbers as the decimals written there
    scenario     scenario.yaml
    plan         PCTs by cluster as plan.csv has them; None where there is no plan
    repeated     PCTs that plan.csv has more than once
    certificate  certificate.json; None where there is none
    """

    folder: Path
    record: Mapping[str, Any]
    scenario: Mapping[str, Any]
    plan: Clusters | None
    repeated: tuple[str, ...]
    certificate: Mapping[str, Any] | None


def read_run(folder: Path) -> Run:
    """Return the run of that folder. Raises `RefusedError` when a file is missing or broken."""
    record = _json(folder / "outcome.json")
    if record.get("status") not in PROVABLE:
        message = f"the run ended as '{record.get('status')}', which claims nothing to prove"
        raise RefusedError("outcome.json", message, "solve it again without a time limit")
    if "priority" in (record.get("scenario") or {}):
        message = (
            "the run takes objectives in order of importance, which cannot be checked here yet"
        )
        remedy = (
            "its proof rests on the engine alone; solve it by weights, without priority, to check"
        )
        raise RefusedError("outcome.json", message, remedy)
    _refuse_labels(record)
    rows = _plan_rows(folder / "plan.csv") if record["status"] == "optimal" else None
    plan: dict[str, set[str]] = {}
    for pct, cluster in rows or ():
        plan.setdefault(cluster, set()).add(pct)
    codes = [pct for pct, _ in rows or ()]
    written = folder / "certificate.json"
    return Run(
        folder=folder,
        record=record,
        scenario=_yaml(folder / "scenario.yaml"),
        plan=None if rows is None else {c: frozenset(p) for c, p in plan.items()},
        repeated=tuple(sorted({p for p in codes if codes.count(p) > 1})),
        certificate=_json(written) if written.is_file() else None,
    )


def _refuse_labels(record: Mapping[str, Any]) -> None:
    """Refuse a run in which some SHA's clusters were found by labelling its PCTs."""
    engines = record.get("engines") or {}
    names = [name for name, engine in engines.items() if engine == "labelled"]
    if names:
        message = (
            f"the clusters of {' and '.join(names)} were found by labelling PCTs, because lawful "
            "clusters were too many to look through; that leaves no prices to check"
        )
        remedy = "tighten size: max or population: max and solve it again"
        raise RefusedError("outcome.json", message, remedy)


def read_inputs(
    run: Run, geography: Path | None = None
) -> tuple[Mapping[str, bytes], tuple[str, ...]]:
    """Return the input files that the run read, by name, and what is no longer the same.

    They are looked for in `geography`, or else where the run's scenario says; tables that the run
    derived from boundaries or polygons, in its own folder.
    """
    folder = geography or _located(str(run.scenario.get("geography", "")))
    files, faults = {}, []
    read = [(folder, *pair, "read") for pair in run.record["inputs_sha256"].items()]
    made = [(run.folder, *pair, "derived") for pair in run.record["derived_sha256"].items()]
    for place, name, digest, did in read + made:
        path = place / name
        if not path.resolve().is_relative_to(place.resolve()) or not path.is_file():
            faults.append(f"{name}, which the run {did}, is not in {place.name}")
            continue
        files[name] = path.read_bytes()
        if hashlib.sha256(files[name]).hexdigest() != digest:
            faults.append(f"{name} is no longer the file that the run {did} (its SHA-256 differs)")
    here = {p.relative_to(folder).as_posix() for glob in TABLES for p in folder.glob(glob)}
    unread = sorted(here - set(run.record["inputs_sha256"]))
    faults += [f"{name} is in {folder.name}, but the run did not read it" for name in unread]
    return files, tuple(faults)


def _located(name: str) -> Path:
    """Return the folder of a geography that ships, or of a planner's own."""
    package = find_spec("geodata")
    for place in (package.submodule_search_locations or ()) if package else ():
        shipped = Path(place) / name.replace("-", "_")
        if name and (shipped / "geography.yaml").is_file() and not Path(name).is_absolute():
            return shipped
    if name and Path(name).is_dir():
        return Path(name)
    remedy = "name the folder with --geography"
    raise RefusedError("scenario.yaml", f"there is no geography '{name}' here", remedy)


def _json(path: Path) -> Mapping[str, Any]:
    try:
        data = json.loads(_text(path), parse_float=Fraction)
    except ValueError as error:
        raise RefusedError(path.name, f"is not JSON ({error})", "solve again") from None
    if not isinstance(data, dict):
        raise RefusedError(path.name, "is not a record", "solve again")
    return data


def _yaml(path: Path) -> Mapping[str, Any]:
    try:
        data = yaml.safe_load(_text(path))
    except yaml.YAMLError:
        raise RefusedError(path.name, "is not YAML", "solve again") from None
    if not isinstance(data, dict):
        raise RefusedError(path.name, "is not a scenario", "solve again")
    return data


def _plan_rows(path: Path) -> list[tuple[str, str]]:
    rows = list(csv.DictReader(io.StringIO(_text(path), newline="")))
    if not rows or not {"pct", "cluster"} <= rows[0].keys():
        raise RefusedError(path.name, "has no columns pct and cluster", "solve again")
    return [((row["pct"] or "").strip(), (row["cluster"] or "").strip()) for row in rows]


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError:
        remedy = "give the folder of a run, as `clusters solve` names it"
        raise RefusedError(path.name, f"cannot be read in {path.parent}", remedy) from None
    except UnicodeDecodeError:
        raise RefusedError(path.name, "is not UTF-8", "solve again") from None
