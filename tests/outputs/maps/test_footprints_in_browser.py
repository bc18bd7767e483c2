"""The map of footprints works in a browser with the network unplugged."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from in_browser import layer, shown, wait_until

from geodata.geography import Geography
from modelling.plan import Plan
from outputs.maps.footprints import footprints_page

pytestmark = pytest.mark.browser

CARD = "#card"


@pytest.fixture(scope="module")
def two_sets(plan: Plan, england: Geography, tmp_path_factory) -> Path:
    """Write the map of the CCGs, and of two consortia without borders."""
    rows = [("A", "Lakes GPs", "5NE", 499_858), ("B", "Two towns", "5N1", 300_000)]
    rows += [("B", "Two towns", "5NY", 100_000)]
    table = pd.DataFrame(rows, columns=["consortium", "consortium_name", "pct", "residents"])
    more = dataclasses.replace(england, consortia={**england.consortia, "pathfinders": table})
    file = tmp_path_factory.mktemp("footprints") / "map.html"
    file.write_text(
        footprints_page(plan, more, {"ccg-2015": 0.9, "pathfinders": 0.5}), encoding="utf-8"
    )
    return file


@pytest.fixture
def opened(open_page: Callable, two_sets: Path):
    return open_page(two_sets)


def card(page) -> str:
    return " ".join(page.locator(CARD).inner_text().split())


def test_it_draws_every_footprint_asks_for_nothing_and_complains_of_nothing(opened, two_sets):
    page = opened.page
    assert shown(page, "path.footprint") == 209
    assert shown(page, "path.footprint[fill='url(#on-footprint)']") == 5
    assert shown(page, "path.footprint[tabindex='0']") == 209
    assert shown(page, "path.pct[tabindex='0']") == 0  # the Tab key passes over what lies below
    assert opened.complaints == []
    assert [url for url in opened.requests if not url.startswith("data:")] == [two_sets.as_uri()]


def test_pointing_at_a_consortium_says_its_overlap_with_each_cluster_it_touches(opened):
    page = opened.page
    page.locator("path.footprint[data-consortium='01H']").hover()
    assert card(page) == (
        "NHS Cumbria CCG 01H · 505,938 residents ▲ A cluster is on its footprint "
        "Overlap with clusters, the nearest first Cumbria ▲ 98.8% North Yorkshire and York 0.5%"
    )
    tip = page.locator(".pct-tip").inner_text().split("\n")
    assert tip == ["NHS Cumbria CCG", "Cumbria: 98.8%, on its footprint"]
    assert shown(page, "path.footprint-here") == 1
    assert shown(page, "path.cluster-here") == 1
    page.mouse.move(1200, 850)
    assert card(page).startswith("Point at a consortium")
    assert shown(page, "path.footprint-here") == 0


def test_a_click_keeps_a_consortium_shown_and_marks_it_in_the_list(opened):
    page = opened.page
    page.locator("path.footprint[data-consortium='01H']").click()
    page.mouse.move(1200, 850)
    assert "NHS Cumbria CCG" in card(page)
    pressed = page.locator("button[data-consortium][aria-pressed='true']")
    assert "NHS Cumbria CCG" in pressed.inner_text()
    page.get_by_role("button", name="Show the whole plan").click()
    assert card(page).startswith("Point at a consortium")


def test_the_keyboard_reaches_a_consortium_and_enter_zooms_to_it(opened):
    page = opened.page
    path = page.locator("path.footprint[data-consortium='11X']")
    assert (
        path.get_attribute("aria-label") == "NHS Somerset CCG: Somerset: 100.0%, on its footprint"
    )
    path.focus()
    assert "NHS Somerset CCG" in card(page)
    before = page.evaluate("map_plan.getZoom()")
    page.keyboard.press("Enter")
    wait_until(page, f"map_plan.getZoom() > {before} + 1")


def test_the_list_leads_to_a_consortium_and_opens_where_it_stands(opened):
    page = opened.page
    page.get_by_label("Find a consortium").fill("03c")
    page.keyboard.press("Enter")
    assert "NHS Leeds West CCG" in card(page)
    pressed = page.locator("button[data-consortium][aria-pressed='true']")
    assert "NHS Leeds West CCG" in pressed.inner_text()
    assert pressed.is_visible()


def test_the_search_finds_a_cluster_and_a_pct_too(opened):
    page = opened.page
    page.get_by_label("Find a consortium").fill("5n1")
    page.keyboard.press("Enter")
    assert card(page).startswith("Leeds 5N1 · 751,485 residents")
    assert "Airedale, Bradford and Leeds 2 PCTs" in card(page)
    assert "Nearest 3 of" in card(page)


def test_each_layer_can_be_switched_off_and_on(opened):
    """PCT borders are off when the page opens: consortia have enough lines without them."""
    page = opened.page
    for title, selector, drawn in (
        ("Consortium borders", "path.footprint-line", True),
        ("PCT borders", "path.pct-border", False),
        ("Cluster borders", "path.cluster-border", True),
        ("SHA borders", "path.sha-border", True),
        ("Cluster names", ".cluster-name", True),
    ):
        count = f"document.querySelectorAll('{selector}').length"
        assert (shown(page, selector) > 0) is drawn
        layer(page, title).set_checked(not drawn)
        wait_until(page, f"({count} > 0) === {str(not drawn).lower()}")
        layer(page, title).set_checked(drawn)
        wait_until(page, f"({count} > 0) === {str(drawn).lower()}")


def test_without_consortium_borders_the_pcts_below_can_be_pointed_at(opened):
    page = opened.page
    layer(page, "Consortium borders").uncheck()
    wait_until(page, "document.querySelectorAll(\"path.pct[tabindex='0']\").length === 151")
    page.locator("path.pct[data-pct='5NE']").hover()
    assert "Cumbria Teaching" in card(page)
    assert "Its residents by consortium NHS Cumbria CCG 100%" in card(page)
    layer(page, "Consortium borders").check()
    wait_until(page, "document.querySelectorAll(\"path.pct[tabindex='0']\").length === 0")
    assert shown(page, "path.footprint[tabindex='0']") == 209


def test_another_set_is_listed_without_borders_and_its_pcts_are_outlined(opened):
    page = opened.page
    page.get_by_label("pathfinders").check()
    assert shown(page, "path.footprint") == 0
    assert page.get_by_text("1 of 50 clusters is on the footprint").is_visible()
    assert not page.get_by_role("button", name="NHS Cumbria CCG").is_visible()
    button = page.get_by_role("button", name="Two towns")
    assert "Leeds 75%, Bradford and Airedale 25%" in button.inner_text()
    button.click()
    assert "Airedale, Bradford and Leeds 31.4%" in card(page)
    assert shown(page, "path.footprint-here") == 2
    page.get_by_label("ccg-2015").check()
    assert shown(page, "path.footprint") == 209


def test_on_paper_the_whole_list_is_open_and_back_on_screen_it_is_as_before(opened):
    page = opened.page
    folded = "document.querySelectorAll('details.sha:not([open])').length"
    assert page.evaluate(folded) > 0
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert page.evaluate(folded) == 0
    assert page.evaluate("document.documentElement.classList.contains('paper')")
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert page.evaluate(folded) > 0
    assert opened.complaints == []


def test_on_a_phone_nothing_is_wider_than_the_screen_and_a_find_stays_at_the_map(
    open_page: Callable, two_sets: Path
):
    page = open_page(two_sets, width=390, height=844).page
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.get_by_label("Find a consortium").fill("11x")
    page.keyboard.press("Enter")
    assert "NHS Somerset CCG" in card(page)
    assert page.evaluate("window.scrollY") < 300


def test_hostile_names_are_shown_as_text(
    open_page: Callable, hostile_england: Geography, hostile_plan: Plan, hostile, tmp_path: Path
):
    table = hostile_england.consortia["ccg-2015"]
    names = table["consortium_name"].mask(table["consortium"] == "01H", hostile["script"])
    sets = {"ccg-2015": table.assign(consortium_name=names)}
    hostile_one = dataclasses.replace(hostile_england, consortia=sets)
    file = tmp_path / "hostile.html"
    file.write_text(footprints_page(hostile_plan, hostile_one, {"ccg-2015": 0.9}), encoding="utf-8")
    opened = open_page(file)
    opened.page.locator("path.footprint[data-consortium='01H']").hover()
    assert hostile["script"] in opened.page.locator(CARD).inner_text()
    assert opened.page.evaluate("window.hostile") is None
    assert opened.complaints == []
