"""The map shows which PCTs count as joined for their flow of patients alone."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from in_browser import layer

from geodata.geography import Geography
from modelling.case import Case
from modelling.plan import Plan
from modelling.scenario_files import parse_scenario
from outputs.maps.data import map_data
from outputs.maps.flow_edges import FlowEdges, flow_edges
from outputs.maps.page import MapText, map_page, write_map

SCENARIO = """
name: by-flow
geography: england-2011
rules:
  sha_boundaries: {exceptions: {5ET: Yorkshire and the Humber}}
  contiguity: {edges: [land, water_or_gap, ferry], flows_over: 0.05}
objectives: {patient_flow: 1}
"""


@pytest.fixture(scope="module")
def case(england: Geography) -> Case:
    return Case.of(parse_scenario(SCENARIO), england)


@pytest.fixture(scope="module")
def edges(case: Case) -> FlowEdges:
    return flow_edges(case)


def words(page: str) -> str:
    return html.unescape(
        re.sub(r"<script.*?</script>|<style.*?</style>|<[^>]+>", "", page, flags=re.S)
    )


def test_a_pair_is_shown_where_one_cluster_could_hold_both_and_nothing_else_joins_them(
    case: Case, edges: FlowEdges, england: Geography
):
    touching = england.graph(("land", "water_or_gap", "ferry"))
    assert edges.pairs
    for (a, b), flow in edges.pairs.items():
        assert flow >= 0.05
        assert not touching.has_edge(a, b)
        assert england.sha_of[a] == england.sha_of[b] or "5ET" in (a, b)


def test_a_scenario_that_joins_nobody_by_flow_shows_nothing(england: Geography):
    without = parse_scenario(SCENARIO.replace(", flows_over: 0.05", ""))
    assert flow_edges(Case.of(without, england)) == FlowEdges()


def test_each_pair_is_a_line_between_points_inside_its_two_pcts(
    edges: FlowEdges, plan: Plan, england: Geography
):
    data = map_data(plan, england, edges=edges)
    lines = data.page["flowEdges"]
    assert [tuple(line["properties"]["pcts"]) for line in lines] == list(edges.pairs)
    shapes = england.boundaries.to_crs("EPSG:4326").geometry
    for line in lines:
        for pct, (lng, lat) in zip(
            line["properties"]["pcts"], line["geometry"]["coordinates"], strict=True
        ):
            west, south, east, north = shapes[pct].bounds
            assert west < lng < east
            assert south < lat < north


def test_a_pct_names_those_it_is_joined_to_with_the_flow_most_first(plan: Plan, england: Geography):
    edges = FlowEdges(0.05, {("5N1", "5NY"): 0.061, ("5N1", "5QE"): 0.12})
    pcts = {
        f["properties"]["pct"]: f["properties"]
        for f in map_data(plan, england, edges=edges).page["pcts"]
    }
    assert pcts["5N1"]["flows"] == [["Oxfordshire", "12%"], [england.names["5NY"], "6%"]]
    assert pcts["5NY"]["flows"] == [[england.names["5N1"], "6%"]]
    assert pcts["5A4"]["flows"] == []


def test_the_key_says_how_strong_a_flow_joins_and_what_it_was_measured_on(
    edges: FlowEdges, plan: Plan, england: Geography
):
    said = words(map_page(plan, england, MapText(flow_edges=edges)))
    assert "Joined by patient flow alone: 5% or more of admissions" in said
    assert "in the other (hospital admissions of 2018, a proxy for 2008-11)" in said
    assert "Joined by patient flow" not in words(map_page(plan, england))


@pytest.fixture
def opened(open_page: Callable, edges: FlowEdges, plan: Plan, england: Geography, tmp_path: Path):
    write_map(tmp_path / "map.html", plan, england, MapText(flow_edges=edges))
    return open_page(tmp_path / "map.html")


@pytest.mark.browser
def test_the_lines_are_dashed_and_can_be_switched_off_and_on(opened, edges: FlowEdges):
    page = opened.page
    lines = page.locator("path.flow-edge")
    assert lines.count() == len(edges.pairs)
    assert lines.first.evaluate("line => getComputedStyle(line).strokeDasharray") != "none"
    layer(page, "Patient flows that join").uncheck()
    assert lines.count() == 0
    layer(page, "Patient flows that join").check()
    assert lines.count() == len(edges.pairs)
    assert opened.complaints == []


@pytest.mark.browser
def test_pointing_at_a_pct_names_those_it_is_joined_to(
    opened, edges: FlowEdges, england: Geography
):
    pct, other = next(iter(edges.pairs))
    opened.page.locator(f"path.pct[data-pct='{pct}']").focus()
    card = opened.page.locator("#card").inner_text()
    assert "Joined by patient flow, both ways" in card
    assert england.names[other] in card


@pytest.mark.browser
def test_a_map_without_such_pairs_offers_no_layer_for_them(
    open_page: Callable, plan: Plan, england: Geography, tmp_path: Path
):
    write_map(tmp_path / "map.html", plan, england)
    page = open_page(tmp_path / "map.html").page
    assert layer(page, "Patient flows that join").count() == 0
    assert page.get_by_label("SHA borders").count() == 1
