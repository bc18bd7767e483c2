"""Clusters are named on the map where there is room, whole and apart, and numbered on paper."""

import itertools
from collections.abc import Callable
from pathlib import Path

import pytest

from modelling.plan import Plan

pytestmark = pytest.mark.browser


@pytest.fixture
def opened(open_page: Callable, national: Path):
    return open_page(national)


def names_shown(page) -> list[dict]:
    """Return every cluster name that can be read, with the box that its letters fill."""
    return page.eval_on_selector_all(
        ".cluster-name:not(.too-tight)",
        """all => all.map(name => {
            const { left, right, top, bottom } = name.getBoundingClientRect();
            return { text: name.innerText, left, right, top, bottom };
        })""",
    )


def test_the_national_map_names_the_large_clusters_whole_and_apart(
    open_page: Callable, national: Path, plan: Plan
):
    names = names_shown(open_page(national, width=1440, height=900).page)
    whole = {" ".join(name["text"].split()) for name in names}
    assert len(names) == len(whole) >= 20
    assert {"Kent and Medway", "Norfolk and Waveney", "Cumbria", "Suffolk"} <= whole
    assert whole <= set(plan.cluster_names.values())
    for a, b in itertools.combinations(names, 2):
        beside = a["right"] < b["left"] or b["right"] < a["left"]
        assert beside or a["bottom"] < b["top"] or b["bottom"] < a["top"], (a, b)


def test_every_cluster_in_london_is_named_in_its_own_place_from_nearby(opened, plan: Plan):
    page = opened.page
    far = len(names_shown(page))
    page.evaluate("() => { map_plan.setView([51.5, -0.1], 10, {animate: false}); }")
    assert far < len(names_shown(page)) <= 50
    label_of = """all => all.map(name => {
        const box = name.getBoundingClientRect();
        const at = [box.x + box.width / 2, box.y + box.height / 2];
        const pct = document.elementsFromPoint(...at).find(node => node.matches('path.pct'));
        return [name.innerText, pct && pct.dataset.pct];
    })"""
    placed = page.eval_on_selector_all(".cluster-name:not(.too-tight)", label_of)
    over = {" ".join(name.split()): pct for name, pct in placed if pct}
    assert {plan.cluster_name(plan.cluster_of[pct]): pct for pct in over.values()} == over
    assert len([name for name in over if "London" in name]) == 6


@pytest.mark.parametrize(
    ("name", "ways"),
    [
        ("Kent", [["Kent"]]),
        (
            "Kent and Medway",
            [["Kent and Medway"], ["Kent and", "Medway"], ["Kent", "and", "Medway"]],
        ),
        ("Hull / Bath and Wells", [["Hull /", "Bath and Wells"], ["Hull /", "Bath and", "Wells"]]),
    ],
)
def test_a_name_is_broken_between_words_and_first_at_its_strokes(opened, name: str, ways: list):
    """Every letter is ten pixels wide here."""
    found = opened.page.evaluate(
        "name => waysToBreak(name, (text) => 10 * text.length).map(({ lines }) => lines)", name
    )
    assert found[: len(ways)] == ways
    assert all(" ".join(lines) == name for lines in found)


def test_paper_numbers_clusters_alike_on_the_map_and_in_the_list(opened, plan: Plan):
    page = opened.page
    assert not any(name["text"][0].isdigit() for name in names_shown(page))
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    listed = page.eval_on_selector_all(
        ".clusters button",
        "all => all.map(b => ['.number', '.name'].map(k => b.querySelector(k).innerText))",
    )
    assert dict(listed) == {
        cluster.lstrip("C0"): plan.cluster_name(cluster) for cluster in plan.clusters
    }
    said = [" ".join(name["text"].split()) for name in names_shown(page)]
    assert len(said) >= 48
    in_list = {*map(" ".join, listed), *(number for number, _ in listed)}
    assert set(said) <= in_list
