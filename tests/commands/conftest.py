"""A small geography in a folder, a scenario for it, and a way to run the commands there."""

from collections.abc import Callable
from pathlib import Path

import pytest
from small_folder import Folder
from typer.testing import CliRunner, Result

from cli import app

SCENARIO = """\
name: two
geography: {folder}
rules:
  cluster_count: {{national: 2}}
  contiguity: {{edges: [land, water_or_gap]}}
  size: {{max: 2}}
objectives: {{compactness: 1, patient_flow: 0.5}}
"""


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Return a function that runs a command in an empty folder."""
    monkeypatch.chdir(tmp_path)
    runner = CliRunner(env={"COLUMNS": "200"})
    return lambda *arguments: runner.invoke(app, list(map(str, arguments)))


@pytest.fixture
def scenario(tmp_path: Path) -> Path:
    """Return the file of a scenario for four squares in a folder of their own."""
    folder = Folder(tmp_path / "squares")
    file = tmp_path / "two.yaml"
    file.write_text(SCENARIO.format(folder=folder.path), encoding="utf-8")
    return file


@pytest.fixture
def finished(run: Callable[..., Result], scenario: Path, tmp_path: Path) -> Path:
    """Return the folder of a finished run of that scenario."""
    result = run("solve", scenario, "--out", "runs")
    assert result.exit_code == 0, result.output
    (folder,) = (tmp_path / "runs").iterdir()
    return folder


@pytest.fixture(scope="session")
def north_west(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a run of the scenario `north-west`."""
    folder = tmp_path_factory.mktemp("north-west")
    result = CliRunner().invoke(app, ["solve", "north-west", "--out", str(folder)])
    assert result.exit_code == 0, result.output
    (run,) = folder.iterdir()
    return run
