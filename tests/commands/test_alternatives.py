"""`clusters alternatives`, run as a planner would."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

Run = Callable[..., Result]


def test_it_lists_plans_writes_them_and_names_the_folder(
    run: Run, scenario: Path, tmp_path: Path
) -> None:
    result = run("alternatives", scenario, "--within", "50%", "--out", "near")
    assert result.exit_code == 0, result.output
    (folder,) = (tmp_path / "near").iterdir()
    assert str(folder.name) in result.stdout
    assert "of the best" in result.stdout
    again = run("check", scenario, "--plan", next((folder / "plans").iterdir()))
    assert again.exit_code == 0, again.output


def test_json_is_one_document_and_nothing_else(run: Run, scenario: Path) -> None:
    result = run("alternatives", scenario, "--count", "1", "--json")
    assert result.exit_code == 0, result.output
    record = json.loads(result.stdout)
    assert record["status"] == "optimal"
    assert len(record["plans"]) == 1
    assert record["folder"] is None


def test_what_is_no_tolerance_is_bad_input(run: Run, scenario: Path) -> None:
    result = run("alternatives", scenario, "--within", "a little")
    assert result.exit_code == 2
    assert "'a little' is not a tolerance" in result.output


def test_objectives_in_order_of_importance_are_refused(run: Run, scenario: Path) -> None:
    text = scenario.read_text(encoding="utf-8")
    scenario.write_text(f"{text}priority: [patient_flow, compactness]\n", encoding="utf-8")
    result = run("alternatives", scenario)
    assert result.exit_code == 2
    assert "leave priority out" in result.output


def test_an_impossible_scenario_says_why(run: Run, scenario: Path) -> None:
    text = scenario.read_text(encoding="utf-8")
    scenario.write_text(text.replace("national: 2", "national: 9"), encoding="utf-8")
    result = run("alternatives", scenario)
    assert result.exit_code == 1
    assert "no plan keeps every rule" in result.stdout


@pytest.mark.parametrize("asked", [["--within", "1%"], ["--count", "3", "--differ", "2"]])
def test_the_north_west_is_answered_and_said_to_be_proven(run: Run, asked: list[str]) -> None:
    result = run("alternatives", "north-west", *asked)
    assert result.exit_code == 0, result.output
    assert "Proven: no lawful plan scores higher." in result.stdout
    assert "settled place" in result.stdout
