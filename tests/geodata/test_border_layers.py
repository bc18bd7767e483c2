"""Borders of authorities and consortia are read beside the PCTs' where a folder has them."""

from __future__ import annotations

from typing import Any

import geopandas as gpd
import pytest
from shapely.geometry import Point, Polygon, box
from small_folder import SIDE_M, Folder

from geodata import load_geography
from geodata.border_layers import without_borders
from geodata.loading import check_geography


def area(west: float, south: float, east: float, north: float) -> Polygon:
    """Return a rectangle on the National Grid, counted in squares from the corner of B1."""
    x, y = 400_000, 300_000
    return box(x + west * SIDE_M, y + south * SIDE_M, x + east * SIDE_M, y + north * SIDE_M)


TOP = area(0, 1, 2, 2)
CONSORTIA = {"C1": area(0, 1, 1, 2), "C2": area(1, 1, 2, 2)}


def put(folder: Folder, file: str, shapes: dict[str, Any], crs: str = "EPSG:27700", **more: Any):
    """Write a layer into the folder boundaries."""
    code = "consortium" if "consortia" in file else "upper_tier_la"
    path = folder.path / "boundaries" / file
    path.parent.mkdir(parents=True, exist_ok=True)
    columns = {more.pop("code", code): list(shapes), **more}
    frame = gpd.GeoDataFrame(columns, geometry=list(shapes.values()), crs="EPSG:27700")
    frame.to_crs(crs).to_file(path)


def only_problem(folder: Folder) -> str:
    (problem,) = check_geography(folder.path)
    return str(problem)


def test_a_folder_without_such_layers_has_none(folder: Folder):
    loaded = load_geography(folder.path)
    assert loaded.layer("local_authorities") is None
    assert list(without_borders(loaded)) == ["local_authorities", "consortia/proposed"]


@pytest.mark.parametrize("file", ["local_authorities.gpkg", "local_authorities.shp"])
def test_a_layer_is_found_by_its_authorities_in_the_crs_of_the_pcts(drawn: Folder, file: str):
    if file.endswith(".shp"):  # whose column names have ten letters
        put(drawn, file, {"Upshire": TOP}, "EPSG:4326", code="LA")
        drawn.swap(
            "geography.yaml",
            "name: small",
            "name: small\ncolumns: {boundaries/local_authorities: {upper_tier_la: LA}}",
        )
    else:
        put(drawn, file, {"Upshire": TOP}, "EPSG:4326")
    loaded = load_geography(drawn.path)
    layer = loaded.layer("local_authorities")
    assert layer.crs == loaded.boundaries.crs
    assert list(layer["name"]) == list(layer.index) == ["Upshire"]
    assert layer.geometry["Upshire"].symmetric_difference(TOP).area < 0.001 * TOP.area
    assert f"boundaries/{file}" in loaded.sha256


def test_consortia_are_called_as_in_their_table(folder: Folder):
    put(folder, "consortia/proposed.gpkg", CONSORTIA)
    layer = load_geography(folder.path).layer("consortia/proposed")
    assert layer["name"].to_dict() == {"C1": "One", "C2": "Two"}


def test_several_polygons_of_one_code_are_one_row(folder: Folder):
    put(folder, "local_authorities.gpkg", {"Upshire": TOP})
    halves = gpd.GeoDataFrame(
        {"upper_tier_la": ["Upshire"] * 2}, geometry=list(CONSORTIA.values()), crs=27700
    )
    halves.to_file(folder.path / "boundaries" / "local_authorities.gpkg")
    layer = load_geography(folder.path).layer("local_authorities")
    assert layer.geometry["Upshire"].equals(TOP)


def test_authorities_that_the_table_does_not_have_are_left_out(folder: Folder):
    put(folder, "local_authorities.gpkg", {"Upshire": TOP, "Elsewhere": area(5, 5, 6, 6)})
    assert list(load_geography(folder.path).layer("local_authorities").index) == ["Upshire"]


def test_an_authority_without_a_polygon_is_told_with_the_nearest(folder: Folder):
    put(folder, "local_authorities.gpkg", {"Upshyre": TOP})
    problem = only_problem(folder)
    assert "boundaries/local_authorities.gpkg, column upper_tier_la: Upshire, row 2 of" in problem
    assert "has no polygon, did you mean 'Upshyre'?" in problem


def test_a_layer_may_stand_without_its_table_if_it_is_of_authorities(folder: Folder):
    put(folder, "local_authorities.gpkg", {"Anyshire": TOP})
    folder.remove("local_authorities.csv")
    assert list(load_geography(folder.path).layer("local_authorities").index) == ["Anyshire"]


def test_borders_of_consortia_without_residents_say_where_they_belong(folder: Folder):
    put(folder, "consortia/ours.gpkg", CONSORTIA)
    problem = only_problem(folder)
    assert "there is no table consortia/ours.csv" in problem
    assert "or move the polygons to the folder consortia" in problem


@pytest.mark.parametrize("file", ["local_authority.gpkg", "consortia.gpkg", "shires/all.gpkg"])
def test_a_layer_that_nothing_reads_is_told(folder: Folder, file: str):
    put(folder, file, {"Upshire": TOP})
    assert f"boundaries/{file}: is no layer that is read" in only_problem(folder)


def test_two_files_of_one_layer_are_told(folder: Folder):
    for ending in ("gpkg", "geojson"):
        put(folder, f"local_authorities.{ending}", {"Upshire": TOP})
    assert "the borders of local_authorities are in several files" in only_problem(folder)


@pytest.mark.parametrize(
    ("shape", "said"),
    [
        (Point(400_000, 300_000), "Upshire is a Point, not a polygon"),
        (
            Polygon([(0, 0), (1000, 1000), (1000, 0), (0, 1000)]),
            "Upshire is not a valid polygon: Self-intersection",
        ),
    ],
)
def test_a_shape_that_cannot_be_drawn_is_told(folder: Folder, shape: Any, said: str):
    put(folder, "local_authorities.gpkg", {"Upshire": shape})
    assert said in only_problem(folder)


def test_a_column_called_otherwise_is_told_with_what_to_write(folder: Folder):
    put(folder, "local_authorities.gpkg", {"Upshire": TOP}, code="LAD")
    problem = only_problem(folder)
    assert "has no column upper_tier_la" in problem
    assert "columns: {boundaries/local_authorities: {upper_tier_la: ...}}" in problem


def test_borders_far_from_the_pcts_are_told(drawn: Folder):
    put(drawn, "local_authorities.gpkg", {"Upshire": area(-30, -20, -29, -19)})
    assert "the borders of local_authorities lie elsewhere than the PCTs" in only_problem(drawn)


def test_consortia_brought_as_polygons_are_a_layer_of_their_own(folder: Folder):
    folder.write(
        "small_areas.csv",
        "area,pct,residents,easting,northing\na,A1,900,405000,315000\nb,A2,50,415000,315000\n",
    )
    frame = gpd.GeoDataFrame(
        {"consortium": ["W", "E"], "consortium_name": ["West", "East"]},
        geometry=list(CONSORTIA.values()),
        crs=27700,
    )
    frame.to_file(folder.path / "consortia" / "drawn.gpkg")
    layer = load_geography(folder.path).layer("consortia/drawn")
    assert layer["name"].to_dict() == {"E": "East", "W": "West"}


def test_england_has_every_authority_and_ccg_cut_from_the_pieces_of_the_pcts():
    """The three layers cover the same land, and share their points wherever borders coincide."""
    england = load_geography("england-2011")
    land_m2 = england.boundaries.area.sum()
    for table, code, count in (
        ("local_authorities", "upper_tier_la", 152),
        ("consortia/ccg-2015", "consortium", 209),
    ):
        layer = england.layer(table)
        rows = (
            england.local_authorities if code == "upper_tier_la" else england.consortia["ccg-2015"]
        )
        assert set(layer.index) == set(rows[code])
        assert len(layer) == count
        assert layer.area.sum() == pytest.approx(land_m2, rel=1e-9)
    hartlepool = england.layer("local_authorities").geometry["Hartlepool"]
    assert hartlepool.equals(england.boundaries.geometry["5D9"])
