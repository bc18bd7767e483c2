"""The HTML report in a browser with the network unplugged, on a phone, a laptop and on paper."""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from outputs.report.blocks import Report
from outputs.report.writers.html import write_html
from outputs.report.writers.values import plain

pytestmark = pytest.mark.browser

PHONE, LAPTOP = 390, 1280


@pytest.fixture(scope="module")
def files(report: Report, hostile_report: Report, tmp_path_factory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("html")
    for name, written in (("small", report), ("hostile", hostile_report)):
        write_html(folder / f"{name}.html", written)
    return {name: folder / f"{name}.html" for name in ("small", "hostile")}


@pytest.fixture
def look(browser: Any, files: dict[str, Path]) -> Iterator[Any]:
    """Return a function that opens a report at a width, and what it asked for and complained of."""
    contexts = []

    def opened(name: str, width: int) -> tuple[Any, list[str]]:
        context = browser.new_context(viewport={"width": width, "height": 800}, offline=True)
        contexts.append(context)
        page, heard = context.new_page(), []
        page.on("console", lambda message: heard.append(message.text))
        page.on("pageerror", lambda error: heard.append(str(error)))
        page.on("request", lambda request: heard.append(request.url))
        page.goto(files[name].as_uri())
        return page, [said for said in heard if not said.startswith(("data:", "file:"))]

    yield opened
    for context in contexts:
        context.close()


@pytest.mark.parametrize("width", [PHONE, LAPTOP])
@pytest.mark.parametrize("name", ["small", "hostile"])
def test_it_is_no_wider_than_the_screen_and_asks_for_nothing(look, name: str, width: int):
    page, heard = look(name, width)
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert heard == []
    assert page.eval_on_selector_all("img", "all => all.every(i => i.naturalWidth > 0)")


def test_on_a_phone_a_wide_table_scrolls_in_its_own_box(look):
    page, _ = look("small", PHONE)
    wide = page.eval_on_selector(".scroll", "box => box.scrollWidth > box.clientWidth")
    assert wide
    page.locator(".scroll").first.focus()
    page.keyboard.press("End")
    page.eval_on_selector(".scroll", "box => { box.scrollLeft = 1000 }")
    stays = page.eval_on_selector("tbody th", "cell => cell.getBoundingClientRect().left >= 0")
    assert stays


def test_names_of_every_kind_are_read_whole_and_none_of_them_runs(look, hostile_names):
    page, _ = look("hostile", LAPTOP)
    assert page.evaluate("window.hostile === undefined")
    cells = page.eval_on_selector_all("tbody th", "all => all.map(cell => cell.textContent.trim())")
    assert cells == [plain(name).strip() for name in hostile_names]
    assert page.eval_on_selector_all("img", "all => all.length") == len(hostile_names)


def test_the_first_key_leads_to_the_report_and_the_contents_to_their_headings(look):
    page, _ = look("small", LAPTOP)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the report"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "report"
    page.get_by_role("link", name="3 Sign-off").click()
    assert page.evaluate("location.hash") == "#section-3"


def test_printed_it_repeats_the_headings_of_a_table_and_numbers_its_pages(look):
    page, _ = look("small", LAPTOP)
    printed = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    pages = [sheet.extract_text() for sheet in printed.pages]
    assert sum("Kilometres" in text for text in pages) == 2
    for i, text in enumerate(pages, 1):
        assert f"Page {i} of {len(pages)}" in " ".join(text.split())
