"""What is drawn of the ground in one window: PCTs, clusters, and every border once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import geopandas as gpd
import numpy as np
import shapely

from outputs.maps.colours import INK, UNASSIGNED
from outputs.maps.printed.sheet import Sheet
from outputs.maps.printed.window import Window
from outputs.maps.shapes import dissolved, lines_between

TOLERANCE = 0.35
"""How far in points a border may be simplified (0.12 mm; see `shapely.coverage_simplify`)."""

SPECK = 0.05
"""Square points below which an islet is left out: a dot of 0.08 mm."""

CONTEXT, CONTEXT_BORDER = "#F2F4F5", "#CFD6DA"
"""Lighter than any cluster: in grey too, what a picture is not about steps back."""

FAINT = "#5B6770"
SHA_BORDER, CLUSTER_BORDER, PCT_BORDER, COAST = 2.0, 1.0, 0.35, 0.5
"""Widths of lines in points: the bolder, the more it keeps apart."""


@dataclass(frozen=True, eq=False)
class Terrain:
    """Shapes in points on the page, simplified for its scale.

    pcts    the PCTs that the picture is about, index pct
    around  other PCTs that the window shows, for context
    """

    window: Window
    pcts: gpd.GeoSeries
    around: gpd.GeoSeries

    @classmethod
    def seen(cls, shapes: gpd.GeoDataFrame, pcts: Iterable[str], window: Window) -> Terrain:
        """Return what a window shows of PCT boundaries in metres.

        Neighbours are simplified together, so that they still share their borders.
        """
        pane = shapely.box(*window.ground)
        near = shapes.geometry[shapely.intersects(shapes.geometry.array, pane)]
        page = window.on_page(near)
        simple = shapely.coverage_simplify(page.array, TOLERANCE)
        page = gpd.GeoSeries([_without_specks(shape) for shape in simple], index=page.index)
        about = page.index.isin(list(pcts))
        return cls(window, page[about], page[~about])

    def clusters(self, cluster_of: Mapping[str, str]) -> gpd.GeoSeries:
        """Return one shape for every cluster of the PCTs, index cluster."""
        return dissolved(gpd.GeoDataFrame(geometry=self.pcts), cluster_of)

    def borders(self, group_of: Mapping[str, str]) -> Any:
        """Return as one line the borders between groups of the PCTs, coasts left out."""
        groups = dissolved(gpd.GeoDataFrame(geometry=self.pcts), group_of)
        return lines_between(groups).iloc[0]

    def outline(self) -> Any:
        """Return the outer edge of the PCTs together, their coasts included."""
        return shapely.boundary(shapely.union_all(self.pcts.array))


def draw_around(sheet: Sheet, terrain: Terrain) -> None:
    """Draw the PCTs around in grey, for context."""
    if len(terrain.around):
        sheet.fill(terrain.window.clipped(terrain.around), CONTEXT)
        sheet.lines(
            within(lines_between(terrain.around).iloc[0], terrain.window), 0.5, CONTEXT_BORDER
        )


def draw_clusters(
    sheet: Sheet, terrain: Terrain, cluster_of: Mapping[str, str], colours: Mapping[str, str]
) -> None:
    """Fill clusters with their colours, and PCTs in no cluster with grey."""
    shapes = terrain.window.clipped(terrain.clusters(cluster_of))
    sheet.fill(shapes, [colours[c] for c in shapes.index])
    loose = terrain.pcts[[pct not in cluster_of for pct in terrain.pcts.index]]
    sheet.fill(terrain.window.clipped(loose), UNASSIGNED)


def draw_borders(
    sheet: Sheet, terrain: Terrain, cluster_of: Mapping[str, str], sha_of: Mapping[str, str]
) -> None:
    """Draw every border once, as the boldest that it is: SHA, cluster, PCT, coast."""
    own = {pct: pct for pct in terrain.pcts.index}
    thin, medium, bold = (terrain.borders(g) for g in (own, _or_own(cluster_of, own), sha_of))
    for line, width, colour in (
        (shapely.difference(thin, shapely.union(medium, bold)), PCT_BORDER, FAINT),
        (terrain.outline(), COAST, INK),
        (shapely.difference(medium, bold), CLUSTER_BORDER, INK),
        (bold, SHA_BORDER, INK),
    ):
        sheet.lines(within(line, terrain.window), width, colour)


def within(line: Any, window: Window) -> Any:
    """Return what a window shows of a line, in as few pieces as there can be."""
    return shapely.line_merge(shapely.intersection(line, shapely.box(*window.box)))


def _or_own(cluster_of: Mapping[str, str], own: Mapping[str, str]) -> dict[str, str]:
    """Return a group for every PCT: its cluster, or none but itself."""
    return {pct: f"in {cluster_of[pct]}" if pct in cluster_of else pct for pct in own}


def _without_specks(shape: Any) -> Any:
    """Return a shape without its parts too small to be seen, but for the largest."""
    parts = shapely.get_parts(shape)
    areas = shapely.area(parts)
    return shapely.multipolygons(parts[(areas >= SPECK) | (areas == areas.max())])


def room(shapes: gpd.GeoSeries) -> float:
    """Return the median side of the squares as large as these shapes, in their own unit."""
    return float(np.median(np.sqrt(shapes.area))) if len(shapes) else 0.0
