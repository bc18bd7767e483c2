"""`clusters map` compares a plan with another: one that ships, a run, or the reference plan."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest


def heading(page: str | Path) -> str:
    found = re.search(r"<h1><bdi>([^<]*)</bdi></h1>", Path(page).read_text(encoding="utf-8"))
    assert found
    return found[1]


@pytest.mark.parametrize(
    ("show", "said"),
    [
        ("difference", "From {} to {}"),
        ("side-by-side", "{} beside {}"),
    ],
)
def test_a_run_is_called_by_its_scenario_on_either_side(
    run: Callable, north_west: Path, show: str, said: str
) -> None:
    file = north_west / "maps" / f"north-west-{show}.html"
    after = run("map", north_west, "--show", show, "--against", "clusters-2011")
    assert after.exit_code == 0, after.output
    assert after.stdout.strip() == f"Wrote {file}"
    assert heading(file) == said.format("clusters-2011", "north-west")
    before = run("map", "clusters-2011", "--show", show, "--against", north_west)
    assert before.exit_code == 0, before.output
    assert heading(f"clusters-2011-{show}.html") == said.format("north-west", "clusters-2011")
    page = Path(f"clusters-2011-{show}.html").read_text(encoding="utf-8")
    assert "127 PCTs of clusters-2011 are not in north-west and not compared." in page


def test_without_another_plan_the_reference_plan_is_compared_with(
    run: Callable, north_west: Path
) -> None:
    result = run("map", north_west, "--show", "difference", "--out", "difference")
    assert result.exit_code == 0
    assert "(compared with clusters-2011, the reference plan;" in result.stdout
    assert heading("difference.html") == "From clusters-2011 to north-west"
