"""`Window`: a rectangle of the page that shows a rectangle of the ground."""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import shapely

from outputs.maps.printed.sheet import Box

Ground = tuple[float, float, float, float]
"""West, south, east and north in metres of the boundaries' own projection."""

LEAST_M = 1.0
"""The ground shown is at least so many metres across, whatever is on it."""


@dataclass(frozen=True)
class Window:
    """Where the ground lies on the page: `west` and `south`, in metres, at its lower left corner.

    Distances in the projection are taken for distances on the ground.
    """

    box: Box
    west: float
    south: float
    metres_per_point: float

    @classmethod
    def fitted(cls, ground: Ground, box: Box, margin: float = 4.0, across: float = 0.5) -> Window:
        """Return the window in `box` that shows the whole ground as large as it can.

        `margin` in points is kept free on every side; `across` says where the ground lies in a
        box that is too wide for it: 0 at the left, 1 at the right.
        """
        left, bottom, right, top = box
        west, south, east, north = ground
        wide, high = max(east - west, LEAST_M), max(north - south, LEAST_M)
        inside = max(right - left - 2 * margin, 1.0), max(top - bottom - 2 * margin, 1.0)
        scale = max(wide / inside[0], high / inside[1])
        spare = inside[0] - wide / scale, inside[1] - high / scale
        return cls(
            box=box,
            west=west - (margin + across * spare[0]) * scale,
            south=south - (margin + spare[1] / 2) * scale,
            metres_per_point=scale,
        )

    @property
    def ground(self) -> Ground:
        """The rectangle of ground that is shown."""
        left, bottom, right, top = self.box
        scale = self.metres_per_point
        east, north = self.west + (right - left) * scale, self.south + (top - bottom) * scale
        return self.west, self.south, east, north

    def on_page(self, shapes: gpd.GeoSeries) -> gpd.GeoSeries:
        """Return shapes in metres as shapes in points."""
        left, bottom, _, _ = self.box
        scale = 1 / self.metres_per_point
        moved = [scale, 0, 0, scale, left - self.west * scale, bottom - self.south * scale]
        return gpd.GeoSeries(shapes.affine_transform(moved).array, index=shapes.index)

    def clipped(self, shapes: gpd.GeoSeries) -> gpd.GeoSeries:
        """Return polygons on the page, cut off where the window ends."""
        pane = shapely.box(*self.box)
        if shapely.contains_properly(pane, shapes.array).all():
            return shapes
        cut = shapely.intersection(shapes.array, pane)
        return gpd.GeoSeries(cut, index=shapes.index)
