"""Finished runs for the tests of reports: in memory, or in a folder of four squares."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from small_folder import Folder

from geodata import load_geography
from geodata.geography import Geography
from modelling.case import Case
from modelling.implications.parameters import ImplicationParameters
from modelling.plan import Plan
from modelling.scenario import Scenario
from modelling.scoring import scores
from outputs.record import outcome_record
from outputs.report.proof import Proof
from outputs.report.run import FinishedRun, finished_run
from outputs.report.subject import Judged, Subject
from outputs.run_files import RunFiles
from outputs.run_folder import write_run
from solvers.engine import solve
from solvers.outcome import Outcome, Status

CHECKED = Proof("Proven optimal: no lawful plan scores higher.", "Checked.", "certificate", gap=0.0)

SQUARES: dict[str, Any] = {
    "name": "squares",
    "title": "Four squares in two",
    "rules": {"cluster_count": {"national": 2}, "contiguity": {}, "size": {"max": 2}},
    "objectives": {"compactness": 1.0, "patient_flow": 0.5},
}
NOWHERE = Path("run-1")
BARE = {"name": "bare", "rules": {"size": {"max": 3}}, "objectives": {"compactness": 1.0}}
BARE_TABLES = ("pcts.csv", "adjacency.csv")


def run_in_memory(
    plan: Plan,
    scenario: Scenario,
    geography: Geography,
    folder: Path = NOWHERE,
    **record: Any,
) -> FinishedRun:
    """Return a run whose record says what is so, but for what `record` says otherwise."""
    case = Case.of(scenario, geography)
    here = plan.restricted(case.pcts)
    total = scores(here, case)
    outcome = Outcome(
        scenario=scenario,
        geography=geography,
        status=Status.OPTIMAL,
        plan=here,
        objective=total["objective"],
        bound=total["objective"],
        gap=0.0,
        scores=total,
    )
    said = json.loads(json.dumps(outcome_record(outcome))) | record
    files = RunFiles(folder, scenario, geography, Path("nowhere"), case, here)
    return finished_run(files, said, None)


def subject_in_memory(
    run: FinishedRun, compared: Judged | None = None, proof: Proof = CHECKED, **more: Any
) -> Subject:
    """Return what a report on a run in memory is about."""
    return Subject(run, proof, ImplicationParameters(), compared, **more)


def squares_run(
    folder: Path, drawn: bool = False, bare: bool = False, **scenario: Any
) -> tuple[Folder, Path]:
    """Return the folder of the four squares, and that of a solved run of them.

    With `drawn` they have boundaries; with `bare` nothing but PCTs and neighbours.
    """
    squares = Folder(folder / "squares")
    if drawn:
        squares.draw()
    if bare:
        for file in sorted(p for p in squares.path.rglob("*.*") if p.name not in BARE_TABLES):
            file.unlink()
    asked = (BARE if bare else SQUARES) | {"geography": str(squares.path)} | scenario
    outcome = solve(Scenario.model_validate(asked), load_geography(squares.path))
    return squares, write_run(outcome, folder / "runs")


def move(plan_csv: Path, pct: str, cluster: str) -> None:
    """Put a PCT into another cluster of a plan's table."""
    with plan_csv.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    name = next(row["cluster_name"] for row in rows if row["cluster"] == cluster)
    for row in rows:
        if row["pct"] == pct:
            row |= {"cluster": cluster, "cluster_name": name}
    with plan_csv.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def without_boundaries(geography: Geography) -> Geography:
    """Return the geography with nothing to draw maps from, where a test needs none."""
    return replace(geography, boundaries=None)
