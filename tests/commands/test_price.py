"""`clusters price`, run as a planner would."""

import json
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import Result

from solvers.engine import solve
from solvers.outcome import Outcome
from solvers.questions import price as pricing

Run = Callable[..., Result]


def test_every_rule_has_a_price_and_every_number_a_score(run: Run, scenario: Path) -> None:
    result = run("price", scenario, "--out", "prices")

    assert result.exit_code == 0, result.output
    assert "Proven optimal" in result.stdout
    for words in ("at least 2 clusters", "at most 2 PCTs", "a cluster hangs together"):
        assert words in result.stdout
    assert sorted(p.name for p in Path("prices").iterdir()) == [
        "counts.csv",
        "price.json",
        "rules.csv",
    ]
    assert "Wrote prices/counts.csv" in result.stdout


def test_prices_are_printed_as_one_json_document(run: Run, scenario: Path) -> None:
    said = json.loads(run("price", scenario, "--json").stdout)

    assert said["status"] == "optimal"
    (size,) = (r for r in said["rules"] if r["rule"] == "size")
    assert size["proven"]
    assert size["gained"] == pytest.approx(size["score_without"] - said["objective"])
    assert {row["clusters"] for row in said["counts"]} == {2, 3, 4}


def test_a_scenario_without_a_plan_exits_with_1_and_says_what_would_help(
    run: Run, scenario: Path
) -> None:
    text = scenario.read_text(encoding="utf-8").replace("national: 2", "national: 1")
    scenario.write_text(text, encoding="utf-8")

    result = run("price", scenario)

    assert result.exit_code == 1
    assert "Without the rule that a cluster has at most 2 PCTs there is a plan" in result.stdout


def test_ctrl_c_shows_and_writes_what_is_known_by_then_and_exits_with_3(
    run: Run, scenario: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*asked: Any, **options: Any) -> Outcome:
        found = solve(*asked, **options)
        signal.raise_signal(signal.SIGINT)
        return found

    monkeypatch.setattr(pricing, "solve", interrupted)
    result = run("price", scenario, "--out", "prices")

    assert result.exit_code == 3, result.output
    assert "Proven optimal" in result.stdout
    assert "at most 2 PCTs costs is not known: the search was stopped before this" in result.stdout
    assert "  Not known: the search was stopped before this was asked." in result.stdout
    assert "stopped before this was asked" in Path("prices/rules.csv").read_text(encoding="utf-8")


def test_bad_input_is_listed_and_nothing_is_written(run: Run) -> None:
    result = run("price", "nowhere", "--out", "prices")

    assert result.exit_code == 2
    assert not Path("prices").exists()
