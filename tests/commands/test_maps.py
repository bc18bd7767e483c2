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


def test_the_maps_of_a_run_are_written_into_its_folder(run: Callable, north_west: Path) -> None:
    drawn = run("map", north_west, "--show", "flows")
    pages = run("map", north_west, "--show", "shas")
    maps = north_west / "maps"
    assert drawn.stdout.strip() == f"Wrote {maps / 'north-west-flows.html'}"
    assert pages.stdout.strip() == f"Wrote {maps / 'north-west-shas' / 'index.html'}"
    page = (maps / "north-west-flows.html").read_text(encoding="utf-8")
    assert 'value="pcts" checked' in page
    assert (maps / "north-west-shas" / "01-North-West.html").is_file()


def test_a_page_gets_its_ending_and_goes_into_the_folder_given(
    run: Callable, north_west: Path
) -> None:
    Path("kept").mkdir()
    for out, written in (("maps/plan", "maps/plan.html"), ("kept", "kept/north-west.html")):
        result = run("map", north_west, "--out", out)
        assert result.stdout.strip() == f"Wrote {written}"
        assert Path(written).read_text(encoding="utf-8").startswith("<!doctype html>")


@pytest.mark.parametrize("show", ["shas", "printed"])
def test_a_folder_of_maps_is_not_called_like_a_file(
    run: Callable, north_west: Path, show: str
) -> None:
    result = run("map", north_west, "--show", show, "--out", "x.html")
    assert result.exit_code == 2
    assert "x.html: is a file, and this map is a folder → name a folder: --out x" in result.output
    assert not Path("x.html").exists()


def test_pages_of_shas_go_into_an_empty_folder_and_over_their_own_but_over_nothing_else(
    run: Callable, north_west: Path
) -> None:
    Path("shas").mkdir()
    for _ in range(2):
        assert run("map", north_west, "--show", "shas", "--out", "shas").exit_code == 0
    pages = {"01-North-West.html", "index.html"}
    assert {path.name for path in Path("shas").iterdir()} == pages
    Path("shas/notes.txt").write_text("mine", encoding="utf-8")
    result = run("map", north_west, "--show", "shas", "--out", "shas")
    assert result.exit_code == 2
    assert "shas: holds other files than the pages of SHAs" in result.output
    assert {path.name for path in Path("shas").iterdir()} == {*pages, "notes.txt"}


def test_an_incomplete_plan_that_breaks_rules_is_drawn_and_said_to_be_both(run: Callable) -> None:
    Path("one.csv").write_text("pct,cluster\n5D7,C01\n", encoding="utf-8")
    result = run("map", "one.csv", "--out", "one.html")
    assert result.exit_code == 0, result.output
    assert "Incomplete: 150 PCTs in no cluster" in result.stderr
    assert "The plan breaks 2 rules of national (cluster count, population)" in result.stderr
    page = Path("one.html").read_text(encoding="utf-8")
    assert "150 PCTs in no cluster" in page
    assert "The plan breaks 2 rules of national (cluster count, population)" in page


def test_a_lawful_plan_is_drawn_without_a_warning(run: Callable, north_west: Path) -> None:
    result = run("map", north_west, "--out", "run.html")
    assert result.stderr == ""
    assert "The plan breaks" not in Path("run.html").read_text(encoding="utf-8")


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
