"""One map for the tests that need no random one, and one run for those that tamper with it."""

import shutil
from pathlib import Path

import pytest
from small_maps import make_geography
from tampering import TWO_SHAS

from geodata import load_geography
from geodata.geography import Geography
from modelling.scenario import Scenario
from outputs.run_folder import write_run
from solvers.engine import solve


@pytest.fixture
def square() -> Geography:
    """Four PCTs around a square, two in each of two SHAs; the sides that cross are longest."""
    return make_geography(
        {"A1": 100, "A2": 200, "B1": 300, "B2": 400},
        [
            ("A1", "A2", "land", 1.0),
            ("B1", "B2", "land", 2.0),
            ("A1", "B1", "land", 3.0),
            ("A2", "B2", "land", 4.0),
        ],
        {"A1": "Alpha", "A2": "Alpha", "B1": "Beta", "B2": "Beta"},
    )


@pytest.fixture(scope="session")
def honest_run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of an honest run."""
    outcome = solve(Scenario.model_validate(TWO_SHAS), load_geography("england-2011"))
    assert any(count.survivors for count in outcome.counts), "some count was searched"
    return write_run(outcome, tmp_path_factory.mktemp("runs"))


@pytest.fixture
def run(honest_run: Path, tmp_path: Path) -> Path:
    """Return a copy of the run to tamper with."""
    return Path(shutil.copytree(honest_run, tmp_path / "run"))
