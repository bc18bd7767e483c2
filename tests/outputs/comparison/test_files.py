"""What a comparison leaves in a folder: a page, maps, tables and a record."""

import csv
import io
import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from in_browser import fetched

from geodata.geography import Geography
from modelling.comparison import Comparison, compare
from modelling.plan import Plan
from modelling.scenario import Scenario
from outputs.comparison import page
from outputs.comparison.files import comparison_record, write_comparison
from outputs.comparison.page import comparison_report
from outputs.comparison.rows import TABLES
from outputs.report.blocks import Picture
from outputs.report.writers.html import report_page


@pytest.fixture(scope="module")
def folder(hostile_three: Comparison, tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("comparison")
    write_comparison(found, hostile_three)
    return found


def test_steps_are_counted_and_every_file_that_is_said_to_be_written_is(
    three: Comparison, tmp_path: Path
) -> None:
    told: list[tuple[int, int]] = []
    written = write_comparison(tmp_path / "out", three, lambda n, of, _: told.append((n, of)))
    assert told == [(n, 4) for n in range(5)]
    assert [path.name for path in written] == [
        "comparison.html",
        "comparison.json",
        "difference-B-Leeds-moved.html",
        "difference-C-London-alone.html",
        *(f"{name}.csv" for name in TABLES),
    ]
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == sorted(p.name for p in written)
    text = written[0].read_text(encoding="utf-8")
    assert "difference-B-Leeds-moved.html" in text.replace("<wbr>", "")
    assert text.count("<figure") == 1  # London alone moves nothing
    assert max(path.stat().st_size for path in written) < 5_000_000


def test_hostile_names_neither_run_nor_leave_the_folder(
    folder: Path, hostile_three: Comparison
) -> None:
    names = sorted(path.name for path in folder.iterdir())
    assert len(names) == 2 + 2 + len(TABLES)
    assert all(re.fullmatch(r"[A-Za-z0-9._-]+", name) for name in names)
    for file in folder.glob("*.html"):
        text = file.read_text(encoding="utf-8")
        assert "<script>window.hostile" not in text
        assert "<img src=x" not in text
        assert "Content-Security-Policy" in text
    for table in folder.glob("*.csv"):
        for row in csv.reader(io.StringIO(table.read_text(encoding="utf-8-sig"))):
            assert not any(cell.startswith(("=", "+", "@")) for cell in row)
    record = json.loads((folder / "comparison.json").read_text(encoding="utf-8"))
    assert [p["plan"] for p in record["plans"]] == [p.name for p in hostile_three.plans]


@pytest.mark.browser
def test_the_page_opens_with_no_network_and_runs_nothing(
    folder: Path, open_page: Callable, browser: object
) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 800}, offline=True)
    shown, asked = context.new_page(), []
    shown.on("request", lambda request: asked.append(request.url))
    shown.goto((folder / "comparison.html").as_uri())
    assert shown.evaluate("window.hostile") is None
    assert shown.evaluate("document.documentElement.scrollWidth") <= 390
    assert [url for url in asked if not url.startswith(("data:", "file:"))] == []
    assert shown.locator("h2").count() >= 4
    context.close()
    (first, *_) = sorted(folder.glob("difference-*.html"))
    opened = open_page(first)
    assert fetched(opened) == [first.as_uri()]
    assert opened.complaints == []


@pytest.mark.browser
def test_on_a_phone_the_map_keeps_the_size_of_its_letters(
    three: Comparison, tmp_path: Path, browser: object
) -> None:
    write_comparison(tmp_path, three)
    context = browser.new_context(viewport={"width": 390, "height": 800}, offline=True)
    shown = context.new_page()
    shown.goto((tmp_path / "comparison.html").as_uri())
    figure = shown.locator("figure.page").first
    assert figure.locator("img").bounding_box()["width"] >= 640  # 482 points, as it is printed
    assert figure.evaluate("f => f.clientWidth") <= 390 < figure.evaluate("f => f.scrollWidth")
    assert figure.locator("figcaption").bounding_box()["width"] <= 390
    assert shown.evaluate("document.documentElement.scrollWidth") <= 390
    context.close()


def test_the_record_is_json_with_every_plan_pair_and_move(three: Comparison) -> None:
    record = json.loads(json.dumps(comparison_record(three), allow_nan=False))
    assert record["scenario"]["name"] == "national"
    assert [len(p["clusters"]) for p in record["plans"]] == [50, 50, 6]
    assert len(record["agreement"]) == 3
    assert [m["pct"] for m in record["differences"][0]["moves"]] == ["5N1"]
    assert len(record["differences"][1]["pcts_of_a_only"]) == 120


def test_what_is_not_known_is_null_and_said_to_be_not_known(
    london: Plan, national: Scenario, england: Geography
) -> None:
    leeds = Plan({"5N1": "x"}, {}, "Leeds")
    found = compare([london, leeds], national, replace(england, boundaries=None))
    assert comparison_record(found)["agreement"][0]["adjusted_rand_index"] is None
    text = report_page(comparison_report(found, {}))
    assert "<i>not known</i>" in text
    assert "there is nothing to compare" in text


def test_without_boundaries_there_are_tables_and_the_page_says_why_no_map(
    plan: Plan, moved: Plan, national: Scenario, england: Geography, tmp_path: Path
) -> None:
    found = compare([plan, moved], national, replace(england, boundaries=None))
    written = write_comparison(tmp_path, found)
    assert not any(path.name.startswith("difference") for path in written)
    assert "No map: england-2011 has no boundaries" in written[0].read_text(encoding="utf-8")


def test_many_plans_are_headed_by_letters_and_only_some_pairs_and_pictures_are_on_the_page(
    plan: Plan,
    moved: Plan,
    national: Scenario,
    england: Geography,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    drawing = SimpleNamespace(svg=b"<svg/>", alt="a map")
    monkeypatch.setattr(page, "difference_picture", lambda *_, **__: drawing)
    plans = [replace(moved if i else plan, name=f"plan {i}") for i in range(26)]
    report = comparison_report(compare(plans, national, england), {})
    tables = {table.name: table for _, table in report.tables()}
    assert [c.title for c in tables["scores"].columns][2:5] == ["A", "B", "C"]
    assert len(tables["agreement"].rows) == 25
    assert "300 pairs more are in agreement.csv" in report_page(report)
    pictures = [b for _, s in report.walk() for b in s.blocks if isinstance(b, Picture)]
    assert len(pictures) == page.MOST_PICTURES


def test_the_record_says_alike_everywhere_how_many_clusters_two_plans_have_in_common(
    plan: Plan, national: Scenario, england: Geography
) -> None:
    fewer = Plan({pct: c for pct, c in plan.cluster_of.items() if pct != "5N1"}, {}, "no Leeds")
    record = comparison_record(compare([plan, fewer], national, england))
    (pair,), (change,) = record["agreement"], record["differences"]
    assert pair["clusters_in_common"] == change["clusters_in_common"] == len(plan.clusters)
