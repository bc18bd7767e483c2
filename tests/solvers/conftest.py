"""One map for the tests that need no random one."""

import pytest
from small_maps import make_geography

from geodata.geography import Geography


@pytest.fixture
def square() -> Geography:
    """Four PCTs around a square, two in each of two SHAs; the sides that cross are longest."""
    return make_geography(
        {"A1": 100, "A2": 200, "B1": 300, "B2": 400},
        [
            ("A1", "A2", "land", 1.0),
            ("B1", "B2", "land", 2.0),
            ("A1", "B1", "land", 3.0),
            ("A2", "B2", "land", 4.0),
        ],
        {"A1": "Alpha", "A2": "Alpha", "B1": "Beta", "B2": "Beta"},
    )
