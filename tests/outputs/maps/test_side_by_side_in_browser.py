"""Two plans side by side work in a browser with the network unplugged, and move together."""

from collections.abc import Callable
from pathlib import Path

import pytest
from in_browser import fetched, shown, wait_until

from modelling.difference import Difference
from outputs.maps.side_by_side import side_by_side_page

pytestmark = pytest.mark.browser

CARD = "#card"
MAPS = ("map_before", "map_after")


@pytest.fixture(scope="module")
def written(found: Difference, tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("side") / "side-by-side.html"
    path.write_text(side_by_side_page(found), encoding="utf-8")
    return path


@pytest.fixture
def opened(open_page: Callable, written: Path):
    return open_page(written, width=1440)


def card(page) -> str:
    return " ".join(page.locator(CARD).inner_text().split())


def place(page, name: str) -> list[float]:
    """Return the latitude, longitude and zoom of a map's middle."""
    asked = f"[{name}.getCenter().lat, {name}.getCenter().lng, {name}.getZoom()]"
    return page.evaluate(asked)


def wait_for_the_same_place(page) -> None:
    """Wait until both maps show the same place, to a pixel or so."""
    wait_until(
        page,
        """(() => {
            const apart = map_before.latLngToContainerPoint(map_after.getCenter())
                .distanceTo(map_before.getSize().divideBy(2));
            return map_before.getZoom() === map_after.getZoom() && apart < 1.5;
        })()""",
    )


def drag(page, name: str, by: tuple[int, int]) -> None:
    """Drag a map by so many pixels, from a place in the sea."""
    box = page.locator(f"#{name}").bounding_box()
    x, y = box["x"] + 40, box["y"] + box["height"] - 60
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + by[0] / 2, y + by[1] / 2, steps=4)
    page.mouse.move(x + by[0], y + by[1], steps=4)
    page.mouse.up()


def test_both_maps_draw_every_pct_and_the_page_asks_for_nothing(opened, written: Path):
    page = opened.page
    for side in MAPS:
        assert shown(page, f"#{side} path.pct") == 151
        hatched = f"#{side} path.pct[fill^='url(#hatch-']"
        assert shown(page, hatched) == 4
    assert page.locator(".pane h2").all_inner_texts() == [
        "Before: clusters-2011 50 clusters",
        "After: what-if 51 clusters",
    ]
    assert opened.complaints == []
    assert fetched(opened) == [written.as_uri()]


@pytest.mark.parametrize("leader", MAPS)
def test_the_other_map_follows_a_drag(opened, leader: str):
    page = opened.page
    wait_for_the_same_place(page)
    before = place(page, leader)
    drag(page, leader, (120, -90))
    wait_until(page, f"Math.abs({leader}.getCenter().lng - {before[1]}) > 0.3")
    wait_for_the_same_place(page)
    other = MAPS[1 - MAPS.index(leader)]
    assert place(page, other)[1] != pytest.approx(before[1], abs=0.3)
    assert opened.complaints == []


def test_the_other_map_slides_along_while_one_is_dragged(opened):
    page = opened.page
    box = page.locator("#map_after").bounding_box()
    page.mouse.move(box["x"] + 40, box["y"] + 700)
    page.mouse.down()
    page.mouse.move(box["x"] + 140, box["y"] + 640, steps=5)
    shift = "name => { const p = L.DomUtil.getPosition(window[name].getPane('mapPane'));"
    at = [page.evaluate(f"{shift} return [p.x, p.y]; }}", name) for name in MAPS]
    page.mouse.up()
    assert at[0] == pytest.approx(at[1], abs=1.5)
    assert at[1] != [0, 0]


def test_what_a_drag_brings_into_view_is_drawn_in_both_maps(opened):
    page = opened.page
    page.evaluate("() => { map_before.setView([52.5, -0.1], 8, {animate: false}); }")
    wait_for_the_same_place(page)
    before = place(page, "map_after")
    drag(page, "map_after", (200, -200))
    wait_until(page, f"map_after.getCenter().lng < {before[1]} - 0.5")
    wait_for_the_same_place(page)
    seen = """(() => {
        const within = (n, most) => Math.min(Math.max(n, 0), most);
        const seen = (name) => {
            const frame = document.getElementById(name).getBoundingClientRect();
            return [...document.querySelectorAll(`#${name} path.pct`)].map(path => {
                const { left, right, top, bottom } = path.getBoundingClientRect();
                const x = [left, right].map(n => within(n - frame.left, frame.width));
                const y = [top, bottom].map(n => within(n - frame.top, frame.height));
                return [x[1] - x[0], y[1] - y[0]];
            });
        };
        const [one, other] = [seen('map_before'), seen('map_after')];
        const alike = one.every((a, i) => a.every((n, k) => Math.abs(n - other[i][k]) < 2.5));
        return alike && other.filter(([width, height]) => width && height).length > 10;
    })()"""
    wait_until(page, seen)


@pytest.mark.parametrize("leader", MAPS)
def test_the_other_map_follows_the_zoom_buttons_and_the_arrow_keys(opened, leader: str):
    page = opened.page
    before = place(page, leader)
    page.locator(f"#{leader} .leaflet-control-zoom-in").click()
    wait_until(page, f"{leader}.getZoom() > {before[2]} + 0.9")
    wait_for_the_same_place(page)
    zoomed = place(page, leader)
    page.locator(f"#{leader}").focus()
    for _ in range(20):  # a key is passed over while a map still moves
        page.keyboard.press("ArrowDown")
        page.wait_for_timeout(300)
        if page.evaluate(f"{leader}.getCenter().lat < {zoomed[0]} - 0.05"):
            break
    wait_until(page, f"{leader}.getCenter().lat < {zoomed[0]} - 0.05")
    wait_for_the_same_place(page)
    assert opened.complaints == []


def test_either_map_leads_after_the_other_has(opened):
    page = opened.page
    for leader in (*MAPS, *MAPS):
        before = place(page, leader)
        drag(page, leader, (60, -40))
        wait_until(page, f"Math.abs({leader}.getCenter().lng - {before[1]}) > 0.1")
        wait_for_the_same_place(page)


def test_pointing_at_a_pct_in_one_map_outlines_it_in_both_and_the_card_says_both_clusters(opened):
    page = opened.page
    for side in MAPS:
        page.locator(f"#{side} path.pct[data-pct='5PT']").hover()
        for name in MAPS:
            assert shown(page, f"#{name} path.pct-here") == 1
            assert shown(page, f"#{name} path.cluster-here") == 1
        said = card(page)
        assert "Before: clusters-2011 Suffolk 1 PCT" in said
        assert "After: what-if East Anglia 3 PCTs" in said
        page.mouse.move(5, 5)
        assert shown(page, "path.pct-here") == 0
        assert "Point at a PCT" in card(page)


def test_each_pct_is_one_tab_stop_that_shows_it_in_both_maps(opened):
    page = opened.page
    assert shown(page, "path.pct[tabindex='0']") == 151
    page.locator("#map_before path.pct[data-pct='5QD']").focus()
    assert shown(page, "#map_after path.pct-here") == 1
    before = place(page, "map_before")
    page.keyboard.press("Enter")
    wait_until(page, f"map_before.getZoom() > {before[2]}")
    wait_for_the_same_place(page)


def test_search_moves_both_maps(opened):
    page = opened.page
    before = place(page, "map_after")
    page.get_by_label("Find a PCT").fill("newham")
    page.keyboard.press("Enter")
    wait_until(page, f"map_after.getZoom() > {before[2]} + 2")
    wait_for_the_same_place(page)
    assert card(page).startswith("Newham 5C5 · London")
    assert shown(page, "path.pct-here") == 2


def test_a_click_in_the_list_of_moves_shows_the_pct_in_both_maps(opened):
    page = opened.page
    before = place(page, "map_after")
    page.locator("summary", has_text="East of England").click()
    page.get_by_role("button", name="Suffolk 612,909 residents").click()
    wait_until(page, f"map_after.getZoom() > {before[2]}")
    wait_for_the_same_place(page)
    assert "Moves (number 6c)" in card(page)
    page.get_by_role("button", name="Show the whole map").click()
    wait_until(page, f"Math.abs(map_after.getZoom() - {before[2]}) < 0.2")


@pytest.mark.parametrize("side", MAPS)
def test_a_layer_that_is_switched_in_one_map_is_switched_in_both(opened, side: str):
    page = opened.page
    control = page.locator(f"#{side} .leaflet-control-layers")
    control.hover()
    for title, selector in (
        ("Cluster borders", "path.cluster-border"),
        ("Numbers", ".leaflet-marker-icon.move-number"),
    ):
        was = [shown(page, f"#{name} {selector}") for name in MAPS]
        box = control.get_by_label(title)
        box.click()
        now = [shown(page, f"#{name} {selector}") for name in MAPS]
        assert all(bool(a) != bool(b) for a, b in zip(was, now, strict=True))
        box.click()
        assert [shown(page, f"#{name} {selector}") for name in MAPS] == was


def test_the_first_sheet_of_paper_holds_both_maps(opened):
    page = opened.page
    page.emulate_media(media="print")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    boxes = [page.locator(f"#{name}").bounding_box() for name in MAPS]
    sheet_mm = 190
    for box in boxes:
        assert box["width"] > 400
        assert box["y"] + box["height"] < sheet_mm * 96 / 25.4
    assert boxes[0]["y"] == boxes[1]["y"]
    assert boxes[0]["x"] + boxes[0]["width"] <= boxes[1]["x"]
    wait_for_the_same_place(page)
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert page.pdf(prefer_css_page_size=True).count(b"/Type /Page\n") == 2


def test_a_phone_stacks_the_maps_and_a_tap_fills_the_card(open_page: Callable, written: Path):
    phone = open_page(written, width=360, height=740, has_touch=True, is_mobile=True).page
    assert phone.evaluate("document.documentElement.scrollWidth") <= 360
    upper, lower = (phone.locator(f"#{name}").bounding_box() for name in MAPS)
    assert upper["width"] == lower["width"] == 360
    assert upper["y"] + upper["height"] <= lower["y"]
    phone.locator("#map_after path.pct[data-pct='5PT']").tap()
    assert "Before: clusters-2011 Suffolk" in card(phone)


def test_hostile_names_are_shown_as_text_and_run_nothing(
    open_page: Callable, hostile_found: Difference, hostile: dict[str, str], tmp_path: Path
):
    path = tmp_path / "hostile.html"
    path.write_text(side_by_side_page(hostile_found), encoding="utf-8")
    opened = open_page(path)
    page = opened.page
    for pct, name in zip(hostile_found.geography.codes, hostile.values(), strict=False):
        page.locator(f"#map_before path.pct[data-pct='{pct}']").focus()
        assert name in page.locator(CARD).inner_text()
    assert page.evaluate("window.hostile") is None
    assert page.locator("img").count() == 0
    assert opened.complaints == []
