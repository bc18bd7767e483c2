"""Every notebook runs from its first cell to its last, with no output stored in it."""

from __future__ import annotations

import ast
import json
from pathlib import Path
from typing import Any

import pytest

NOTEBOOKS = sorted((Path(__file__).parents[2] / "notebooks").glob("*.ipynb"))


def run(notebook: Path) -> tuple[dict[str, Any], list[Any]]:
    """Return what the cells leave defined, and the value that each would show."""
    names: dict[str, Any] = {}
    shown = []
    for cell in json.loads(notebook.read_text(encoding="utf-8"))["cells"]:
        if cell["cell_type"] != "code":
            continue
        assert cell["outputs"] == []
        tree = ast.parse("".join(cell["source"]))
        last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
        exec(compile(tree, str(notebook), "exec"), names)
        if last is not None:
            shown.append(eval(compile(ast.Expression(last.value), str(notebook), "eval"), names))
    return names, shown


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_runs_from_its_first_cell_to_its_last(notebook: Path) -> None:
    _, shown = run(notebook)

    assert shown


def test_the_first_plan_beats_what_happened_and_a_pin_costs_something() -> None:
    (notebook,) = (path for path in NOTEBOOKS if path.stem == "a-first-plan")

    names, _ = run(notebook)

    assert names["outcome"].status == "optimal"
    assert names["scores"]["2011"]["objective"] <= names["outcome"].objective or names["broken"]
    assert names["price"] >= 0
    plan = names["pinned"].plan
    assert plan.cluster_of["5NK"] == plan.cluster_of["5NL"]


def test_a_pin_moves_somebody_and_is_given_a_price() -> None:
    (notebook,) = (path for path in NOTEBOOKS if path.stem == "what-if")

    names, shown = run(notebook)

    together = names["together"]
    assert together.plan.cluster_of["5NK"] == together.plan.cluster_of["5NL"]
    assert together.moves
    assert together.given_up > 0
    assert "Proven impossible" in str(shown[2])
    assert len(names["more"].plan.clusters) == 6
