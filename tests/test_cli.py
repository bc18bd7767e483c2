"""The commands, run as a planner would: what they print, write and exit with."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml
from small_folder import Folder
from typer.testing import CliRunner, Result

from cli import app
from modelling.scenario_files import shipped_scenarios

FOOTPRINTS = {
    "Cumbria": "NHS Cumbria CCG: overlap 98.8%",
    "Cambridgeshire and Peterborough": "NHS Cambridgeshire and Peterborough CCG: overlap 95.9%",
    "Cornwall and Isles of Scilly": "NHS Kernow CCG: overlap 100.0%",
    "Bournemouth, Poole and Dorset": "NHS Dorset CCG: overlap 100.0%",
    "Somerset": "NHS Somerset CCG: overlap 100.0%",
}


@pytest.fixture(autouse=True)
def empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def small_geography(tmp_path: Path) -> Path:
    return Folder(tmp_path / "small").path


def run(*arguments: str) -> Result:
    return CliRunner(env={"COLUMNS": "200"}).invoke(app, list(arguments))


def test_national_as_2011_is_proven_and_leaves_everything_in_the_folder_of_its_run() -> None:
    result = run("solve", "national-as-2011")

    assert result.exit_code == 0, result.output
    assert "Proven optimal" in result.stdout
    assert "of the 50 clusters of clusters-2011 exactly (adjusted Rand index" in result.stdout
    (folder,) = Path("outputs/runs/national-as-2011").iterdir()
    names = {p.name for p in folder.iterdir()}
    assert names == {
        "map.html", "plan.csv", "plan.gpkg", "plan.geojson", "outcome.json", "scenario.yaml",
        "certificate.json",
    }  # fmt: skip
    record = json.loads((folder / "outcome.json").read_text())
    assert (record["status"], record["gap"], record["violations"]) == ("optimal", 0.0, [])


def test_the_plan_that_a_solve_writes_is_lawful_and_scores_what_the_run_says() -> None:
    solved = json.loads(run("solve", "north-west", "--json", "--out", "runs").stdout)
    plan = str(Path(solved["folder"]) / "plan.csv")

    checked = run("check", "north-west", "--plan", plan)
    scored = json.loads(run("score", plan, "--scenario", "north-west", "--json").stdout)

    assert checked.exit_code == 0, checked.output
    assert scored["scores"]["objective"] == pytest.approx(solved["objective"], abs=1e-9)


def test_a_run_can_be_repeated_from_the_scenario_that_it_wrote() -> None:
    first = json.loads(run("solve", "north-west", "--json", "--out", "runs").stdout)

    again = run("solve", str(Path(first["folder"]) / "scenario.yaml"), "--json", "--out", "runs")

    assert json.loads(again.stdout)["objective"] == first["objective"]


def test_both_solvers_find_the_same_optimum() -> None:
    said = [
        json.loads(run("solve", "north-west", "--json", "--out", "runs", "--solver", s).stdout)
        for s in ("cbc", "highs")
    ]

    assert said[0]["objective"] == pytest.approx(said[1]["objective"], abs=1e-9)


def test_the_plan_of_2011_breaks_the_footprint_rule_five_times_and_no_other() -> None:
    result = run("check", "national-as-2011", "--plan", "clusters-2011")

    assert result.exit_code == 1
    lines = result.stdout.splitlines()
    assert len(lines) == 6
    for cluster, words in FOOTPRINTS.items():
        said = f"{cluster} is on the footprint of {words}, not below 90%"
        assert f"footprint (paragraph 7): {said}" in lines


def test_without_the_exceptions_the_two_clusters_that_crossed_their_sha_are_named() -> None:
    said = json.loads(run("check", "national", "--plan", "clusters-2011", "--json").stdout)

    crossing = [v["message"] for v in said["violations"] if v["rule"] == "sha_boundaries"]
    assert sorted(crossing) == [
        "Milton Keynes and Northamptonshire lies in East Midlands and South Central",
        "South Yorkshire and Bassetlaw lies in East Midlands and Yorkshire and the Humber",
    ]


def test_an_infeasible_scenario_says_why_and_exits_with_1() -> None:
    text = yaml.safe_load(shipped_scenarios()["north-west"].read_text())
    text["shas"] = ["North East"]
    text["rules"]["cluster_count"] = {"per_sha": {"North East": 4}}
    text["rules"]["population"] = {"min": 700_000}
    Path("trial.yaml").write_text(yaml.safe_dump(text))

    result = run("solve", "trial.yaml", "--out", "runs")

    assert result.exit_code == 1
    assert "Proven impossible" in result.stdout
    assert "North East" in result.stdout


def test_a_solve_that_is_out_of_time_keeps_a_lawful_plan_and_exits_with_3() -> None:
    result = run("solve", "national", "--time-limit", "0", "--json", "--out", "runs")

    said = json.loads(result.stdout)
    assert (result.exit_code, said["status"]) == (3, "feasible")
    assert said["gap"] == pytest.approx(said["bound"] - said["objective"])
    plan = str(Path(said["folder"]) / "plan.csv")
    assert run("check", "national", "--plan", plan).exit_code == 0


def test_a_plan_that_ships_can_be_drawn() -> None:
    result = run("map", "clusters-2011")

    assert result.exit_code == 0, result.output
    assert "not the result of a solve" in Path("clusters-2011.html").read_text()


def test_a_plan_drawn_by_hand_may_leave_pcts_out_and_check_names_them() -> None:
    Path("mine.csv").write_text("pct,cluster\n5N1,A\n5NY,A\n")

    result = run("check", "national", "--plan", "mine.csv")

    assert result.exit_code == 1
    assert "in no cluster" in result.stdout


def test_a_plan_drawn_by_hand_is_scored_and_drawn_with_the_number_of_pcts_left_out() -> None:
    Path("mine.csv").write_text("pct,cluster\n5N1,A\n5NY,A\n")

    scored = run("score", "mine.csv", "--scenario", "national")
    drawn = run("map", "mine.csv", "--out", "mine.html")

    assert "149 PCTs in no cluster" in scored.stdout
    assert drawn.exit_code == 0, drawn.output
    assert "149 PCTs in no cluster" in Path("mine.html").read_text()


def test_a_new_scenario_can_be_solved_as_it_stands_and_is_never_written_over() -> None:
    made = run("scenario", "new", "mine.yaml", "--like", "north-west")
    assert made.exit_code == 0, made.output

    assert run("solve", "mine.yaml", "--out", "runs").exit_code == 0
    assert run("scenario", "new", "mine.yaml").exit_code == 2


@pytest.mark.parametrize("name", ["London (draft).yaml", "été.yaml", "_x.yaml", ".yaml"])
def test_a_new_scenario_may_be_called_anything(name: str) -> None:
    made = run("scenario", "new", name, "--like", "north-west")

    assert made.exit_code == 0, made.output
    assert run("check", name).exit_code == 0


def test_a_new_scenario_keeps_the_comments_and_not_the_title() -> None:
    run("scenario", "new", "mine.yaml")

    text = Path("mine.yaml").read_text()
    assert text.startswith("# ")
    assert "name: mine\n" in text
    assert "title:" not in text


def test_a_map_is_never_written_over_a_plan() -> None:
    Path("mine.csv").write_text("pct,cluster\n5N1,A\n")

    assert run("map", "mine.csv", "--out", "mine.csv").exit_code == 2
    assert Path("mine.csv").read_text() == "pct,cluster\n5N1,A\n"


def test_a_solver_that_cannot_be_run_is_said_and_nothing_is_written(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("pulp.PULP_CBC_CMD.available", lambda _self: False)

    result = run("solve", "north-west", "--out", "runs")

    assert result.exit_code == 2
    assert "use --solver highs" in result.stderr
    assert not Path("runs").exists()


def test_a_scenario_beside_its_geography_runs_again_from_anywhere(
    small_geography: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("trial.yaml").write_text(
        "name: trial\ngeography: small\nrules:\nobjectives: {patient_flow: 1}\n"
    )
    first = json.loads(run("solve", "trial.yaml", "--json", "--out", "runs").stdout)
    again = str((tmp_path / first["folder"] / "scenario.yaml").resolve())
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")

    assert run("solve", again, "--out", "runs").exit_code == 0


def test_the_schema_is_json_and_knows_every_rule() -> None:
    schema = json.loads(run("scenario", "schema").stdout)

    assert "sha_boundaries" in schema["$defs"]["Rules"]["properties"]


def test_scenarios_that_ship_are_listed_with_a_word_on_each() -> None:
    lines = run("scenario", "show").stdout.splitlines()

    assert len(lines) == len(shipped_scenarios())
    assert any(line.startswith("london: London alone") for line in lines)


def test_a_geography_is_shown_with_its_sources_and_checked() -> None:
    shown = run("geography", "show")
    checked = run("geography", "check")

    assert "proxy" in shown.stdout
    assert "151 PCTs in 10 SHAs, no problem" in checked.stdout


def test_bad_usage_exits_with_2() -> None:
    assert run("solve").exit_code == 2
    assert run("solve", "national", "--solver", "magic").exit_code == 2
    assert run("solve", "national", "--time-limit", "-1").exit_code == 2
