"""A finished run read back from its folder, and held against what its record says of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from geodata.geography import Geography
from geodata.problems import InputError, Problem
from modelling.case import Case
from modelling.check import every_violation
from modelling.plan import Plan
from modelling.rules.base import Violation
from modelling.scenario import Scenario
from modelling.scoring import cluster_scores, scores
from outputs.derived import derived_sha256
from outputs.report.recorded import unlike_the_record
from outputs.report.shapes import Certificate, RunRecord, misshapen
from outputs.run_files import CERTIFICATE, RECORD, RunFiles, read_json, read_run_files

WITH_A_PLAN = ("optimal", "feasible")
WITHOUT = {
    "infeasible": "no plan keeps every rule of its scenario",
    "stopped": "it was stopped before any lawful plan was found",
}


@dataclass(frozen=True, eq=False)
class FinishedRun:
    """A run that has a plan: what its folder holds, and what is found of the plan anew.

    files           the folder, scenario, geography and plan
    record          outcome.json
    certificate     certificate.json, None where there is none
    scores          of the plan by every objective, and "objective", worked out anew
    cluster_scores  by cluster and objective, worked out anew
    violations      of the scenario by the plan, looked for anew
    changed         input tables that are no longer those that the run read, a sentence each
    unlike          what the run's files say that is not so, a sentence each
    """

    files: RunFiles
    record: Mapping[str, Any]
    certificate: Mapping[str, Any] | None
    plan: Plan
    scores: Mapping[str, float]
    cluster_scores: Mapping[str, Mapping[str, float]]
    violations: tuple[Violation, ...]
    changed: tuple[str, ...]

    @property
    def id(self) -> str:
        """The run's id, which its folder is called by."""
        return self.files.folder.resolve().name

    @property
    def case(self) -> Case:
        """The run's scenario put to its geography."""
        return self.files.case

    @property
    def scenario(self) -> Scenario:
        """The run's scenario."""
        return self.files.scenario

    @property
    def geography(self) -> Geography:
        """The run's geography as its tables are now."""
        return self.files.geography

    @property
    def title(self) -> str:
        """What the run is called: its scenario's title, or its name."""
        return self.scenario.title or self.scenario.name

    @property
    def status(self) -> str:
        """How the run ended, as it was recorded."""
        return str(self.record["status"])

    @property
    def in_order(self) -> bool:
        """Whether objectives were taken in order of importance."""
        return self.scenario.priority is not None

    @cached_property
    def unlike(self) -> tuple[str, ...]:
        """What the run's files say that is not so, a sentence each."""
        return tuple(unlike_the_record(self))

    @property
    def as_recorded(self) -> bool:
        """Whether the run is what its record says, by the tables that it read."""
        return not self.changed and not self.unlike


def load_run(folder: Path, geography: Path | None = None) -> FinishedRun:
    """Return the run in that folder, scored and checked anew by the plain forms.

    Its tables are looked for in the folder `geography`, or else where its scenario says. Raises
    `InputError` with every problem found, also for a run that has no plan.
    """
    record = _record(folder)
    files = read_run_files(folder, geography)
    written = folder / CERTIFICATE
    certificate = _of_shape(written, Certificate) if written.is_file() else None
    return finished_run(files, record, certificate)


def finished_run(
    files: RunFiles, record: Mapping[str, Any], certificate: Mapping[str, Any] | None
) -> FinishedRun:
    """Return the run of these files, which hold a plan, scored and checked anew."""
    plan = files.plan
    if plan is None:
        remedy = "take plan.csv from the run again, or solve again"
        raise InputError([Problem(str(files.folder), "", "has no plan.csv", remedy)])
    return FinishedRun(
        files=files,
        record=record,
        certificate=certificate,
        plan=plan,
        scores=scores(plan, files.case),
        cluster_scores=cluster_scores(plan, files.case),
        violations=every_violation(plan, files.case),
        changed=tuple(_changed(record, files.geography)),
    )


def _record(folder: Path) -> Mapping[str, Any]:
    """Return outcome.json of a run that ended with a plan."""
    if not folder.is_dir():
        remedy = "give the folder that `clusters solve` wrote"
        raise InputError([Problem(str(folder), "", "is not the folder of a run", remedy)])
    record = _of_shape(folder / RECORD, RunRecord)
    status = record.get("status")
    if status in WITHOUT:
        message = f"the run has no plan: {WITHOUT[str(status)]}"
        remedy = "name a run that found one; conflict.html and outcome.json say why"
        raise InputError([Problem(str(folder), "", message, remedy)])
    if status not in WITH_A_PLAN:
        message = f"the run's status is '{status}', which no run ends with"
        raise InputError([Problem(str(folder / RECORD), "status", message, "solve again")])
    return record


def _of_shape(path: Path, shape: type[BaseModel]) -> Mapping[str, Any]:
    """Return a JSON file of the run, or raise `InputError` where it is not as it was written."""
    data = read_json(path)
    if wrong := misshapen(data, shape):
        remedy = "take the file from the run again, or solve again"
        raise InputError(
            [Problem(str(path), "", f"is not as `clusters solve` wrote it ({wrong})", remedy)]
        )
    return data


def _changed(record: Mapping[str, Any], geography: Geography) -> Iterator[str]:
    """Yield every input table that is other, gone, or new since the run."""
    read = dict(record.get("inputs_sha256") or {})
    now = dict(geography.sha256)
    for name in sorted(read.keys() | now.keys()):
        if name not in now:
            yield f"{name}, which the run read, is no longer there."
        elif name not in read:
            yield f"{name} is there now, and the run did not read it."
        elif read[name] != now[name]:
            yield f"{name} is no longer the file that the run read (its SHA-256 differs)."
    derived = dict(record.get("derived_sha256") or {})
    for name, digest in sorted(derived_sha256(geography).items()):
        if derived.get(name) != digest:
            yield f"{name}, read off boundaries, is no longer what the run derived."
