"""`prove` on real England, on its own: the command line, and nothing of what it checks loaded."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from cli import app
from geodata import load_geography
from modelling.scenario import Scenario
from modelling.scenario_files import load_scenario
from outputs.run_folder import write_run
from solvers.engine import solve
from solvers.proof.covering import Search, TooManyError
from solvers.proof.proving import prove

ALONE = """
import sys
from pathlib import Path
from solvers.proof.proving import prove
assert prove(Path(sys.argv[1])).proven
print(*{name.partition(".")[0] for name in sys.modules}, *sys.modules)
"""
ENGINE = {"geodata", "modelling", "outputs", "solvers.engine", "solvers.blocks", "solvers.search"}
LIBRARIES = {"numpy", "numba", "pandas", "pulp", "highspy", "networkx", "scipy", "shapely"}


@pytest.fixture(scope="module")
def north_west(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a run of the North West."""
    outcome = solve(load_scenario("north-west"), load_geography("england-2011"))
    return write_run(outcome, tmp_path_factory.mktemp("runs"))


def run(*arguments: str) -> tuple[int, str, str]:
    found = CliRunner(env={"COLUMNS": "400"}).invoke(app, ["prove", *arguments])
    return found.exit_code, found.stdout, found.stderr


def test_the_run_of_the_north_west_is_proven_in_one_sentence(north_west: Path):
    code, said, _ = run(str(north_west))
    assert code == 0
    assert said == (
        "Proven: no lawful plan for england-2011 (North West) under these rules scores above this "
        "one's 2.246616 by more than 0.00000001; checked 106,265 candidate clusters, 0 survivors "
        "and 1 count in exact arithmetic.\n"
    )


def test_the_proof_loads_neither_the_engine_nor_a_numerical_library(north_west: Path):
    alone = subprocess.run(
        [sys.executable, "-c", ALONE, str(north_west)],
        cwd=Path(__file__).parents[3],
        capture_output=True,
        text=True,
        check=False,
    )
    assert alone.returncode == 0, alone.stderr
    loaded = set(alone.stdout.split())
    assert "yaml" in loaded
    assert not loaded & (ENGINE | LIBRARIES)


def test_a_tampered_run_exits_with_1_and_says_what_is_wrong(north_west: Path, tmp_path: Path):
    copy = tmp_path / "run"
    copy.mkdir()
    for file in north_west.iterdir():
        (copy / file.name).write_bytes(file.read_bytes())
    record = json.loads((copy / "outcome.json").read_text())
    (copy / "outcome.json").write_text(json.dumps(record | {"objective": 2.3, "bound": 2.3}))

    code, said, _ = run(str(copy))
    assert code == 1
    assert "Not proven: 2 things are wrong with this run." in said
    assert "the objective of the run is 2.246616" in said

    code, said, _ = run(str(copy), "--json")
    assert code == 1
    assert json.loads(said)["proven"] is False
    assert len(json.loads(said)["faults"]) == 2


@pytest.mark.parametrize("missing", ["outcome.json", "scenario.yaml", "plan.csv"])
def test_a_folder_that_is_no_whole_run_is_bad_input(north_west: Path, tmp_path: Path, missing: str):
    for file in north_west.iterdir():
        if file.name != missing:
            (tmp_path / file.name).write_bytes(file.read_bytes())
    code, _, said = run(str(tmp_path))
    assert code == 2
    assert f"{missing}: cannot be read" in said


def test_a_geography_that_is_gone_is_bad_input(north_west: Path, tmp_path: Path):
    for file in north_west.iterdir():
        text = file.read_text(errors="replace").replace("england-2011", "england-2031")
        (tmp_path / file.name).write_text(text)
    code, _, said = run(str(tmp_path))
    assert code == 2
    assert "there is no geography 'england-2031' here → name the folder with --geography" in said


def test_pcts_offered_to_a_second_sha_are_proven_as_one_block(tmp_path: Path):
    rules = {
        "cluster_count": {"per_sha": {"East Midlands": [4, 5], "South Central": 4}},
        "sha_boundaries": {"exceptions": {"5CQ": "East Midlands"}},
        "contiguity": {},
        "population": {"min": 400_000, "max": 2_800_000},
        "size": {"max": 10},
    }
    data = {
        "name": "offered",
        "geography": "england-2011",
        "shas": ["East Midlands", "South Central"],
        "rules": rules,
        "objectives": {"patient_flow": 1.0},
    }
    outcome = solve(Scenario.model_validate(data), load_geography("england-2011"))
    verdict = prove(write_run(outcome, tmp_path))
    assert verdict.proven, verdict.faults
    assert {count.block for count in outcome.counts} == {"East Midlands + South Central"}


def test_a_search_that_grows_too_long_is_given_up_and_proves_nothing(
    north_west: Path, monkeypatch: pytest.MonkeyPatch
):
    def endless(*_: object) -> None:
        raise TooManyError

    record = json.loads((north_west / "outcome.json").read_text())
    monkeypatch.setattr(Search, "run", endless)
    monkeypatch.setattr("solvers.proof.proving.MARGIN", -1)
    verdict = prove(north_west)
    assert record["status"] == "optimal"
    assert verdict.faults == ("the prices leave too many candidates to search: nothing is proven",)
