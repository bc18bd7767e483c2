"""The pages about two plans as files: what they say, hold and let run."""

import dataclasses
import html
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from geodata.geography import Geography
from geodata.problems import InputError
from modelling.case import Case
from modelling.difference import Difference, difference
from modelling.plan import Plan
from modelling.scenario_files import load_scenario
from outputs.maps.difference import asked, difference_page
from outputs.maps.side_by_side import side_by_side_page
from outputs.maps.views import MapAsk, view
from outputs.two_scores import TwoScores, two_scores

MEGABYTE = 1_000_000
PAGES = (difference_page, side_by_side_page)

both = pytest.mark.parametrize("page_of", PAGES)


@pytest.fixture(scope="module")
def scores(found: Difference, england: Geography) -> TwoScores:
    return two_scores(found, Case.of(load_scenario("national-as-2011"), england))


@pytest.fixture(scope="module")
def pages(found: Difference, scores: TwoScores) -> dict[Callable, str]:
    return {page_of: page_of(found, scores) for page_of in PAGES}


def text_of(page: str) -> str:
    """Return what the page says, its scripts and styles left out."""
    bare = re.sub(r"<script.*?</script>|<style.*?</style>|<[^>]+>", " ", page, flags=re.S)
    return re.sub(r"\s+", " ", html.unescape(bare))


@both
def test_a_page_about_two_plans_of_england_is_under_2_megabytes(pages: dict, page_of) -> None:
    assert len(pages[page_of].encode("utf-8")) < 2 * MEGABYTE


@both
def test_shapes_are_on_the_page_once(pages: dict, page_of) -> None:
    """Every PCT once, and clusters that both plans have once."""
    found = re.search(r'id="plan-data">(.*?)</script>', pages[page_of], re.S)
    assert found
    data = json.loads(found[1])
    assert found[1].count('"Feature"') == 151
    assert len(data["shapes"]) == 56


@both
def test_it_fetches_nothing_and_lets_only_its_own_scripts_run(pages: dict, page_of) -> None:
    page = pages[page_of]
    markup = re.sub(r"<script.*?</script>", "", page, flags=re.S)
    assert not re.findall(r"<(?:script|img|iframe|link)[^>]+(?:src|href)=\"(?!data:)", markup)
    assert not re.findall(r"url\((?!data:|#)[^)]*\)|@import", markup)
    policy = html.unescape(re.findall(r'Content-Security-Policy" content="([^"]*)"', page)[0])
    assert "default-src 'none'" in policy
    allowed = re.findall(r"script-src ([^;]*)", policy)[0]
    assert allowed.count("'sha256-") == 2
    assert "unsafe" not in allowed


@both
def test_it_says_how_many_move_and_lists_them_by_sha_with_residents(pages: dict, page_of) -> None:
    said = text_of(pages[page_of])
    assert "4 PCTs with 1.7 million residents move; 45 of 51 clusters are the same." in said
    assert "Of the 50 clusters of clusters-2011, 45 are the same, 3 are split" in said
    assert "Of the 51 clusters of what-if, 45 are the same, 1 is made of parts of several" in said
    assert "6c Suffolk 612,909 residents from Suffolk to East Anglia" in said
    assert "2 PCTs move, 773,959 residents; 2 of 4 clusters the same." in said
    order = [said.index(f"from {name} to") for name in ("Suffolk", "East London and the City")]
    assert order == sorted(order)


@both
def test_it_shows_the_scores_of_both_plans_their_change_and_what_they_were_measured_on(
    pages: dict, page_of, scores: TwoScores, england: Geography
) -> None:
    said = text_of(pages[page_of])
    line, after = next(pair for pair in scores.lines if pair[0].name == "patient_flow")
    assert f"{line.value:.3f} {after:.3f}" in said
    assert f"{scores.total[0]:.3f} {scores.total[1]:.3f}" in said
    assert england.label("flows") in said


def test_the_same_plans_give_the_same_page(pages: dict, found, scores) -> None:
    assert difference_page(found, scores) == pages[difference_page]


@both
def test_plans_that_are_the_same_are_said_to_be(plan: Plan, england: Geography, page_of) -> None:
    said = text_of(page_of(difference(plan, plan, england)))
    assert "No PCT moves; all 50 clusters are the same." in said
    assert "Moves by SHA" not in said
    assert "A PCT that moves" not in said


@both
def test_one_sha_against_the_nation_is_compared_over_its_own_pcts(
    plan: Plan, in_london: Plan, england: Geography, page_of
) -> None:
    said = text_of(page_of(difference(plan, in_london, england)))
    assert "No PCT moves; all 6 clusters compared are the same." in said
    assert "120 PCTs of clusters-2011 are not in in-london and not compared." in said


def test_plans_without_a_pct_in_common_are_drawn_and_said_to_have_none(
    plan: Plan, in_london: Plan, england: Geography
) -> None:
    elsewhere = Plan({p: c for p, c in plan.cluster_of.items() if p not in in_london.cluster_of})
    said = text_of(side_by_side_page(difference(elsewhere, in_london, england)))
    assert "The two plans have no PCT in common, so there is nothing to compare." in said


def test_clusters_without_names_go_by_their_ids(
    plan: Plan, changed: Plan, england: Geography
) -> None:
    bare = difference(Plan(plan.cluster_of), Plan(changed.cluster_of), england)
    assert "from C26 to C25" in text_of(difference_page(bare))


def test_hostile_names_stay_text(hostile_found: Difference, hostile: dict) -> None:
    page = difference_page(hostile_found)
    assert hostile["script"] not in page
    assert "<img src=x" not in page
    assert page.count("<script") == 3
    assert html.escape(hostile["right_to_left"]) in page


@both
def test_a_geography_without_boundaries_cannot_be_drawn(
    plan: Plan, england: Geography, page_of
) -> None:
    bare = dataclasses.replace(england, boundaries=None)
    with pytest.raises(InputError, match="nothing to draw"):
        page_of(difference(plan, plan, bare))


@pytest.mark.parametrize("name", ["difference", "side-by-side"])
def test_the_view_writes_one_file_named_for_the_plan_and_the_map(
    name: str, changed: Plan, england: Geography, tmp_path: Path, monkeypatch
) -> None:
    monkeypatch.chdir(tmp_path)
    case = Case.of(load_scenario("national-as-2011"), england)
    (written,) = view(name)(MapAsk(changed, case, "What if"))
    assert written == Path(f"what-if-{name}.html")
    assert "clusters-2011" in text_of(written.read_text(encoding="utf-8"))


def test_plans_of_one_name_are_told_apart_as_before_and_after(
    plan: Plan, changed: Plan, england: Geography
) -> None:
    case = Case.of(load_scenario("national-as-2011"), england)
    same = Plan(changed.cluster_of, changed.cluster_names, plan.name)
    found, _ = asked(MapAsk(same, case, "", against=plan))
    names = (found.before.name, found.after.name)
    assert names == ("clusters-2011 (before)", "clusters-2011 (after)")
