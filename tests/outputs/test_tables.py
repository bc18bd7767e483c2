"""`plan.csv` is a table of text that no spreadsheet runs."""

import csv
import io
from pathlib import Path

import pandas as pd
import pytest

from geodata.geography import Geography
from modelling.plan import Plan
from modelling.plan_files import load_plan
from outputs.tables import COLUMNS, defused, plan_csv, write_plan_csv

RISKY = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "  =1", "＝1")


def rows(plan: Plan, geography: Geography) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(plan_csv(plan, geography))))


def test_every_pct_has_one_row_sorted_by_sha_cluster_and_pct(england: Geography, plan: Plan):
    table = rows(plan, england)
    assert tuple(table[0]) == COLUMNS
    assert sorted(row["pct"] for row in table) == sorted(england.codes)
    order = [(row["sha"], row["cluster"], row["pct"]) for row in table]
    assert order == sorted(order)


def test_the_table_reads_back_as_the_plan_that_was_written(
    england: Geography, plan: Plan, tmp_path: Path
):
    write_plan_csv(tmp_path / "plan.csv", plan, england)
    back = load_plan(tmp_path / "plan.csv", england)
    assert back.cluster_of == plan.cluster_of
    assert back.cluster_names == plan.cluster_names


def test_codes_stay_text_and_names_outside_ascii_survive(
    england: Geography, plan: Plan, tmp_path: Path
):
    named = Plan(plan.cluster_of, {**plan.cluster_names, "C01": "Môn a’r Ynys"}, "plan")
    write_plan_csv(tmp_path / "plan.csv", named, england)
    table = pd.read_csv(tmp_path / "plan.csv", dtype=str)
    assert "5E1" in set(table["pct"])
    assert "Môn a’r Ynys" in set(table["cluster_name"])
    assert (tmp_path / "plan.csv").read_bytes().startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("cell", RISKY)
def test_a_cell_that_could_be_run_becomes_text(cell: str):
    assert defused(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["Leeds", "5N1", "", "A-B", "Bury (=North)", "'=1"])
def test_a_cell_that_could_not_be_run_is_left_alone(cell: str):
    assert defused(cell) == cell


def test_no_cell_of_a_hostile_plan_begins_like_a_formula(
    hostile_england: Geography, hostile_plan: Plan, hostile: dict[str, str]
):
    table = rows(hostile_plan, hostile_england)
    cells = {cell for row in table for cell in row.values()}
    assert f"'{hostile['formula']}" in cells
    assert hostile["script"] in cells
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]
