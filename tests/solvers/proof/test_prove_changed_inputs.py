"""A run whose tables or scenario were changed is not proven, and what is wrong is said plainly."""

from __future__ import annotations

import shutil
from hashlib import sha256
from pathlib import Path

import pytest
from tampering import Json, change, change_both, faults_of

from geodata.loading import shipped_geographies
from solvers.proof.proving import prove


def test_an_input_that_changed_after_the_run_is_caught(run: Path, tmp_path: Path):
    tables = Path(shutil.copytree(shipped_geographies()["england-2011"], tmp_path / "england"))
    assert prove(run, tables).proven
    flows = tables / "flows.csv"
    flows.write_text(flows.read_text().replace("0.6866", "0.6867", 1))
    assert "flows.csv is no longer the file that the run read" in faults_of(run, geography=tables)
    flows.unlink()
    assert "flows.csv, which the run read, is not in england" in faults_of(run, geography=tables)


def test_an_input_left_out_of_the_record_is_caught(run: Path):
    change(run / "outcome.json", lambda r: r["inputs_sha256"].pop("trusts.csv"))
    assert "trusts.csv is in england_2011, but the run did not read it" in faults_of(run)


def test_a_record_of_another_geography_is_caught(run: Path):
    change(run / "outcome.json", lambda r: r.update(geography="wales-2011"))
    assert "the geography is england-2011, not wales-2011" in faults_of(run)


def test_an_input_that_changed_together_with_its_hash_is_caught(run: Path, tmp_path: Path):
    tables = Path(shutil.copytree(shipped_geographies()["england-2011"], tmp_path / "england"))
    flows = tables / "flows.csv"
    lines = flows.read_text().splitlines()
    at = next(i for i, line in enumerate(lines) if line.startswith("5N1,"))
    flows.write_text("\n".join([*lines[:at], *lines[at + 1 :]]))
    digest = sha256(flows.read_bytes()).hexdigest()
    change(run / "outcome.json", lambda r: r["inputs_sha256"].update({"flows.csv": digest}))
    assert "the score patient_flow is" in faults_of(run, geography=tables)


def test_a_rule_changed_in_the_scenario_alone_is_caught(run: Path):
    change(run / "scenario.yaml", lambda s: s["rules"]["size"].update(max=11))
    assert "scenario.yaml and outcome.json differ in rules.size" in faults_of(run)


@pytest.mark.parametrize(
    ("rule", "now"),
    [
        ("size", {"max": 12}),
        ("population", {"min": 100_000, "max": 2_800_000}),
        ("population", {"min": 600_000, "max": 2_800_000}),
        ("footprint", None),
    ],
)
def test_a_rule_loosened_or_tightened_in_scenario_and_record_is_caught(
    run: Path, rule: str, now: Json | None
):
    def loosen(scenario: Json) -> None:
        scenario["rules"][rule] = now
        scenario["rules"] = {k: v for k, v in scenario["rules"].items() if v is not None}

    change_both(run, loosen)
    said = faults_of(run)
    assert "lawful clusters, not" in said or "residents, fewer than 600,000" in said


def test_a_weight_changed_in_scenario_and_record_is_caught(run: Path):
    change_both(run, lambda s: s["objectives"].update(patient_flow=2.0))
    said = faults_of(run)
    assert "the objective of the run is" in said
    assert "the weight of patient_flow is 2.0" in said


def test_another_number_of_clusters_asked_for_is_caught(run: Path):
    change_both(run, lambda s: s["rules"]["cluster_count"].update(national=8))
    assert "the plan has 9 clusters, not 8" in faults_of(run)
