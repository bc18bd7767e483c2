"""`clusters what-if`, run as a planner would."""

import json
import shutil
import signal
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from typer.testing import Result

from solvers.budget import Budget
from solvers.engine import solve
from solvers.outcome import Outcome, Status
from solvers.questions import planner as planning

Run = Callable[..., Result]


def test_a_change_is_solved_and_what_moves_and_what_it_costs_is_said(
    run: Run, finished: Path
) -> None:
    solved = json.loads((finished / "outcome.json").read_text(encoding="utf-8"))

    said = json.loads(run("what-if", finished, "--apart", "A1,Beta", "--json").stdout)
    shown = run("what-if", finished, "--apart", "A1,Beta")

    assert said["status"] == "optimal"
    assert said["given_up"] == pytest.approx(solved["objective"] - said["objective"])
    assert said["pins_cost"] == pytest.approx(said["given_up"])
    assert said["given_up"] > 0
    assert len(said["moves"]) == 2
    assert shown.exit_code == 0
    assert "Proven: no plan that keeps these rules scores higher." in shown.stdout
    assert "2 PCTs move" in shown.stdout
    assert "less than the last plan" in shown.stdout
    assert "two, but Alpha and Beta apart" in shown.stdout


def test_the_new_run_is_a_run_like_any_other(run: Run, finished: Path) -> None:
    said = json.loads(
        run("what-if", finished, "--count", "3", "--fix", "A1", "--out", "more", "--json").stdout
    )

    proven = run("prove", said["folder"])
    again = run("what-if", said["folder"], "--free", "A1", "--count", "2", "--json")

    assert proven.exit_code == 0, proven.output
    scenario = yaml.safe_load((Path(said["folder"]) / "scenario.yaml").read_text(encoding="utf-8"))
    assert scenario["rules"]["fixed"]["groups"] == [["A1"]]
    solved = json.loads((finished / "outcome.json").read_text(encoding="utf-8"))
    assert json.loads(again.stdout)["objective"] == pytest.approx(solved["objective"])


def test_weights_and_ranges_are_read(run: Run, finished: Path) -> None:
    options = ("--weight", "compactness=0", "--weight", "patient_flow=2", "--count", "2-3")

    said = json.loads(run("what-if", finished, *options, "--json").stdout)

    assert said["scenario"]["objectives"]["patient_flow"] == 2
    assert said["scenario"]["rules"]["cluster_count"]["national"] == [2, 3]
    assert said["given_up"] <= 0


def test_a_pin_that_makes_it_impossible_says_why_and_exits_with_1(run: Run, finished: Path) -> None:
    result = run("what-if", finished, "--together", "A1,A2,B1", "--out", "more")

    assert result.exit_code == 1
    assert "Proven impossible" in result.stdout
    assert "A1 Alpha" in result.stdout
    assert len(list(Path("more").iterdir())) == 1


def test_everything_wrong_with_the_options_is_listed(run: Run, finished: Path) -> None:
    wrong = run("what-if", finished, "--together", "A1,XX", "--free", "B1", "--weight", "flow=1")
    unread = run("what-if", finished, "--count", "many", "--weight", "flow", "--weight", "a=-1")
    nothing = run("what-if", finished)

    assert [r.exit_code for r in (wrong, unread, nothing)] == [2, 2, 2]
    for words in ("no pin names B1 Gamma", "'flow' is not known here"):
        assert words in wrong.stderr
    for words in ("'many' is no number", "'flow' is no weight", "'a=-1' is no weight"):
        assert words in unread.stderr
    assert "add --together" in nothing.stderr


def test_a_folder_that_is_no_run_and_a_plan_of_another_are_refused(
    run: Run, finished: Path, tmp_path: Path
) -> None:
    missing = run("what-if", tmp_path, "--fix", "A1")
    (finished / "plan.csv").write_text("pct,cluster\nA1,N\nA2,N\n", encoding="utf-8")
    foreign = run("what-if", finished, "--fix", "A1")

    assert (missing.exit_code, foreign.exit_code) == (2, 2)
    assert "is not the folder of a run" in missing.stderr
    assert "is no plan of this run" in foreign.stderr


def test_a_run_without_a_plan_can_be_asked_too(run: Run, finished: Path) -> None:
    impossible = run("what-if", finished, "--together", "A1,A2,B1", "--out", "more")
    assert impossible.exit_code == 1
    (folder,) = Path("more").iterdir()

    freed = run("what-if", folder, "--free", "B1")

    assert freed.exit_code == 0, freed.output
    assert "Proven: no plan that keeps these rules scores higher." in freed.stdout


def test_ctrl_c_keeps_what_is_found_by_then_and_exits_with_3(
    run: Run, finished: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*asked: Any, **options: Any) -> Outcome:
        signal.raise_signal(signal.SIGINT)
        found = solve(*asked, **options)
        return replace(found, status=Status.FEASIBLE, bound=found.objective + 0.25, gap=0.25)

    monkeypatch.setattr(planning, "solve", interrupted)
    result = run("what-if", finished, "--apart", "A1,B1", "--out", "more")

    assert result.exit_code == 3, result.output
    assert "Not proven: a plan could score up to 0.2500 more." in result.stdout
    assert "What the pins cost is not known" in result.stdout
    assert "Wrote more" in result.stdout


def test_a_time_limit_holds_from_the_first_solve_of_a_run_without_a_plan(
    run: Run, finished: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    limits: list[float] = []

    def noted(*asked: Any, budget: Budget, **options: Any) -> Outcome:
        limits.append(budget.left_s())
        return solve(*asked, budget=budget, **options)

    monkeypatch.setattr(planning, "solve", noted)
    (finished / "plan.csv").unlink()
    result = run("what-if", finished, "--apart", "A1,B1", "--time-limit", "50")

    assert result.exit_code == 0, result.output
    assert len(limits) == 2
    assert 50 >= limits[0] >= limits[1] > 0


def test_tables_that_have_moved_since_are_named(run: Run, finished: Path, tmp_path: Path) -> None:
    shutil.move(tmp_path / "squares", tmp_path / "elsewhere")

    lost = run("what-if", finished, "--fix", "A1,A2")
    found = run("what-if", finished, "--fix", "A1,A2", "--geography", tmp_path / "elsewhere")

    assert lost.exit_code == 2
    assert found.exit_code == 0, found.output


def test_on_the_north_west_names_serve_as_well_as_codes(run: Run, north_west: Path) -> None:
    by_name = json.loads(
        run("what-if", north_west, "--together", "Wirral,Liverpool", "--json").stdout
    )
    by_code = json.loads(run("what-if", north_west, "--together", "5NK,5NL", "--json").stdout)

    assert by_name["objective"] == by_code["objective"]
    assert by_name["moves"] == by_code["moves"] != []
    assert by_name["pins_cost"] == pytest.approx(by_name["given_up"]) != 0
