"""The map of a difference works in a browser with the network unplugged."""

import itertools
from collections.abc import Callable
from pathlib import Path

import pytest
from in_browser import fetched, layer, shown, wait_until

from geodata.geography import Geography
from modelling.difference import Difference, difference
from modelling.plan import Plan
from outputs.maps.difference import difference_page

pytestmark = pytest.mark.browser

CARD = "#card"


@pytest.fixture(scope="module")
def written(found: Difference, tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("difference") / "difference.html"
    path.write_text(difference_page(found), encoding="utf-8")
    return path


@pytest.fixture
def opened(open_page: Callable, written: Path):
    return open_page(written)


def card(page) -> str:
    return " ".join(page.locator(CARD).inner_text().split())


def test_it_hatches_and_numbers_what_moves_asks_for_nothing_and_complains_of_nothing(
    opened, written: Path
):
    page = opened.page
    assert shown(page, "path.pct") == 151
    hatched = "path.pct[fill^='url(#hatch-']"
    codes = page.eval_on_selector_all(hatched, "all => all.map(p => p.dataset.pct)")
    assert sorted(codes) == ["5C5", "5CQ", "5PT", "5QD"]
    assert page.locator(".leaflet-marker-icon.move-number").all_inner_texts() == [
        "6c",
        "18a",
        "31b",
        "31a",
    ]
    assert shown(page, "path.arrow") == 3, "Newham goes nowhere"
    assert opened.complaints == []
    assert fetched(opened) == [written.as_uri()]


def test_the_patterns_that_areas_name_are_on_the_page(opened):
    missing = """all => all.map(p => /^url\\(#(.*)\\)$/.exec(p.getAttribute('fill')))
        .filter(found => found && !document.getElementById(found[1])).length"""
    assert opened.page.eval_on_selector_all("path.pct", missing) == 0


def test_pointing_at_a_pct_says_where_it_was_and_where_it_is_and_with_whom(opened):
    page = opened.page
    page.locator("path.pct[data-pct='5PT']").hover()
    said = card(page)
    assert said.startswith("Suffolk 5PT · East of England · 612,909 residents Moves (number 6c)")
    assert "Before: clusters-2011 Suffolk 1 PCT · 612,909 residents Suffolk (6c)" in said
    assert "After: what-if East Anglia 3 PCTs" in said
    tip = page.locator(".pct-tip").inner_text()
    assert tip.split("\n") == ["Suffolk", "Suffolk → East Anglia"]
    assert (shown(page, "path.cluster-here"), shown(page, "path.earlier-here")) == (1, 1)
    page.mouse.move(1270, 890)
    assert "Point at a PCT" in card(page)
    assert shown(page, "path.cluster-here") == 0


def test_the_keyboard_reaches_pcts_that_stay_and_the_card_says_so(opened):
    page = opened.page
    page.locator("path.pct[data-pct='5PQ']").focus()
    assert "Stays, in a cluster that changes" in card(page)
    page.locator("path.pct[data-pct='5NE']").focus()
    assert "Stays, in the same cluster as before" in card(page)
    before = page.evaluate("map_plan.getZoom()")
    page.keyboard.press("Enter")
    wait_until(page, f"map_plan.getZoom() > {before}")


def test_what_stays_is_quiet_and_what_moves_is_not(opened):
    fill = "pct => document.querySelector(`path.pct[data-pct='${pct}']`).getAttribute('fill')"
    assert opened.page.evaluate(fill, "5NE") == "#ffffff"
    stays = "path.pct[fill^='rgb(']"
    greys = """all => all.map(p => p.getAttribute('fill').match(/\\d+/g).map(Number))
        .map(([red, green, blue]) => 0.299 * red + 0.587 * green + 0.114 * blue)"""
    shades = opened.page.eval_on_selector_all(stays, greys)
    assert len(shades) == 2 + 1 + 1 + 2, "of East Anglia, and what the other three left behind"
    assert all(215 < grey < 221 for grey in shades), "one grey, told from white"
    assert opened.page.evaluate(fill, "5QD") == opened.page.evaluate(fill, "5CQ")


def test_a_click_in_the_list_zooms_to_the_pct_and_both_its_clusters(opened):
    page = opened.page
    before = page.evaluate("map_plan.getZoom()")
    page.locator("summary", has_text="South Central").click()
    button = page.get_by_role("button", name="Buckinghamshire 519,639 residents")
    button.click()
    wait_until(page, f"map_plan.getZoom() > {before} + 1")
    assert button.get_attribute("aria-pressed") == "true"
    assert "Moves (number 31a)" in card(page)
    oxford = "map_plan.getBounds().contains(L.latLng(51.75, -1.25))"
    wait_until(page, oxford)
    page.get_by_role("button", name="Show the whole map").click()
    wait_until(page, f"Math.abs(map_plan.getZoom() - {before}) < 0.2")
    assert button.get_attribute("aria-pressed") == "false"
    assert "Point at a PCT" in card(page)


def test_a_pct_is_found_by_name_or_code_and_a_cluster_of_either_plan_by_name(opened):
    page = opened.page
    for typed, said in (
        ("suff", "Suffolk 5PT"),
        ("5c5", "Newham 5C5"),
        ("east anglia", "After: what-if East Anglia 3 PCTs"),
        ("milton keynes and n", "Before: clusters-2011 Milton Keynes and Northamptonshire"),
    ):
        page.evaluate("() => { map_plan.setView([53, -2], 5.5, {animate: false}); }")
        page.get_by_label("Find a PCT").fill(typed)
        page.keyboard.press("Enter")
        assert card(page).startswith(said)
        wait_until(page, "map_plan.getZoom() > 6")


def test_each_layer_can_be_switched_off_and_on(opened):
    page = opened.page
    for title, selector in (
        ("Moves: numbers and arrows", "path.arrow"),
        ("Cluster borders after", "path.after-border"),
        ("Cluster borders before", "path.before-border"),
        ("SHA borders", "path.sha-band"),
        ("PCT borders", "path.pct-border"),
    ):
        drawn = shown(page, selector)
        assert drawn > 0
        layer(page, title).uncheck()
        wait_until(page, f"document.querySelectorAll('{selector}').length === 0")
        layer(page, title).check()
        wait_until(page, f"document.querySelectorAll('{selector}').length === {drawn}")
    assert shown(page, "path.pct") == 151


def test_arrows_have_heads_again_after_they_were_switched_off(opened):
    page = opened.page
    layer(page, "Moves: numbers and arrows").uncheck()
    layer(page, "Moves: numbers and arrows").check()
    heads = "all => all.every(p => p.getAttribute('marker-end') === 'url(#arrow-head)')"
    assert page.eval_on_selector_all("path.arrow", heads)


def test_names_of_clusters_wait_until_they_are_asked_for(opened):
    page = opened.page
    assert shown(page, ".cluster-name") == 0
    layer(page, "Names of clusters after").check()
    wait_until(page, "document.querySelectorAll('.cluster-name:not(.too-tight)').length > 10")


def test_numbers_of_neighbours_step_aside_until_there_is_room(
    open_page: Callable, plan: Plan, england: Geography, tmp_path: Path
):
    """Three PCTs of East London are within some pixels of one another on a map of England."""
    east = dict.fromkeys(("5C3", "5C4", "5C5"), plan.cluster_of["5NA"])
    path = tmp_path / "east.html"
    path.write_text(difference_page(difference(plan, Plan({**plan.cluster_of, **east}), england)))
    page = open_page(path).page

    def apart() -> list[float]:
        """Return how far numbers are from one another, and the longest line to a PCT."""
        boxes = page.eval_on_selector_all(
            ".leaflet-marker-icon.move-number",
            "all => all.map(n => n.getBoundingClientRect()).map(b => [b.left, b.top])",
        )
        assert len(boxes) == 3
        pairs = itertools.combinations(boxes, 2)
        return [max(abs(a[0] - b[0]), abs(a[1] - b[1])) for a, b in pairs]

    leaders = "all => Math.max(...all.map(p => p.getTotalLength()))"
    assert min(apart()) > 18
    assert page.eval_on_selector_all("path.leader", leaders) > 5
    page.evaluate("() => { map_plan.setView([51.53, 0], 11, {animate: false}); }")
    assert min(apart()) > 18
    assert page.eval_on_selector_all("path.leader", leaders) < 1


def test_paper_shows_every_move_beside_the_map_and_the_screen_is_as_before_afterwards(opened):
    page = opened.page
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert shown(page, "details.sha:not([open])") == 0
    assert page.locator(".moves button").first.is_visible()
    assert not page.locator(CARD).is_visible()
    assert not page.locator("#search").is_visible()
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert shown(page, "details.sha[open]") == 0


def test_two_sheets_of_a4_hold_it_all(opened):
    page = opened.page
    printed = page.pdf(prefer_css_page_size=True)
    assert printed.count(b"/Type /Page\n") == 2
    assert opened.complaints == []


def test_a_phone_shows_the_map_without_scrolling_sideways_and_a_tap_fills_the_card(
    open_page: Callable, written: Path
):
    phone = open_page(written, width=360, height=740, has_touch=True, is_mobile=True).page
    assert phone.evaluate("document.documentElement.scrollWidth") <= 360
    phone.locator("path.pct[data-pct='5PT']").tap()
    assert "After: what-if East Anglia" in card(phone)


def test_hostile_names_are_shown_as_text_and_run_nothing(
    open_page: Callable, hostile_found: Difference, hostile: dict[str, str], tmp_path: Path
):
    path = tmp_path / "hostile.html"
    path.write_text(difference_page(hostile_found), encoding="utf-8")
    opened = open_page(path)
    page = opened.page
    for pct, name in zip(hostile_found.geography.codes, hostile.values(), strict=False):
        page.locator(f"path.pct[data-pct='{pct}']").focus()
        assert name in page.locator(CARD).inner_text()
    page.get_by_label("Find a PCT").fill("<")
    assert shown(page, "#search-list li") > 0
    assert hostile["script"] in page.title()
    assert page.evaluate("window.hostile") is None
    assert page.locator("img").count() == 0
    assert opened.complaints == []
