"""The report of a sweep in a browser with the network unplugged, by keyboard and in print."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from in_browser import fetched, wait_until
from pypdf import PdfReader
from written_sweeps import COLUMNS, ROWS, WHOLE, filled, members

from outputs.sweeps.files import write_sweep_report

pytestmark = pytest.mark.browser

PHONE, LAPTOP = 390, 1280
HOSTILE = "</script><script>window.hostile=1</script><img src=x onerror=window.hostile=1>"
HEADING = "document.querySelector('#section-5')"


@pytest.fixture(scope="module")
def page_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the report of 27 scenarios, one of which failed for a hostile reason."""
    folder = tmp_path_factory.mktemp("page")
    plans = (WHOLE, ROWS, COLUMNS)
    results: list[dict[str, Any]] = [
        {
            "groups": plans[i % 3],
            "scores": {"compactness": 0.5 + i / 100, "patient_flow": 0.75 - i / 200},
        }
        for i in range(26)
    ]
    of = members(folder)
    store = filled(folder / "s.sqlite", of, [*results, {"status": "failed", "reason": HOSTILE}])
    return write_sweep_report(store, folder, ("html",)).files[0]


@pytest.fixture
def look(browser: Any, page_file: Path) -> Iterator[Callable[..., Any]]:
    """Return a function that opens the report, and what it asked for and complained of."""
    contexts = []

    def opened(width: int = LAPTOP, **options: Any) -> tuple[Any, list[str]]:
        viewport = {"width": width, "height": 800}
        context = browser.new_context(viewport=viewport, offline=True, **options)
        contexts.append(context)
        page, heard = context.new_page(), []
        page.requests = []
        page.on("console", lambda message: heard.append(message.text))
        page.on("pageerror", lambda error: heard.append(str(error)))
        page.on("request", lambda request: page.requests.append(request.url))
        page.goto(page_file.as_uri())
        return page, heard

    yield opened
    for context in contexts:
        context.close()


def column(page: Any, table: str, place: int) -> list[str]:
    rows = f"{table} tbody tr:not([hidden])"
    return page.eval_on_selector_all(
        rows, f"all => all.map(row => row.cells[{place}].textContent.trim())"
    )


def scenarios(page: Any) -> str:
    """Return the selector of the table of every scenario, the last of the report."""
    return f"#{page.eval_on_selector_all('.table', 'all => all.at(-1).id')}"


@pytest.mark.parametrize("width", [PHONE, LAPTOP])
def test_it_asks_for_nothing_complains_of_nothing_and_fits_the_screen(look: Any, width: int):
    page, heard = look(width)
    assert heard == []
    assert fetched(page) == [page.url]
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert page.eval_on_selector_all("img", "all => all.every(i => i.naturalWidth > 0)")
    assert page.evaluate("window.hostile === undefined")
    assert HOSTILE in page.text_content("main")


def test_a_column_is_sorted_by_keyboard_both_ways_and_says_so(look: Any):
    page, heard = look()
    table = scenarios(page)
    heads = page.locator(f"{table} thead th")
    place = heads.all_text_contents().index("Compactness")
    given = column(page, table, place)
    heads.nth(place).locator("button").focus()
    page.keyboard.press("Enter")
    known = sorted(value for value in given if value != "–")
    assert column(page, table, place) == [*known, "–"]
    assert heads.nth(place).get_attribute("aria-sort") == "ascending"
    page.keyboard.press("Space")
    assert column(page, table, place) == [*reversed(known), "–"]
    assert heads.nth(place).get_attribute("aria-sort") == "descending"
    heads.nth(0).locator("button").press("Enter")
    assert column(page, table, 0) == [str(n) for n in range(1, 28)]
    assert heads.nth(place).get_attribute("aria-sort") is None
    assert heard == []


def test_words_narrow_a_table_and_the_number_of_rows_is_spoken(look: Any):
    page, heard = look()
    table = scenarios(page)
    box = page.locator(f"{table} input")
    assert box.evaluate("input => input.labels[0].textContent.trim()") == "Only rows with"
    box.focus()
    page.keyboard.type("failed")
    assert column(page, table, 1) == ["failed"]
    said = page.locator(f"{table} output")
    assert said.text_content() == "1 of 27 rows"
    box.fill("no such words")
    assert column(page, table, 1) == []
    box.fill("")
    assert len(column(page, table, 1)) == 27
    assert said.text_content() == ""
    assert heard == []


def test_the_contents_and_the_skip_link_work_by_keyboard(look: Any):
    page, _ = look()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "report"
    page.locator("nav a", has_text="Plans that none beats").press("Enter")
    wait_until(page, f"Math.abs({HEADING}.getBoundingClientRect().top) < 100")


def test_without_scripts_it_is_the_same_page_without_buttons(look: Any):
    page, heard = look(java_script_enabled=False)
    assert heard == []
    assert page.locator("button, input").count() == 0
    assert page.locator("main table").count() > 5


def test_small_maps_stand_side_by_side_on_a_laptop_and_below_each_other_on_a_phone(look: Any):
    for width, columns in ((LAPTOP, 2), (PHONE, 1)):
        page, _ = look(width)
        boxes = page.eval_on_selector_all(
            "figure.quarter", "all => all.map(f => [f.offsetLeft, f.offsetWidth])"
        )
        assert len(boxes) == 2
        assert len({left for left, _ in boxes}) == columns
        if width == PHONE:
            assert all(wide > 0.9 * (width - 32) for _, wide in boxes)


def test_in_print_the_title_the_contents_and_the_brief_share_the_first_page(look: Any):
    page, _ = look()
    first, second, *_ = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages
    said = " ".join(first.extract_text().split())
    assert "A sweep of 27 scenarios" in said
    assert "Contents" in said
    assert "different plans came up" in said
    assert "Plans by how often they come up" in second.extract_text()


def test_print_has_every_row_of_a_long_table_and_no_box_to_type_in(look: Any):
    page, _ = look()
    pages = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages
    text = "\n".join(sheet.extract_text() for sheet in pages)
    assert text.count("proven best") >= 26
    assert "Only rows with" not in text
