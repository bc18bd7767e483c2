"""What a planner reads of a frontier: sentences, tables and the picture."""

import dataclasses
import xml.etree.ElementTree as ET
from pathlib import Path

import numpy as np
import pytest
from small_maps import make_geography
from small_scenarios import make_scenario

from modelling.plan import Plan
from outputs.answers import frontier_tables
from outputs.answers.frontier_picture import picture, write_pictures
from outputs.answers.frontier_tables import frontier_record, rows, write_tables
from outputs.answers.frontier_words import proven_points, sentences, shown
from outputs.svg_titles import with_titles
from solvers.trade_offs.frontier import Frontier, Placed, Point

RESIDENTS = {"A": 10, "B": 20, "C": 30, "D": 40}
SCORES = ((0.9, 0.5), (0.89, 0.6), (0.8, 0.65), (0.6, 0.9))
HOSTILE = "$x_{1}$ </text><script>1</script> & \"'"


def made(
    scores: tuple[tuple[float, float], ...] = SCORES,
    reference: Placed | None = None,
    title: str | None = None,
    **more,
) -> Frontier:
    """Return a frontier with those scores, every second point supported by no weights."""
    points = tuple(
        Point(
            Plan({p: ("C1", "C2")[(n >> i) % 2] for i, p in enumerate(RESIDENTS)}), s, n, n % 2 == 0
        )
        for n, s in enumerate(scores)
    )
    scenario = make_scenario(title=title) if title else make_scenario()
    geography = make_geography(RESIDENTS)
    between = ("compactness", "population_balance")
    return Frontier(scenario, geography, between, points, reference=reference, **more)


def test_a_complete_frontier_is_said_to_be_all_there_is_with_its_ends_and_what_a_little_buys():
    assert list(sentences(made())) == [
        "Proven: these 4 plans are all there is to choose from. Every other lawful plan has one "
        "among them that is as good or better in both scores.",
        "From one end to the other the score on compactness falls from 0.900 to 0.600, and that on "
        "population balance rises from 0.500 to 0.900.",
        "2 of them are the best for no weights of the two: only a list like this has such plans.",
        "Giving up 5% of the best score on compactness buys 0.100 on population balance (plan 2).",
    ]


@pytest.mark.parametrize(
    ("placed", "said"),
    [
        (
            Placed("old", (0.7, 0.55), 0),
            [
                "old scores 0.700 on compactness and 0.550 on population balance, and keeps every "
                "rule.",
                "With no less on population balance, plan 2 scores 0.190 more on compactness.",
                "With no less on compactness, plan 3 scores 0.100 more on population balance.",
            ],
        ),
        (
            Placed("old", (0.95, 0.65), 1),
            [
                "old scores 0.950 on compactness and 0.650 on population balance, and breaks the "
                "rules in 1 place.",
                "With no less on population balance, no plan here scores as much on compactness: "
                "the nearest, plan 3, scores 0.150 less.",
                "No plan here scores as much on compactness.",
            ],
        ),
        (
            Placed("old", (0.8, 0.65), 0),
            [
                "old scores 0.800 on compactness and 0.650 on population balance, and keeps every "
                "rule.",
                "With no less on population balance, plan 3 scores as much on compactness.",
                "With no less on compactness, plan 3 scores as much on population balance.",
            ],
        ),
    ],
)
def test_a_plan_is_placed_by_how_far_the_frontier_is_from_it(placed, said):
    assert list(sentences(made(reference=placed)))[-3:] == said


def test_an_open_frontier_says_which_plans_are_proven_all_the_same():
    stopped = made(open=(0, 3))
    assert proven_points(stopped) == (2,)
    assert next(sentences(stopped)) == (
        "Not complete: 4 plans found, 1 of them proven unbeaten; better plans may be missing in "
        "2 places, marked in the table."
    )
    assert [row[-3:] for row in rows(stopped)] == [
        ("unknown", "no", "open"),
        ("unknown", "no", "closed"),
        ("unknown", "yes", "closed"),
        ("unknown", "no", "open"),
    ]


def test_without_any_plan_it_is_said_whether_that_is_proven():
    assert "Proven impossible" in next(sentences(made((), impossible=True)))
    assert next(sentences(made(()))) == "Stopped before any lawful plan was found."
    assert not made(()).complete


def test_one_plan_that_is_best_by_both_leaves_nothing_to_trade_off():
    first, second, *rest = sentences(made(((0.5, 0.75),)))
    assert first == "Proven: one plan is the best by both, so there is nothing to trade off."
    assert second == "It scores 0.500 on compactness and 0.750 on population balance."
    assert rest == []


def test_a_short_table_has_both_ends_and_no_more_rows_than_asked_for():
    many = made(tuple((1 - i / 100, i / 100) for i in range(80)))
    whole = made()
    assert shown(whole, 15) == [0, 1, 2, 3]
    few = shown(many, 15)
    assert len(few) == 15
    assert (few[0], few[-1]) == (0, 78)


def test_every_plan_has_a_file_or_all_share_one_table(tmp_path: Path, monkeypatch):
    write_tables(tmp_path / "files", made())
    assert sorted(p.name for p in (tmp_path / "files" / "plans").iterdir()) == [
        f"plan-{n}.csv" for n in (1, 2, 3, 4)
    ]
    monkeypatch.setattr(frontier_tables, "MOST_FILES", 3)
    write_tables(tmp_path / "table", made())
    lines = (tmp_path / "table" / "plans.csv").read_text(encoding="utf-8-sig").splitlines()
    assert len(lines) == 1 + 4 * len(RESIDENTS)
    assert lines[0] == "plan,pct,pct_name,sha,cluster,cluster_name"


def test_the_record_says_what_the_sentences_say_and_where_the_reference_stands():
    record = frontier_record(made(reference=Placed("old", (0.7, 0.55), 2)))
    assert record["sentences"][0].startswith("Proven")
    assert record["reference"]["scores"] == {"compactness": 0.7, "population_balance": 0.55}
    assert record["reference"]["rules_broken"] == 2
    assert [p["compactness"] for p in record["points"]] == [0.9, 0.89, 0.8, 0.6]


def test_the_picture_names_its_axes_in_words_and_is_grey(tmp_path: Path):
    figure = picture(made(reference=Placed("old", (0.7, 0.55), 2)))
    (axes,) = figure.axes
    assert axes.get_xlabel() == (
        "Compactness (further right is better)\n"
        "the share of the border between PCTs that lies inside clusters"
    )
    assert axes.get_ylabel().startswith("Population balance (higher is better)\n")
    said = [text.get_text() for text in axes.texts]
    assert "Plan 1: best compactness" in said
    assert "Plan 4: best population balance" in said
    assert "old\n(breaks the rules in 2 places)" in said
    assert "+0.190" in said
    assert "+0.100" in said
    figure.canvas.draw()
    pixels = np.asarray(figure.canvas.buffer_rgba())[..., :3].astype(int)
    assert (pixels.max(axis=2) - pixels.min(axis=2)).max() < 40


def test_every_mark_and_word_of_the_picture_is_inside_it():
    figure = picture(made(reference=Placed("old", (0.2, 0.1), 2)))
    figure.canvas.draw()
    (axes,) = figure.axes
    frame = figure.bbox
    for text in (*axes.texts, axes.title, axes.xaxis.label, axes.yaxis.label):
        box = text.get_window_extent()
        assert frame.x0 <= box.x0 <= box.x1 <= frame.x1
        assert frame.y0 <= box.y0 <= box.y1 <= frame.y1


def test_in_a_browser_every_mark_says_which_plan_it_is(tmp_path: Path):
    for name, found in (("whole", made()), ("stopped", made(open=(1,)))):
        write_pictures(tmp_path / name, found)
        root = ET.parse(tmp_path / name / "frontier.svg").getroot()
        marks = root.iter("{http://www.w3.org/2000/svg}use")
        said = [title.text for mark in marks for title in mark]
        assert sorted(said)[1] == (
            "Plan 2: 0.890 on compactness, 0.600 on population balance; 2 clusters; 1 PCT moves "
            "from plan 1"
        )
        assert len(said) == 4


def test_marks_that_are_not_there_cannot_be_named():
    svg = '<svg><g id="a"><use x="1"/></g></svg>'
    assert with_titles(svg, "a", ["<1>"]) == (
        '<svg><g id="a"><use x="1"><title>&lt;1&gt;</title></use></g></svg>'
    )
    with pytest.raises(ValueError, match="has 1 marks, not 2"):
        with_titles(svg, "a", ["1", "2"])
    with pytest.raises(ValueError, match="no group b"):
        with_titles(svg, "b", ["1"])


def test_only_a_complete_frontier_says_where_no_lawful_plan_is():
    whole, stopped = (picture(f).axes[0] for f in (made(), made(open=(1,))))
    assert "No lawful plan is here" in [text.get_text() for text in whole.texts]
    assert "No lawful plan is here" not in [text.get_text() for text in stopped.texts]
    assert len(stopped.get_legend().get_texts()) == 1


def test_a_title_is_text_whatever_it_holds_and_the_same_picture_comes_twice(tmp_path: Path):
    hostile = made(title=HOSTILE, reference=Placed(HOSTILE, (0.7, 0.6), 0))
    for folder in ("one", "two"):
        write_pictures(tmp_path / folder, hostile)
    first, second = ((tmp_path / f / "frontier.svg").read_bytes() for f in ("one", "two"))
    assert first == second
    assert b"<script>" not in first
    assert not any(node.tag.endswith("script") for node in ET.fromstring(first).iter())
    assert (tmp_path / "one" / "frontier.png").stat().st_size > 10_000


def test_a_frontier_of_one_plan_and_one_without_plans_can_be_drawn(tmp_path: Path):
    write_pictures(tmp_path, made(((0.5, 0.75),)))
    assert (tmp_path / "frontier.png").exists()
    write_pictures(tmp_path / "none", dataclasses.replace(made(), points=()))
    assert not (tmp_path / "none").exists()
