"""`settled.html`: how settled each PCT's place is, on a page that runs and fetches nothing."""

import dataclasses
import html
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import shapely

from geodata.geography import Geography
from geodata.problems import InputError
from modelling.scenario_files import load_scenario
from outputs.answers.alternatives_files import write_alternatives
from outputs.maps.settled import NEVER, OFTEN, SELDOM, settled_page, shade, width
from outputs.maps.shapes import boundaries
from solvers.nearly_best.alternatives import Alternatives, alternatives
from solvers.nearly_best.settled import Neighbours, Place


@pytest.fixture(scope="module")
def found(england: Geography) -> Alternatives:
    return alternatives(load_scenario("north-west"), england, within="1%")


@pytest.fixture(scope="module")
def page(found: Alternatives) -> str:
    return settled_page(found)


def _drawn(page: str, kind: str) -> Iterator[tuple[str, str, str]]:
    """Yield class, path and words of the shapes of a kind."""
    pattern = rf'<path class="({kind}[^"]*)" d="([^"]*)"[^>]*><title>(.*?)</title>'
    for name, path, words in re.findall(pattern, page):
        yield name, path, html.unescape(words)


def test_every_pct_of_the_run_is_drawn_in_the_shade_of_its_place(
    page: str, found: Alternatives
) -> None:
    shown = {words.split("(")[1][:3]: name for name, _, words in _drawn(page, "pct")}
    assert shown == {place.pct: f"pct {shade(place)}" for place in found.places}
    assert "pct settled" in shown.values()
    assert "pct open" in shown.values()


def test_a_shape_is_as_large_on_the_drawing_as_on_the_ground(page: str, england: Geography) -> None:
    """In units of 100 m, holes left out, and each border within a per cent of its area."""
    ground = boundaries(england).geometry.area
    for _, path, words in _drawn(page, "pct"):
        rings = [
            [tuple(map(float, point.split(","))) for point in ring.split()]
            for ring in re.findall(r"M([^MZ]*)Z", path)
        ]
        area = sum(abs(shapely.Polygon(ring).area) for ring in rings)
        assert area / 100 == pytest.approx(ground[words.split("(")[1][:3]] / 1e6, rel=0.03)


def test_neighbours_that_are_always_together_have_no_border_and_others_do(
    page: str, found: Alternatives, england: Geography
) -> None:
    said = {words for _, _, words in _drawn(page, "border")}
    names = england.short_names
    lines = {(p.a, p.b): f"{names[p.a]} and {names[p.b]}: together in" for p in found.neighbours}
    land = {frozenset(edge) for edge in england.graph(["land"]).edges}
    for pair in found.neighbours:
        drawn = any(words.startswith(lines[pair.a, pair.b]) for words in said)
        assert drawn == (not pair.always and frozenset((pair.a, pair.b)) in land)


def test_a_place_has_one_shade_and_a_border_one_width() -> None:
    places = [Place("A", 1, ("A",), 1.0)]
    places += [Place("A", 2, ("A",), part) for part in (0.999, 0.95, 0.94, 0.75, 0.5, 0.49)]
    kinds = ["settled", "nearly", "nearly", "mostly", "mostly", "often", "open"]
    assert [shade(place) for place in places] == kinds
    pairs = [Neighbours("A", "B", part, part == 1, part == 0) for part in (0, 0.49, 0.5, 1)]
    assert [width(pair) for pair in pairs] == [NEVER, SELDOM, OFTEN, 0]


def test_nothing_on_the_page_may_run_or_be_fetched(page: str) -> None:
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
    assert policy and html.unescape(policy[1]).startswith("default-src 'none'; style-src")
    assert "<script" not in page
    assert not re.findall(r'(?:src|href)="(?!data:|#)', page)
    assert "url(" not in page


def test_names_are_escaped(found: Alternatives, england: Geography) -> None:
    evil = "</title><script>x()</script>"
    named = dataclasses.replace(england, pcts=england.pcts.assign(name=evil))
    page = settled_page(dataclasses.replace(found, geography=named))
    assert "<script" not in page
    assert "&lt;/title&gt;&lt;script&gt;" in page


def test_a_geography_without_boundaries_has_tables_and_no_map(
    found: Alternatives, england: Geography, tmp_path: Path
) -> None:
    blank: Any = dataclasses.replace(found, geography=dataclasses.replace(england, boundaries=None))
    with pytest.raises(InputError, match="no PCT boundaries"):
        settled_page(blank)
    assert not (write_alternatives(blank, tmp_path) / "settled.html").exists()
    assert (write_alternatives(found, tmp_path) / "settled.html").exists()
