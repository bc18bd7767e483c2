"""The implications as CSV and as JSON."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from geodata.geography import Geography
from modelling.case import Case
from modelling.implications.parameter_files import parameters_of
from modelling.implications.topic import Topic
from modelling.implications.topics import topics
from modelling.plan import Plan
from modelling.scenario_files import load_scenario
from outputs.implications.files import implications_record, write_implications

PARAMETERS = parameters_of("england-2011")


def told(plan: Plan, geography: Geography) -> tuple[Topic, ...]:
    return topics(plan, Case(load_scenario("national-as-2011"), geography), PARAMETERS)


def read(path: Path) -> list[dict[str, str]]:
    text = path.read_text(encoding="utf-8-sig")
    return list(csv.DictReader(text.splitlines()))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, england: Geography, plan: Plan) -> Path:
    path = tmp_path_factory.mktemp("implications")
    write_implications(path, told(plan, england), plan, england)
    return path


def test_every_topic_has_a_file_with_a_row_a_cluster_and_one_of_all(folder: Path) -> None:
    for name in ("posts", "pay", "bonuses", "boards", "partners", "accountability", "equality"):
        rows = read(folder / f"{name}.csv")
        assert len(rows) == 51, name
        assert (rows[-1]["cluster"], rows[-1]["cluster_name"]) == ("All", "All clusters")
    (manchester,) = (r for r in read(folder / "posts.csv") if r["cluster"] == "C07")
    assert manchester["cluster_name"] == "Greater Manchester"
    assert manchester["without_post"] == "9"
    assert "certainty" in manchester["established"]


def test_a_range_takes_two_columns_and_what_is_not_known_is_blank(folder: Path) -> None:
    (cumbria,) = (r for r in read(folder / "boards.csv") if r["cluster"] == "C05")
    assert cumbria["model_2_non_executives_least"] == "5"
    assert cumbria["model_2_non_executives_most"] == "7"
    assert cumbria["model_2_chairs_cost"] == ""


def test_every_figure_is_explained_and_what_is_not_known_says_why(folder: Path) -> None:
    rows = {(r["topic"], r["key"]): r for r in read(folder / "how-worked-out.csv")}
    for path in folder.glob("*.csv"):
        if "-" not in path.stem:
            for key in list(read(path)[0])[3:]:
                plain = key.removesuffix("_least").removesuffix("_most")
                assert (path.stem, plain) in rows or (path.stem, key) in rows
    assert rows["posts", "without_post"]["in_all"] == "101"
    assert rows["posts", "directors"]["not_known"].startswith("how many substantive directors")
    assert all(r["paragraph"] and r["formula"] for r in rows.values())


def test_names_that_a_spreadsheet_would_run_are_made_harmless(
    tmp_path: Path, hostile_england: Geography, hostile_plan: Plan, hostile: dict[str, str]
) -> None:
    write_implications(tmp_path, told(hostile_plan, hostile_england), hostile_plan, hostile_england)
    found = {r["cluster_name"] for r in read(tmp_path / "posts.csv")}
    assert f"'{hostile['formula']}" in found
    for path in tmp_path.glob("*.csv"):
        for row in read(path):
            assert not any(cell.startswith(("=", "@", "+")) for cell in row.values()), path.name


def test_json_has_every_topic_with_null_for_what_is_not_known(
    plan: Plan, england: Geography
) -> None:
    record = implications_record(told(plan, england), plan, PARAMETERS)
    said = json.loads(json.dumps(record, allow_nan=False))
    posts = said["topics"]["posts"]
    assert posts["total"]["without_post"] == 101
    assert posts["by_cluster"]["C07"]["directors"] is None
    assert posts["unknown"]["directors"]
    assert "without_post" not in posts["unknown"]
    assert said["parameters"]["pay"]["treasury_threshold"]["value"] == 142_500
    boards = said["topics"]["boards"]["by_cluster"]["C05"]
    assert boards["model_1_non_executives"] == {"least": 5, "most": 7}
    assert set(said["topics"]["functions"]["listings"]) == {"duties"}


def test_json_about_one_cluster_has_that_one_and_its_calendar(
    plan: Plan, england: Geography
) -> None:
    said = implications_record(told(plan, england), plan, PARAMETERS, "C05")
    assert set(said["topics"]["pay"]["by_cluster"]) == {"C05"}
    rows = said["topics"]["functions"]["listings"]["calendar"]["rows"]
    assert {row["cluster"] for row in rows} == {"C05"}
