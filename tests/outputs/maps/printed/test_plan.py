"""The picture of a plan shows every cluster by colour and number, and PCTs by name or mark."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

import pytest

from geodata.geography import Geography
from geodata.problems import InputError
from modelling.plan import Plan
from outputs.maps.marks import cluster_numbers, pct_marks
from outputs.maps.printed import Drawing, difference_picture, overview_picture, plan_picture

Texts = Callable[[Drawing], list[str]]
LONG = "Wolds and " * 20
SHAS = (
    "East Midlands",
    "East of England",
    "London",
    "North East",
    "North West",
    "South Central",
    "South East Coast",
    "South West",
    "West Midlands",
    "Yorkshire and the Humber",
)


@pytest.fixture(scope="module")
def national(england: Geography, plan: Plan) -> Drawing:
    return plan_picture(plan, england)


def of_sha(geography: Geography, sha: str) -> list[str]:
    return [pct for pct in geography.codes if geography.sha_of[pct] == sha]


def test_on_the_national_map_no_words_lie_over_others_or_leave_the_page(
    national: Drawing, misplaced: Texts
):
    assert misplaced(national) == []


@pytest.mark.parametrize("sha", SHAS)
def test_on_the_map_of_an_sha_no_words_lie_over_others_and_every_pct_is_called(
    sha: str, england: Geography, plan: Plan, misplaced: Texts, texts: Texts
):
    pcts = of_sha(england, sha)
    drawing = plan_picture(plan, england, pcts)
    assert misplaced(drawing) == []
    said = texts(drawing)
    marks = pct_marks(plan, england)
    words = " ".join(said)
    for pct in pcts:
        assert said.count(marks[pct]) == 2 or england.short_names[pct].split()[-1] in words, pct


def test_every_cluster_has_its_number_on_the_national_map_and_in_the_key(
    national: Drawing, texts: Texts, england: Geography, plan: Plan
):
    said = texts(national)
    assert {number: said.count(number) for number in cluster_numbers(plan, england).values()} == {
        str(number): 2 for number in range(1, 51)
    }


def test_the_inset_of_england_is_london(national: Drawing, texts: Texts):
    """London heads its clusters in the key, and the inset."""
    assert texts(national).count("London") == 2


def test_a_caller_may_ask_for_another_inset_or_none(
    england: Geography, plan: Plan, texts: Texts, misplaced: Texts
):
    north_east = plan_picture(plan, england, inset="North East")
    assert texts(north_east).count("North East") == 2
    assert misplaced(north_east) == []
    none = plan_picture(plan, england, inset="")
    assert texts(none).count("London") == 1


def test_an_inset_of_no_region_is_refused_and_the_nearest_name_is_offered(
    england: Geography, plan: Plan
):
    with pytest.raises(InputError, match="did you mean 'London'"):
        plan_picture(plan, england, inset="Londn")


def test_a_geography_without_boundaries_says_that_there_is_nothing_to_draw(
    squares: Geography, pairs: Plan
):
    with pytest.raises(InputError, match="no PCT boundaries"):
        plan_picture(pairs, dataclasses.replace(squares, boundaries=None))


def test_pcts_that_the_geography_does_not_have_are_named(squares: Geography, pairs: Plan):
    with pytest.raises(InputError, match="5XX"):
        plan_picture(pairs, squares, ["5A1", "5XX"])


def test_a_plan_of_one_sha_is_drawn_closer_by_name(
    squares: Geography, pairs: Plan, texts: Texts, misplaced: Texts
):
    drawing = plan_picture(pairs.restricted(["5A1", "5A2", "5A3"]), squares)
    said = texts(drawing)
    assert {"Town 5A1", "Town 5A2", "Town 5A3"} <= set(said)
    assert "Town 5B1" not in said
    assert "SHA border" not in said
    assert "Alpha" in drawing.alt
    assert misplaced(drawing) == []


def test_a_pct_in_no_cluster_is_named_and_counted(squares: Geography, pairs: Plan, texts: Texts):
    drawing = plan_picture(pairs.restricted(["5A1", "5A2", "5B1"]), squares)
    assert "Town 5A3" in texts(drawing)
    assert "3 of the PCTs in none" in drawing.alt


def test_the_words_for_a_picture_name_few_clusters_and_count_many(
    national: Drawing, squares: Geography, pairs: Plan
):
    assert "151 PCTs in 50 clusters" in national.alt
    assert "Lower East (2 PCTs)" in plan_picture(pairs, squares).alt


def test_signs_of_a_formula_in_a_name_are_written_as_they_are(
    squares: Geography, pairs: Plan, renamed: Callable, texts: Texts
):
    odd = renamed(squares, {"5A1": r"$\frac{1}{2}$ a_b^c"})
    drawing = plan_picture(pairs, odd)
    assert r"$\frac{1}{2}$" in " ".join(texts(drawing))
    assert drawing.png()


def test_a_name_that_the_font_cannot_write_gives_way_to_the_code(
    squares: Geography,
    pairs: Plan,
    renamed: Callable,
    texts: Texts,
    recwarn: pytest.WarningsRecorder,
):
    odd = renamed(squares, {"5A1": "漢字"})
    drawing = plan_picture(dataclasses.replace(pairs, cluster_names={"C1": "漢字"}), odd)
    assert drawing.svg
    assert "5A1" in texts(drawing)
    assert "5A1, 5A2" in texts(drawing)
    assert not [w for w in recwarn if "Glyph" in str(w.message)]


def test_arabic_is_written_and_what_would_turn_the_text_around_is_not(
    squares: Geography, pairs: Plan, renamed: Callable, texts: Texts
):
    odd = renamed(squares, {"5A1": "شمال", "5A2": "Lower \u202edleif"})
    said = texts(plan_picture(pairs, odd))
    assert "شمال" in said
    assert "Lower dleif" in " ".join(said)


def test_names_of_200_letters_stay_on_the_page_and_are_whole_in_key_and_heading(
    squares: Geography, pairs: Plan, renamed: Callable, misplaced: Texts, texts: Texts
):
    odd = renamed(squares, {"5A1": LONG, "5B1": "W" * 200})
    odd = dataclasses.replace(odd, attribution=LONG * 2, title=LONG)
    long = dataclasses.replace(pairs, cluster_names=dict.fromkeys(pairs.clusters, LONG))
    drawn = plan_picture(long, odd, heading=LONG)
    assert misplaced(drawn) == []
    said = " ".join(texts(drawn))
    assert said.count("Wolds") >= 20 * (len(pairs.clusters) + 1)
    assert misplaced(plan_picture(long, odd, ["5A1", "5A2", "5B1"], heading=LONG)) == []


def test_hostile_names_are_drawn_and_never_become_markup(
    hostile_england: Geography, hostile_plan: Plan, misplaced: Texts
):
    drawing = plan_picture(hostile_plan, hostile_england, heading=hostile_plan.name)
    assert misplaced(drawing) == []
    assert b"<script" not in drawing.svg
    assert b"<img" not in drawing.svg


def test_at_a_glance_a_plan_has_its_numbers_and_no_key(
    england: Geography, plan: Plan, texts: Texts, misplaced: Texts
):
    drawing = overview_picture(plan, england)
    said = texts(drawing)
    assert {said.count(number) for number in cluster_numbers(plan, england).values()} == {1}
    assert "Hertfordshire" not in said
    assert misplaced(drawing) == []
    assert drawing.size[1] <= 350


def test_at_a_glance_a_single_sha_is_named_as_ever(squares: Geography, pairs: Plan):
    alone = pairs.restricted(["5A1", "5A2", "5A3"])
    assert overview_picture(alone, squares).svg == plan_picture(alone, squares).svg


def test_boundaries_that_overlap_and_gape_are_drawn_as_they_are(squares: Geography, pairs: Plan):
    ragged = squares.boundaries.buffer(150.0)
    ragged.iloc[2] = ragged.iloc[2].buffer(-700.0)
    odd = dataclasses.replace(squares, boundaries=squares.boundaries.set_geometry(ragged))
    assert plan_picture(pairs, odd).svg
    assert difference_picture(pairs, Plan(dict.fromkeys(odd.codes, "C1")), odd).svg
