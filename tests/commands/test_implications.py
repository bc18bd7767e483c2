"""`clusters implications` tells what a plan means, writes it down, and refuses bad input."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

Run = Callable[..., Result]


def test_the_whole_plan_is_told_topic_by_topic(run: Run) -> None:
    result = run("implications", "clusters-2011")

    assert result.exit_code == 0, result.output
    for words in (
        "At most, chief executives not appointed at stage 1",
        "101",
        "Base pay above the threshold",
        "22 of 50",
        "Boards that the executive teams serve",
        "Not known: Posts held jointly with a local authority",
        "☐ Expertise on health inequalities is retained",
    ):
        assert words in result.stdout


def test_a_topic_is_told_cluster_by_cluster(run: Run) -> None:
    result = run("implications", "clusters-2011", "--topic", "posts", "--scenario", "london")

    assert result.exit_code == 0, result.output
    assert "South East London" in result.stdout
    assert "Greater Manchester" not in result.stdout
    assert "Base pay" not in result.stdout


def test_a_cluster_is_told_by_its_name_or_id_with_its_calendar(run: Run) -> None:
    by_name = run("implications", "clusters-2011", "--cluster", "cumbria", "--topic", "functions")
    by_id = run("implications", "clusters-2011", "--cluster", "C05", "--topic", "functions")

    assert by_name.exit_code == 0, by_name.output
    assert by_name.stdout == by_id.stdout
    assert "NHS Cumbria CCG" in by_name.stdout
    assert "June 2011" in by_name.stdout


def test_assumptions_stand_with_one_cluster_and_with_one_topic(run: Run) -> None:
    one = run("implications", "clusters-2011", "--cluster", "Cumbria").stdout
    topic = run("implications", "clusters-2011", "--topic", "bonuses").stdout

    for said in (one, topic):
        assert "Assumed, or by proxy: " in said
        assert "one chief executive a PCT" in said
    for words in (
        "residents for weighted population",
        "share × residents",
        "What stays with every PCT board",
        "its allocation and its accounts",
        "counted with chairs as chairs only",
        "two years",
    ):
        assert words in one.replace("\n", " ")


def test_tables_are_written_and_json_is_one_document(run: Run) -> None:
    result = run("implications", "clusters-2011", "--json", "--out", "told", "--topic", "pay")

    assert result.exit_code == 0, result.output
    said = json.loads(result.stdout)
    assert said["topics"]["pay"]["total"]["base_over"] == 22
    assert sorted(p.name for p in Path("told").iterdir()) == ["how-worked-out.csv", "pay.csv"]


def test_a_plan_of_ones_own_is_told_with_a_geography_and_parameters_of_ones_own(
    run: Run, scenario: Path, tmp_path: Path
) -> None:
    Path("mine.csv").write_text("pct,cluster\nA1,N\nA2,N\nB1,S\nB2,S\n", encoding="utf-8")
    folder = next(p for p in tmp_path.iterdir() if p.is_dir())
    Path("rates.yaml").write_text("pay: {bands: [{pay: 90000}]}\n", encoding="utf-8")

    of_scenario = run("implications", "mine.csv", "--scenario", scenario)
    of_folder = run(
        "implications", "mine.csv", "--geography", folder, "--parameters", "rates.yaml", "--json"
    )

    assert of_scenario.exit_code == 0, of_scenario.output
    assert "Not known: Pay band" in of_scenario.stdout
    said = json.loads(of_folder.stdout)
    assert said["topics"]["pay"]["total"]["base"] == 180_000
    assert said["topics"]["pay"]["by_cluster"]["N"]["population"] == pytest.approx(3000.5)


def test_a_run_is_told_by_its_folder(run: Run, scenario: Path) -> None:
    solved = json.loads(run("solve", scenario, "--out", "runs", "--json").stdout)

    told = run("implications", solved["folder"], "--json")

    assert told.exit_code == 0, told.output
    assert json.loads(told.stdout)["topics"]["posts"]["total"]["posts"] == 2


def test_a_file_of_parameters_to_edit_is_written_once(run: Run) -> None:
    first = run("implications", "--new", "mine.yaml")
    again = run("implications", "--new", "mine.yaml")

    assert first.exit_code == 0, first.output
    assert "treasury_threshold" in Path("mine.yaml").read_text(encoding="utf-8")
    assert again.exit_code == 2
    assert "exists already" in again.output
    told = run("implications", "clusters-2011", "--parameters", "mine.yaml", "--topic", "pay")
    assert "22 of 50" in told.stdout


def test_no_parameters_are_written_for_a_geography_that_is_not_there(run: Run) -> None:
    told = run("implications", "--new", "mine.yaml", "--geography", "no/such/place")

    assert told.exit_code == 2
    assert "neither a geography nor a folder" in " ".join(told.output.split())
    assert not Path("mine.yaml").exists()


def test_a_geography_without_parameters_starts_from_englands_and_is_told_so(run: Run) -> None:
    Path("bare").mkdir()

    told = run("implications", "--new", "mine.yaml", "--geography", "bare")

    assert told.exit_code == 0, told.output
    said = " ".join(told.output.split())
    assert "bare has no parameters of its own: these are those of england-2011" in said
    assert Path("mine.yaml").is_file()


def test_what_a_planner_edits_is_what_the_figures_follow(run: Run) -> None:
    run("implications", "--new", "mine.yaml")
    text = Path("mine.yaml").read_text(encoding="utf-8").replace("value: 142500", "value: 130000")
    Path("mine.yaml").write_text(text, encoding="utf-8")

    run("implications", "clusters-2011", "--parameters", "mine.yaml", "--out", "told")

    with Path("told/pay.csv").open(encoding="utf-8-sig", newline="") as file:
        *clusters, whole = csv.DictReader(file)
    over = [row for row in clusters if float(row["base"]) > 130_000]
    assert int(whole["base_over"]) == len(over) > 22


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["clusters-2012"], "is neither a file nor a plan"),
        (["clusters-2011", "--topic", "post"], "did you mean 'posts'?"),
        (["clusters-2011", "--cluster", "Cumbia"], "did you mean 'Cumbria'?"),
        (["clusters-2011", "--parameters", "none.yaml"], "cannot be read"),
        (["clusters-2011", "--scenario", "nowhere"], "nowhere"),
        ([], "name a plan, such as clusters-2011"),
    ],
)
def test_bad_input_is_listed_and_nothing_is_written(
    run: Run, arguments: list[str], words: str
) -> None:
    result = run("implications", *arguments, "--out", "told")

    assert result.exit_code == 2
    assert words in result.output
    assert not Path("told").exists()
