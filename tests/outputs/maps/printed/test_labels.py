"""Labels lie apart from each other and inside their frame, however shapes are strewn."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from itertools import combinations

import geopandas as gpd
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from outputs.maps.printed.labels import Label, as_badge, names, numbers
from outputs.maps.printed.lettering import NAME, width
from outputs.maps.printed.placing import Taken, placed
from outputs.maps.printed.sheet import Box

WHITE = defaultdict(lambda: "white")
FRAME = (0.0, 0.0, 300.0, 200.0)
SIDES = st.floats(2, 80)
CORNERS = st.tuples(st.floats(0, 220), st.floats(0, 120), SIDES, SIDES)
NAMES = st.sampled_from(["Leeds", "Ashton, Leigh and Wigan", "W" * 40, "شمال", "$x$ & <b>"])


def shapes_of(corners: list[tuple[float, float, float, float]]) -> gpd.GeoSeries:
    boxes = [shapely.box(x, y, x + wide, y + high) for x, y, wide, high in corners]
    return gpd.GeoSeries(boxes, index=[f"P{i}" for i in range(len(boxes))])


def overlap(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(CORNERS, NAMES), min_size=1, max_size=12))
def test_no_label_covers_another_or_leaves_the_frame(drawn: list):
    shapes = shapes_of([corners for corners, _ in drawn])
    called = {key: name for key, (_, name) in zip(shapes.index, drawn, strict=True)}
    marks = {key: f"{i}a" for i, key in enumerate(shapes.index)}
    found = placed(names(shapes, called, marks, WHITE), Taken(FRAME), shapes)
    assert not [(a.key, b.key) for a, b in combinations(found, 2) if overlap(a.box, b.box)]
    for label in found:
        left, bottom, right, top = label.box
        assert left >= 0
        assert bottom >= 0
        assert right <= 300
        assert top <= 200


def one(shape: shapely.Polygon, name: str, *taken: Box) -> Label:
    shapes = gpd.GeoSeries([shape], index=["P"])
    return placed(names(shapes, {"P": name}, {"P": "1a"}, WHITE), Taken(FRAME, taken), shapes)[0]


def test_a_name_stands_whole_in_a_shape_that_has_room_for_it():
    label = one(shapely.box(50, 50, 150, 100), "Leeds")
    assert label.words.lines == ("Leeds",)
    assert label.in_full
    assert label.leads_to is None


def test_a_long_name_is_wrapped_before_it_is_given_up():
    room = width("Ashton, Leigh", NAME) * 1.3
    label = one(shapely.box(50, 50, 50 + room, 100), "Ashton, Leigh and Wigan")
    assert label.in_full
    assert len(label.words.lines) > 1


def test_a_mark_stands_for_a_name_without_room_beside_its_shape_at_the_end_of_a_line():
    shape = shapely.box(50, 50, 53, 53)
    label = one(shape, "Leeds")
    assert label.words.lines == ("1a",)
    assert not label.in_full
    assert shape.contains(shapely.Point(label.leads_to))
    assert not shapely.box(*label.box).intersects(shape)


def test_a_label_keeps_off_what_is_taken():
    taken = (50.0, 50.0, 150.0, 75.0)
    assert not overlap(one(shapely.box(50, 50, 150, 100), "Leeds", taken).box, taken)


def test_a_badge_is_left_out_where_its_shape_has_no_room():
    shapes = gpd.GeoSeries([shapely.box(50, 50, 52, 52)], index=["C1"])
    wanted = numbers(shapes, {"C1": "1"}, WHITE)
    assert len(placed(wanted, Taken(FRAME), shapes)) == 1
    assert placed([as_badge(one) for one in wanted], Taken(FRAME), shapes) == ()


def test_a_label_that_may_cover_little_of_its_shape_lies_beside_it():
    shapes = gpd.GeoSeries([shapely.box(50, 50, 66, 66)], index=["P"])
    wanted = numbers(shapes, {"P": "12a"}, WHITE)
    assert placed(wanted, Taken(FRAME), shapes)[0].leads_to is None
    shy = [dataclasses.replace(one, most=0.2) for one in wanted]
    assert placed(shy, Taken(FRAME), shapes)[0].leads_to is not None


def test_a_mark_that_touches_a_border_stands_on_the_colour_of_its_shape():
    high = gpd.GeoSeries([shapely.box(50, 50, 64, 90)], index=["P"])
    wanted = numbers(high, {"P": "12a"}, {"P": "#77AADD"})
    assert placed(wanted, Taken(FRAME), high)[0].patch == "#77AADD"
    wide = gpd.GeoSeries([shapely.box(50, 50, 90, 90)], index=["P"])
    assert placed(numbers(wide, {"P": "12a"}, WHITE), Taken(FRAME), wide)[0].patch == ""


def test_no_label_lies_on_the_line_of_another():
    shapes = shapes_of([(50, 50, 3, 3), (60, 50, 3, 3), (50, 60, 3, 3), (60, 60, 3, 3)])
    found = placed(numbers(shapes, dict.fromkeys(shapes.index, "12a"), WHITE), Taken(FRAME), shapes)
    assert len(found) == 4
    for a, b in combinations(found, 2):
        assert not a.line.intersects(shapely.box(*b.box))
        assert not b.line.intersects(shapely.box(*a.box))
