"""Consortia drawn as polygons hold the residents of the small areas in them, not shares of land."""

from __future__ import annotations

import gzip
import json
import shutil
from pathlib import Path
from typing import Any

import geopandas as gpd
import pytest
from shapely.geometry import Point, Polygon, box
from small_folder import CORNERS, SIDE_M, Folder

from geodata import load_geography
from geodata.geography import Geography
from geodata.loading import check_geography

QUARTERS = ((0.25, 0.25), (0.75, 0.25), (0.25, 0.75), (0.75, 0.75))
PEOPLE = {"A1": (700, 100, 100, 100), "A2": (500,) * 4, "B1": (3000, 0, 0, 0), "B2": (1000,) * 4}


def at(column: float, row: float) -> tuple[float, float]:
    """Return a place on the National Grid, counted in squares."""
    return 400_000 + column * SIDE_M, 300_000 + row * SIDE_M


def area(west: float, south: float, east: float, north: float) -> Polygon:
    return box(*at(west, south), *at(east, north))


def small_areas() -> str:
    rows = ["area,pct,residents,easting,northing"]
    for pct, (column, row) in CORNERS.items():
        for number, (x, y) in enumerate(QUARTERS):
            easting, northing = at(column + x, row + y)
            rows.append(f"{pct}-{number},{pct},{PEOPLE[pct][number]},{easting},{northing}")
    return "\n".join(rows) + "\n"


def draw(folder: Folder, shapes: dict[str, Any], crs: str = "EPSG:27700", **names: Any) -> None:
    """Write consortia/drawn.gpkg and the small areas."""
    frame = gpd.GeoDataFrame(
        {"consortium": list(shapes), **names}, geometry=list(shapes.values()), crs="EPSG:27700"
    )
    (folder.path / "consortia").mkdir(exist_ok=True)
    frame.to_crs(crs).to_file(folder.path / "consortia" / "drawn.gpkg")
    folder.write("small_areas.csv", small_areas())


def residents(geography: Geography, name: str = "drawn") -> dict[tuple[str, str], int]:
    rows = geography.consortia[name]
    return dict(
        zip(zip(rows["consortium"], rows["pct"], strict=True), rows["residents"], strict=True)
    )


def problems(folder: Folder) -> list[str]:
    return [str(p) for p in check_geography(folder.path)]


LEFT_OF_A1 = {"W": area(0, 1, 0.5, 2), "E": area(0.5, 0, 2, 2)}


@pytest.mark.parametrize("crs", ["EPSG:27700", "EPSG:4326"])
def test_residents_are_those_of_the_small_areas_inside_whatever_the_crs(folder: Folder, crs: str):
    """The west half of A1 holds 800 of its 1,000 people."""
    draw(folder, LEFT_OF_A1, crs)
    assert residents(load_geography(folder.path)) == {
        ("W", "A1"): 800,
        ("E", "A1"): 200,
        ("E", "A2"): 2000,
        ("E", "B1"): 0,
        ("E", "B2"): 4000,
    }


def test_a_name_may_be_given_and_is_the_code_otherwise(folder: Folder):
    draw(folder, LEFT_OF_A1, consortium_name=["West", "East"])
    assert set(load_geography(folder.path).consortia["drawn"]["consortium_name"]) == {
        "West",
        "East",
    }
    draw(folder, LEFT_OF_A1)
    assert set(load_geography(folder.path).consortia["drawn"]["consortium_name"]) == {"W", "E"}


def test_several_polygons_with_one_code_are_one_consortium(folder: Folder):
    two = gpd.GeoDataFrame(
        {"consortium": ["C", "C"]}, geometry=[area(0, 1, 1, 2), area(1, 0, 2, 1)], crs=27700
    )
    draw(folder, LEFT_OF_A1)
    two.to_file(folder.path / "consortia" / "drawn.gpkg")
    assert residents(load_geography(folder.path)) == {("C", "A1"): 1000, ("C", "B2"): 4000}


def test_a_small_area_on_the_border_of_two_consortia_counts_once(folder: Folder):
    draw(folder, {"W": area(0, 0, 0.75, 2), "E": area(0.75, 0, 2, 2)})
    found = residents(load_geography(folder.path))
    assert found["W", "A1"] + found["E", "A1"] == 1000
    assert sum(found.values()) == 10_000


def test_a_set_may_be_named_by_columns_of_its_own(folder: Folder):
    draw(folder, LEFT_OF_A1)
    frame = gpd.read_file(folder.path / "consortia" / "drawn.gpkg")
    frame.rename(columns={"consortium": "CODE"}).to_file(folder.path / "consortia" / "drawn.gpkg")
    (problem,) = problems(folder)
    assert "consortia/drawn.gpkg: has no column consortium (consortium code)" in problem
    assert "columns: {consortia/drawn: {consortium: ...}}" in problem
    folder.swap(
        "geography.yaml",
        "name: small",
        "name: small\ncolumns: {consortia/drawn: {consortium: CODE}}",
    )
    assert len(residents(load_geography(folder.path))) == 5


@pytest.mark.parametrize(
    ("shapes", "said"),
    [
        (
            {"W": area(0, 1, 1, 2), "E": area(0.5, 1, 2, 2)},
            "E and W overlap: 2 small areas lie in both → clip one of the two",
        ),
        (
            {"W": area(0, 1, 1, 2), "E": area(0.4, 0.4, 0.6, 0.6)},
            "E serves nobody: no small area's centroid lies in it",
        ),
        ({"": area(0, 1, 1, 2)}, "feature 1, column consortium: consortium is blank"),
        ({"W": Point(at(0, 0))}, "W is a Point, not a polygon"),
        (
            {"W": Polygon([at(0, 0), at(1, 1), at(1, 0), at(0, 1)])},
            "W is not a valid polygon: Self-intersection",
        ),
    ],
)
def test_polygons_that_cannot_be_counted_are_told(folder: Folder, shapes: Any, said: str):
    draw(folder, shapes)
    (problem,) = problems(folder)
    assert "/consortia/drawn.gpkg" in problem
    assert said in problem


def test_polygons_without_small_areas_say_what_to_add(folder: Folder):
    draw(folder, LEFT_OF_A1)
    folder.remove("small_areas.csv")
    (problem,) = problems(folder)
    assert "there are no small areas to count their residents by" in problem
    assert "add small_areas.csv: area, pct, residents, easting, northing" in problem


def test_small_areas_with_more_residents_than_the_pct_are_told(folder: Folder):
    draw(folder, LEFT_OF_A1)
    folder.swap("small_areas.csv", "A1-0,A1,700", "A1-0,A1,701")
    (problem,) = problems(folder)
    assert (
        "small_areas.csv: the small areas of A1 have 1,001 residents, pcts.csv has 1,000" in problem
    )


def test_a_small_area_of_an_unknown_pct_is_told_once(folder: Folder):
    draw(folder, LEFT_OF_A1)
    folder.swap("small_areas.csv", "A1-0,A1,", "A1-0,A9,")
    (problem,) = problems(folder)
    assert "small_areas.csv, row 2, column pct: PCT A9 is not in pcts.csv" in problem


def test_a_set_in_two_files_is_told(folder: Folder):
    draw(folder, LEFT_OF_A1)
    folder.write("consortia/drawn.csv", (folder.path / "consortia/proposed.csv").read_bytes())
    assert any(
        "the set drawn is in several files → keep one of them" in p for p in problems(folder)
    )


def test_small_areas_may_stand_in_a_compressed_file_of_another_name(folder: Folder):
    draw(folder, LEFT_OF_A1)
    folder.remove("small_areas.csv")
    folder.write("lsoas.csv.gz", gzip.compress(small_areas().replace("area,", "lsoa,").encode()))
    folder.swap(
        "geography.yaml",
        "name: small",
        "name: small\nsmall_areas: lsoas.csv.gz\ncolumns: {small_areas: {area: lsoa}}",
    )
    loaded = load_geography(folder.path)
    assert residents(loaded)["W", "A1"] == 800
    assert {"lsoas.csv.gz", "consortia/drawn.gpkg"} <= set(loaded.sha256)


@pytest.mark.parametrize("data", [b"area,pct\n", gzip.compress(b"area,pct\n" * 99, mtime=0)[:-9]])
def test_a_file_that_cannot_be_unzipped_is_told(folder: Folder, data: bytes):
    draw(folder, LEFT_OF_A1)
    folder.remove("small_areas.csv")
    folder.write("lsoas.csv.gz", data)
    folder.swap("geography.yaml", "name: small", "name: small\nsmall_areas: lsoas.csv.gz")
    (problem,) = problems(folder)
    assert "lsoas.csv.gz: cannot be unzipped" in problem


def test_small_areas_outside_the_folder_are_refused(folder: Folder):
    folder.swap("geography.yaml", "name: small", "name: small\nsmall_areas: ../lsoas.csv")
    assert any("small_areas" in p for p in problems(folder))


def test_england_counts_polygons_by_its_lsoas(tmp_path: Path):
    """Two PCTs drawn as one consortium hold their residents, but for what generalising moved."""
    england = Path(__file__).parents[2] / "geodata" / "england_2011"
    own = tmp_path / "own"
    shutil.copytree(england, own)
    shapes = json.loads((england / "boundaries.geojson").read_text(encoding="utf-8"))
    kept = [f for f in shapes["features"] if f["properties"]["pct"] in ("5N1", "5NY")]
    for feature in kept:
        feature["properties"] = {"consortium": "LB", "consortium_name": "Leeds and Bradford"}
    shapes["features"] = kept
    (own / "consortia" / "drawn.geojson").write_text(json.dumps(shapes), encoding="utf-8")
    loaded = load_geography(own)
    held = residents(loaded, "drawn")
    for pct in ("5N1", "5NY"):
        assert held["LB", pct] == pytest.approx(loaded.residents[pct], rel=0.01)
    assert sum(held.values()) == pytest.approx(
        loaded.residents["5N1"] + loaded.residents["5NY"], rel=0.01
    )
