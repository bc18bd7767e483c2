"""The furniture of a map is true: its scale, its north, its credits."""

from __future__ import annotations

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.patches import Rectangle

from outputs.maps.printed.furniture import Strip, Stroke, north_turn, round_km, scale_bar
from outputs.maps.printed.sheet import Sheet
from outputs.maps.printed.window import Window

BRITISH = "EPSG:27700"


@given(st.floats(0.001, 5000))
def test_a_bar_is_the_longest_round_distance_that_fits(most_km: float):
    km = round_km(most_km)
    assert km <= most_km * 1.000001
    assert km * 2.5 > most_km * 0.999999
    assert f"{km:.0e}"[0] in "125"


def test_a_bar_is_as_long_as_it_says():
    sheet = Sheet(200, 50)
    window = Window((0, 0, 200, 50), 0, 0, metres_per_point=430)
    scale_bar(sheet, window, 10, 10, most=60)
    halves = [p for p in sheet.axes.patches if isinstance(p, Rectangle)]
    long = sum(half.get_width() for half in halves)
    assert [t.get_text() for t in sheet.axes.texts] == ["20 km"]
    assert long * 430 == pytest.approx(20_000)


def turn_at(easting: float) -> float:
    window = Window((0, 0, 100, 100), easting - 50, 300_000 - 50, metres_per_point=1)
    return north_turn(window, BRITISH)


def test_north_is_straight_up_on_the_central_meridian_and_leans_to_it_elsewhere():
    assert turn_at(400_000) == pytest.approx(0, abs=0.01)
    assert turn_at(100_000) > 1
    assert turn_at(650_000) < -1


def test_a_long_credit_and_many_kinds_of_line_take_more_rows():
    short = Strip(300, (Stroke("PCT border", 1),), "Somebody")
    long = Strip(300, (Stroke("PCT border", 1),) * 8, "Somebody and others, " * 20)
    assert long.height > short.height + 30


@given(
    st.floats(1, 1e6), st.floats(1, 1e6), st.floats(20, 500), st.floats(20, 500), st.floats(0, 1)
)
def test_a_window_shows_the_whole_ground_inside_its_box(
    wide: float, high: float, across: float, up: float, at: float
):
    box = (5.0, 7.0, 5.0 + across, 7.0 + up)
    window = Window.fitted((100.0, 200.0, 100.0 + wide, 200.0 + high), box, across=at)
    west, south, east, north = window.ground
    hair = 1e-6 * max(wide, high)
    shown = shapely.box(west - hair, south - hair, east + hair, north + hair)
    assert shown.contains(shapely.box(100, 200, 100 + wide, 200 + high))
