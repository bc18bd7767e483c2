"""What is written of a sweep holds what its store holds, in every format, and nothing runs."""

from __future__ import annotations

import csv
import re
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pyarrow.parquet as pq
import pytest
from written_sweeps import COLUMNS, ROWS, WHOLE, filled, members

from geodata.problems import InputError
from outputs.report.blocks import Paragraph
from outputs.sweeps.files import Written, write_sweep_report
from outputs.sweeps.report import sweep_report

HOSTILE = '=HYPERLINK("http://example.org")</script><script>window.hostile=1</script><b>\u202etxt'
SHA = "<img src=x onerror='window.hostile=1'>"


@pytest.fixture(scope="module")
def written(store: Path, tmp_path_factory: pytest.TempPathFactory) -> Written:
    return write_sweep_report(store, tmp_path_factory.mktemp("out"))


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Written:
    """Return what is written of a sweep in which names, a path and a reason are hostile."""
    folder = tmp_path_factory.mktemp("hostile")
    members(folder)
    table = folder / "squares" / "pcts.csv"
    quoted = {name: '"' + name.replace('"', '""') + '"' for name in (HOSTILE, SHA)}
    text = table.read_text().replace("Alpha", quoted[HOSTILE]).replace("North", quoted[SHA])
    table.write_text(text)
    path = f"rules.cluster_count.per_sha.{SHA}"
    grid = {"rules.sha_boundaries": [{}], path: [1, 2], "objectives.compactness": [0.5, 1]}
    of = members(folder, grid=grid)
    results: list[dict[str, Any]] = [
        {"groups": WHOLE, "scores": {"compactness": 0.5, "patient_flow": 0.5}},
        {"groups": ROWS, "scores": {"compactness": 0.75, "patient_flow": 0.25}},
        {"status": "failed", "reason": HOSTILE},
        {"status": "infeasible", "reason": SHA},
    ]
    store = filled(folder / "s.sqlite", of, results)
    return write_sweep_report(store, folder / "out")


def file(written: Written, name: str) -> Path:
    return next(path for path in written.files if path.name == name)


def test_the_csv_and_parquet_tables_hold_the_same_as_the_store(
    written: Written, raw: list[dict[str, Any]]
):
    frame = pq.read_table(file(written, "scenarios.parquet")).to_pandas()
    with file(written, "scenarios.csv").open(encoding="utf-8-sig") as opened:
        rows = list(csv.DictReader(opened))
    assert len(frame) == len(rows) == len(raw)
    for held, (_, line), row in zip(raw, frame.iterrows(), rows, strict=True):
        for path, value in held["settings"].items():
            assert line[f"set:{path}"] == value == float(row[f"set:{path}"])
        for name, value in held["scores"].items():
            if name != "objective":
                assert line[f"score:{name}"] == value == float(row[f"score:{name}"])
        assert (row["plan"] == "") == (held["plan"] is None) == pd.isna(line["plan"])


def test_plans_are_read_back_cluster_by_cluster(written: Written, raw: list[dict[str, Any]]):
    frame = pd.read_parquet(file(written, "clusters.parquet"))
    found = {
        frozenset(frozenset(pcts) for pcts in plan.groupby("cluster")["pct"].agg(list))
        for _, plan in frame.groupby("plan")
    }
    assert found == {row["plan"] for row in raw if row["plan"] is not None}


def test_the_most_frequent_plans_are_written_some_at_a_time(
    store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("outputs.sweeps.tables.MOST_PLANS", 3)
    monkeypatch.setattr("outputs.sweeps.tables.CHUNK", 2)
    written = write_sweep_report(store, tmp_path, ["csv", "parquet"])
    assert len(written.findings.reading.plans) > 3
    with file(written, "clusters.csv").open(encoding="utf-8-sig") as opened:
        rows = list(csv.DictReader(opened))
    assert [row["plan"] for row in rows] == [str(n) for n in range(1, 4) for _ in range(4)]
    frame = pd.read_parquet(file(written, "clusters.parquet"))
    assert frame.astype(str).to_dict("records") == rows
    walked = sweep_report(written.findings).walk()
    said = [b.text for _, s in walked for b in s.blocks if isinstance(b, Paragraph)]
    assert any("has the 3 most frequent plans PCT by PCT" in text for text in said)


def test_numbers_are_numbers_in_the_workbook(written: Written):
    book = openpyxl.load_workbook(file(written, "report.xlsx"))
    rows = list(book["plans"].iter_rows(values_only=True))
    head = next(i for i, row in enumerate(rows) if row[0] == "Plan")
    assert [row[0] for row in rows[head + 1 : head + 3]] == [1, 2]
    assert {"plans", "scenarios", "places", "unbeaten"} <= set(book.sheetnames)


def test_values_of_several_kinds_in_one_field_survive_parquet(tmp_path: Path):
    grid = {"rules.cluster_count.national": [2, [1, 3], [2, 4]]}
    of = members(tmp_path, grid=grid, cases=[{"objectives.compactness": 2}])
    scores = {"compactness": 0.5, "patient_flow": 0.5}
    results = [{"groups": g, "scores": scores} for g in (ROWS, COLUMNS, WHOLE, ROWS)]
    written = write_sweep_report(filled(tmp_path / "s.sqlite", of, results), formats=("parquet",))
    frame = pd.read_parquet(file(written, "scenarios.parquet"))
    shown = frame["set:rules.cluster_count.national"].tolist()
    assert shown == ["2", "[1, 3]", "[2, 4]", "[1, 4]"]


def test_hostile_names_are_whole_and_inert_in_every_format(hostile: Written):
    page = file(hostile, "report.html").read_text(encoding="utf-8")
    assert len(re.findall(r"<script", page)) == 1
    assert not re.search(r"<(img|b|a)[^>]*(onerror|hostile)", page)
    with file(hostile, "places.csv").open(encoding="utf-8-sig") as opened:
        names = {row["pct_name"] for row in csv.DictReader(opened)}
    assert f"'{HOSTILE}" in names
    frame = pd.read_parquet(file(hostile, "places.parquet"))
    assert HOSTILE in set(frame["pct_name"])
    assert SHA in set(frame["sha"])
    book = openpyxl.load_workbook(file(hostile, "report.xlsx"))
    cells = [c for sheet in book for row in sheet.iter_rows() for c in row if c.value is not None]
    assert not any(cell.data_type == "f" for cell in cells)
    assert any(str(cell.value).startswith("=HYPERLINK") for cell in cells)
    assert not any(c.hyperlink and "example.org" in str(c.hyperlink.target) for c in cells)


def test_the_same_store_gives_the_same_files(store: Path, written: Written, tmp_path: Path):
    again = write_sweep_report(store, tmp_path).files
    for one, other in zip(written.files, again, strict=True):
        assert one.read_bytes() == other.read_bytes(), one.name


def test_only_known_formats_and_scores_are_taken(store: Path, tmp_path: Path):
    with pytest.raises(InputError, match="'pdf' is no format of it"):
        write_sweep_report(store, tmp_path, ["pdf"])
    with pytest.raises(InputError, match=r"not compared by 'compactnes'.*compactness"):
        write_sweep_report(store, tmp_path, ["html"], between=("compactnes", "patient_flow"))
    assert not list(tmp_path.iterdir())
