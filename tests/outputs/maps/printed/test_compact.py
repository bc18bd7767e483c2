"""Shorter paths lead through the same points."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outputs.maps.printed.compact import shorter_path

COORDINATES = st.floats(-999, 999).map(lambda value: round(value, 3))
LINES = st.lists(st.lists(st.tuples(COORDINATES, COORDINATES), min_size=2), min_size=1, max_size=3)


def walked(path: str) -> list[list[tuple[int, int]]]:
    """Return the points of a path of M, l and z, in tenths."""
    lines = []
    for start, steps in re.findall(r"M([^lzM]*)(?:l([^zM]*))?z?", path):
        x, y = (round(10 * float(n)) for n in re.findall(r"-?[\d.]+", start))
        points = [(x, y)]
        found = [round(10 * float(n)) for n in re.findall(r"-?(?:\d+\.?\d*|\.\d+)", steps)]
        for dx, dy in zip(found[::2], found[1::2], strict=True):
            x, y = x + dx, y + dy
            points.append((x, y))
        lines.append(points)
    return lines


@given(LINES)
def test_a_shorter_path_goes_through_the_same_points_to_a_tenth(lines: list):
    path = "".join("M" + " \nL".join(f"{x:g} {y:g}" for x, y in line) + " \nz\n" for line in lines)
    expected = []
    for line in lines:
        rounded = [(round(10 * float(f"{x:g}")), round(10 * float(f"{y:g}"))) for x, y in line]
        expected.append([p for i, p in enumerate(rounded) if not i or p != rounded[i - 1]])
    assert walked(shorter_path(path)) == expected


def test_after_a_closed_ring_the_next_begins_where_it_says():
    assert shorter_path("M 1 1 \nL 2 1 \nL 2 2 \nz\nM 5 5 \nL 5 6.04 \n") == (
        "M1 1l1 0 0 1zM5 5l0 1"
    )


@pytest.mark.parametrize(
    ("curve", "short"),
    [
        ("M 0 0 \nQ 1.25 2 3 4 \nz", "M0 0Q1.25 2 3 4z"),
        ("M 0 0 \nC 1 2 3 4 5 6.75", "M0 0C1 2 3 4 5 6.75"),
    ],
)
def test_curves_keep_their_coordinates(curve: str, short: str):
    assert shorter_path(curve) == short
