"""`clusters map` draws a plan, a run or a plan that ships, in the view that is asked for."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from outputs.maps.views import VIEWS, view


def proof(page: Path) -> str:
    found = re.search(r'class="proof">([^<]*)', page.read_text(encoding="utf-8"))
    assert found
    return found[1]


@pytest.mark.parametrize("name", VIEWS)
def test_every_view_that_is_offered_can_be_drawn(name: str) -> None:
    assert callable(view(name))


def test_a_run_is_drawn_with_its_own_scenario_and_what_its_record_says(
    run: Callable, north_west: Path
) -> None:
    result = run("map", north_west, "--out", "run.html")
    assert result.exit_code == 0, result.output
    assert proof(Path("run.html")).startswith(
        "Proven optimal: no lawful plan scores higher. So says"
    )
    assert "North West" in Path("run.html").read_text(encoding="utf-8")


def test_a_run_whose_plan_was_changed_is_drawn_without_its_proof(
    run: Callable, north_west: Path, tmp_path: Path
) -> None:
    changed = tmp_path / "changed"
    changed.mkdir()
    for file in ("outcome.json", "scenario.yaml", "plan.csv"):
        (changed / file).write_bytes((north_west / file).read_bytes())
    rows = (changed / "plan.csv").read_text(encoding="utf-8").splitlines()
    (changed / "plan.csv").write_text("\n".join(rows[:-1]) + "\n", encoding="utf-8")
    result = run("map", changed, "--out", "changed.html")
    assert result.exit_code == 0, result.output
    assert proof(Path("changed.html")).startswith("Nothing is proven of this plan")


def test_a_run_drawn_for_another_scenario_is_scored_by_that(run: Callable, north_west: Path):
    result = run("map", north_west, "--scenario", "north-west", "--out", "other.html")
    assert result.exit_code == 0, result.output
    assert proof(Path("other.html")) == (
        "Scored by the scenario north-west; not the result of a solve."
    )


def test_flows_and_shas_are_written_where_they_say(run: Callable, north_west: Path) -> None:
    drawn = run("map", north_west, "--show", "flows")
    pages = run("map", north_west, "--show", "shas")
    assert drawn.stdout.split() == ["Wrote", "north-west-flows.html"]
    assert pages.stdout.split() == ["Wrote", "north-west-shas/index.html"]
    assert 'value="pcts" checked' in Path("north-west-flows.html").read_text(encoding="utf-8")
    assert Path("north-west-shas/01-North-West.html").is_file()


def test_a_view_that_does_not_exist_is_named_with_the_nearest(run: Callable) -> None:
    result = run("map", "clusters-2011", "--show", "flow")
    assert result.exit_code == 2
    assert "there is no map 'flow'" in result.output
    assert "did you mean 'flows'?" in result.output


def test_a_folder_that_is_no_run_is_said_to_be_none(run: Callable, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    for arguments in (["empty", "--scenario", "london"], ["clusters-2011", "--against", "empty"]):
        result = run("map", *arguments)
        assert result.exit_code == 2
        assert "is not the folder of a run with a plan" in result.output


def test_a_geography_without_boundaries_or_flows_says_what_to_add(
    run: Callable, scenario: Path, finished: Path
) -> None:
    result = run("map", finished, "--show", "plan")
    assert result.exit_code == 2
    assert "nothing to draw" in result.output
    Path("squares/flows.csv").unlink()
    Path("squares/trusts.csv").unlink()
    asked = scenario.read_text(encoding="utf-8").replace(", patient_flow: 0.5", "")
    scenario.write_text(asked, encoding="utf-8")
    result = run("map", "first", "--scenario", scenario, "--show", "flows")
    assert result.exit_code == 2
    assert "add flows.csv" in result.output


def test_the_readme_names_every_view() -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    row = next(line for line in readme.splitlines() if line.startswith("| `clusters map PLAN`"))
    assert [name for name in VIEWS if f"`{name}`" not in row] == []
