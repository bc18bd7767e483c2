"""Makes an SVG of matplotlib's shorter, and able to share a page with others."""

from __future__ import annotations

import hashlib
import re

GRIDS_PER_POINT = 10
"""Straight lines are written on a grid of a tenth of a point, or of a unit of a letter's design."""

LINES = 'stroke-linejoin="round" stroke-linecap="butt"'
"""What matplotlib's style sheet says of every line, and a page around the picture must not hear."""

_STRAIGHT = re.compile(r"[MLz\d\s.-]*")
_STEP = re.compile(r"([MLz])\s*(?:(-?[\d.]+)\s+(-?[\d.]+))?")


def compact(svg: str) -> str:
    """Return the SVG from its root on, without metadata and comments, paths and ids shortened.

    Styles become attributes. Ids that nothing refers to go; the others begin with a hash of the
    picture, so that two of them never meet in one page.
    """
    body = svg[svg.index("<svg") :]
    body = re.sub(r"<!--.*?-->\s*", "", body, flags=re.DOTALL)
    body = re.sub(r"\s*<metadata>.*?</metadata>", "", body, flags=re.DOTALL)
    body = re.sub(r' d="([^"]*)"', lambda found: f' d="{shorter_path(found[1])}"', body)
    body = re.sub(r'<g id="[^"]*">', "<g>", body)
    body = re.sub(r"\s*<defs>\s*<style[^>]*>.*?</style>\s*</defs>", "", body, flags=re.DOTALL)
    body = re.sub(r' style="([^"]*)"', lambda found: _attributes(found[1]), body)
    body = body.replace("<svg ", f"<svg {LINES} ", 1)
    body = re.sub(r"\n\s*", "\n", body)
    return _own_ids(body)


def _attributes(style: str) -> str:
    """Return a style as attributes, which no content security policy of a page forbids."""
    properties = (part.split(":", 1) for part in style.split(";") if part.strip())
    return "".join(f' {name.strip()}="{value.strip()}"' for name, value in properties)


def _own_ids(body: str) -> str:
    mark = "p" + hashlib.sha256(body.encode("utf-8")).hexdigest()[:8]
    ids = dict.fromkeys(re.findall(r'\bid="([^"]*)"', body))
    short = {old: f"{mark}{number:x}" for number, old in enumerate(ids)}
    pattern = re.compile(r'(\bid="|href="#|url\(#)([^")]*)')
    return pattern.sub(lambda found: found[1] + short.get(found[2], found[2]), body)


def shorter_path(path: str) -> str:
    """Return the same path in fewer signs: straight lines as steps from point to point.

    Steps are whole numbers of grid units, so that they add up without drifting; lines between
    points that fall on one grid point are left out. Curves keep their coordinates.
    """
    if not _STRAIGHT.fullmatch(path):
        return re.sub(r"\s*([A-Za-z])\s*", r"\1", path.strip())
    written: list[str] = []
    x = y = 0
    start = (0, 0)
    stepping = False
    for command, across, up in _STEP.findall(path):
        if command == "z":
            written.append("z")
            (x, y), stepping = start, False
            continue
        to = round(float(across) * GRIDS_PER_POINT), round(float(up) * GRIDS_PER_POINT)
        if command == "M":
            written.append(f"M{_pair(*to)}")
            start, stepping = to, False
        elif to != (x, y):
            step = _pair(to[0] - x, to[1] - y)
            joint = "l" if not stepping else "" if step.startswith("-") else " "
            written.append(joint + step)
            stepping = True
        x, y = to
    return "".join(written)


def _pair(across: int, up: int) -> str:
    first, second = _number(across), _number(up)
    return first + second if second.startswith("-") else f"{first} {second}"


def _number(grids: int) -> str:
    whole = f"{grids / GRIDS_PER_POINT:.1f}".removesuffix(".0")
    return re.sub(r"^(-?)0\.", r"\1.", whole)
