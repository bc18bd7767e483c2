"""`clusters price`, run as a planner would."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

Run = Callable[..., Result]


def test_every_rule_has_a_price_and_every_number_a_score(run: Run, scenario: Path) -> None:
    result = run("price", scenario, "--out", "prices")

    assert result.exit_code == 0, result.output
    assert "Proven optimal" in result.stdout
    for words in ("at least 2 clusters", "at most 2 PCTs", "a cluster hangs together"):
        assert words in result.stdout
    assert sorted(p.name for p in Path("prices").iterdir()) == ["counts.csv", "rules.csv"]
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


def test_bad_input_is_listed_and_nothing_is_written(run: Run) -> None:
    result = run("price", "nowhere", "--out", "prices")

    assert result.exit_code == 2
    assert not Path("prices").exists()
