"""Colours are made lighter and darker by how light they look."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outputs.maps.tints import luminance, toned

COLOURS = st.integers(0, 0xFFFFFF).map(lambda n: f"#{n:06X}")


def test_black_is_dark_and_white_is_light():
    assert luminance("#000000") == pytest.approx(0)
    assert luminance("#FFFFFF") == pytest.approx(1)
    assert luminance("#808080") == pytest.approx(0.2159, abs=1e-3)


@given(COLOURS, st.floats(0.1, 0.95))
def test_a_colour_is_brought_to_the_luminance_asked_for(colour: str, wanted: float):
    assert luminance(toned(colour, wanted)) == pytest.approx(wanted, abs=0.02)
