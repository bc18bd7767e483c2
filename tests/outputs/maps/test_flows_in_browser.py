"""Patient flows are drawn as the reader asks, and listed for the PCT that is chosen."""

from collections.abc import Callable
from pathlib import Path

import pytest
from in_browser import fetched, layer, shown, wait_until

from geodata.geography import Geography
from modelling.plan import Plan
from outputs.maps.page import MapText, write_map

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def with_flows(plan: Plan, england: Geography, tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("flows") / "map.html"
    write_map(path, plan, england, MapText(flows_open=True))
    return path


@pytest.fixture
def opened(open_page: Callable, with_flows: Path):
    return open_page(with_flows)


@pytest.fixture
def page(opened):
    return opened.page


def drawn(page) -> tuple[int, int]:
    """Return how many flows are drawn inside clusters, and how many across."""
    return shown(page, "path.patient-flow.inside"), shown(page, "path.patient-flow.across")


def test_flows_across_clusters_are_dashed_those_inside_are_not_and_both_stand_in_the_key(opened):
    page = opened.page
    inside, across = drawn(page)
    assert inside > 50
    assert across > 50
    assert page.locator("#flow-status").inner_text() == f"{inside + across} lines drawn of 935"
    dash = "all => [...new Set(all.map(p => getComputedStyle(p).strokeDasharray))]"
    assert page.eval_on_selector_all("path.patient-flow.inside", dash) == ["none"]
    assert "none" not in page.eval_on_selector_all("path.patient-flow.across", dash)
    key = page.locator(".flows .borders").inner_text()
    assert "Inside a cluster" in key
    assert "From one cluster to another" in key
    assert "a proxy for 2008-11" in page.locator(".flows .proxy").inner_text()
    assert opened.complaints == []
    assert len(fetched(opened)) == 1


def test_the_slider_moved_by_keyboard_filters_the_flows_and_the_number_beside_it_follows(page):
    before = sum(drawn(page))
    slider = page.locator("#flow-slider")
    slider.focus()
    page.keyboard.press("ArrowRight")
    assert page.locator("#flow-least").input_value() == "50000"
    assert slider.get_attribute("aria-valuetext") == "50,000 or more"
    fewer = sum(drawn(page))
    assert 0 < fewer < before
    page.keyboard.press("End")
    assert sum(drawn(page)) < fewer


def test_a_number_of_ones_own_filters_just_as_well(page):
    page.locator("#flow-least").fill("534000")
    assert sum(drawn(page)) == 1
    page.locator("#flow-least").fill("")
    assert page.locator("#flow-status").inner_text() == "935 lines drawn of 935"


def test_pointing_at_a_pct_lists_where_its_residents_are_treated_and_sets_the_rest_back(page):
    page.locator("path.pct[data-pct='5N6']").hover()
    card = " ".join(page.locator("#card").inner_text().split())
    assert "Elsewhere in its cluster 37.5%" in card
    assert "Derby City 276,400 37.5%" in card
    touching = shown(page, "path.patient-flow:not(.aside, .under)")
    assert 0 < touching < 12
    assert shown(page, "path.patient-flow.aside") > 100


def test_a_pct_that_is_clicked_has_all_its_flows_listed_in_and_out(page):
    page.locator("path.pct[data-pct='5N6']").click()
    captions = page.locator("#flow-list caption").all_inner_texts()
    assert captions == ["From Derbyshire County", "To Derbyshire County"]
    rows = page.locator("#flow-list table").first.locator("tbody tr").all_inner_texts()
    assert "Derby City" in rows[0]
    assert any("Derbyshire County itself" in row for row in rows)
    marks = page.locator("#flow-list svg").evaluate_all("all => all.map(m => m.ariaLabel)")
    assert set(marks) == {"inside the cluster", "across clusters"}


def test_flows_to_trusts_mark_the_trusts_which_say_where_their_patients_live(page):
    page.get_by_label("From PCTs to trusts").check()
    assert "of 1,580" in page.locator("#flow-status").inner_text()
    trust = page.locator("path.trust[aria-label^='Royal Cornwall Hospitals NHS Trust']")
    trust.focus()
    card = page.locator("#card").inner_text()
    assert "Headquarters in Cornwall and Isles of Scilly" in card
    assert "Where its patients live" in card
    page.get_by_label("None").check()
    assert shown(page, "path.trust") == 0


def test_the_layers_and_the_section_agree_on_whether_flows_are_drawn(page):
    layer(page, "Patient flows").uncheck()
    wait_until(page, "document.querySelectorAll('path.patient-flow').length === 0")
    assert page.get_by_label("None").is_checked()
    layer(page, "Patient flows").check()
    wait_until(page, "document.querySelectorAll('path.patient-flow').length > 100")
    assert page.get_by_label("Between PCTs").is_checked()


def test_a_map_opens_without_flows_and_draws_them_when_asked(
    open_page: Callable, plan: Plan, england: Geography, tmp_path: Path
):
    write_map(tmp_path / "map.html", plan, england)
    page = open_page(tmp_path / "map.html").page
    assert drawn(page) == (0, 0)
    page.locator("#flows summary").click()
    page.get_by_label("Between PCTs").check()
    assert min(drawn(page)) > 50


def test_paper_shows_the_flows_that_are_drawn_and_what_they_are(page):
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert page.locator(".flows .proxy").is_visible()
    assert not page.locator("#flow-slider").is_visible()
    assert min(drawn(page)) > 50


def test_a_phone_reaches_every_control_without_scrolling_sideways(
    open_page: Callable, with_flows: Path
):
    phone = open_page(with_flows, width=360, height=740, has_touch=True, is_mobile=True).page
    assert phone.evaluate("document.documentElement.scrollWidth") <= 360
    phone.get_by_label("From PCTs to trusts").check()
    assert shown(phone, "path.trust") > 50


def test_printed_to_pdf_the_first_page_has_the_map_its_key_and_what_a_flow_is(page, tmp_path: Path):
    from pypdf import PdfReader

    page.pdf(path=tmp_path / "flows.pdf", prefer_css_page_size=True, print_background=True)
    pages = [sheet.extract_text() for sheet in PdfReader(tmp_path / "flows.pdf").pages]
    assert len(pages) == 2
    for words in ("From one cluster to another", "a proxy for 2008-11", "Crown copyright"):
        assert words in " ".join(pages[0].split())
    assert "Find a PCT" not in pages[0]
    assert "Cornwall and Isles of Scilly" in " ".join(pages[1].split())
