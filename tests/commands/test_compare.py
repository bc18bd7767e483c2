"""`clusters compare`, run as a planner would."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from itertools import combinations
from pathlib import Path

import pytest
from small_folder import Folder
from typer.testing import Result

from geodata import load_geography
from modelling.plan import Plan
from modelling.plan_files import reference_plan
from modelling.scenario_files import load_scenario
from outputs.tables import write_plan_csv
from solvers.engine import solve

Run = Callable[..., Result]

BY_COLUMN = "pct,cluster\nA1,W\nB1,W\nA2,E\nB2,E\n"
WITH_A_HOLE = "pct,cluster\nA1,W\nB1,W\n"


@pytest.fixture
def plans(scenario: Path, tmp_path: Path) -> Path:
    """Return a folder with two plans of the four squares, beside the squares' scenario."""
    (tmp_path / "by-column.csv").write_text(BY_COLUMN, encoding="utf-8")
    (tmp_path / "hole.csv").write_text(WITH_A_HOLE, encoding="utf-8")
    return tmp_path


def test_plans_that_ship_and_plans_of_ones_own_are_compared(run: Run, plans: Path) -> None:
    result = run("compare", "first", "by-column.csv", "--scenario", "two.yaml")
    assert result.exit_code == 0, result.output
    assert "2 plans, scored by the scenario two (4 PCTs)." in result.stdout
    assert "From first to by-column" in result.stdout
    assert "2 PCTs with" in result.stdout
    assert "none of the 2 clusters is the same" in result.stdout


def test_without_a_scenario_the_first_run_says_by_which_one_plans_are_scored(
    run: Run, finished: Path
) -> None:
    for order in (("first", finished), (finished, "first")):
        result = run("compare", *order, "--json")
        assert result.exit_code == 0, result.output
        said = json.loads(result.stdout)
        assert said["scenario"]["name"] == "two"
        assert {p["plan"] for p in said["plans"]} == {"first", "two"}


def test_plans_that_are_the_same_are_said_to_be(run: Run, finished: Path) -> None:
    result = run("compare", finished, finished)
    assert result.exit_code == 0
    assert "two (1) and two (2) are the same plan" in result.stdout
    assert "No PCT moves; all 2 clusters are the same." in result.stdout


def test_clusters_that_have_numbers_for_names_are_called_by_their_pcts(
    run: Run, plans: Path
) -> None:
    table = BY_COLUMN.replace("W", "24").replace("E", "east")
    (plans / "numbers.csv").write_text(table, encoding="utf-8")
    result = run("compare", "first", "numbers.csv", "--scenario", "two.yaml", "--json")
    assert result.exit_code == 0, result.output
    numbers = json.loads(result.stdout)["plans"][1]
    named = {c["cluster"]: c["cluster_name"] for c in numbers["clusters"]}
    places = load_geography("squares").short_names
    assert set(named["24"].split(" and ")) == {places["A1"], places["B1"]}
    assert named["east"] == "east"


def test_a_plan_with_holes_is_compared_as_far_as_it_goes(run: Run, plans: Path) -> None:
    result = run("compare", "first", "hole.csv", "--scenario", "two.yaml")
    assert result.exit_code == 0, result.output
    assert "hole leaves 2 PCTs in no cluster" in result.stdout
    assert "2 PCTs of first are not in hole and not compared." in result.stdout


def test_a_folder_of_tables_maps_and_a_page_is_written(run: Run, plans: Path) -> None:
    Folder(plans / "squares").draw()
    arguments = ("compare", "first", "by-column.csv", "--scenario", "two.yaml", "--out", "out")
    result = run(*arguments, "--json")
    assert result.exit_code == 0, result.output
    said = json.loads(result.stdout)
    assert all(Path(file).is_file() for file in said["files"])
    assert "out/difference-B-by-column.html" in said["files"]
    with Path("out/moves.csv").open(encoding="utf-8-sig", newline="") as file:
        moved = [row["pct"] for row in csv.DictReader(file)]
    assert moved == [m["pct"] for m in said["differences"][0]["moves"]]
    assert len(moved) == 2
    again = run(*arguments)
    assert again.exit_code == 0
    assert "Wrote out/comparison.html" in again.stdout


def test_everything_wrong_with_the_question_is_one_list(run: Run, plans: Path) -> None:
    (plans / "empty").mkdir()
    result = run("compare", "frist", "empty", "by-column.csv", "--scenario", "two.yaml")
    assert result.exit_code == 2
    assert "2 problems in the input" in result.stderr
    assert "did you mean 'first'?" in result.stderr
    assert "empty: is not the folder of a run" in result.stderr
    alone = run("compare", "first", "--scenario", "two.yaml")
    assert alone.exit_code == 2
    assert "fewer than two to compare" in alone.stderr


def test_a_run_without_a_plan_is_refused(run: Run, scenario: Path, tmp_path: Path) -> None:
    text = scenario.read_text(encoding="utf-8").replace("max: 2", "max: 1")
    scenario.write_text(text, encoding="utf-8")
    assert run("solve", scenario, "--out", "none").exit_code == 1
    (folder,) = (tmp_path / "none").iterdir()
    result = run("compare", "first", folder)
    assert result.exit_code == 2
    assert "is a run that has no plan" in result.stderr


def test_runs_of_two_geographies_are_not_compared(run: Run, finished: Path) -> None:
    result = run("compare", "clusters-2011", finished, "--scenario", "national")
    assert result.exit_code == 2
    assert "is a run of the geography squares" in result.stderr
    assert result.stderr.count("→") == 1


def test_one_sha_against_the_nation_is_compared_over_the_pcts_that_both_have(
    run: Run, north_west: Path
) -> None:
    whole = run("compare", "clusters-2011", north_west, "--scenario", "national", "--json")
    part = run("compare", "clusters-2011", north_west, "--json")
    assert (whole.exit_code, part.exit_code) == (0, 0)
    for result in (whole, part):
        assert json.loads(result.stdout)["agreement"][0]["pcts_of_both"] == 24
    assert json.loads(whole.stdout)["plans"][1]["pcts_in_none"]
    assert len(json.loads(part.stdout)["plans"][0]["pcts_left_out"]) == 127


def test_the_plan_of_2011_is_set_beside_the_best_one(run: Run) -> None:
    england = load_geography("england-2011")
    best = solve(load_scenario("national"), england).plan
    assert best is not None
    write_plan_csv(Path("best.csv"), best, england)
    result = run("compare", "clusters-2011", "best.csv", "--json")
    assert result.exit_code == 0, result.output
    said = json.loads(result.stdout)
    before, after = said["plans"]
    assert after["scores"]["objective"] > before["scores"]["objective"]
    assert after["violations"] == []
    broken = [violation["rule"] for violation in before["violations"]]
    assert broken == ["footprint"] * 5 + ["sha_boundaries"] * 2
    (agreed,) = said["agreement"]
    assert agreed["adjusted_rand_index"] == pytest.approx(
        index_by_pairs(reference_plan("clusters-2011", england), best)
    )
    assert agreed["pcts_that_move"] == len(said["differences"][0]["moves"]) > 0


def index_by_pairs(one: Plan, other: Plan) -> float:
    """Return the adjusted Rand index by counting every pair of PCTs."""
    both = first = second = neither = 0
    for p, q in combinations(one.cluster_of, 2):
        a, b = (plan.cluster_of[p] == plan.cluster_of[q] for plan in (one, other))
        both, first = both + (a and b), first + (a and not b)
        second, neither = second + (b and not a), neither + (not a and not b)
    top = 2 * (both * neither - first * second)
    return top / ((both + first) * (first + neither) + (both + second) * (second + neither))
