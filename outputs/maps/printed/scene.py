"""`Scene`: what a picture shows, whichever way it is laid out on the page."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

import geopandas as gpd

from geodata.geography import Geography
from geodata.problems import InputError, Problem
from modelling.plan import Plan
from outputs.cluster_facts import ClusterFacts, describe_clusters
from outputs.maps.colours import UNASSIGNED, cluster_colours
from outputs.maps.marks import cluster_numbers, pct_marks
from outputs.maps.printed.furniture import Stroke
from outputs.maps.printed.ground import Terrain
from outputs.maps.printed.key import Row
from outputs.maps.printed.labels import Wanted
from outputs.maps.printed.sheet import Sheet
from outputs.maps.printed.window import LEAST_M, Ground
from outputs.maps.shapes import boundaries

PLACE = "printed map"
MOST_NAMED = 40
"""PCTs that half a page has room to name, on the map or in the key."""


@dataclass(frozen=True, eq=False)
class Scene(ABC):
    """Some PCTs of a plan, how they are painted and labelled, and what the key says of them."""

    geography: Geography
    pcts: tuple[str, ...]
    plan: Plan

    @cached_property
    def shas(self) -> tuple[str, ...]:
        """The SHAs of the PCTs, alphabetically."""
        return tuple(sorted({self.geography.sha_of[pct] for pct in self.pcts}))

    @property
    def closer(self) -> bool:
        """Whether PCTs are named: those of one SHA, or no more than an SHA may have."""
        return is_closer(self.geography, self.pcts)

    @property
    def brief(self) -> bool:
        """Whether it has no key, and half a page is room enough for it."""
        return False

    @property
    def part(self) -> bool:
        """Whether there are other PCTs, to be shown in grey around these."""
        return len(self.pcts) < len(self.geography.codes)

    @property
    def place(self) -> str:
        """What the picture is of: the SHA, SHAs, or the geography as a whole."""
        return self.geography.title if not self.part else " and ".join(self.shas)

    @property
    def regions(self) -> Mapping[str, str]:
        """The region of each PCT, one of which an inset is of: SHAs, or clusters of one SHA."""
        if len(self.shas) > 1:
            return self.geography.sha_of
        return {p: self.plan.cluster_name(c) for p, c in self.plan.cluster_of.items()}

    @cached_property
    def facts(self) -> tuple[ClusterFacts, ...]:
        """The clusters that any of the PCTs are in, by SHA."""
        here = set(self.pcts)
        known = describe_clusters(self.plan, self.geography)
        return tuple(facts for facts in known if here & set(facts.pcts))

    @cached_property
    def colours(self) -> Mapping[str, str]:
        """The colour of each cluster."""
        return cluster_colours(self.plan, self.geography)

    @cached_property
    def pct_colours(self) -> Mapping[str, str]:
        """The colour of each PCT: its cluster's, or grey if it is in none."""
        of = self.plan.cluster_of
        return {p: self.colours[of[p]] if p in of else UNASSIGNED for p in self.pcts}

    @cached_property
    def numbers(self) -> Mapping[str, str]:
        """The number of each cluster."""
        return cluster_numbers(self.plan, self.geography)

    @cached_property
    def marks(self) -> Mapping[str, str]:
        """What each PCT of the plan is called where its name has no room."""
        return pct_marks(self.plan, self.geography)

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

    @abstractmethod
    def paint(self, sheet: Sheet, terrain: Terrain) -> None:
        """Draw the ground of one window."""

    @abstractmethod
    def wanted(self, terrain: Terrain, pcts: Iterable[str]) -> Iterable[tuple[Wanted, ...]]:
        """Return the labels for these PCTs and their clusters in rounds, the first to be placed."""

    @abstractmethod
    def rows(self, named: Iterable[str] = ()) -> tuple[Row, ...]:
        """Return the key's rows, but for the PCTs whose names stand on the map."""


def is_closer(geography: Geography, pcts: Collection[str]) -> bool:
    """Return whether a picture of these PCTs has room to name them: of one SHA, or of few."""
    return len({geography.sha_of[pct] for pct in pcts}) == 1 or len(pcts) <= MOST_NAMED


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
