"""The inset shows the region whose PCTs are too small for the page, off the land."""

from __future__ import annotations

import geopandas as gpd
import pytest
import shapely

from geodata.problems import InputError
from outputs.maps.printed.inset import Region, densest, named, panes


@pytest.fixture
def shapes() -> gpd.GeoSeries:
    """Return a country of four large PCTs, a town of four small ones, and a city of one."""
    large = {f"L{i}": shapely.box(40 * i, 0, 40 * i + 40, 90) for i in range(4)}
    small = {f"S{i}": shapely.box(70 + 2 * i, 90, 72 + 2 * i, 93) for i in range(4)}
    everything = {**large, **small, "C0": shapely.box(10, 90, 11, 91)}
    scaled = [shapely.transform(shape, lambda xy: xy * 1000) for shape in everything.values()]
    return gpd.GeoSeries(scaled, index=list(everything), crs="EPSG:27700")


@pytest.fixture
def region_of(shapes: gpd.GeoSeries) -> dict[str, str]:
    names = {"L": "Country", "S": "Town", "C": "City"}
    return {pct: names[pct[0]] for pct in shapes.index}


def ground(shapes: gpd.GeoSeries) -> tuple[float, float, float, float]:
    return tuple(shapes.total_bounds)


def test_the_region_with_the_smallest_pcts_is_chosen_if_it_has_several(shapes, region_of):
    found = densest(shapes, region_of, metres_per_point=500, enough=7)
    assert found.name == "Town"
    assert found.pcts == ("S0", "S1", "S2", "S3")


def test_no_region_is_chosen_where_every_pct_has_room(shapes, region_of):
    assert densest(shapes, region_of, metres_per_point=100, enough=7) is None


def test_a_map_of_a_single_region_has_no_inset_of_itself(shapes):
    same = dict.fromkeys(shapes.index, "Everywhere")
    assert densest(shapes, same, metres_per_point=50_000, enough=7) is None


def test_the_inset_lies_on_the_page_off_the_land_and_enlarges(shapes, region_of):
    box = (0.0, 0.0, 480.0, 440.0)
    found = panes(ground(shapes), named(shapes, region_of, "Town"), shapes, box)
    assert found.inset.metres_per_point < found.main.metres_per_point / 2
    assert shapely.box(*box).contains(shapely.box(*found.box))
    land = shapely.union_all(found.main.on_page(shapes).array)
    assert not land.intersects(shapely.box(*found.box))


def test_there_is_no_inset_where_it_would_hardly_be_larger_than_the_map(shapes, region_of):
    country = Region("Country", tuple(pct for pct in shapes.index if pct.startswith("L")))
    assert panes(ground(shapes), country, shapes, (0.0, 0.0, 480.0, 440.0)).inset is None


def test_where_land_fills_the_box_the_map_gives_way_to_the_inset(shapes, region_of):
    west, south, east, north = ground(shapes)
    box = (0.0, 0.0, 480.0, 480.0 * (north - south) / (east - west))
    whole = panes(ground(shapes), None, shapes, box)
    found = panes(ground(shapes), named(shapes, region_of, "Town"), shapes, box)
    assert whole.inset is None
    assert found.inset is not None
    assert found.main.metres_per_point > whole.main.metres_per_point


def test_a_region_that_the_map_does_not_have_is_refused(shapes, region_of):
    with pytest.raises(InputError, match="Country, Town"):
        named(shapes, region_of, "Twn")
