"""The map works in a browser with the network unplugged."""

import dataclasses
from collections.abc import Callable
from pathlib import Path

import pytest
from in_browser import fetched, layer, shown, wait_until

from geodata.geography import Geography
from modelling.plan import Plan
from outputs.maps.page import write_map

pytestmark = pytest.mark.browser

CARD = "#card"


@pytest.fixture
def opened(open_page: Callable, national: Path):
    return open_page(national)


def test_it_draws_every_pct_asks_for_nothing_and_complains_of_nothing(opened, national: Path):
    page = opened.page
    assert shown(page, "path.pct") == 151
    outlines = page.eval_on_selector_all("path.pct", "all => all.map(p => p.getBBox().width)")
    assert all(width > 0 for width in outlines)
    assert opened.complaints == []
    assert fetched(opened) == [national.as_uri()]


def test_pointing_at_a_pct_names_it_and_its_cluster_with_residents_and_scores(opened, outcome):
    opened.page.locator("path.pct[data-pct='5NE']").hover()
    card = opened.page.locator(CARD).inner_text()
    tip = opened.page.locator(".pct-tip").inner_text()
    assert "Cumbria Teaching" in card
    assert "499,858 residents" in card
    assert f"{outcome.cluster_scores['C05']['patient_flow']:.3f}" in card
    assert tip.split("\n") == ["Cumbria Teaching", "Cumbria"]
    assert shown(opened.page, "path.cluster-here") == 1


def test_moving_away_from_a_pct_clears_the_card(opened):
    page = opened.page
    page.locator("path.pct[data-pct='5NE']").hover()
    page.mouse.move(1200, 850)
    assert "Point at a PCT" in page.locator(CARD).inner_text()
    assert shown(page, "path.cluster-here") == 0


def test_the_keyboard_reaches_a_pct_and_enter_zooms_to_its_cluster(opened):
    page = opened.page
    page.locator("path.pct[data-pct='5QP']").focus()
    assert "Cornwall and Isles of Scilly" in page.locator(CARD).inner_text()
    before = page.evaluate("map_plan.getZoom()")
    page.keyboard.press("Enter")
    wait_until(page, f"map_plan.getZoom() > {before}")


def test_a_pct_is_a_button_without_a_tooltip_that_escape_lets_go_of(opened):
    page = opened.page
    pct = page.get_by_role("button", name="Cumbria Teaching: Cumbria", exact=True)
    pct.focus()
    assert shown(page, ".pct-tip") == 0
    page.keyboard.press("Space")
    assert pct.get_attribute("aria-pressed") == "true"
    page.locator("#search").focus()
    assert "Cumbria Teaching" in page.locator(CARD).inner_text()
    page.locator("a.skip").first.focus()
    page.keyboard.press("Escape")
    assert pct.get_attribute("aria-pressed") == "false"
    assert "Point at a PCT" in page.locator(CARD).inner_text()


def test_links_lead_to_the_map_and_past_it_and_layers_come_before_areas(opened):
    page = opened.page
    page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text() == "Skip to the map"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text() == "Skip the map"
    boxes = 0
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('path.pct')"):
            break
        if page.evaluate("document.activeElement.matches('.leaflet-control-layers-toggle')"):
            page.keyboard.press("Enter")
        boxes += page.evaluate("document.activeElement.matches('[type=checkbox]')")
    assert page.evaluate("document.activeElement.matches('path.pct')")
    assert boxes == page.locator(".leaflet-control-layers [type=checkbox]").count() > 5
    assert not page.locator(".leaflet-control-layers-list").is_visible()
    page.locator("a.skip[href='#after-map']").focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "after-map"


def test_a_search_for_what_is_not_there_clears_the_card(opened):
    page = opened.page
    page.locator("#search").fill("5NE")
    page.keyboard.press("Enter")
    assert "Cumbria Teaching" in page.locator(CARD).inner_text()
    page.locator("#search").fill("Atlantis")
    assert "Point at a PCT" in page.locator(CARD).inner_text()


def test_the_hint_covers_nothing_of_the_map_that_opens(opened):
    box = opened.page.locator(CARD).bounding_box()
    tops = opened.page.eval_on_selector_all(
        "path.pct", "all => all.map(path => path.getBoundingClientRect().top)"
    )
    assert min(tops) >= box["y"] + box["height"]


@pytest.mark.parametrize(
    ("title", "selector"),
    [
        ("PCT borders", "path.pct-border"),
        ("Cluster borders", "path.cluster-border"),
        ("SHA borders", "path.sha-border"),
        ("Cluster names", ".cluster-name"),
    ],
)
def test_each_layer_can_be_switched_off_and_on(opened, title: str, selector: str):
    page = opened.page
    drawn = shown(page, selector)
    assert drawn > 0
    layer(page, title).uncheck()
    wait_until(page, f"document.querySelectorAll('{selector}').length === 0")
    layer(page, title).check()
    wait_until(page, f"document.querySelectorAll('{selector}').length === {drawn}")
    assert shown(page, "path.pct") == 151


def test_the_background_is_off_until_it_is_asked_for(opened):
    background = layer(opened.page, "Background map (needs the internet)")
    assert not background.is_checked()
    background.check()
    wait_until(opened.page, "document.querySelectorAll('.leaflet-tile').length > 0")
    asked = [url for url in opened.requests if url.startswith("http")]
    assert all(url.startswith("https://server.arcgisonline.com/") for url in asked)


def test_a_click_in_the_legend_zooms_to_the_cluster_and_shows_it(opened):
    page = opened.page
    before = page.evaluate("map_plan.getZoom()")
    page.locator("summary", has_text="London").click()
    button = page.locator("button[data-cluster]", has_text="North Central London")
    button.click()
    wait_until(page, f"map_plan.getZoom() > {before} + 2")
    assert button.get_attribute("aria-pressed") == "true"
    assert "North Central London" in page.locator(CARD).inner_text()
    page.get_by_role("button", name="Show the whole plan").click()
    wait_until(page, f"Math.abs(map_plan.getZoom() - {before}) < 0.2")
    assert button.get_attribute("aria-pressed") == "false"


def test_all_of_england_is_in_view_when_it_opens(opened):
    inside = """all => {
        const frame = document.querySelector('#map_plan').getBoundingClientRect();
        return all.every(path => {
            const box = path.getBoundingClientRect();
            return box.left >= frame.left && box.right <= frame.right
                && box.top >= frame.top && box.bottom <= frame.bottom;
        });
    }"""
    assert opened.page.eval_on_selector_all("path.pct", inside)


def test_a_phone_shows_the_map_without_scrolling_sideways_and_a_tap_fills_the_card(
    open_page: Callable, national: Path
):
    phone = open_page(national, width=360, height=740, has_touch=True, is_mobile=True).page
    assert phone.evaluate("document.documentElement.scrollWidth") <= 360
    assert phone.locator("#map_plan").bounding_box()["width"] == 360
    phone.locator("path.pct[data-pct='5NE']").tap()
    assert "Cumbria Teaching" in phone.locator(CARD).inner_text()


def test_paper_shows_every_cluster_and_the_screen_is_as_before_afterwards(opened):
    page = opened.page
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert shown(page, "details.sha[open]") == 10
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert shown(page, "details.sha[open]") == 0


def test_hostile_names_are_shown_as_text_and_run_nothing(
    open_page: Callable,
    write_outcome_map: Callable,
    hostile_plan: Plan,
    hostile_england: Geography,
    hostile: dict[str, str],
    tmp_path: Path,
):
    opened = open_page(write_outcome_map(tmp_path / "map.html", hostile_plan, hostile_england))
    page = opened.page
    for pct, name in zip(hostile_england.codes, hostile.values(), strict=False):
        page.locator(f"path.pct[data-pct='{pct}']").dispatch_event("mouseover")
        assert name in page.locator(CARD).inner_text()
        assert name in page.locator(".pct-tip strong").last.text_content()
    for name in hostile.values():
        assert page.locator(".clusters .name", has_text=name).count() >= 1
    assert page.title().startswith(hostile["script"])
    assert page.evaluate("window.hostile") is None
    assert page.locator("img").count() == 0
    assert opened.complaints == []


def test_a_geography_with_nothing_but_boundaries_is_drawn_and_searched_all_the_same(
    open_page: Callable, plan: Plan, england: Geography, tmp_path: Path
):
    bare = dataclasses.replace(england, flows=england.flows.iloc[:0], layers={})
    write_map(tmp_path / "map.html", plan, bare)
    opened = open_page(tmp_path / "map.html")
    opened.page.locator("#search").fill("5NE")
    opened.page.keyboard.press("Enter")
    assert "Cumbria Teaching" in opened.page.locator(CARD).inner_text()
    assert opened.page.get_by_label("Local authority borders").count() == 0
    assert opened.page.get_by_label("Patient flows").count() == 0
    assert opened.complaints == []
