"""A run leaves one folder, whole or not at all."""

import dataclasses
from datetime import UTC, datetime
from pathlib import Path

import pytest

from modelling.scenario_files import load_scenario
from outputs.run_folder import RUNS, run_id, write_run
from solvers.outcome import Outcome

RECORDS = ["certificate.json", "outcome.json", "scenario.yaml"]


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_run_with_a_plan_leaves_its_seven_files(outcome: Outcome, tmp_path: Path):
    folder = write_run(outcome, tmp_path)
    maps = ["map.html", "plan.geojson", "plan.gpkg"]
    assert names(folder) == sorted([*maps, *RECORDS, "plan.csv"])
    assert names(tmp_path) == [folder.name]
    assert load_scenario(folder / "scenario.yaml") == outcome.scenario


def test_an_infeasible_run_leaves_its_record_certificate_and_scenario(
    infeasible: Outcome, tmp_path: Path
):
    assert names(write_run(infeasible, tmp_path)) == RECORDS


def test_without_boundaries_a_plan_is_still_written_as_a_table(outcome: Outcome, tmp_path: Path):
    bare = dataclasses.replace(outcome.geography, boundaries=None)
    folder = write_run(dataclasses.replace(outcome, geography=bare), tmp_path)
    assert names(folder) == sorted([*RECORDS, "plan.csv"])


def test_runs_land_in_a_folder_of_their_scenario(
    infeasible: Outcome, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.chdir(tmp_path)
    assert write_run(infeasible).parent == RUNS / "national-as-2011"


def test_a_failure_midway_leaves_no_run(
    outcome: Outcome, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("outputs.run_folder.write_map", lambda *_, **__: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        write_run(outcome, tmp_path)
    assert names(tmp_path) == []


def test_run_ids_sort_by_time_and_tell_outcomes_apart(outcome: Outcome, infeasible: Outcome):
    early = datetime(2011, 4, 1, 9, 0, 0, 1, tzinfo=UTC)
    late = datetime(2011, 4, 1, 9, 0, 0, 20, tzinfo=UTC)
    assert run_id(outcome, early) < run_id(outcome, late)
    assert run_id(outcome, early).startswith("20110401T090000.000001Z-")
    assert run_id(outcome, early) != run_id(infeasible, early)
