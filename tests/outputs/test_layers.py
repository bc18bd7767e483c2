"""`plan.gpkg` and `plan.geojson` hold the PCTs and the dissolved clusters."""

import dataclasses
import json
from pathlib import Path

import geopandas as gpd
import pytest
import shapely
from pyogrio import list_layers

from geodata.geography import Geography
from geodata.problems import InputError
from modelling.plan import Plan
from outputs.layers import cluster_layer, pct_layer, plan_geojson, write_geojson, write_geopackage
from solvers.outcome import Outcome


@pytest.fixture(scope="module")
def collection(plan: Plan, england: Geography, outcome: Outcome) -> dict:
    return json.loads(plan_geojson(plan, england, outcome.cluster_scores))


def test_the_geopackage_reads_back_as_two_layers_in_the_crs_of_the_boundaries(
    plan: Plan, england: Geography, outcome: Outcome, tmp_path: Path
):
    path = tmp_path / "plan.gpkg"
    write_geopackage(path, plan, england, outcome.cluster_scores)
    assert sorted(list_layers(path)[:, 0]) == ["clusters", "pcts"]
    pcts, clusters = (gpd.read_file(path, layer=layer) for layer in ("pcts", "clusters"))
    assert (len(pcts), len(clusters)) == (151, 50)
    assert pcts.crs == clusters.crs == england.boundaries.crs
    assert dict(zip(pcts["pct"], pcts["cluster"], strict=True)) == dict(plan.cluster_of)
    assert clusters["residents"].sum() == england.total_residents
    assert clusters["pcts"].sum() == 151
    assert clusters["score_patient_flow"].between(0, 1).all()
    assert list(tmp_path.iterdir()) == [path]


def test_clusters_cover_exactly_their_pcts_and_never_overlap(plan: Plan, england: Geography):
    clusters = cluster_layer(plan, england)
    assert clusters.is_valid.all()
    assert shapely.coverage_is_valid(clusters.geometry.array)
    assert clusters.area.sum() == pytest.approx(england.boundaries.area.sum())


def test_a_partial_plan_leaves_other_pcts_without_a_cluster(plan: Plan, england: Geography):
    some = plan.restricted(c for c in england.codes if england.sha_of[c] == "London")
    layer = pct_layer(some, england)
    assert layer["cluster"].notna().sum() == 31
    assert len(cluster_layer(some, england)) == 6
    unassigned = [
        f["properties"]
        for f in json.loads(plan_geojson(some, england))["features"]
        if f["properties"]["kind"] == "pct" and f["properties"]["cluster"] is None
    ]
    assert len(unassigned) == 120


def test_the_geojson_tells_clusters_from_pcts_and_carries_their_scores(collection: dict):
    kinds = [feature["properties"]["kind"] for feature in collection["features"]]
    assert kinds == ["cluster"] * 50 + ["pct"] * 151
    assert len({feature["id"] for feature in collection["features"]}) == 201
    assert "crs" not in collection
    assert 0 < collection["features"][0]["properties"]["score_patient_flow"] <= 1


def test_the_geojson_is_in_degrees_with_exteriors_anticlockwise(collection: dict):
    shapes = [shapely.from_geojson(json.dumps(f["geometry"])) for f in collection["features"]]
    west, south, east, north = shapely.total_bounds(shapes)
    assert (west > -7) and (south > 49) and (east < 2) and (north < 56)
    assert all(
        part.exterior.is_ccw and not any(hole.is_ccw for hole in part.interiors)
        for part in shapely.get_parts(shapes)
    )


def test_the_geojson_reads_back_with_geopandas(
    plan: Plan, england: Geography, tmp_path: Path, hostile_plan: Plan, hostile: dict[str, str]
):
    write_geojson(tmp_path / "plan.geojson", hostile_plan, england)
    back = gpd.read_file(tmp_path / "plan.geojson")
    assert back.crs.to_epsg() == 4326
    assert set(hostile.values()) <= set(back["cluster_name"])


def test_a_score_that_is_not_a_number_becomes_null(plan: Plan, england: Geography):
    text = plan_geojson(plan, england, {"C01": {"patient_flow": float("nan")}})
    assert "NaN" not in text
    assert json.loads(text)["features"][0]["properties"]["score_patient_flow"] is None


def test_a_geography_without_boundaries_is_refused_with_a_remedy(plan: Plan, england: Geography):
    bare = dataclasses.replace(england, boundaries=None)
    with pytest.raises(InputError, match="add a boundary layer"):
        cluster_layer(plan, bare)


def test_a_failure_midway_leaves_the_old_geopackage(
    plan: Plan, england: Geography, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    path = tmp_path / "plan.gpkg"
    path.write_text("old")
    monkeypatch.setattr("outputs.layers.cluster_layer", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        write_geopackage(path, plan, england)
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]
