"""The examples of CONTRIBUTING.md are whole: put in place as they stand, they work."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
EXAMPLE = re.compile(r"^```\w+ (\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
EXAMPLES = dict(EXAMPLE.findall((ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")))


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the project's rooms with the examples put in place."""
    folder = tmp_path_factory.mktemp("checkout")
    for room in ("geodata", "modelling", "solvers", "outputs", "commands"):
        shutil.copytree(ROOT / room, folder / room, ignore=shutil.ignore_patterns("runs"))
    for file in ("cli.py", "pyproject.toml"):
        shutil.copy(ROOT / file, folder)
    for place, text in EXAMPLES.items():
        (folder / place).parent.mkdir(parents=True, exist_ok=True)
        (folder / place).write_text(text, encoding="utf-8")
    return folder


def run(checkout: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run Python with the copy of the project and not the one that is installed."""
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=checkout,
        env=os.environ | {"PYTHONPATH": str(checkout), "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def solve(checkout: Path, scenario: str, text: str) -> dict:
    """Return the record of a solve of the scenario with the copy of the project."""
    (checkout / scenario).write_text(text, encoding="utf-8")
    found = run(checkout, "-m", "cli", "solve", scenario, "--json", "--out", "runs")
    assert found.returncode == 0, found.stderr
    return json.loads(found.stdout)


@pytest.fixture(scope="module")
def with_rule(checkout: Path) -> dict:
    """Return the record of the page's scenario, solved."""
    return solve(checkout, "area.yaml", EXAMPLES["area.yaml"])


def test_the_page_shows_a_rule_its_scenario_its_test_and_an_objective() -> None:
    assert list(EXAMPLES) == [
        "modelling/rules/area.py",
        "area.yaml",
        "tests/modelling/test_area.py",
        "modelling/objectives/deprivation_balance.py",
    ]


@pytest.mark.parametrize("tool", [["check"], ["format", "--check"]], ids=lambda tool: tool[0])
def test_the_examples_keep_to_the_style(checkout: Path, tool: list[str]) -> None:
    places = [place for place in EXAMPLES if place.endswith(".py")]
    found = run(checkout, "-m", "ruff", *tool, *places)
    assert found.returncode == 0, found.stdout


def test_the_tests_of_the_examples_pass(checkout: Path) -> None:
    found = run(checkout, "-m", "pytest", "-p", "no:cacheprovider", "tests/modelling")
    assert found.returncode == 0, found.stdout + found.stderr
    assert "1 passed" in found.stdout


def test_a_new_rule_binds_in_a_proven_plan(checkout: Path, with_rule: dict) -> None:
    """The best plan without the rule scores more, so the rule ruled it out."""
    text = EXAMPLES["area.yaml"].replace("area: {max_km2: 5100}", "")
    free = solve(checkout, "free.yaml", text)

    assert with_rule["status"] == free["status"] == "optimal"
    assert with_rule["objective"] < free["objective"]
    assert not with_rule["violations"]


def test_a_new_objective_is_solved_for_and_scored_at_once(checkout: Path, with_rule: dict) -> None:
    """Choosing by the objective gives more of it than choosing by patient flow."""
    text = EXAMPLES["area.yaml"].replace("patient_flow: 1.0", "deprivation_balance: 1.0")
    balanced = solve(checkout, "balanced.yaml", text)

    name = "deprivation_balance"
    assert balanced["status"] == "optimal"
    assert balanced["objective"] == pytest.approx(balanced["scores"][name])
    assert 0 <= with_rule["scores"][name] < balanced["scores"][name] <= 1
