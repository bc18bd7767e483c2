"""How light a colour is, and the same colour lighter or darker."""

from __future__ import annotations

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
