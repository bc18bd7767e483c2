"""The documentation is built without a warning and opens with the network unplugged."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from in_browser import wait_until

from modelling.implications.topics import TOPICS
from modelling.registry import figure_types, objective_types, rule_types

ROOT = Path(__file__).parents[2]
PAGES = sorted(p.relative_to(ROOT / "docs") for p in (ROOT / "docs").rglob("*.md"))

pytestmark = pytest.mark.browser


class Links(HTMLParser):
    """Collects what a page links to, what it loads and the ids that it has."""

    def __init__(self, page: Path) -> None:
        super().__init__()
        self.to: list[str] = []
        self.loads: list[str] = []
        self.ids: set[str] = set()
        self.feed(page.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.ids |= {str(given["id"])} if given.get("id") else set()
        if tag == "a" and given.get("href"):
            self.to.append(str(given["href"]))
        elif tag == "link" or given.get("src"):
            self.loads.append(str(given.get("src") or given.get("href")))


@pytest.fixture(scope="session")
def links(site: Path) -> dict[Path, Links]:
    """Return the links of every page."""
    return {page: Links(page) for page in sorted(site.rglob("*.html"))}


@pytest.fixture
def look(browser: Any, site: Path) -> Iterator[Any]:
    """Return a function that opens a page offline: it, and what it asked for or complained of."""
    context = browser.new_context(offline=True)
    page = context.new_page()
    page.set_default_timeout(10_000)
    beyond: list[str] = []
    page.on("console", lambda said: beyond.append(said.text))
    page.on("pageerror", lambda error: beyond.append(str(error)))
    page.on("request", lambda asked: beyond.append(asked.url) if _leaves(asked.url) else None)

    def open_(name: str) -> tuple[Any, list[str]]:
        file, _, rest = name.partition("?")
        page.goto((site / file).as_uri() + (f"?{rest}" if rest else ""))
        return page, beyond

    yield open_
    context.close()


def _leaves(url: str) -> bool:
    return urlsplit(url).scheme not in ("file", "data", "blob")


def test_the_documentation_is_built_without_a_warning(built: tuple[Path, str]) -> None:
    assert built[1] == ""


def test_every_page_that_is_written_is_built(site: Path) -> None:
    assert PAGES
    assert all((site / page).with_suffix(".html").exists() for page in PAGES)


def test_every_link_within_the_documentation_leads_somewhere(links: dict[Path, Links]) -> None:
    broken = []
    for page, found in links.items():
        for link in found.to:
            parts = urlsplit(link)
            target = (page.parent / unquote(parts.path)).resolve() if parts.path else page
            if parts.scheme:
                continue
            if not target.exists():
                broken.append(f"{page.name}: {link}")
            elif parts.fragment and target in links:
                known = links[target].ids | {""}
                broken += [] if parts.fragment in known else [f"{page.name}: {link}"]
    assert not broken


def test_no_page_loads_anything_from_elsewhere(links: dict[Path, Links]) -> None:
    loads = {load for found in links.values() for load in found.loads}

    assert loads
    assert not [load for load in loads if urlsplit(load).netloc]


def test_every_page_opens_offline_without_complaint(look: Any) -> None:
    for page in PAGES:
        opened, beyond = look(str(page.with_suffix(".html")))
        assert opened.locator("h1").count() == 1, page
        assert not beyond, page


def test_mathematics_is_drawn_and_not_shown_as_source(look: Any) -> None:
    page, _ = look("explanation/formulation.html")
    sizes = page.eval_on_selector_all(
        ".math-block math", "all => all.map(m => m.getBoundingClientRect().height)"
    )
    assert len(sizes) >= 20
    assert min(sizes) > 10
    fraction = page.locator(".math-block mfrac").first.bounding_box()
    numerator = page.locator(".math-block mfrac > *").first.bounding_box()
    assert numerator["height"] < fraction["height"]
    assert not re.search(r"\\(?:sum|frac|max)|\$\$", page.inner_text("article"))


def test_the_search_finds_a_page_offline(look: Any) -> None:
    page, beyond = look("search.html?q=footprint")

    wait_until(page, "document.querySelectorAll('#search-results li').length > 0")
    assert not beyond


def test_every_rule_objective_figure_and_topic_has_its_section(site: Path) -> None:
    def text(name: str) -> str:
        return (site / "reference" / f"{name}.html").read_text(encoding="utf-8")

    for page, kind, names in (
        ("rules", "rule", rule_types()),
        ("objectives", "objective", objective_types()),
        ("figures", "figure", figure_types()),
    ):
        for name in names:
            assert f'id="{kind}-{name.replace("_", "-")}"' in text(page)
    for name in TOPICS:
        assert f">{name}</span>" in text("implications")


def test_rules_and_figures_show_their_paragraphs(site: Path) -> None:
    page = (site / "reference" / "rules.html").read_text(encoding="utf-8")

    for kind in rule_types().values():
        assert re.search(rf"Guidance, paragraphs? {re.escape(kind.paragraph)}\.", page), kind


def test_formulas_of_docstrings_have_their_indices_set_low(site: Path) -> None:
    page = (site / "reference" / "figures.html").read_text(encoding="utf-8")

    assert "Σ<sub>i∈S</sub> b<sub>i</sub>" in page
