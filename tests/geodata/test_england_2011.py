"""The England that ships is whole, consistent and small."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import shapely

import geodata
from geodata import Geography, load_geography
from geodata.adjacency import derive_adjacency
from geodata.checks import check_tables
from geodata.description import AdjacencySettings
from geodata.loading import check_geography, shipped_geographies

FOLDER = Path(geodata.__file__).parent / "england_2011"


@pytest.fixture(scope="module")
def england() -> Geography:
    return load_geography("england-2011")


def test_it_has_151_pcts_in_10_shas_and_53_million_residents(england: Geography) -> None:
    assert len(england.codes) == 151
    assert len(england.shas) == 10
    assert england.total_residents == 53_012_456
    assert int(england.pcts["care_trust"].sum()) == 6
    assert england.name == "england-2011"


def test_its_379_pairs_are_of_four_kinds(england: Geography) -> None:
    kinds = england.adjacency["kind"].value_counts().to_dict()
    assert kinds == {"land": 354, "water_or_gap": 17, "point_touch": 5, "ferry": 3}
    assert (england.adjacency["pct_a"] < england.adjacency["pct_b"]).all()


def test_the_isle_of_wight_alone_is_an_island_but_for_its_ferries(england: Geography) -> None:
    assert england.islands(["land", "water_or_gap", "point_touch"]) == ("5QT",)
    assert england.islands() == ()
    assert england.notes == ()


def test_its_boundaries_are_a_coverage_without_gap_or_overlap(england: Geography) -> None:
    assert england.boundaries is not None
    shapes = england.boundaries.geometry.to_numpy()
    assert tuple(england.boundaries.index) == england.codes
    assert england.boundaries.crs.to_epsg() == 27700
    assert shapely.is_valid(shapes).all()
    assert shapely.coverage_is_valid(shapes)
    holes = [
        ring for part in shapely.get_parts(shapely.union_all(shapes)) for ring in part.interiors
    ]
    assert holes == []


def test_its_boundaries_weigh_at_most_a_megabyte_in_whole_metres(england: Geography) -> None:
    assert (FOLDER / "boundaries.geojson").stat().st_size <= 1_000_000
    assert england.boundaries is not None
    coordinates = shapely.get_coordinates(england.boundaries.geometry.to_numpy())
    assert (coordinates == np.round(coordinates)).all()


def test_its_polygons_cover_the_areas_that_the_table_gives(england: Geography) -> None:
    assert england.boundaries is not None
    ratio = england.boundaries.area / 1e6 / england.pcts["area_km2"]
    assert ratio.median() == pytest.approx(1, abs=0.02)
    assert ratio.between(0.85, 1.3).all()


def test_adjacency_read_off_its_boundaries_finds_its_land_pairs_but_for_a_handful(
    england: Geography,
) -> None:
    derived = derive_adjacency(england.boundaries, AdjacencySettings())
    theirs, ours = (
        {(a, b) for a, b, k in t[["pct_a", "pct_b", "kind"]].to_numpy() if k == "land"}
        for t in (derived, england.adjacency)
    )
    assert len(ours ^ theirs) <= 8


def test_shares_of_admissions_sum_to_just_under_1_a_pct(england: Geography) -> None:
    sums = england.flows.groupby("pct")["share_of_admissions"].sum()
    assert len(england.flows) == 1580
    assert len(sums) == 151
    assert sums.between(0.95, 1).all()
    assert len(england.trusts) == 228


def test_every_resident_belongs_to_one_consortium(england: Geography) -> None:
    consortia = england.consortia["ccg-2015"]
    assert consortia["consortium"].nunique() == 209
    assert consortia.groupby("pct")["residents"].sum().to_dict() == dict(england.residents)


def test_residents_by_authority_differ_from_the_pcts_in_14_of_them_as_their_source_says(
    england: Geography,
) -> None:
    table = england.local_authorities
    differences = table.groupby("pct")["residents"].sum() - england.pcts["residents"]
    assert table["residents"].sum() == england.total_residents
    assert int((differences != 0).sum()) == 14
    assert differences.abs().max() == 11_561
    certainty = england.sources.set_index("table").at["local_authorities", "certainty"]
    assert "14 PCTs, by up to 11,561" in certainty


def test_residents_are_those_of_the_lsoas(england: Geography) -> None:
    lsoas = pd.read_csv(FOLDER / "lsoa_to_pct.csv.gz")
    assert len(lsoas) == 32_844
    assert lsoas.groupby("pct")["residents"].sum().to_dict() == dict(england.residents)


def test_the_plan_of_2011_has_50_clusters_of_which_two_cross_an_sha(england: Geography) -> None:
    plan = england.plans["clusters-2011"]
    assert england.reference_plan == "clusters-2011"
    assert set(plan["pct"]) == set(england.codes)
    shas = plan.assign(sha=plan["pct"].map(england.sha_of)).groupby("cluster")["sha"].nunique()
    assert len(shas) == 50
    assert int((shas > 1).sum()) == 2
    assert plan["cluster_name"].nunique() == 50
    assert not plan["cluster_name"].str.contains(r"NHS|[/()]").any()
    assert plan["certainty"].isin(["A", "B", "C"]).all()


def test_arrangements_keep_every_grouping_with_its_certainty(england: Geography) -> None:
    arrangements = england.arrangements
    assert arrangements["arrangement"].nunique() == 26
    assert arrangements["certainty"].isin(["A", "B", "C"]).all()
    assert arrangements["source"].str.len().gt(0).all()


def test_proxies_are_labelled_as_such(england: Geography) -> None:
    assert "proxy" in england.label("flows")
    assert "2018" in england.label("flows")
    assert "proxy" in england.label("consortia/ccg-2015")
    assert "Crown copyright" in england.attribution


def test_every_table_has_a_source_and_a_certainty(england: Geography) -> None:
    """`implications.yaml` says the source of each of its values beside it."""
    stems = {
        str(p.relative_to(FOLDER).parent / p.name.partition(".")[0])
        for p in FOLDER.rglob("*")
        if p.is_file() and p.name not in ("sources.csv", "geography.yaml", "implications.yaml")
    }
    assert set(england.sources["table"]) == stems
    assert england.sources[["title", "source", "certainty", "label"]].ne("").all(axis=None)


def test_facts_name_known_pcts_and_shas_and_their_sources(england: Geography) -> None:
    pathfinders = pd.read_csv(FOLDER / "facts/pathfinders.csv", dtype=str)
    assert set(pathfinders["pct"]) <= set(england.codes)
    assert pathfinders["consortium"].nunique() == 25
    by_sha = pd.read_csv(FOLDER / "facts/pathfinders_by_sha.csv")
    assert set(by_sha["sha"]) == set(england.shas)
    for name in ("pathfinders", "pathfinders_by_sha", "pathfinder_waves", "pay_and_governance"):
        assert pd.read_csv(FOLDER / f"facts/{name}.csv")["source"].notna().all()


def test_every_file_read_is_hashed(england: Geography) -> None:
    expected = {"pcts.csv", "adjacency.csv", "flows.csv", "boundaries.geojson", "geography.yaml"}
    assert expected | {"consortia/ccg-2015.csv", "plans/clusters-2011.csv"} <= set(england.sha256)
    assert all(len(digest) == 64 for digest in england.sha256.values())


def test_it_is_found_by_name_and_passes_every_check() -> None:
    assert dict(shipped_geographies()) == {"england-2011": FOLDER}
    assert check_geography("england-2011") == []
    assert check_tables({}) == []
