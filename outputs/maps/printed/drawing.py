"""`Drawing`: a finished picture, as SVG and as PNG, with the words that stand for it."""

from __future__ import annotations

import hashlib
import io
import re
from dataclasses import dataclass
from functools import cached_property
from html import escape
from threading import RLock
from typing import Any

import matplotlib as mpl
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure

from outputs.maps.printed.sheet import POINTS_PER_INCH

STYLE: dict[Any, Any] = {
    "svg.hashsalt": "printed",
    "svg.fonttype": "path",
    "path.simplify": False,
}
"""Letters are drawn as shapes: they look the same in Typst, in a browser and in print, whatever
fonts are there. `alt` and the SVG's title and description carry the words for who cannot see."""

PLAIN: dict[str, None] = dict.fromkeys(("Date", "Creator", "Format", "Type"))

_RENDERING = RLock()
"""Matplotlib keeps its settings for the whole process: one picture at a time is written."""


@dataclass(frozen=True, eq=False)
class Drawing:
    """A picture at the size that it is printed.

    title    what it is, in a few words
    alt      one or two sentences that say what it shows
    caption  what a reader needs beside it: how it is to be read
    """

    figure: Figure
    title: str
    alt: str
    caption: str = ""

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in points (1/72 inch)."""
        width, height = self.figure.get_size_inches()
        return float(width * POINTS_PER_INCH), float(height * POINTS_PER_INCH)

    @cached_property
    def svg(self) -> bytes:
        """The picture as SVG in UTF-8: no script, nothing fetched, the same bytes every time.

        Its ids begin with a hash of its own, so that pictures can share a page.
        """
        with _RENDERING, mpl.rc_context(STYLE):
            drawn = io.StringIO()
            FigureCanvasSVG(self.figure).print_svg(drawn, metadata=PLAIN)
        return _finished(drawn.getvalue(), self.title, self.alt).encode("utf-8")

    def png(self, dpi: float = 200) -> bytes:
        """Return the picture as PNG, `dpi` pixels for every inch of paper."""
        with _RENDERING, mpl.rc_context(STYLE):
            drawn = io.BytesIO()
            canvas = FigureCanvasAgg(self.figure)
            canvas.print_figure(drawn, format="png", dpi=dpi, metadata={"Software": None})
        return drawn.getvalue()


def _finished(svg: str, title: str, alt: str) -> str:
    """Return matplotlib's SVG without what no reader needs, named, described and made shorter."""
    body = svg[svg.index("<svg") :]
    body = re.sub(r"<!--.*?-->\s*", "", body, flags=re.DOTALL)
    body = re.sub(r"\s*<metadata>.*?</metadata>", "", body, flags=re.DOTALL)
    body = re.sub(r' d="([^"]*)"', lambda found: f' d="{_shorter(found[1])}"', body)
    body = re.sub(r"\n\s*", "\n", body)
    mark = "p" + hashlib.sha256(f"{title}\0{alt}\0{body}".encode()).hexdigest()[:8]
    body = re.sub(r'(\bid="|href="#|url\(#)', rf"\g<1>{mark}-", body)
    named = f'<svg role="img" aria-labelledby="{mark}-title {mark}-alt"'
    words = (
        f'<title id="{mark}-title">{escape(title)}</title>\n'
        f'<desc id="{mark}-alt">{escape(alt)}</desc>\n'
    )
    start, rest = body.split(">\n", 1)
    return f"{start.replace('<svg', named, 1)}>\n{words}{rest}"


def _shorter(path: str) -> str:
    """Return the same path in fewer signs."""
    return re.sub(r"\s*\n?\s*([A-Za-z])\s*", r"\1", path)
