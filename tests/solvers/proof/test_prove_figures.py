"""Runs with limits on figures and with objectives that count are proven, and tampering caught."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from tampering import TWO_SHAS, Json, change, change_both, faults_of

from geodata import load_geography
from modelling.scenario import Scenario
from outputs.run_folder import write_run
from solvers.engine import solve
from solvers.proof.proving import prove
from solvers.proof.refused import RefusedError

FIGURES = {
    "boards": 6,
    "chief_executives_without_post": 4,
    "split_authorities": 1,
    "authorities": 5,
}
COUNTED = {
    **TWO_SHAS,
    "name": "counted",
    "shas": ["East of England"],
    "rules": {
        **TWO_SHAS["rules"],
        "cluster_count": {"national": [4, 6]},
        "limit": [{"figure": name, "max": most} for name, most in FIGURES.items()],
    },
    "objectives": {"patient_flow": 1, "whole_authorities": 0.5, "chief_executive_posts": 2},
}


@pytest.fixture(scope="module")
def counted_run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of an honest run over the five PCTs of Essex and their neighbours."""
    outcome = solve(Scenario.model_validate(COUNTED), load_geography("england-2011"))
    return write_run(outcome, tmp_path_factory.mktemp("runs"))


@pytest.fixture
def run(counted_run: Path, tmp_path: Path) -> Path:
    """Return a copy of the run to tamper with."""
    return Path(shutil.copytree(counted_run, tmp_path / "run"))


def test_an_honest_run_is_proven_with_as_many_candidates_as_it_says(counted_run: Path):
    verdict = prove(counted_run)
    assert verdict.proven, verdict.faults
    record = json.loads((counted_run / "outcome.json").read_text())
    assert verdict.candidates == sum(record["candidates"].values())
    assert verdict.unchecked == ()


@pytest.mark.parametrize(
    ("figure", "said"),
    [
        ("boards", "PCT boards, too many"),
        ("chief_executives_without_post", "chief executives without a post, too many"),
        ("authorities", "upper-tier authorities, too many"),
    ],
)
def test_a_plan_that_is_over_a_limit_is_caught(run: Path, figure: str, said: str):
    def tighten(scenario: Json) -> None:
        bounds = next(b for b in scenario["rules"]["limit"] if b["figure"] == figure)
        bounds["max"] = 0

    change_both(run, tighten)
    assert said in faults_of(run)


def test_a_limit_that_was_loosened_lists_more_clusters_than_the_run_says(run: Path):
    change_both(run, lambda s: s["rules"]["limit"].pop(0))
    change_both(run, lambda s: s["rules"]["limit"].pop(0))
    assert "lawful clusters, not" in faults_of(run)


@pytest.mark.parametrize("name", ["whole_authorities", "chief_executive_posts"])
def test_a_score_that_counts_and_was_changed_is_caught(run: Path, name: str):
    def raise_both(record: Json) -> None:
        record["scores"][name] += 1e-3
        record["cluster_scores"]["C01"][name] -= 1e-3

    change(run / "outcome.json", raise_both)
    said = faults_of(run)
    assert f"the score {name} is " in said
    assert f"the score {name} of cluster C01 is " in said


def test_a_weight_on_what_counts_that_was_changed_is_caught(run: Path):
    change_both(run, lambda s: s["objectives"].update(whole_authorities=3.0))
    assert "the weight of whole_authorities is 3" in faults_of(run)


def test_a_figure_that_the_proof_does_not_know_is_refused_by_name(run: Path):
    change_both(run, lambda s: s["rules"]["limit"][0].update(figure="moods"))
    with pytest.raises(RefusedError, match="does not know the figure 'moods'"):
        prove(run)
