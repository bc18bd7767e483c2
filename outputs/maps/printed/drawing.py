"""`Drawing`: a finished picture, as SVG and as PNG, with the words that stand for it."""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import cached_property
from html import escape

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure

from geodata.words import plain
from outputs.maps.printed.compact import compact
from outputs.maps.printed.settings import own_settings
from outputs.maps.printed.sheet import POINTS_PER_INCH

PLAIN: dict[str, None] = dict.fromkeys(("Date", "Creator", "Format", "Type"))


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
        with own_settings():
            drawn = io.StringIO()
            FigureCanvasSVG(self.figure).print_svg(drawn, metadata=PLAIN)
        return _described(compact(drawn.getvalue()), self.title, self.alt).encode("utf-8")

    def png(self, dpi: float = 200) -> bytes:
        """Return the picture as PNG, `dpi` pixels for every inch of paper."""
        with own_settings():
            drawn = io.BytesIO()
            canvas = FigureCanvasAgg(self.figure)
            canvas.print_figure(drawn, format="png", dpi=dpi, metadata={"Software": None})
        return drawn.getvalue()


def _described(svg: str, title: str, alt: str) -> str:
    """Return the SVG with its title and description, which a screen reader reads."""
    words = f"<title>{escape(plain(title))}</title>\n<desc>{escape(plain(alt))}</desc>"
    start, rest = svg.split(">\n", 1)
    named = start.replace("<svg", '<svg role="img"', 1)
    return f"{named}>\n{words}\n{rest}"
