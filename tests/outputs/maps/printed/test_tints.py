"""Colours in print differ in grey and let dark text be read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.geography import Geography
from modelling.plan import Plan
from outputs.maps.colours import INK, PALETTE, cluster_graph
from outputs.maps.printed.tints import LUMINANCE, luminance, printed_colours, toned

COLOURS = st.integers(0, 0xFFFFFF).map(lambda n: f"#{n:06X}")


def contrast(first: str, second: str) -> float:
    """Return the contrast ratio of two colours (WCAG 2)."""
    dark, light = sorted((luminance(first), luminance(second)))
    return (light + 0.05) / (dark + 0.05)


def test_black_is_dark_and_white_is_light():
    assert luminance("#000000") == pytest.approx(0)
    assert luminance("#FFFFFF") == pytest.approx(1)
    assert luminance("#808080") == pytest.approx(0.2159, abs=1e-3)


@given(COLOURS, st.floats(0.1, 0.95))
def test_a_colour_is_brought_to_the_luminance_asked_for(colour: str, wanted: float):
    assert luminance(toned(colour, wanted)) == pytest.approx(wanted, abs=0.02)


def test_neighbouring_clusters_differ_in_grey(england: Geography, plan: Plan):
    colours = printed_colours(plan, england)
    for a, b in cluster_graph(plan, england).edges:
        assert contrast(colours[a], colours[b]) > 1.2, (a, b)


def test_dark_text_is_readable_on_every_colour():
    for colour, wanted in zip(PALETTE, LUMINANCE, strict=True):
        assert contrast(INK, toned(colour, wanted)) > 5
