"""The map of footprints lists every consortium with its overlaps, and draws those it can."""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Mapping
from html import unescape
from typing import Any

import geopandas as gpd
import pandas as pd
import pytest
import shapely
from shapely.geometry import shape

from geodata.geography import Geography
from geodata.problems import InputError
from modelling.overlaps import overlaps
from modelling.plan import Plan
from outputs.maps.footprints import footprints_page

CCG = {"ccg-2015": 0.9}


def page_data(page: str) -> Mapping[str, Any]:
    found = re.search(r'id="plan-data">(.*?)</script>', page, re.DOTALL)
    assert found
    return json.loads(found[1])


def words_of(page: str) -> str:
    body = page[page.index("<header") : page.index("<script")]
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", body)))


@pytest.fixture(scope="module")
def page(plan: Plan, england: Geography) -> str:
    return footprints_page(plan, england, CCG)


def test_every_consortium_says_its_overlap_with_every_cluster_it_touches(
    page: str, plan: Plan, england: Geography
) -> None:
    data = page_data(page)
    clusters = [feature["properties"]["id"] for feature in data["clusters"]]
    (ccgs,) = data["sets"]
    said = {
        (clusters[at], consortium["code"]): (share, shared, over)
        for consortium in ccgs["consortia"]
        for at, share, shared, over in consortium["overlaps"]
    }
    expected = {
        (cluster, pair.consortium): (f"{pair.overlap:.1%}", pair.shared, pair.kept is False)
        for cluster, pairs in overlaps(plan, england, CCG).items()
        for pair in pairs
    }
    assert said == expected
    assert len(ccgs["consortia"]) == 209


def test_those_on_a_clusters_footprint_stand_first_marked_by_sign_and_words(page: str) -> None:
    words = words_of(page)
    assert "5 of 50 clusters are on the footprint of a consortium: an overlap of 90%" in words
    assert "On a footprint: 90% or more 5 ▲ NHS Dorset CCG 100.0% same footprint:" in words
    assert "Below 90% 204 NHS Northern, Eastern and Western Devon CCG 76.0% nearest:" in words
    assert words.count("▲") == 5
    assert "CCGs of July 2015, a proxy for the proposed consortia" in words


def test_footprints_and_borders_are_drawn_where_the_layer_says(page: str, england: Geography):
    (ccgs,) = page_data(page)["sets"]
    layer = england.layer("consortia/ccg-2015").geometry.to_crs(4326)
    for consortium, geometry in list(zip(ccgs["consortia"], ccgs["shapes"], strict=True))[::20]:
        drawn = shape(geometry)
        whole = layer[consortium["code"]]
        assert drawn.symmetric_difference(whole).area < 0.02 * whole.area
    assert ccgs["lines"]["type"] == "MultiLineString"


def test_the_coast_is_no_border_of_a_consortium(page: str, england: Geography):
    (ccgs,) = page_data(page)["sets"]
    lines = gpd.GeoSeries([shape(ccgs["lines"])], crs=4326).to_crs(27700)[0]
    coast = shapely.boundary(shapely.coverage_union_all(england.boundaries.geometry.to_numpy()))
    off_shore = shapely.line_interpolate_point(coast, [x / 50 for x in range(50)], normalized=True)
    assert sum(lines.distance(point) < 50 for point in off_shore) < 10


def test_a_set_without_borders_lists_the_share_of_each_pct_and_says_so(
    plan: Plan, england: Geography
) -> None:
    bare = dataclasses.replace(england, layers={})
    page = footprints_page(plan, bare, CCG)
    words = words_of(page)
    assert "No borders of these consortia were given, so they are not drawn" in words
    assert "NHS Airedale, Wharfedale and Craven CCG" in words
    assert "Bradford and Airedale 69%, North Yorkshire and York 31%" in words
    assert page_data(page)["sets"][0]["shapes"] is None
    assert "Consortium border" not in words


def test_without_a_footprint_rule_nothing_is_marked_as_too_much(plan: Plan, england: Geography):
    words = words_of(footprints_page(plan, england, {"ccg-2015": None}))
    assert "The scenario has no rule about footprints" in words
    assert "▲" not in words


def test_consortia_that_the_plan_does_not_reach_are_left_out_and_counted(
    plan: Plan, england: Geography
) -> None:
    south_west = plan.restricted(p for p in england.codes if england.sha_of[p] == "South West")
    page = footprints_page(south_west, england, CCG)
    (ccgs,) = page_data(page)["sets"]
    left = 209 - len(ccgs["consortia"])
    assert left > 150
    assert f"Left out: {left} of the consortia of this set, which serve nobody" in words_of(page)
    assert len(ccgs["shapes"]) == len(ccgs["consortia"])


def test_a_geography_without_consortia_says_what_to_add(plan: Plan, england: Geography) -> None:
    with pytest.raises(InputError, match=r"add consortia/<set>\.csv"):
        footprints_page(plan, england, {})


def test_the_page_is_the_same_every_time_and_under_5_mb(page: str, plan: Plan, england: Geography):
    assert page == footprints_page(plan, england, CCG)
    assert len(page.encode()) < 5_000_000


def test_no_name_gets_out_of_its_place(
    hostile_england: Geography, hostile_plan: Plan, hostile: dict[str, str]
) -> None:
    table = hostile_england.consortia["ccg-2015"]
    codes = sorted(set(table["consortium"]))[: len(hostile)]
    called = dict(zip(codes, hostile.values(), strict=True))
    names = table["consortium"].map(called).fillna(table["consortium_name"])
    sets = {"ccg-2015": table.assign(consortium_name=names)}
    hostile_one = dataclasses.replace(hostile_england, consortia=sets)
    page = footprints_page(hostile_plan, hostile_one, CCG)
    assert page.count("<script") == 3
    assert "<img" not in page
    said = [consortium["name"] for consortium in page_data(page)["sets"][0]["consortia"]]
    assert set(hostile.values()) < set(said)
    assert pd.Series(said).is_unique
