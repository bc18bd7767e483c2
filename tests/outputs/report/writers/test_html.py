"""The HTML file is one page that fetches nothing, runs nothing and says it all."""

import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote_to_bytes

import pytest

from outputs.report.blocks import Picture, Report, Section
from outputs.report.writers.html import report_page, wrapped, write_html


class Tags(HTMLParser):
    """The tags of a page, each with its attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def of(self, *names: str) -> list[dict[str, str | None]]:
        """Return the attributes of every tag with one of these names."""
        return [attributes for tag, attributes in self.found if tag in names]


@pytest.fixture(scope="module")
def page(report: Report) -> str:
    return report_page(report)


@pytest.fixture(scope="module")
def tags(page: str) -> Tags:
    return Tags(page)


def test_nothing_on_it_is_fetched_and_nothing_runs(page: str, hostile_report: Report):
    for written in (page, report_page(hostile_report)):
        tags = Tags(written)
        assert not tags.of("script", "iframe", "object", "embed", "form", "svg")
        assert all(str(a["src"]).startswith("data:image/svg+xml,") for a in tags.of("img"))
        assert all(str(a["href"]).startswith(("#", "data:,")) for a in tags.of("a", "link"))
        assert not any(name.startswith("on") for _, a in tags.found for name in a)


def test_its_policy_allows_its_own_style_sheet_and_images_within_it_alone(tags: Tags):
    policy = next(str(a["content"]) for a in tags.of("meta") if a.get("http-equiv"))
    assert re.fullmatch(r"default-src 'none'; style-src 'sha256-[\w+/=]+'; img-src data:", policy)


def test_every_table_has_a_caption_and_headings_of_columns_and_rows(tags: Tags):
    assert len(tags.of("caption")) == len(tags.of("table")) == 2
    scopes = [a["scope"] for a in tags.of("th")]
    assert scopes.count("col") == 2 * 7
    assert scopes.count("row") == 60 + 3 + 2


def test_the_contents_lead_to_every_heading(tags: Tags):
    headings = {a["id"] for a in tags.of("h2", "h3") if str(a["id"]).startswith("section-")}
    led_to = {str(a["href"])[1:] for a in tags.of("a")}
    assert headings == led_to - {"report"}
    assert len(headings) == 4


def test_pictures_have_words_boxes_are_empty_and_landmarks_stand(tags: Tags):
    assert [a["alt"] for a in tags.of("img")] == ["Map of England in two colours"]
    assert not tags.of("input")
    assert all(len(tags.of(name)) == 1 for name in ("header", "nav", "main", "footer", "h1"))


def test_a_picture_comes_back_as_it_was_but_for_its_spaces(browser, tmp_path: Path):
    """Signs that end an attribute or a URI, percents among them, do neither."""
    svg = (
        b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" width="9" height="9">'
        b"<style>.a { fill: #123456 }</style><text>100% &amp; 'quoted' \xe2\x80\x9c</text></svg>"
    )
    picture = Picture("one", svg, 'Quoted "alt"')
    write_html(tmp_path / "r.html", Report("T", "", (Section("S", (picture,)),)))
    opened = browser.new_page()
    opened.goto((tmp_path / "r.html").as_uri())
    source, width = opened.eval_on_selector("img", "i => [i.src, i.naturalWidth]")
    opened.close()
    assert width == 9
    assert unquote_to_bytes(source.partition(",")[2]) == svg


def test_long_words_may_be_broken_and_markup_in_them_is_escaped_whole():
    assert wrapped("short <b>") == "short &lt;b&gt;"
    parts = wrapped("&" * 30).split("<wbr>")
    assert parts == ["&amp;" * 12, "&amp;" * 12, "&amp;" * 6]
