"""`clusters sweep-report`, run as a planner would."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result
from written_sweeps import COLUMNS, ROWS, WHOLE, filled, members

Run = Callable[..., Result]


@pytest.fixture
def store(tmp_path: Path) -> Path:
    scores = {"compactness": 0.5, "patient_flow": 0.5}
    results = [{"groups": groups, "scores": scores} for groups in (ROWS, COLUMNS, WHOLE, ROWS)]
    return filled(tmp_path / "counts.sqlite", members(tmp_path), results)


def test_every_format_is_written_beside_the_store_and_the_sweep_summed_up(run: Run, store: Path):
    result = run("sweep-report", store)
    assert result.exit_code == 0, result.output
    folder = store.parent / "counts-report"
    assert {p.name for p in folder.iterdir()} == {"report.html", "report.xlsx", "csv", "parquet"}
    assert (folder / "csv" / "pairs.csv").is_file()
    assert (folder / "parquet" / "pairs.parquet").is_file()
    assert "3 different plans came up in the 4 scenarios with a plan." in result.stdout
    assert "This sweep is unfinished: 4 of its 27 scenarios have a result." in result.stderr
    assert run("sweep-report", store).exit_code == 0, "it may be written again"


def test_one_json_document_says_what_was_found_and_written(run: Run, store: Path):
    result = run("sweep-report", store, "--format", "csv", "--out", "tables", "--json")
    said = json.loads(result.stdout)
    assert (said["scenarios"], said["finished"], said["ended"]) == (27, 4, {"optimal": 4})
    assert [(p["plan"], p["scenarios"]) for p in said["plans"]] == [(1, [1, 4]), (2, [2]), (3, [3])]
    assert all(Path(path).is_file() for path in said["files"])


@pytest.mark.parametrize("content", [b"", b"name: counts\n", b"SQLite format 3\0" + b"\0" * 84])
def test_a_file_that_is_no_store_is_refused_in_words(run: Run, tmp_path: Path, content: bytes):
    (tmp_path / "other.sqlite").write_bytes(content)
    result = run("sweep-report", "other.sqlite")
    assert result.exit_code == 2
    assert "is not the store of a sweep" in result.stderr
    assert not (tmp_path / "other-report").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("nowhere.sqlite",), "there is no such store"),
        (("counts.sqlite", "--format", "html,pdf"), "'pdf' is no format of it"),
        (("counts.sqlite", "--between", "patient_flow"), "is not two objectives"),
        (("counts.sqlite", "--between", "patient_flow,compact"), "not compared by 'compact'"),
        (("counts.sqlite", "--geography", "nowhere"), "nowhere"),
    ],
)
def test_what_is_wrong_with_the_question_is_said(
    run: Run, store: Path, arguments: tuple[str, ...], said: str
):
    result = run("sweep-report", *arguments)
    assert result.exit_code == 2
    assert said in result.stderr
    assert "Traceback" not in result.output
    assert not (store.parent / "counts-report").exists()
