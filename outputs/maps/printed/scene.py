"""`Scene`: what a picture shows, whichever way it is laid out on the page."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

import geopandas as gpd

from geodata.geography import Geography
from geodata.problems import InputError, Problem
from modelling.plan import Plan
from outputs.maps.printed.furniture import Stroke
from outputs.maps.printed.ground import Terrain
from outputs.maps.printed.key import Row
from outputs.maps.printed.labels import Wanted
from outputs.maps.printed.sheet import Sheet
from outputs.maps.printed.window import LEAST_M, Ground
from outputs.maps.shapes import boundaries

PLACE = "printed map"


@dataclass(frozen=True, eq=False)
class Scene(ABC):
    """PCTs of a geography, how they are painted and labelled, and what the key says of them.

    A closer scene is of one SHA, or of PCTs that somebody chose: it names PCTs and shows the
    neighbours around them in grey.
    """

    geography: Geography
    pcts: tuple[str, ...]
    closer: bool

    @property
    def shapes(self) -> gpd.GeoDataFrame:
        """The boundaries of every PCT of the geography."""
        return boundaries(self.geography)

    @cached_property
    def ground(self) -> Ground:
        """The rectangle of ground that the PCTs lie in."""
        shapes = self.shapes.geometry[list(self.pcts)]
        west, south, east, north = (float(edge) for edge in shapes.total_bounds)
        return west, south, max(east, west + LEAST_M), max(north, south + LEAST_M)

    @property
    @abstractmethod
    def strokes(self) -> tuple[Stroke, ...]:
        """Kinds of line, as the legend lists them."""

    @property
    @abstractmethod
    def regions(self) -> Mapping[str, str]:
        """The region that each PCT belongs to, by PCT: an inset is of one of them."""

    @abstractmethod
    def paint(self, sheet: Sheet, terrain: Terrain) -> None:
        """Draw the ground of one window."""

    @abstractmethod
    def wanted(self, terrain: Terrain, pcts: Iterable[str]) -> Iterable[tuple[Wanted, ...]]:
        """Return the labels for these PCTs and their clusters in rounds, the first to be placed."""

    @abstractmethod
    def rows(self, named: Iterable[str] = ()) -> tuple[Row, ...]:
        """Return the key's rows, but for the PCTs whose names stand on the map."""


def chosen(
    geography: Geography, plans: Iterable[Plan], pcts: Iterable[str] | None
) -> tuple[str, ...]:
    """Return the PCTs of a picture: those given, or all of the SHAs that the plans have PCTs of.

    Raises `InputError` for a geography without boundaries, for PCTs that it does not have, and
    where there is no PCT to show.
    """
    known = boundaries(geography).index
    if pcts is None:
        shas = {geography.sha_of[p] for plan in plans for p in plan.cluster_of if p in known}
        wanted = [pct for pct in geography.codes if geography.sha_of[pct] in shas]
    else:
        wanted = list(dict.fromkeys(pcts))
    if strangers := [pct for pct in wanted if pct not in known]:
        message = f"no boundary belongs to {', '.join(strangers)}"
        raise InputError([Problem(PLACE, "pcts", message, f"use codes of {geography.name}")])
    if not wanted:
        message = f"there is no PCT of {geography.name} to draw"
        raise InputError([Problem(PLACE, "pcts", message, "give a plan that has some")])
    return tuple(wanted)


def is_closer(geography: Geography, pcts: tuple[str, ...]) -> bool:
    """Return whether a picture of these PCTs is a closer one: of some, or of a single SHA."""
    return len(pcts) < len(geography.codes) or len(geography.shas) == 1
