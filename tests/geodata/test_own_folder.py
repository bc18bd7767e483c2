"""A planner's own folder is read as ours is, whatever its columns, encoding, format and CRS."""

from __future__ import annotations

from typing import Any

import geopandas as gpd
import pytest

from geodata import load_geography


def test_a_folder_is_loaded_with_every_table(folder: Any) -> None:
    small = load_geography(folder.path)

    assert (small.name, small.title, small.reference_plan) == ("small", "Four squares", "first")
    assert small.codes == ("A1", "A2", "B1", "B2")
    assert small.residents == {"A1": 1000, "A2": 2000, "B1": 3000, "B2": 4000}
    assert small.boundaries is None
    assert list(small.consortia) == ["proposed"]
    assert list(small.plans) == ["first"]
    assert small.label("flows") == "2018 flows"
    assert small.pcts.loc["A2", "care_trust"]


def test_numbers_a_planner_brings_are_numbers_and_may_be_blank(folder: Any) -> None:
    pcts = load_geography(folder.path).pcts

    assert pcts["weighted_population"].to_list() == [1100.5, 1900.0, 3100.0, 3900.0]
    assert pcts["practices"].isna().to_list() == [False, False, True, False]


def test_pairs_are_turned_sorted_and_joined_by_bridges(folder: Any) -> None:
    small = load_geography(folder.path)

    pairs = small.adjacency[["pct_a", "pct_b", "kind", "shared_km"]].to_numpy().tolist()
    assert pairs == [
        ["A1", "A2", "land", 10.0],
        ["A1", "B1", "land", 10.0],
        ["A2", "B1", "bridge", 0.0],
        ["A2", "B2", "water_or_gap", 0.0],
        ["B1", "B2", "land", 10.0],
    ]


def test_a_bridge_comes_before_what_the_table_calls_the_pair(folder: Any) -> None:
    folder.write("bridges.csv", "pct_a,pct_b\nB2,A2\n")

    graph = load_geography(folder.path).graph(["land", "bridge"])

    assert graph.edges["A2", "B2"]["kind"] == "bridge"
    assert not load_geography(folder.path).graph(["water_or_gap"]).has_edge("A2", "B2")


def test_pcts_and_borders_alone_are_a_geography(folder: Any) -> None:
    for name in ("flows", "trusts", "local_authorities", "arrangements", "sources", "bridges"):
        folder.remove(f"{name}.csv")
    for name in ("consortia/proposed.csv", "plans/first.csv", "geography.yaml"):
        folder.remove(name)

    small = load_geography(folder.path)

    assert small.name == "small"
    assert list(small.flows.columns) == ["pct", "trust", "share_of_admissions"]
    assert small.flows.empty
    assert small.trusts.empty
    assert dict(small.plans) == {}
    assert small.label("flows") == ""


def test_trusts_are_those_of_the_flows_where_no_table_lists_them(folder: Any) -> None:
    folder.remove("trusts.csv")

    assert load_geography(folder.path).trusts["trust"].to_list() == ["T1", "T2"]


def test_columns_named_otherwise_are_found_by_the_mapping(folder: Any) -> None:
    folder.swap("pcts.csv", "pct,name,sha,residents", "Code,Trust name,Region,Population 2011")
    folder.swap("consortia/proposed.csv", "consortium,", "group,")
    folder.write(
        "geography.yaml",
        "columns:\n"
        "  pcts: {pct: Code, name: Trust name, sha: Region, residents: Population 2011}\n"
        "  consortia: {consortium: group}\n",
    )

    small = load_geography(folder.path)

    assert small.total_residents == 10_000
    assert set(small.consortia["proposed"]["consortium"]) == {"C1", "C2"}


def test_a_mapping_comes_before_a_column_of_our_name(folder: Any) -> None:
    folder.remove("consortia/proposed.csv")
    folder.write("geography.yaml", "columns: {pcts: {residents: practices}}\n")
    folder.swap("pcts.csv", "false,,3100", "false,5,3100")

    small = load_geography(folder.path)

    assert small.residents["A1"] == 3
    assert "practices" not in small.pcts


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252", "utf-16"])
def test_text_in_another_encoding_is_read(folder: Any, encoding: str) -> None:
    folder.swap("pcts.csv", "Alpha", "Älpha")
    for file in folder.path.rglob("*.csv"):
        file.write_bytes(file.read_text(encoding="utf-8").encode(encoding))
    if encoding != "utf-8-sig":
        folder.write("geography.yaml", f"encoding: {encoding}\n")

    assert load_geography(folder.path).names["A1"] == "Älpha"


def test_codes_stay_text_and_lose_the_blanks_around_them(folder: Any) -> None:
    for file in folder.path.rglob("*.csv"):
        file.write_text(file.read_text().replace("A1", " 007 ").replace("A2", "5E1"))

    assert load_geography(folder.path).codes == ("007", "5E1", "B1", "B2")


def test_windows_line_ends_and_quoted_line_breaks_are_read(folder: Any) -> None:
    folder.swap("pcts.csv", "Alpha", '"Al\npha"')
    file = folder.path / "pcts.csv"
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))

    assert load_geography(folder.path).names["A1"].split() == ["Al", "pha"]


@pytest.mark.parametrize("crs", ["EPSG:4326", "EPSG:3857", "EPSG:27700", "EPSG:32630"])
@pytest.mark.parametrize("name", ["boundaries.gpkg", "boundaries.shp", "boundaries.fgb"])
def test_boundaries_in_any_crs_and_format_give_the_same_neighbours(
    drawn: Any, crs: str, name: str
) -> None:
    frame = gpd.read_file(drawn.path / "boundaries.geojson").to_crs(crs)
    drawn.remove("boundaries.geojson")
    frame.rename(columns={"pct": "PCTCD"}).iloc[::-1].to_file(drawn.path / name)
    drawn.write("geography.yaml", "columns: {boundaries: {pct: PCTCD}}\nworking_crs: EPSG:27700\n")

    small = load_geography(drawn.path)

    assert small.boundaries is not None
    assert tuple(small.boundaries.index) == small.codes
    assert small.boundaries.crs.to_epsg() == 27700
    kinds = small.adjacency[["pct_a", "pct_b", "kind"]].to_numpy().tolist()
    assert [k for *_, k in kinds] == ["land", "land", "point_touch", "point_touch", "land", "land"]
    assert small.boundaries.area.to_numpy() == pytest.approx([1e8] * 4, rel=1e-3)


@pytest.mark.parametrize("crs", [4326, 3857])
def test_degrees_and_web_mercator_are_brought_to_their_utm_zone(drawn: Any, crs: int) -> None:
    frame = gpd.read_file(drawn.path / "boundaries.geojson").to_crs(crs)
    frame.to_file(drawn.path / "boundaries.geojson", RFC7946="YES")

    boundaries = load_geography(drawn.path).boundaries

    assert boundaries is not None
    assert boundaries.crs.to_epsg() == 32630


def test_codes_that_a_file_holds_as_decimals_are_whole_numbers(drawn: Any) -> None:
    drawn.write("pcts.csv", "pct,name,sha,residents\n1,One,North,10\n2,Two,North,20\n")
    for name in ("flows.csv", "trusts.csv", "local_authorities.csv", "arrangements.csv"):
        drawn.remove(name)
    drawn.remove("consortia/proposed.csv")
    drawn.remove("plans/first.csv")
    drawn.write("geography.yaml", "name: small\n")
    drawn.remove("sources.csv")
    frame = gpd.read_file(drawn.path / "boundaries.geojson").iloc[:2].assign(pct=[1.0, 2.0])
    drawn.remove("boundaries.geojson")
    frame.to_file(drawn.path / "boundaries.gpkg")

    assert load_geography(drawn.path).codes == ("1", "2")


def test_geojson_that_names_no_crs_takes_the_one_described(drawn: Any) -> None:
    drawn.draw(crs=None)
    drawn.write("geography.yaml", "crs: EPSG:27700\n")

    boundaries = load_geography(drawn.path).boundaries

    assert boundaries is not None
    assert boundaries.crs.to_epsg() == 27700


def test_hashes_change_with_the_file_they_are_of(folder: Any) -> None:
    before = load_geography(folder.path).sha256
    folder.swap("pcts.csv", "1000", "1001")
    after = load_geography(folder.path).sha256

    assert {name for name in before if before[name] != after[name]} == {"pcts.csv"}
