"""Adjacency read off boundaries is land, a touch at a point or a gap, measured in metres."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import geopandas as gpd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import affinity
from shapely.geometry import Polygon, box

from geodata import load_geography
from geodata.adjacency import derive_adjacency
from geodata.description import AdjacencySettings

SIDE_M = 1000.0


def grid(columns: int, rows: int, shrink_m: float = 0.0) -> gpd.GeoDataFrame:
    """Squares of a kilometre, named by column and row, each smaller all round by `shrink_m`."""
    cells = {
        f"P{c:02d}{r:02d}": box(
            c * SIDE_M + shrink_m, r * SIDE_M + shrink_m,
            (c + 1) * SIDE_M - shrink_m, (r + 1) * SIDE_M - shrink_m,
        )
        for c in range(columns) for r in range(rows)
    }  # fmt: skip
    return gpd.GeoDataFrame(index=list(cells), geometry=list(cells.values()), crs=27700)


def pairs(frame: gpd.GeoDataFrame, **how: float) -> dict[tuple[str, str], tuple[str, float, float]]:
    table = derive_adjacency(frame, AdjacencySettings(**how))
    return {
        (a, b): (kind, km, gap)
        for a, b, kind, km, gap in table.drop(columns="note").itertuples(index=False, name=None)
    }


@settings(deadline=None, max_examples=8)
@given(st.integers(1, 6), st.integers(1, 6))
def test_a_grid_has_its_sides_by_land_and_its_diagonals_by_a_touch(columns: int, rows: int) -> None:
    found = pairs(grid(columns, rows))
    kinds = [kind for kind, *_ in found.values()]
    assert kinds.count("land") == columns * (rows - 1) + rows * (columns - 1)
    assert kinds.count("point_touch") == 2 * (columns - 1) * (rows - 1)
    assert len(kinds) == kinds.count("land") + kinds.count("point_touch")
    assert all(km == pytest.approx(1) for kind, km, _ in found.values() if kind == "land")


@settings(deadline=None, max_examples=8)
@given(st.floats(0.05, 2.4), st.integers(2, 4))
def test_gaps_narrower_than_the_tolerance_part_no_neighbours(shrink_m: float, columns: int) -> None:
    found = pairs(grid(columns, 2, shrink_m), tolerance_m=5)
    kinds = [kind for kind, *_ in found.values()]
    assert kinds.count("land") == columns + 2 * (columns - 1)
    lengths = [km for kind, km, _ in found.values() if kind == "land"]
    assert lengths == pytest.approx([1] * len(lengths), abs=0.02)


def test_slivers_of_overlap_part_no_neighbours() -> None:
    frame = grid(2, 1)
    frame.loc["P0000", "geometry"] = affinity.scale(frame.geometry["P0000"], 1.003, 1)

    assert pairs(frame)["P0000", "P0100"][0] == "land"


def test_the_order_of_the_polygons_changes_nothing() -> None:
    frame = grid(3, 3)
    assert pairs(frame.iloc[::-1]) == pairs(frame)


def test_a_border_shorter_than_the_minimum_is_a_touch() -> None:
    frame = gpd.GeoDataFrame(
        index=["A", "B"], geometry=[box(0, 0, 1000, 1000), box(1000, 920, 2000, 1920)], crs=27700
    )
    assert pairs(frame)["A", "B"] == ("point_touch", pytest.approx(0.08), 0)
    assert pairs(frame, min_shared_m=80)["A", "B"][0] == "land"


def test_water_up_to_the_limit_makes_neighbours_and_further_does_not() -> None:
    frame = gpd.GeoDataFrame(
        index=["A", "B", "C"],
        geometry=[box(0, 0, 1000, 1000), box(1400, 0, 2000, 1000), box(2600, 0, 3000, 1000)],
        crs=27700,
    )
    assert pairs(frame) == {("A", "B"): ("water_or_gap", 0, 400)}
    assert set(pairs(frame, max_gap_m=600)) == {("A", "B"), ("B", "C")}


def test_a_third_pct_in_between_is_no_gap() -> None:
    frame = gpd.GeoDataFrame(
        index=["A", "B", "C"],
        geometry=[box(0, 0, 1000, 1000), box(1000, 0, 1300, 1000), box(1300, 0, 2000, 1000)],
        crs=27700,
    )
    assert set(pairs(frame)) == {("A", "B"), ("B", "C")}


def test_a_pct_inside_another_is_its_neighbour() -> None:
    inner = box(400, 400, 600, 600)
    outer = Polygon(box(0, 0, 1000, 1000).exterior, [inner.exterior])
    frame = gpd.GeoDataFrame(index=["A", "B"], geometry=[inner, outer], crs=27700)
    assert pairs(frame)["A", "B"] == ("land", pytest.approx(0.8), 0)


def test_islands_are_named_until_a_bridge_is_declared(
    drawn: Any, polygon: Callable[..., object]
) -> None:
    drawn.draw({"B2": polygon(3, 0)})

    (note,) = load_geography(drawn.path).notes
    assert note.startswith("B2 Delta is an island: declare a bridge in bridges.csv")

    drawn.write("bridges.csv", "pct_a,pct_b\nB2,A2\n")
    bridged = load_geography(drawn.path)
    assert bridged.notes == ()
    assert bridged.graph(["bridge"]).has_edge("A2", "B2")


def test_the_settings_of_the_folder_are_used(drawn: Any) -> None:
    drawn.write("geography.yaml", "adjacency: {min_shared_m: 20000}\n")

    assert set(load_geography(drawn.path).adjacency["kind"]) == {"point_touch"}
