"""The report of a sweep, in blocks and in every format, says what the store says."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from written_sweeps import COLUMNS, ROWS, WHOLE, filled, members

from outputs.report.blocks import Block, Paragraph, Picture, Report, Table
from outputs.sweeps.files import MOST_ROWS, Written, write_sweep_report
from outputs.sweeps.findings import Findings
from outputs.sweeps.reading import read_sweep
from outputs.sweeps.report import shortened, sweep_report
from outputs.sweeps.wording import field_title, scenario_numbers
from solvers.sweeping.store import Store


@pytest.fixture(scope="module")
def written(store: Path, tmp_path_factory: pytest.TempPathFactory) -> Written:
    return write_sweep_report(store, tmp_path_factory.mktemp("out"))


@pytest.fixture(scope="module")
def report(findings: Findings) -> Report:
    return sweep_report(findings)


def blocks(report: Report) -> list[Block]:
    return [block for _, section in report.walk() for block in section.blocks]


def table(report: Report, name: str) -> Table:
    return next(b for b in blocks(report) if isinstance(b, Table) and b.name == name)


def test_plans_stand_with_their_counts_and_scores(report: Report, raw: list[dict[str, Any]]):
    rows = table(report, "plans").rows
    plans = [row["plan"] for row in raw if row["plan"] is not None]
    assert [row[1] for row in rows] == sorted(map(plans.count, set(plans)), reverse=True)
    assert sum(float(row[2] or 0) for row in rows) == pytest.approx(1)


def test_plans_are_compared_with_the_first_and_with_the_reference(report: Report):
    rows = table(report, "agreement").rows
    clusters = [row[3] for row in table(report, "plans").rows]
    assert rows[0][1:4] == (0, clusters[0], 1.0)
    assert any(row[6] == 1.0 and row[4] == 0 for row in rows), "the reference plan came up"


def test_everything_that_the_report_promises_is_in_it(report: Report):
    found = blocks(report)
    pictures = [block.name for block in found if isinstance(block, Picture)]
    assert pictures[:2] == ["most-frequent", "plan-2"]
    assert "settled" in pictures
    assert pictures[-1] == "trade-off"
    assert sum(name.startswith("effect-") for name in pictures) == 3
    assert all(block.alt for block in found if isinstance(block, Picture))
    names = [block.name for block in found if isinstance(block, Table)]
    for name in ("plans", "agreement", "open-pairs", "places", "rank-correlations", "main-effects",
                 "unbeaten", "impossible", "scenarios"):  # fmt: skip
        assert name in names


def test_every_scenario_stands_with_what_it_asks(report: Report, raw: list[dict[str, Any]]):
    rows = table(report, "scenarios").rows
    assert [row[0] for row in rows] == [row["number"] for row in raw]
    for shown, held in zip(rows, raw, strict=True):
        assert list(shown[2:5]) == [held["settings"][path] for path in held["settings"]]
        assert (shown[5] == "–") == (held["plan"] is None)


def test_the_report_is_called_by_the_sweep_and_by_what_varies(report: Report, tmp_path: Path):
    assert report.title == "counts"
    assert report.subtitle == (
        "A sweep of 27 scenarios: a grid over Number of clusters: national (1 to 3), "
        "Weight of Compactness (0.25 to 2) and PCT boards that one executive team serves: max "
        "(1 to 4)"
    )
    assert report.facts.values["Base scenario"] == "squares"
    draws = {"count": 5, "seed": 1, "fields": {"objectives.patient_flow": [0.5, 1000]}}
    of = members(tmp_path, cases=[{}, {"rules.together": [["A1", "A2"]]}], sample=draws)
    store = filled(tmp_path / "s.sqlite", of, [{"groups": WHOLE}])
    assert sweep_report(Findings(read_sweep(Store.open(store)))).subtitle == (
        "A sweep of 7 scenarios: 2 cases; 5 samples of Weight of Patient flow (0.5 to 1,000)"
    )


def test_nothing_is_called_the_best_across_weights_and_why_is_said(written: Written):
    page = written.files[0].read_text(encoding="utf-8")
    text = " ".join(re.sub(r"<[^>]+>", " ", page.split("<main")[1]).split())
    assert "a weighted total, or an average, of one is on another scale" in text
    lawful = ("proven best", "called the best here", "Which of the plans is best is")
    for phrase in lawful:
        text = text.replace(phrase, "")
    assert not re.search(r"\bbest\b", text)


def test_every_small_map_says_what_its_lines_and_shades_mean(report: Report):
    small = [b for b in blocks(report) if isinstance(b, Picture) and b.name.startswith("plan-")]
    assert [b.size for b in small] == ["quarter"] * len(small)
    for number, block in enumerate(small, start=2):
        assert block.caption.startswith(f"Plan {number} (")
        assert "in another cluster than in plan 1" in block.caption
    assert len(small) == min(9, len(table(report, "plans").rows) - 1) > 1


def test_an_unfinished_sweep_is_said_to_be_unfinished(tmp_path: Path):
    store = filled(tmp_path / "s.sqlite", members(tmp_path), [{"groups": WHOLE}, {"groups": ROWS}])
    report = sweep_report(Findings(read_sweep(Store.open(store))))
    first = blocks(report)[0]
    assert isinstance(first, Paragraph)
    assert first.kind == "warning"
    assert "unfinished: 2 of its 27 scenarios have a result" in first.text
    assert report.facts.values["Scenarios finished"] == "2 of 27"


def test_a_sweep_without_any_plan_has_a_report_of_its_reasons(tmp_path: Path):
    reasons = [{"status": "infeasible", "reason": "No."}] * 3 + [{"status": "stopped"}]
    store = filled(tmp_path / "s.sqlite", members(tmp_path), reasons)
    written = write_sweep_report(store)
    assert written.files[0] == tmp_path / "s-report" / "report.html"
    report = sweep_report(written.findings)
    assert [row[1] for row in table(report, "impossible").rows] == [3]
    assert [row[1] for row in table(report, "cut-short").rows] == [1]


def test_a_sweep_with_one_plan_alone_has_a_report(tmp_path: Path):
    store = filled(tmp_path / "s.sqlite", members(tmp_path), [{"groups": COLUMNS}])
    said = write_sweep_report(store, formats=("html",)).files[0].read_text(encoding="utf-8")
    assert "All 1 scenario with a plan have the same one." in said


def test_without_boundaries_there_are_no_maps_and_that_is_said(tmp_path: Path):
    of = members(tmp_path, drawn=False)
    store = filled(tmp_path / "s.sqlite", of, [{"groups": COLUMNS}, {"groups": ROWS}])
    report = sweep_report(Findings(read_sweep(Store.open(store))))
    said = [b.text for b in blocks(report) if isinstance(b, Paragraph)]
    assert said.count("No map: small has no boundaries to draw one from.") == 2


def test_long_tables_are_cut_in_the_html_file_with_a_word_where_the_rest_is(report: Report):
    short = shortened(report, 5, "the tables")
    rows = table(short, "scenarios")
    assert len(rows.rows) == 5
    assert rows.note.startswith("The first 5 of 27 rows; all are in the tables.")
    assert shortened(report, MOST_ROWS, "the tables") == report


def test_the_report_says_when_the_last_result_was_kept_whenever_the_file_was_copied(
    store: Path, tmp_path: Path
):
    path = Path(shutil.copy(store, tmp_path / "s.sqlite"))
    os.utime(path, (0, 0))
    (html,) = write_sweep_report(path, tmp_path, ("html",)).files
    recorded = Store.open(store).recorded
    assert recorded.year > 1970
    assert f"{recorded:%d %B %Y, %H:%M} UTC" in html.read_text(encoding="utf-8")


def test_fields_are_called_as_a_planner_would():
    assert field_title("objectives.patient_flow") == "Weight of Patient flow"
    assert field_title("objectives.patient_flow.weight") == "Weight of Patient flow"
    assert field_title("rules.cluster_count.national").endswith(": national")
    assert field_title("rules.cluster_count.per_sha.North West").endswith(": North West")
    assert field_title("shas") == "shas"


def test_scenario_numbers_are_listed_in_runs():
    assert scenario_numbers([1]) == "1"
    assert scenario_numbers([2, 1]) == "1 and 2"
    assert scenario_numbers([9, 1, 2, 3, 5]) == "1 to 3, 5 and 9"
    assert scenario_numbers(range(1, 40, 2), most=3) == "1, 3, 5 and 17 others"
