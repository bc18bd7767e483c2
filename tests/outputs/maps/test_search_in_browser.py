"""A PCT, a cluster or an SHA is found by name or code, with the keyboard alone."""

from collections.abc import Callable
from pathlib import Path

import pytest
from in_browser import layer, shown, wait_until

from geodata.geography import Geography
from modelling.plan import Plan

pytestmark = pytest.mark.browser


@pytest.fixture
def opened(open_page: Callable, national: Path):
    return open_page(national)


@pytest.fixture
def page(opened):
    return opened.page


def options(page) -> list[str]:
    """Return what the list offers, each with its kind and code."""
    return page.locator("[role=option]").all_inner_texts()


def test_a_pct_is_found_by_part_of_its_name_and_enter_zooms_to_it(page):
    before = page.evaluate("map_plan.getZoom()")
    page.get_by_role("combobox", name="Find a PCT").focus()
    page.keyboard.type("CORNW")
    assert [" ".join(found.split()) for found in options(page)] == [
        "Cornwall and Isles of Scilly PCT 5QP",
        "Cornwall and Isles of Scilly Cluster C44",
    ]
    page.keyboard.press("Enter")
    wait_until(page, f"map_plan.getZoom() > {before} + 1")
    assert "Cornwall and Isles of Scilly" in page.locator("#card").inner_text()
    assert shown(page, "path.pct-here") == 1
    assert page.locator("#search-status").inner_text().endswith("is shown on the map")


def test_a_pct_is_found_by_its_code_before_names_that_hold_the_same_letters(page):
    page.locator("#search").focus()
    page.keyboard.type("5ne")
    assert options(page)[0].split("\n")[0] == "Cumbria Teaching"
    page.keyboard.press("Enter")
    assert "5NE · 499,858 residents" in page.locator("#card").inner_text()


def test_the_arrows_mark_what_the_screen_reader_is_told_and_escape_closes_then_empties(page):
    box = page.locator("#search")
    box.focus()
    page.keyboard.type("north")
    found = len(options(page))
    assert box.get_attribute("aria-expanded") == "true"
    assert page.locator("#search-status").inner_text() == f"{found} found"
    marked = []
    for key in ("ArrowDown", "ArrowDown", "ArrowUp", "ArrowUp"):
        page.keyboard.press(key)
        chosen = page.locator("[role=option][aria-selected=true]")
        assert chosen.count() == 1
        assert box.get_attribute("aria-activedescendant") == chosen.get_attribute("id")
        marked.append(int(chosen.get_attribute("id").removeprefix("search-option-")))
    assert marked == [0, 1, 0, found - 1]
    page.keyboard.press("Escape")
    assert (box.get_attribute("aria-expanded"), box.input_value()) == ("false", "north")
    page.keyboard.press("Escape")
    assert box.input_value() == ""


def test_an_sha_is_found_and_every_other_is_set_back_until_something_else_is_chosen(page):
    page.locator("#search").fill("south east coast")
    page.locator("[role=option]", has_text="SHA").click()
    assert shown(page, "path.pct:not(.aside)") == 8
    page.locator("path.pct[data-pct='5P5']").click()
    assert shown(page, "path.pct.aside") == 0


def test_accents_and_capitals_make_no_difference(page):
    found = """([name, text]) => foundEntries([{ name, code: "X1", kind: "PCT" }], text).length"""
    assert page.evaluate(found, ["Château-Ørsted Ealing", "CHATEAU"]) == 1
    assert page.evaluate(found, ["Chateau", "château"]) == 1
    assert page.evaluate(found, ["Ealing", "x1"]) == 1
    assert page.evaluate(found, ["Ealing", "zz"]) == 0
    assert page.evaluate(found, ["Ealing", "  "]) == 0


def test_what_is_not_there_is_said_and_enter_then_does_nothing(opened):
    page = opened.page
    page.locator("#search").fill("atlantis")
    assert page.locator("#search-status").inner_text() == "0 found"
    before = page.evaluate("map_plan.getZoom()")
    page.keyboard.press("Enter")
    assert page.evaluate("map_plan.getZoom()") == before
    assert opened.complaints == []


def test_a_click_keeps_a_pct_on_the_card_until_escape(page):
    pct = page.locator("path.pct[data-pct='5NE']")
    pct.click()
    page.mouse.move(1200, 850)
    assert "Cumbria Teaching" in page.locator("#card").inner_text()
    pct.focus()
    page.keyboard.press("Escape")
    page.locator("#search").focus()
    assert "Point at a PCT" in page.locator("#card").inner_text()


def test_the_borders_of_local_authorities_are_off_until_asked_for_and_stand_in_the_key(page):
    assert shown(page, "path.la-border") == 0
    assert not page.locator("[data-layer=laBorders]").is_visible()
    layer(page, "Local authority borders").check()
    border = page.locator("path.la-border")
    assert border.count() == 1
    assert border.evaluate("path => getComputedStyle(path).strokeDasharray") != "none"
    assert page.locator("[data-layer=laBorders]").is_visible()
    layer(page, "Local authority borders").uncheck()
    assert shown(page, "path.la-border") == 0


def test_hostile_names_are_found_and_listed_as_text(
    open_page: Callable,
    write_outcome_map: Callable,
    hostile_plan: Plan,
    hostile_england: Geography,
    hostile: dict[str, str],
    tmp_path: Path,
):
    opened = open_page(write_outcome_map(tmp_path / "map.html", hostile_plan, hostile_england))
    page = opened.page
    for name in hostile.values():
        page.locator("#search").fill(name)
        assert any(name in found for found in page.locator("[role=option]").all_text_contents())
        page.keyboard.press("Enter")
        assert name in page.locator("#search-status").text_content()
    assert page.evaluate("window.hostile") is None
    assert page.locator("img").count() == 0
    assert opened.complaints == []


def test_the_names_of_pcts_wait_until_asked_for_and_never_cover_the_name_of_a_cluster(page):
    assert shown(page, ".pct-name") == 0
    page.evaluate("() => { map_plan.setView([51.5, -0.1], 10, {animate: false}); }")
    layer(page, "PCT names").check()
    boxes = """all => all.map(name => {
        const { left, right, top, bottom } = name.getBoundingClientRect();
        return [left, right, top, bottom];
    })"""
    pcts = page.eval_on_selector_all(".pct-name:not(.too-tight)", boxes)
    clusters = page.eval_on_selector_all(".cluster-name:not(.too-tight)", boxes)
    assert len(pcts) > 10
    for left, right, top, bottom in pcts:
        for other in clusters:
            beside = right < other[0] or other[1] < left
            assert beside or bottom < other[2] or other[3] < top
