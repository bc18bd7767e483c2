"""`clusters frontier`, run as a planner would."""

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

Run = Callable[..., Result]

PAIR = ("--between", "compactness,population_balance")
ENGLAND = """\
name: far-south-west
geography: england-2011
shas: [South West]
rules:
  cluster_count: {per_sha: {South West: [4, 6]}}
  sha_boundaries: {}
  contiguity: {edges: [land, water_or_gap, ferry]}
  population: {min: 400000, max: 2800000}
objectives: {patient_flow: 1, population_balance: 1}
"""


@pytest.fixture
def south_west(tmp_path: Path) -> Path:
    file = tmp_path / "south-west.yaml"
    file.write_text(ENGLAND, encoding="utf-8")
    return file


def test_the_frontier_of_an_sha_is_proven_drawn_and_written_plan_by_plan(
    run: Run, south_west: Path
) -> None:
    result = run("frontier", south_west, "--between", "patient_flow,population_balance")

    assert result.exit_code == 0, result.output
    assert "far-south-west: patient flow against population balance" in result.stdout
    assert "are all there is to choose from" in result.stdout
    assert "clusters-2011 scores" in result.stdout
    (folder,) = Path("outputs/runs/far-south-west").iterdir()
    names = ["frontier.csv", "frontier.json", "frontier.png", "frontier.svg", "plans"]
    assert sorted(p.name for p in folder.iterdir()) == [*names, "scenario.yaml"]
    rows = list(csv.DictReader((folder / "frontier.csv").open(encoding="utf-8-sig")))
    plans = sorted((folder / "plans").iterdir())
    assert len(plans) == len(rows)
    scored = json.loads(run("score", plans[1], "--scenario", south_west, "--json").stdout)["scores"]
    for name in ("patient_flow", "population_balance"):
        assert float(rows[1][name]) == pytest.approx(scored[name], abs=1e-8)
    assert run("check", south_west, "--plan", plans[1]).exit_code == 0


def test_a_frontier_is_printed_as_one_json_document(run: Run, scenario: Path) -> None:
    result = run("frontier", scenario, *PAIR, "--out", "here", "--json")

    assert result.exit_code == 0, result.output
    said = json.loads(result.stdout)
    assert said["complete"]
    assert said["between"] == ["compactness", "population_balance"]
    assert [point["plan"] for point in said["points"]] == list(range(1, len(said["points"]) + 1))
    assert Path(said["folder"]).parent == Path("here")


@pytest.mark.parametrize(
    ("between", "said"),
    [
        ("compactness", "'compactness' is not two objectives"),
        ("compactness,population_balanc", "did you mean 'population_balance'?"),
        ("compactness,compactness", "compactness is named twice"),
        ("compactness,local_authority,span", "is not two objectives"),
    ],
)
def test_what_is_not_two_objectives_exits_with_2_and_writes_nothing(
    run: Run, scenario: Path, between: str, said: str
) -> None:
    result = run("frontier", scenario, "--between", between, "--out", "here")

    assert result.exit_code == 2
    assert said in result.output
    assert not Path("here").exists()


def test_a_scenario_without_a_lawful_plan_exits_with_1(run: Run, scenario: Path) -> None:
    text = scenario.read_text(encoding="utf-8").replace("size: {max: 2}", "size: {max: 1}")
    scenario.write_text(text, encoding="utf-8")
    result = run("frontier", scenario, *PAIR, "--out", "here")

    assert result.exit_code == 1, result.output
    assert "Proven impossible" in result.stdout
    (folder,) = Path("here").iterdir()
    assert not (folder / "frontier.png").exists()


def test_a_frontier_out_of_time_exits_with_3_and_says_that_it_is_not_complete(
    run: Run, south_west: Path
) -> None:
    pair = ("--between", "patient_flow,population_balance")
    result = run("frontier", south_west, *pair, "--time-limit", "0", "--json")

    assert result.exit_code == 3, result.output
    said = json.loads(result.stdout)
    assert not said["complete"]
    assert said["open"] or not said["points"]
