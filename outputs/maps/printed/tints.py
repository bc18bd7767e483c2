"""The colours of clusters in print: those of the screen, stepped so that they differ in grey."""

from __future__ import annotations

from collections.abc import Mapping

from geodata.geography import Geography
from modelling.plan import Plan
from outputs.maps.colours import PALETTE, cluster_colours

LUMINANCE = (0.37, 0.66, 0.84, 0.50, 0.75, 0.92, 0.58, 0.43)
"""Relative luminance of each colour of `PALETTE` in print: the first four, which most maps need
and no more, lie furthest apart. Dark text is readable on the darkest (contrast above 5)."""

SRGB_KNEE, LINEAR_KNEE = 0.04045, 0.0031308


def _linear(channel: float) -> float:
    """Return the light of an sRGB channel, both in [0, 1] (IEC 61966-2-1)."""
    return channel / 12.92 if channel <= SRGB_KNEE else ((channel + 0.055) / 1.055) ** 2.4


def _encoded(light: float) -> float:
    """Return the sRGB channel of a light, both in [0, 1]."""
    return light * 12.92 if light <= LINEAR_KNEE else 1.055 * light ** (1 / 2.4) - 0.055


def _lights(colour: str) -> tuple[float, float, float]:
    red, green, blue = (_linear(int(colour[i : i + 2], 16) / 255) for i in (1, 3, 5))
    return red, green, blue


def luminance(colour: str) -> float:
    """Return the relative luminance Y = 0.2126 R + 0.7152 G + 0.0722 B of "#RRGGBB", in [0, 1]."""
    red, green, blue = _lights(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def toned(colour: str, wanted: float) -> str:
    """Return the colour mixed with white, or with black, to the wanted relative luminance.

    Light mixes linearly, so the share of white is (wanted - Y) / (1 - Y), and black scales by
    wanted / Y.
    """
    found = luminance(colour)
    white = max(0.0, (wanted - found) / (1 - found)) if found < 1 else 0.0
    scale = min(1.0, wanted / found) if found > 0 else 1.0
    mixed = (light * scale * (1 - white) + white for light in _lights(colour))
    return "#" + "".join(f"{round(255 * _encoded(min(light, 1.0))):02X}" for light in mixed)


def printed_colours(plan: Plan, geography: Geography) -> Mapping[str, str]:
    """Return the colour of every cluster in print, by cluster id.

    Clusters that the screen shows in one colour share one here; colours beyond the palette, which
    hardly any map needs, stay as they are.
    """
    steps = {c: toned(c, wanted) for c, wanted in zip(PALETTE, LUMINANCE, strict=True)}
    shown = cluster_colours(plan, geography)
    return {cluster: steps.get(colour, colour) for cluster, colour in shown.items()}
