"""The picture of a difference tells what moves by hatching, dashes and words, and not by colour."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

import pytest
from matplotlib.patches import PathPatch

from geodata.geography import Geography
from modelling.plan import Plan
from outputs.maps.printed import Drawing, difference_picture
from outputs.maps.printed import difference as module

Texts = Callable[[Drawing], list[str]]


@pytest.fixture(scope="module")
def moved(pairs: Plan) -> Plan:
    """Return the pairs with 5A2 moved to the cluster of 5A3."""
    return Plan({**pairs.cluster_of, "5A2": "C2"}, pairs.cluster_names, "moved")


def hatched(drawing: Drawing) -> int:
    """Return how many shapes are hatched, the sample in the legend left out."""
    found = [c for c in drawing.figure.axes[0].collections if c.get_hatch()]
    return sum(len(c.get_paths()) for c in found) - 1


def dashed(drawing: Drawing) -> int:
    """Return how many lines are dashed, the sample in the legend left out."""
    patches = [p for p in drawing.figure.axes[0].patches if isinstance(p, PathPatch)]
    return sum(p.get_linestyle() != "solid" for p in patches) - 1


def test_exactly_the_pcts_that_move_are_hatched(squares: Geography, pairs: Plan, moved: Plan):
    assert hatched(difference_picture(pairs, moved, squares)) == 1
    assert hatched(difference_picture(pairs, pairs, squares)) == 0


def test_a_border_is_dashed_only_where_one_is_given_up(
    squares: Geography, pairs: Plan, moved: Plan
):
    split = Plan({**pairs.cluster_of, "5A2": "C5"}, pairs.cluster_names, "split")
    assert dashed(difference_picture(pairs, moved, squares)) == 1
    assert dashed(difference_picture(pairs, split, squares)) == 0


def test_the_key_says_where_a_pct_comes_from_and_the_words_where_to(
    squares: Geography, pairs: Plan, moved: Plan, texts: Texts, misplaced: Texts
):
    drawing = difference_picture(pairs, moved, squares)
    assert "Town 5A2, from West and Middle" in " ".join(texts(drawing))
    assert "Town 5A2 from West and Middle to East" in drawing.alt
    assert "1 of 6 PCTs moves" in drawing.alt
    assert misplaced(drawing) == []


def test_where_nothing_moves_the_picture_says_so(squares: Geography, pairs: Plan, texts: Texts):
    drawing = difference_picture(pairs, pairs, squares)
    assert "No PCT moves." in texts(drawing)
    assert "no PCT moves" in drawing.alt


def test_more_moves_than_a_page_holds_are_counted_and_not_listed(
    squares: Geography,
    pairs: Plan,
    moved: Plan,
    texts: Texts,
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setattr(module, "MOST_LISTED", 0)
    monkeypatch.setattr("outputs.maps.printed.scene.MOST_NAMED", 0)
    drawing = difference_picture(pairs, moved, squares)
    said = " ".join(texts(drawing))
    assert "too many to list" in said
    assert "from West and Middle" not in said
    assert hatched(drawing) == 1


def test_on_the_national_difference_no_words_lie_over_others_and_every_move_is_called(
    england: Geography, plan: Plan, misplaced: Texts, texts: Texts
):
    moves = {"5ET": "C16", "5QD": "C41", "5J9": "C04", "5C3": "C33"}
    after = dataclasses.replace(plan, cluster_of={**plan.cluster_of, **moves}, name="after")
    drawing = difference_picture(plan, after, england)
    assert misplaced(drawing) == []
    assert hatched(drawing) >= 4
    assert "Bassetlaw, from South Yorkshire and Bassetlaw" in " ".join(texts(drawing))
    in_one = [pct for pct in england.codes if england.sha_of[pct] == "North East"]
    closer = difference_picture(plan, after, england, in_one)
    assert misplaced(closer) == []
    assert "Darlington, from County Durham and Darlington" in " ".join(texts(closer))
