"""Every way in which boundaries can be wrong is said with the polygon and the remedy."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import geopandas as gpd
import pytest
from shapely.geometry import box

from geodata import InputError, load_geography
from geodata.loading import check_geography

BOW = {
    "type": "Polygon",
    "coordinates": [[[4e5, 3e5], [4.1e5, 3.1e5], [4.1e5, 3e5], [4e5, 3.1e5], [4e5, 3e5]]],
}
LINE = {"type": "LineString", "coordinates": [[4e5, 3e5], [4.1e5, 3.1e5]]}
FAR = {"type": "Polygon", "coordinates": [[[9e6, 9e6], [9.1e6, 9e6], [9e6, 9.1e6], [9e6, 9e6]]]}
EMPTY = {"type": "Polygon", "coordinates": []}
SHAPES: dict[str, tuple[dict[str, object], str, str, str]] = {
    "invalid polygon": ({"B1": BOW}, "feature 3", "B1 is not a valid polygon: Self-int", "mend"),
    "null geometry": ({"B1": None}, "feature 3", "B1 has an empty geometry", "draw"),
    "empty geometry": ({"B1": EMPTY}, "feature 3", "B1 has an empty geometry", "draw"),
    "a line": ({"B1": LINE}, "feature 3", "B1 is a LineString, not a polygon", "the area"),
    "no polygon": ({"B1": "absent"}, "", "PCT B1 has no polygon", "take it out of pcts.csv"),
}


@pytest.mark.parametrize("shapes,where,says,remedy", SHAPES.values(), ids=SHAPES)
def test_a_bad_shape_is_refused_with_its_feature_and_remedy(
    drawn: Any, shapes: dict[str, object], where: str, says: str, remedy: str
) -> None:
    drawn.draw(shapes)

    with pytest.raises(InputError) as refusal:
        load_geography(drawn.path)

    (problem,) = refusal.value.problems
    assert problem.file == f"{drawn}/boundaries.geojson"
    assert where in problem.where
    assert says in problem.message
    assert remedy in problem.remedy


def only_problem(folder: Any) -> Any:
    (problem,) = check_geography(folder.path)
    return problem


def test_overlapping_polygons_are_named_in_pairs_with_the_area(
    drawn: Any, polygon: Callable[..., object]
) -> None:
    drawn.draw({"B1": polygon(0.1, 0)})

    problem = only_problem(drawn)

    assert "B1 and B2 overlap by 10 km²" in problem.message
    assert "clip" in problem.remedy


def test_a_polygon_inside_another_overlaps_it(drawn: Any, polygon: Callable[..., object]) -> None:
    drawn.draw({"B1": polygon(3.2, 2.2, 5000.0)})

    assert "A2 and B1 overlap" in only_problem(drawn).message


def test_a_polygon_drawn_twice_is_named(drawn: Any, polygon: Callable[..., object]) -> None:
    drawn.draw()
    data = json.loads((drawn.path / "boundaries.geojson").read_text())
    data["features"].append(data["features"][0])
    drawn.write("boundaries.geojson", json.dumps(data))

    problem = only_problem(drawn)

    assert problem.where == "feature 5, column pct"
    assert problem.message == "A1 has a polygon already, in feature 1"
    assert "dissolve" in problem.remedy


def test_a_polygon_of_no_pct_is_named(drawn: Any, polygon: Callable[..., object]) -> None:
    drawn.draw({"Z9": polygon(5, 5)})

    problem = only_problem(drawn)

    assert problem.where == "feature 5, column pct"
    assert "Z9 is not in pcts.csv" in problem.message


def test_a_polygon_without_a_code_is_named(drawn: Any, polygon: Callable[..., object]) -> None:
    drawn.draw({"": polygon(5, 5)})

    assert "pct is blank" in only_problem(drawn).message


def test_boundaries_without_codes_are_refused_with_the_nearest_column(drawn: Any) -> None:
    drawn.swap("boundaries.geojson", '"pct"', '"pctcd"')
    text = (drawn.path / "boundaries.geojson").read_text().replace('"pct"', '"pctcd"')
    drawn.write("boundaries.geojson", text)

    problem = only_problem(drawn)

    assert "did you mean 'pctcd'?" in problem.message
    assert "columns: {boundaries: {pct: ...}}" in problem.remedy


def test_metres_labelled_as_degrees_are_refused(drawn: Any) -> None:
    drawn.draw(crs=None)

    problem = only_problem(drawn)

    assert "is labelled EPSG:4326, but its coordinates (from 400000, 300000)" in problem.message
    assert "true CRS" in problem.remedy


def test_degrees_labelled_as_metres_are_refused(drawn: Any) -> None:
    squares = {
        code: {"type": "Polygon", "coordinates": [[[x, y], [x + 1, y], [x, y + 1], [x, y]]]}
        for code, x, y in (("A1", -2, 51), ("A2", -1, 51), ("B1", -2, 53), ("B2", -1, 53))
    }
    drawn.draw(squares)

    assert "are degrees" in only_problem(drawn).message


def test_coordinates_far_outside_their_crs_are_refused(drawn: Any) -> None:
    drawn.draw({"B1": FAR})

    assert "are another CRS" in only_problem(drawn).message


def test_boundaries_far_from_the_centroids_of_the_table_are_refused(drawn: Any) -> None:
    drawn.write(
        "pcts.csv",
        "pct,name,sha,residents,easting,northing\n"
        + "".join(f"{c},{c},North,4000,300000,400000\n" for c in ("A1", "A2", "B1", "B2")),
    )

    problem = only_problem(drawn)

    assert "135 km from the eastings and northings in pcts.csv" in problem.message
    assert "x before y" in problem.remedy


@pytest.mark.filterwarnings("ignore:'crs' was not provided")
def test_a_missing_crs_is_refused_and_can_be_said(drawn: Any) -> None:
    frame = gpd.read_file(drawn.path / "boundaries.geojson")
    drawn.remove("boundaries.geojson")
    frame.set_crs(None, allow_override=True).to_file(drawn.path / "boundaries.shp")
    (drawn.path / "boundaries.prj").unlink(missing_ok=True)

    problem = only_problem(drawn)
    assert problem.message == "has no CRS"
    assert "crs: EPSG:27700" in problem.remedy

    drawn.write("geography.yaml", "crs: 27700\n")
    assert load_geography(drawn.path).boundaries is not None


@pytest.mark.parametrize("name", ["boundaries.geojson", "boundaries.gpkg", "boundaries.shp"])
def test_a_boundary_file_that_is_not_one_is_refused(drawn: Any, name: str) -> None:
    drawn.remove("boundaries.geojson")
    drawn.write(name, b"\x00\x01 nothing of the kind")

    problem = only_problem(drawn)

    assert problem.file == f"{drawn}/{name}"
    assert "cannot be read" in problem.message
    assert "GeoPackage" in problem.remedy


def test_a_boundary_file_without_features_is_refused(drawn: Any) -> None:
    drawn.write_features([], "EPSG:27700")

    assert "has no" in only_problem(drawn).message


def test_a_table_is_not_a_boundary_file(drawn: Any) -> None:
    drawn.remove("boundaries.geojson")
    drawn.write("boundaries.csv", "pct,x\nA1,3\n")

    assert only_problem(drawn).message == "has no geometry"


def test_two_boundary_files_are_refused(drawn: Any) -> None:
    drawn.write("boundaries.gpkg", b"")

    assert "boundaries.geojson, boundaries.gpkg" in only_problem(drawn).message


def test_a_file_of_several_layers_is_refused(drawn: Any, tmp_path: Path) -> None:
    drawn.remove("boundaries.geojson")
    for layer in ("pct", "sha"):
        frame = gpd.GeoDataFrame({"pct": ["A1"]}, geometry=[box(4e5, 3e5, 5e5, 4e5)], crs=27700)
        frame.to_file(drawn.path / "boundaries.gpkg", layer=layer)

    problem = only_problem(drawn)

    assert problem.message == "holds several layers: pct, sha"
    assert "save the one alone" in problem.remedy


def test_polygons_are_checked_where_the_codes_of_the_pcts_are_wrong(drawn: Any) -> None:
    drawn.swap("pcts.csv", "A2,Beta", "5.00E+01,Beta")
    drawn.draw({"B1": BOW})

    assert [p.file.rpartition("/")[2] for p in check_geography(drawn.path)] == [
        "pcts.csv",
        "boundaries.geojson",
    ]


def test_problems_of_boundaries_and_of_tables_are_shown_together(drawn: Any) -> None:
    drawn.draw({"B1": BOW, "A2": None})
    drawn.swap("pcts.csv", "2000", "-1")

    assert len(check_geography(drawn.path)) == 3
