"""A comparison as plain tables and data frames."""

import pytest

from modelling.comparison import Comparison
from outputs.comparison.rows import TABLES, frame


def test_every_table_is_a_frame_with_a_column_for_every_heading(three: Comparison) -> None:
    for name, table in TABLES.items():
        header, rows = table(three)
        found = frame(three, name)
        assert tuple(found.columns) == header
        assert len(found) == len(rows) > 0


def test_the_frames_hold_the_figures_of_the_comparison(three: Comparison) -> None:
    scores = frame(three, "scores").set_index("objective")
    for plan in three.plans:
        assert scores[plan.name].to_dict() == pytest.approx(dict(plan.scores))
    agreement = frame(three, "agreement")
    assert list(agreement["pcts_of_both"]) == [151, 31, 31]
    assert list(agreement["pcts_that_move"]) == [1, 0, 0]
    moves = frame(three, "moves")
    assert list(moves["pct"]) == ["5N1"]
    breaches = frame(three, "violations").groupby("plan").size()
    assert {p.name: len(p.violations) for p in three.plans} == breaches.to_dict()
    assert list(frame(three, "plans")["pcts_in_none"]) == [0, 0, 120]
