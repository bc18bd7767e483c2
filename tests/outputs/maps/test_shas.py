"""Every SHA has a page of its own: clusters, patients who cross its border, authorities."""

from __future__ import annotations

import dataclasses
import html
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from in_browser import fetched, shown, wait_until

from geodata.geography import Geography
from geodata.problems import InputError
from modelling.case import Case
from modelling.plan import Plan
from modelling.scenario_files import load_scenario, parse_scenario
from outputs.maps.sha_facts import ShaFacts, sha_facts, split_authorities
from outputs.maps.shas import draw
from outputs.maps.views import MapAsk

FIVE_MEGABYTES = 5_000_000
COMPACT = """
name: compact
geography: england-2011
shas: [North East]
rules:
  cluster_count: {national: 4}
  sha_boundaries: {}
objectives: {compactness: 1}
"""


@pytest.fixture(scope="module")
def case(england: Geography) -> Case:
    return Case.of(load_scenario("national-as-2011"), england)


@pytest.fixture(scope="module")
def folder(case: Case, plan: Plan, tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("pages") / "shas"
    assert draw(MapAsk(plan, case, "As in 2011", "Not solved.", out=folder)) == [
        folder / "index.html"
    ]
    return folder


@pytest.fixture(scope="module")
def facts(plan: Plan, england: Geography) -> dict[str, ShaFacts]:
    return {sha.name: sha for sha in sha_facts(plan, england, england.codes, {})}


def words(path: Path) -> str:
    page = path.read_text(encoding="utf-8")
    bare = re.sub(r"<script.*?</script>|<style.*?</style>|<[^>]+>", " ", page, flags=re.S)
    return " ".join(html.unescape(bare).split())


def test_there_is_a_page_for_every_sha_under_5_megabytes_and_an_index_that_leads_to_it(
    folder: Path, england: Geography
):
    pages = sorted(path.name for path in folder.iterdir() if path.name != "index.html")
    assert len(pages) == len(england.shas) == 10
    assert max(path.stat().st_size for path in folder.iterdir()) < FIVE_MEGABYTES
    index = (folder / "index.html").read_text(encoding="utf-8")
    assert sorted(re.findall(r'href="([^"]+\.html)"', index)) == pages
    assert "<script" not in index


def test_every_cluster_is_on_the_page_of_each_sha_that_it_has_pcts_in(
    facts: dict[str, ShaFacts], plan: Plan, england: Geography
):
    for name, sha in facts.items():
        own = {plan.cluster_of[p] for p in england.codes if england.sha_of[p] == name}
        assert {cluster.id for cluster in sha.clusters} == own
    both = [s.name for s in facts.values() if "South Yorkshire and Bassetlaw" in str(s.clusters)]
    assert both == ["East Midlands", "Yorkshire and the Humber"]


def test_a_page_lists_its_clusters_with_pcts_residents_and_scores(folder: Path, outcome):
    said = words(folder / "04-North-East.html")
    assert "4 clusters serving 2,596,886 residents" in said
    assert "Northumberland TAC 316,028" in said
    assert f"Patient flow {outcome.cluster_scores['C01']['patient_flow']:.3f}" in said
    assert "Cornwall" not in said


def test_flows_across_its_border_are_those_with_one_end_in_it(
    facts: dict[str, ShaFacts], england: Geography
):
    north_east = facts["North East"]
    assert 0.99 < north_east.stays < 1
    assert north_east.kept < north_east.stays
    assert all(england.sha_of[flow.pct] == "North East" for flow in north_east.leaving)
    assert all(england.sha_of[flow.to] != "North East" for flow in north_east.leaving)
    assert all(england.sha_of[flow.to] == "North East" for flow in north_east.entering)
    sizes = [flow.size for flow in north_east.entering]
    assert sizes == sorted(sizes, reverse=True)


def test_a_page_has_one_figure_of_the_admissions_that_stay_in_their_own_cluster(
    folder: Path, facts: dict[str, ShaFacts]
):
    for sha in facts.values():
        (page,) = folder.glob(f"*-{sha.name.replace(' ', '-')}.html")
        said = words(page)
        assert f"{sha.kept:.1%} of admissions stay in the patient’s own cluster" in said
        assert f"{sha.kept:.1%} in their own cluster" in said


def test_an_authority_in_two_clusters_is_split_and_one_that_strays_by_a_hair_is_not(
    plan: Plan, england: Geography
):
    split = {authority.name: authority for authority in split_authorities(plan, england)}
    assert "Derbyshire" in split
    assert "Oxfordshire" not in split
    assert split["Derbyshire"].parts[0][0] == plan.cluster_of["5N6"]
    together = Plan(dict.fromkeys(plan.cluster_of, "A"))
    assert split_authorities(together, england) == ()


def test_an_sha_that_the_plan_leaves_out_has_no_page_and_stands_in_the_index(
    case: Case, plan: Plan, england: Geography, tmp_path: Path
):
    few = plan.restricted(p for p in england.codes if england.sha_of[p] == "North East")
    folder = tmp_path / "shas"
    draw(MapAsk(few, case, "Few", out=folder))
    assert sorted(path.name for path in folder.iterdir()) == ["01-North-East.html", "index.html"]
    assert "London 31 PCTs in no cluster 0 31" in words(folder / "index.html")


def test_a_folder_of_somebody_elses_is_left_alone(case: Case, plan: Plan, tmp_path: Path):
    (tmp_path / "index.html").write_text("somebody's own", encoding="utf-8")
    with pytest.raises(InputError, match="holds other files"):
        draw(MapAsk(plan, case, "As in 2011", out=tmp_path))


def test_without_flows_and_authorities_the_pages_say_that_they_are_not_known(
    plan: Plan, england: Geography, tmp_path: Path
):
    bare = dataclasses.replace(
        england,
        flows=england.flows.iloc[:0],
        local_authorities=england.local_authorities.iloc[:0],
        layers={},
    )
    case = Case(parse_scenario(COMPACT), bare)
    draw(MapAsk(plan.restricted(case.pcts), case, "Few", out=tmp_path / "shas"))
    said = words(tmp_path / "shas" / "01-North-East.html")
    assert "Not known: the geography has no table of local authorities" in said
    assert "Patients who cross" not in said
    assert "Treated in" not in words(tmp_path / "shas" / "index.html")


@pytest.mark.browser
def test_a_page_opens_from_the_index_draws_its_sha_and_leads_to_the_next(
    open_page: Callable, folder: Path
):
    opened = open_page(folder / "04-North-East.html")
    page = opened.page
    assert shown(page, "path.cluster-border") == 4
    page.locator("path.pct[data-pct='TAC']").hover()
    assert "North of Tyne" in page.locator("#card").inner_text()
    page.locator("path.pct[data-pct='5NE']").focus()
    assert "In another SHA" in page.locator("#card").inner_text()
    page.locator("button[data-cluster]", has_text="Tees").click()
    wait_until(page, "map_plan.getZoom() > 9")
    assert fetched(opened) == [(folder / "04-North-East.html").as_uri()]
    page.get_by_role("link", name="North West").click()
    page.wait_for_selector("path.pct", state="attached")
    assert page.locator("h1").inner_text() == "North West"
    page.get_by_role("link", name="All SHAs").click()
    assert page.locator("h1").inner_text() == "As in 2011, SHA by SHA"
    assert opened.complaints == []


@pytest.mark.browser
def test_hostile_names_stay_text_on_every_page(
    open_page: Callable,
    hostile_england: Geography,
    hostile_plan: Plan,
    hostile: dict[str, str],
    tmp_path: Path,
):
    scenario = load_scenario("national-as-2011")
    case = Case(scenario, hostile_england)
    where = hostile_england.sha_of
    few = hostile_plan.restricted(p for p in hostile_england.codes if where[p] == hostile["script"])
    draw(MapAsk(few, case, hostile["image"], out=tmp_path / "shas"))
    files = sorted((tmp_path / "shas").iterdir())
    assert len(files) == 2
    for file in files:
        assert re.fullmatch(r"[A-Za-z0-9.-]+", file.name)
        assert hostile["script"] not in file.read_text(encoding="utf-8")
    opened = open_page(files[0])
    assert opened.page.locator("h1").text_content().strip() == hostile["script"]
    assert opened.page.evaluate("window.hostile") is None
    assert opened.page.locator("img").count() == 0
    assert opened.complaints == []
