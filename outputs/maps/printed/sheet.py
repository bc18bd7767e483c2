"""`Sheet`: a page measured in points from its lower left, on which shapes and words are drawn."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import geopandas as gpd
import shapely
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path

from outputs.maps.colours import INK
from outputs.maps.printed.lettering import Type

POINTS_PER_INCH = 72
GRID = 0.1
"""Shapes lie on a grid of a tenth of a point, 0.035 mm: finer than a press prints, and short
to write down."""

Box = tuple[float, float, float, float]
"""Left, bottom, right and top in points."""


class Sheet:
    """A matplotlib figure of one axes whose units are points. What is drawn later lies on top."""

    def __init__(self, width: float, height: float) -> None:
        inches = width / POINTS_PER_INCH, height / POINTS_PER_INCH
        self.figure = Figure(figsize=inches, dpi=POINTS_PER_INCH)
        self.axes = self.figure.add_axes((0, 0, 1, 1))
        self.axes.set_xlim(0, width)
        self.axes.set_ylim(0, height)
        self.axes.set_axis_off()
        self.width, self.height = width, height
        self._layers = 0

    def _above(self) -> int:
        self._layers += 1
        return self._layers

    def _plot(self, shapes: gpd.GeoSeries, **style: Any) -> None:
        """Draw shapes with GeoPandas, on the grid; nothing where there is none."""
        snapped = shapely.transform(shapes.array, lambda xy: (xy / GRID).round() * GRID)
        drawn = gpd.GeoSeries(snapped, index=shapes.index)
        drawn = drawn[~(drawn.is_empty | drawn.isna())]
        if len(drawn):
            drawn.plot(
                ax=self.axes, aspect=None, zorder=self._above(), clip_on=False,
                autolim=False, **style
            )  # fmt: skip

    def fill(self, shapes: gpd.GeoSeries, colours: Sequence[str] | str, **style: Any) -> None:
        """Fill polygons, each with its colour or all with one."""
        if isinstance(colours, str):
            colours = [colours] * len(shapes)
        kept = ~(shapes.is_empty | shapes.isna())
        colours = [c for c, keep in zip(colours, kept, strict=True) if keep]
        self._plot(shapes[kept], color=colours, linewidth=0, **style)

    def hatch(self, shapes: gpd.GeoSeries, colour: str = INK, pattern: str = "/////") -> None:
        """Hatch polygons with thin slanted lines."""
        self._plot(
            shapes, facecolor="none", edgecolor=colour, linewidth=0, hatch=pattern,
            hatch_linewidth=0.5,
        )  # fmt: skip

    def lines(self, line: Any, width: float, colour: str = INK, dashes: Any = None) -> None:
        """Draw a line, or many lines as one shape, `width` points wide."""
        parts = [shapely.get_coordinates(part) for part in shapely.get_parts(line)]
        paths = [Path((xy / GRID).round() * GRID) for xy in parts if len(xy)]
        if paths:
            self.axes.add_patch(
                PathPatch(
                    Path.make_compound_path(*paths), zorder=self._above(), clip_on=False,
                    fill=False, edgecolor=colour, linewidth=width, capstyle="butt",
                    linestyle=(0, dashes) if dashes else "solid",
                )
            )  # fmt: skip

    def rectangle(
        self, box: Box, fill: str | None = None, edge: str | None = None, width: float = 0.6
    ) -> None:
        """Draw a rectangle."""
        left, bottom, right, top = box
        self.axes.add_patch(
            Rectangle(
                (left, bottom), right - left, top - bottom, zorder=self._above(), clip_on=False,
                facecolor=fill or "none", edgecolor=edge or "none", linewidth=width,
            )
        )  # fmt: skip

    def text(
        self, x: float, y: float, text: str, style: Type, *, across: str = "left",
        up: str = "baseline", colour: str = INK,
    ) -> None:  # fmt: skip
        """Write one line of plain text: no sign in it is taken for a formula."""
        self.axes.text(
            round(x, 1), round(y, 1), text, fontproperties=style.font, color=colour, ha=across,
            va=up, zorder=self._above(), parse_math=False,
        )  # fmt: skip

    def lines_of_text(
        self, x: float, y: float, lines: Sequence[str], style: Type, *, across: str = "left",
        colour: str = INK,
    ) -> None:  # fmt: skip
        """Write lines below each other, the middle of the block at height `y`."""
        top = y + (len(lines) - 1) / 2 * style.leading - 0.36 * style.size
        for i, line in enumerate(lines):
            self.text(x, top - i * style.leading, line, style, across=across, colour=colour)
