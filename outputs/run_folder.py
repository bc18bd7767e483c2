"""The folder of a run: everything a solve leaves behind, put in place whole."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from geodata.files import new_folder, write_text
from modelling.case import Case
from outputs.certificate import write_certificate
from outputs.derived import write_derived
from outputs.file_names import safe_name
from outputs.layers import write_geojson, write_geopackage
from outputs.maps.conflict import write_conflict_map
from outputs.maps.flow_edges import flow_edges
from outputs.maps.page import MapText, write_map
from outputs.record import record_json, write_record
from outputs.tables import write_plan_csv
from outputs.wording import proof_sentence

if TYPE_CHECKING:
    from modelling.plan import Plan
    from solvers.outcome import Outcome

RUNS = Path("outputs") / "runs"
"""Where runs land, under the folder that the program is run in."""

PROVEN = ("optimal", "infeasible")
"""How runs end that have something to certify."""


def run_id(outcome: Outcome, now: datetime | None = None) -> str:
    """Return the id of a run, as "20111001T093000.123456Z-1a2b3c4d".

    The moment of writing in UTC comes first, so that ids sort by it; the hash of the record
    after it tells apart two runs that end in the same microsecond.
    """
    moment = (now or datetime.now(UTC)).astimezone(UTC).strftime("%Y%m%dT%H%M%S.%fZ")
    digest = hashlib.sha256(record_json(outcome).encode("utf-8")).hexdigest()
    return f"{moment}-{digest[:8]}"


def scenario_yaml(outcome: Outcome) -> str:
    """Return the scenario in full, as a scenario file that can be run again."""
    return yaml.safe_dump(outcome.scenario.as_data(), sort_keys=False, allow_unicode=True)


def _write_plan(folder: Path, plan: Plan, outcome: Outcome) -> None:
    """Write the plan's table and, where the geography has boundaries, its layers and its map."""
    geography = outcome.geography
    write_plan_csv(folder / "plan.csv", plan, geography)
    if geography.boundaries is None:
        return
    write_geopackage(folder / "plan.gpkg", plan, geography, outcome.cluster_scores)
    write_geojson(folder / "plan.geojson", plan, geography, outcome.cluster_scores)
    case = Case(outcome.scenario, geography)
    text = MapText(
        title=outcome.scenario.title or outcome.scenario.name,
        proof=proof_sentence(
            outcome.status, outcome.gap, outcome.bound, outcome.scenario.priority is not None
        ),
        scores=outcome.scores,
        weights=outcome.weights,
        cluster_scores=outcome.cluster_scores,
        measured_on=outcome.scenario.measured_on,
        pcts=case.pcts,
        flow_edges=flow_edges(case),
    )
    write_map(folder / "map.html", plan, geography, text)


def write_run(outcome: Outcome, out_dir: Path | None = None) -> Path:
    """Write everything about a run and return its folder.

    The folder is `out_dir` (by default `outputs/runs/<scenario name>`) and in it the run's id:
    outcome.json and scenario.yaml, certificate.json where something is proven (by weights, not by
    an order of objectives), and where there is a plan plan.csv, plan.gpkg, plan.geojson and
    map.html (only plan.csv for a geography without boundaries). It is filled under a hidden name
    and renamed at the end, so a run is there whole or not at all.
    """
    parent = Path(out_dir) if out_dir is not None else RUNS / safe_name(outcome.scenario.name)
    run = parent / run_id(outcome)
    with new_folder(run) as folder:
        write_record(folder / "outcome.json", outcome)
        write_text(folder / "scenario.yaml", scenario_yaml(outcome))
        write_derived(folder, outcome.geography)
        if outcome.status in PROVEN and outcome.scenario.priority is None:
            write_certificate(folder / "certificate.json", outcome)
        if outcome.plan is not None:
            _write_plan(folder, outcome.plan, outcome)
        if outcome.conflicts and outcome.geography.boundaries is not None:
            write_conflict_map(folder / "conflict.html", outcome)
    return run
