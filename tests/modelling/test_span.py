"""`span` measures clusters between the centroids of their PCTs, in kilometres."""

from dataclasses import replace

import geopandas as gpd
import numpy as np
import pytest
from shapely import box
from small_maps import make_geography
from small_scenarios import make_scenario

from geodata.geography import Geography
from geodata.problems import InputError
from modelling.case import Case
from modelling.check import check
from modelling.listing import list_candidates
from modelling.plan import Plan

PEOPLE = {"A1": 1, "A2": 1, "A3": 1}
TOUCHING = [("A1", "A2"), ("A2", "A3")]
AT = {
    "easting": {"A1": 0.0, "A2": 30_000.0, "A3": 30_000.0},
    "northing": {"A1": 0.0, "A2": 40_000.0, "A3": 0.0},
}
WHOLE = Plan(dict.fromkeys(PEOPLE, "x"))


def spanning(max_km):
    return make_scenario({"span": {"max_km": max_km}})


def test_the_two_pcts_furthest_apart_are_told_with_their_distance():
    (violation,) = check(WHOLE, spanning(49.9), make_geography(PEOPLE, TOUCHING, columns=AT))
    assert violation.message == (
        "x is 50.0 km across, more than 49.9: from A1 Town A1 to A2 Town A2"
    )


def test_a_distance_of_exactly_the_most_is_allowed():
    assert check(WHOLE, spanning(50), make_geography(PEOPLE, TOUCHING, columns=AT)) == ()


def test_boundaries_serve_where_one_pct_has_no_centroid():
    boxes = [box(x, 0, x + 10_000, 10_000) for x in (0, 20_000, 60_000)]
    shapes = gpd.GeoDataFrame(geometry=boxes, index=list(PEOPLE), crs="EPSG:27700")
    partly = {**AT, "easting": AT["easting"] | {"A2": np.nan}}
    drawn = replace(make_geography(PEOPLE, TOUCHING, columns=partly), boundaries=shapes)
    (violation,) = check(WHOLE, spanning(40), drawn)
    assert "is 60.0 km across" in violation.message


def test_boundaries_that_moved_are_another_geography_to_what_is_kept():
    bare = make_geography(PEOPLE, TOUCHING)
    frames = [
        gpd.GeoDataFrame(
            geometry=[box(x, y, x + 10, y + 10) for x in (0, 20, 40)],
            index=list(PEOPLE),
            crs="EPSG:27700",
        )
        for y in (0, 100)
    ]
    first, second = (replace(bare, boundaries=f).fingerprint for f in frames)
    assert len({bare.fingerprint, first, second}) == 3


def test_a_geography_that_does_not_say_where_its_pcts_lie_is_refused():
    with pytest.raises(InputError, match="does not say where its PCTs lie") as error:
        Case.of(spanning(10), make_geography(PEOPLE, TOUCHING))
    assert "easting and northing" in error.value.problems[0].remedy


def test_a_cluster_may_be_a_hundred_kilometres_wide_and_no_wider(england: Geography):
    rules = {"sha_boundaries": {}, "contiguity": {}, "size": {"max": 4}}
    free = Case.of(make_scenario(rules, shas=["South West"]), england)
    narrow = Case.of(make_scenario(rules | {"span": {"max_km": 100}}, shas=["South West"]), england)
    (every,), (kept,) = list_candidates(free), list_candidates(narrow)
    xy = england.pcts.loc[list(every.pcts), ["easting", "northing"]].to_numpy()
    wide = {
        every.members(i)
        for i, row in enumerate(every.membership())
        if max(np.hypot(*(a - b)) for a in xy[row] for b in xy[row]) > 100_000
    }
    assert wide
    listed = {every.members(i) for i in range(len(every))}
    assert {kept.members(i) for i in range(len(kept))} == listed - wide
