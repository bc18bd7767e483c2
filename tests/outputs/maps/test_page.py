"""`map.html` is one small file that fetches nothing and says what it shows."""

import dataclasses
import html
import json
import re
from collections.abc import Callable

import geopandas as gpd
import pytest
import shapely
import shapely.affinity

from geodata.geography import Geography
from geodata.problems import InputError
from modelling.plan import Plan
from outputs.assets import leaflet_css, leaflet_js
from outputs.maps.data import MOST_POINTS, map_data
from outputs.maps.page import MapText, map_page
from outputs.maps.shapes import cut, drawable
from solvers.outcome import Outcome

MEGABYTE = 1_000_000


@pytest.fixture(scope="module")
def page(write_outcome_map: Callable, plan: Plan, england: Geography, tmp_path_factory) -> str:
    path = tmp_path_factory.mktemp("map") / "map.html"
    return write_outcome_map(path, plan, england).read_text(encoding="utf-8")


def data_of(page: str) -> dict:
    """Return the data that the page's script reads."""
    found = re.search(r'<script type="application/json" id="plan-data">(.*?)</script>', page, re.S)
    assert found
    return json.loads(found[1])


def test_the_map_of_england_is_at_most_3_megabytes(page: str):
    assert len(page.encode("utf-8")) <= 3 * MEGABYTE


def test_nothing_on_the_page_names_something_to_fetch(page: str):
    markup = re.sub(r"<script.*?</script>", "", page, flags=re.S)
    assert not re.findall(r"<(?:script|img|iframe|link)[^>]+(?:src|href)=\"(?!data:)", markup)
    assert not re.findall(r"url\((?!data:|#)[^)]*\)|@import", markup)
    assert "sourceMappingURL" not in page
    for library in ("jquery", "bootstrap", "fontawesome", "awesome"):
        assert library not in page.lower()


def test_the_policy_allows_only_the_scripts_of_the_page(page: str):
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
    assert policy
    allowed = html.unescape(policy[1])
    assert "default-src 'none'" in allowed
    assert re.findall(r"script-src ([^;]*)", allowed)[0].count("'sha256-") == 2
    assert "unsafe-inline" not in re.findall(r"script-src ([^;]*)", allowed)[0]


def test_the_images_of_leaflet_are_inside_its_style_sheet():
    assert leaflet_css().count("data:image/png;base64,") == 3
    assert "images/" not in leaflet_css()
    assert leaflet_js().startswith("/* @preserve")


def test_one_plan_gives_one_page(plan: Plan, england: Geography):
    assert map_page(plan, england) == map_page(plan, england)


def test_the_page_says_scenario_proof_scores_proxies_and_attribution(
    page: str, england: Geography, outcome: Outcome
):
    text = html.unescape(re.sub(r"<script.*?</script>|<style.*?</style>", "", page, flags=re.S))
    assert "clusters-2011" in text
    assert "Proven optimal: no lawful plan scores higher." in text
    assert f"{outcome.scores['patient_flow']:.3f}" in text
    assert f"{outcome.objective:.3f}" in text
    assert england.label("flows") in text
    assert england.attribution in text
    assert "50 clusters serving 53,012,456 residents" in text


def test_the_page_carries_every_pct_and_cluster_with_its_figures(page: str, plan: Plan):
    data = data_of(page)
    assert {f["properties"]["pct"] for f in data["pcts"]} == set(plan.cluster_of)
    assert len(data["clusters"]) == 50
    first = data["clusters"][0]["properties"]
    assert first["residents"] > 400_000
    names = [name for name, _ in first["scores"]]
    assert names[0] == "Patient flow"
    assert names.index("Population balance") < names.index("Compactness")


def test_neighbours_on_the_page_share_their_borders_point_for_point(page: str):
    """No gaps and no overlaps: rounded PCTs cover exactly what the rounded clusters cover."""
    data = data_of(page)
    outlines = {
        kind: shapely.get_coordinates(
            [shapely.from_geojson(json.dumps(f["geometry"])) for f in data[kind]]
        )
        for kind in ("pcts", "clusters")
    }
    points = {kind: set(map(tuple, xy)) for kind, xy in outlines.items()}
    assert points["clusters"] <= points["pcts"]


def test_a_plan_of_one_sha_draws_the_other_pcts_grey_and_says_so(england: Geography, plan: Plan):
    london = plan.restricted(c for c in england.codes if england.sha_of[c] == "London")
    page = map_page(london, england)
    assert "In no cluster of this plan: 120 PCTs" in page
    clusters = [f["properties"]["cluster"] for f in data_of(page)["pcts"]]
    assert clusters.count(None) == 120
    (south, west), (north, east) = map_data(london, england).bounds
    assert (51.2 < south < north < 51.8) and (-0.6 < west < east < 0.4)


def test_pcts_of_the_run_in_no_cluster_are_counted_under_the_title(england: Geography, plan: Plan):
    """A run of London alone has no holes, though the map shows the rest of England too."""
    london = tuple(c for c in england.codes if england.sha_of[c] == "London")
    restricted = plan.restricted(london)
    whole = map_page(restricted, england, MapText(pcts=london))
    holed = map_page(restricted, england, MapText(pcts=england.codes))
    assert 'class="holes"' not in whole
    assert '<p class="holes">120 PCTs in no cluster</p>' in holed
    assert holed.index('class="holes"') < holed.index("</header>")


def test_a_plan_that_was_not_scored_is_drawn_without_scores(england: Geography, plan: Plan):
    page = map_page(plan, england)
    assert '<h2 id="scores-title">' not in page
    assert data_of(page)["clusters"][0]["properties"]["scores"] == []


def test_hostile_names_stay_text(
    hostile_england: Geography, hostile_plan: Plan, hostile: dict[str, str]
):
    page = map_page(hostile_plan, hostile_england)
    assert hostile["script"] not in page
    assert "<img src=x" not in page
    assert page.count("<script") == 3
    properties = [f["properties"] for f in data_of(page)["pcts"]]
    assert set(hostile.values()) <= {p["name"] for p in properties}


def test_a_geography_without_boundaries_cannot_be_drawn(england: Geography, plan: Plan):
    with pytest.raises(InputError, match="nothing to draw"):
        map_page(plan, dataclasses.replace(england, boundaries=None))


def test_boundaries_with_slivers_are_drawn_all_the_same(england: Geography, plan: Plan):
    """Every third PCT moved 3 m east: gaps and overlaps that a planner's own tables may hold."""
    moved = [
        shapely.affinity.translate(shape, 3 * (i % 3 == 0))
        for i, shape in enumerate(england.boundaries.geometry)
    ]
    ragged = dataclasses.replace(
        england, boundaries=england.boundaries.set_geometry(moved, crs=england.boundaries.crs)
    )
    assert not shapely.coverage_is_valid(ragged.boundaries.geometry.array)
    data = data_of(map_page(plan, ragged))
    assert (len(data["pcts"]), len(data["clusters"])) == (151, 50)


def test_sha_borders_are_drawn_between_shas_and_not_along_the_coast(page: str):
    drawn = shapely.from_geojson(json.dumps(data_of(page)["shaBorders"]))
    cornwall = shapely.box(-6, 49.8, -5.2, 50.4)
    manchester_to_leeds = shapely.LineString([(-2.24, 53.48), (-1.55, 53.8)])
    assert not drawn.intersects(cornwall)
    assert drawn.intersects(manchester_to_leeds)


def test_detailed_boundaries_are_simplified_together_until_they_fit(england: Geography):
    assert drawable(england, MOST_POINTS) is england.boundaries
    simple = drawable(england, 10_000)
    assert simple.geometry.count_coordinates().sum() <= 10_000
    assert shapely.coverage_is_valid(simple.geometry.array)
    assert len(simple) == 151


def test_lines_are_cut_to_an_area_and_what_only_touches_it_is_no_line():
    lines = gpd.GeoSeries([shapely.MultiLineString([[(0, 0), (4, 0)], [(2, 2), (5, 2)]])])
    found = cut(lines, shapely.box(0, -1, 2, 2))
    assert found.iloc[0].equals(shapely.MultiLineString([[(0, 0), (2, 0)]]))


def test_a_geography_without_flows_and_authority_borders_offers_neither(
    england: Geography, plan: Plan
):
    bare = dataclasses.replace(england, flows=england.flows.iloc[:0], layers={})
    page = map_page(plan, bare)
    assert "Local authority border" not in page
    assert "Lines drawn" not in page
    data = data_of(page)
    assert (data["laBorders"], data["patientFlows"]) == (None, {})
    with_both = map_page(plan, england)
    assert "Local authority borders" in with_both
    assert "Lines drawn" in with_both
