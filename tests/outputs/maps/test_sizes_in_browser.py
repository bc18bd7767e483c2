"""A map is seen whole as soon as its frame has a size, whatever that is, and nothing covers it."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from html import escape
from pathlib import Path
from typing import Any

import pytest
from in_browser import wait_until
from PIL import Image

from geodata.geography import Geography
from modelling.case import Case
from modelling.plan import Plan
from modelling.scenario_files import load_scenario
from outputs.maps.views import MapAsk, view

pytestmark = pytest.mark.browser

PAGES = ("plan", "flows", "footprints", "difference", "side-by-side", "shas")
WIDTHS = (390, 600, 800, 960, 1280)

SEEN = """map => {
    const pane = map.getBoundingClientRect();
    return [...map.querySelectorAll('path.pct')].filter(path => {
        const { left, right, top, bottom } = path.getBoundingClientRect();
        const across = left < pane.right && right > pane.left;
        const inside = across && top < pane.bottom && bottom > pane.top;
        return inside && right - left > 2 && bottom - top > 2;
    }).length;
}"""
"""How many PCTs have some size and lie within the pane of a map, if only in part."""

PLACE = "[map_plan.getCenter().lat, map_plan.getCenter().lng, map_plan.getZoom()]"

COVERED = """() => {
    const at = selector => document.querySelector(selector).getBoundingClientRect();
    const meet = (a, b) =>
        a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
    const over = {
        hint: at('#card'), layers: at('.leaflet-control-layers'), zoom: at('.leaflet-control-zoom'),
    };
    const drawn = [...document.querySelectorAll('path.cluster-border')];
    const found = [];
    for (const [name, box] of Object.entries(over)) {
        for (const [other, its] of Object.entries(over)) {
            if (name < other && meet(box, its)) found.push(`${name} and ${other}`);
        }
        const covers = drawn.some(path => meet(box, path.getBoundingClientRect()));
        if (covers) found.push(`${name} and plan`);
    }
    return found;
}"""
"""What lies over what, of the plan, the hint, the list of layers and the buttons to zoom."""


@pytest.fixture(scope="module")
def pages(plan: Plan, england: Geography, tmp_path_factory: Any) -> dict[str, Path]:
    """Write every view of the clusters of the North West, beside others where two are compared."""
    case = Case.of(load_scenario("north-west"), england)
    part = plan.restricted(case.pcts)
    moved = Plan({**part.cluster_of, "5NE": part.cluster_of["5NL"]}, part.cluster_names, "moved")
    folder = tmp_path_factory.mktemp("sizes")
    asks = {kind: MapAsk(part, case, "In 2011", "", moved, folder / kind) for kind in PAGES}
    drawn = {kind: view(kind)(ask)[0] for kind, ask in asks.items()}
    return {**drawn, "shas": min(drawn["shas"].parent.glob("*.html"))}


class Framed:
    """A page in a frame of another, as a notebook shows it, that is hidden to begin with."""

    def __init__(self, page: Any, path: Path) -> None:
        self.page = page
        self.complaints: list[str] = []
        page.on("console", lambda message: self.complaints.append(message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        source = escape(path.read_text(encoding="utf-8"))
        page.set_content(
            '<div id="place" style="display: none"><iframe sandbox="allow-scripts" '
            f'style="width: 100%; height: 620px; border: 0" srcdoc="{source}"></iframe></div>'
        )
        (self.frame,) = page.frames[1:]
        wait_until(self.frame, "document.querySelectorAll('path.pct').length > 0")

    def show(self, width: int = 960) -> None:
        """Give the frame a size."""
        self.page.evaluate(
            "width => Object.assign(place.style, { display: 'block', width: `${width}px` })", width
        )

    def hide(self) -> None:
        self.page.evaluate("() => { place.style.display = 'none'; }")

    def where(self) -> list[float]:
        return [round(figure, 6) for figure in self.frame.evaluate(PLACE)]


@pytest.fixture
def framed(browser: Any, pages: dict[str, Path]) -> Iterator[Callable[[str], Framed]]:
    """Return a function that opens a view in a hidden frame, with no network."""
    context = browser.new_context(viewport={"width": 1300, "height": 700}, offline=True)
    yield lambda kind: Framed(context.new_page(), pages[kind])
    context.close()


@pytest.mark.parametrize("kind", PAGES)
def test_a_map_that_opens_in_a_hidden_frame_is_whole_once_the_frame_is_shown(framed, kind: str):
    shown = framed(kind)
    shown.page.wait_for_timeout(200)
    shown.show()
    for place in shown.frame.query_selector_all(".folium-map"):
        for _ in range(100):
            if place.evaluate(SEEN) >= 24:
                break
            shown.page.wait_for_timeout(50)
        assert place.evaluate(SEEN) >= 24
        shown.page.wait_for_timeout(300)
        picture = Image.open(io.BytesIO(place.screenshot())).convert("RGB")
        pixels = picture.width * picture.height
        assert max(n for n, _ in picture.getcolors(pixels)) < 0.85 * pixels
    assert shown.complaints == []


def test_a_map_fits_its_frame_again_when_that_changes(framed):
    shown = framed("plan")
    shown.show(500)
    wait_until(shown.frame, "map_plan.getSize().x === 500")
    small = shown.where()
    shown.show(1280)
    wait_until(shown.frame, f"map_plan.getZoom() > {small[2]} + 0.3")
    shown.show(500)
    wait_until(shown.frame, f"Math.abs(map_plan.getZoom() - {small[2]}) < 0.01")


def test_what_the_reader_has_moved_stays_when_the_frame_is_hidden_or_another_size(framed):
    shown = framed("plan")
    shown.show()
    wait_until(shown.frame, "map_plan.getZoom() > 5")
    shown.frame.locator(".leaflet-control-zoom-in").click()
    shown.page.wait_for_timeout(600)
    zoom = shown.where()[2]
    for width in (500, 1280, 960):
        shown.show(width)
        shown.page.wait_for_timeout(150)
        assert shown.where()[2] == zoom
    here = shown.where()
    shown.hide()
    shown.page.wait_for_timeout(100)
    shown.show()
    shown.page.wait_for_timeout(150)
    assert shown.where() == pytest.approx(here, abs=0.01)


@pytest.mark.parametrize("kind", ["plan", "footprints"])
def test_nothing_covers_the_plan_or_anything_else_at_any_width(open_page, pages, kind: str):
    page = open_page(pages[kind], width=WIDTHS[0], height=620).page
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 620})
        page.wait_for_timeout(200)
        assert page.evaluate(COVERED) == [], width
        assert not page.locator(".leaflet-control-layers-list").is_visible()
        page.locator(".leaflet-control-layers").hover()
        assert page.locator(".leaflet-control-layers-list").is_visible()
        page.mouse.move(0, 0)
