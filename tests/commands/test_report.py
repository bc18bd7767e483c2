"""`clusters report`, run as a planner would."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from typer.testing import Result

from outputs.report.blocks import Report
from outputs.report.pack import FORMATS

Run = Callable[..., Result]


def test_the_pack_is_written_to_the_run_in_every_format_and_says_what_is_proven(
    run: Run, finished: Path
):
    result = run("report", finished)
    assert result.exit_code == 0, result.output
    written = [finished / "report" / f"report.{name}" for name in FORMATS]
    assert result.stdout.splitlines()[:3] == [f"Wrote {path}" for path in written]
    assert "Proven optimal: no lawful plan scores higher." in result.stdout
    assert written[0].read_bytes().startswith(b"%PDF-")
    assert written[1].read_text(encoding="utf-8").startswith("<!doctype html>")
    assert openpyxl.load_workbook(written[2]).sheetnames[:2] == ["Contents", "Text"]


def test_steps_are_counted_to_the_last_as_they_are_done(run: Run, finished: Path):
    result = run("report", finished, "--format", "html")
    told = [tuple(map(int, pair)) for pair in re.findall(r"^\[(\d+)/(\d+)\]", result.stderr, re.M)]
    (total,) = {of for _, of in told}
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    assert {done for done, _ in told} == set(range(total + 1))
    assert f"[{total - 1}/{total}] Writing report.html" in result.stderr


def test_only_the_formats_asked_for_are_written_to_the_folder_asked_for(
    run: Run, finished: Path, tmp_path: Path
):
    result = run("report", finished, "--format", "XLSX, html,xlsx", "--out", "pack", "--json")
    said = json.loads(result.stdout)
    assert result.exit_code == 0
    assert said["files"] == [str(Path("pack") / f"report.{name}") for name in ("xlsx", "html")]
    assert said["against"] == "first"
    assert said["proof_rests_on"] == "certificate"
    assert sorted(p.name for p in (tmp_path / "pack").iterdir()) == ["report.html", "report.xlsx"]
    assert not (finished / "report").exists()


def test_the_same_run_gives_the_same_pack(run: Run, finished: Path, tmp_path: Path):
    for out in ("one", "two"):
        assert run("report", finished, "--out", out).exit_code == 0
    for name in FORMATS:
        files = [tmp_path / out / f"report.{name}" for out in ("one", "two")]
        assert files[0].read_bytes() == files[1].read_bytes()


def test_what_is_wrong_with_the_question_is_one_list(run: Run, tmp_path: Path):
    result = run("report", "nowhere", "--format", "pdf,docx,htm")
    assert result.exit_code == 2
    assert "3 problems in the input" in result.stderr
    assert "'docx' is no format of a report" in result.stderr
    assert "did you mean 'html'?" in result.stderr
    assert "nowhere: is not the folder of a run" in result.stderr
    assert run("report", tmp_path, "--format", " ,").exit_code == 2


@pytest.mark.parametrize(
    "arguments",
    [("--against", "nothing-like-it"), ("--parameters", "none.yaml"), ("--geography", "none")],
)
def test_what_is_not_there_is_said_and_nothing_is_written(
    run: Run, finished: Path, arguments: tuple[str, str]
):
    result = run("report", finished, *arguments)
    assert result.exit_code == 2
    assert arguments[1] in result.stderr
    assert "Traceback" not in result.output
    assert not (finished / "report").exists()


def test_a_run_that_found_no_plan_is_refused_with_its_reason(
    run: Run, scenario: Path, tmp_path: Path
):
    text = scenario.read_text(encoding="utf-8").replace("max: 2", "max: 1")
    scenario.write_text(text, encoding="utf-8")
    assert run("solve", scenario, "--out", "none").exit_code == 1
    (folder,) = (tmp_path / "none").iterdir()
    result = run("report", folder)
    assert result.exit_code == 2
    assert "the run has no plan: no plan keeps every rule" in result.stderr


def test_a_run_that_is_not_what_it_says_is_reported_with_a_warning(run: Run, finished: Path):
    plan = finished / "plan.csv"
    rows = list(csv.reader(plan.read_text(encoding="utf-8-sig").splitlines()))
    rows[1][3:], rows[-1][3:] = rows[-1][3:], rows[1][3:]
    with plan.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    result = run("report", finished)
    assert result.exit_code == 1
    assert "Nothing is proven of this plan" in result.stdout
    assert "certificate is of another plan" in result.stderr
    assert (finished / "report" / "report.pdf").is_file()


def test_a_failure_to_write_leaves_the_pack_that_was_there(
    run: Run, finished: Path, monkeypatch: pytest.MonkeyPatch
):
    assert run("report", finished, "--format", "html").exit_code == 0
    file = finished / "report" / "report.html"
    before = file.read_bytes()

    def full(path: Path, _report: Report) -> None:
        raise OSError(28, "No space left on device", str(path))

    monkeypatch.setattr("outputs.report.pack.FORMATS", {**FORMATS, "html": full})
    result = run("report", finished, "--format", "html")
    assert result.exit_code == 2
    assert "No space left on device" in result.stderr
    assert file.read_bytes() == before
