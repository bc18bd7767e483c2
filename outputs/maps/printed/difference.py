"""The picture of what moves from one plan to another: told in hatching and dashes, not colour."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import geopandas as gpd
import shapely

from geodata.geography import Geography
from geodata.words import counted
from modelling.difference import Difference, difference
from modelling.moves import Move
from modelling.plan import Plan
from outputs.cluster_facts import ClusterFacts, by_sha
from outputs.maps.colours import INK
from outputs.maps.printed.compose import composed
from outputs.maps.printed.drawing import Drawing
from outputs.maps.printed.furniture import Stroke
from outputs.maps.printed.ground import (
    COAST,
    FAINT,
    PCT_BORDER,
    Terrain,
    within,
)
from outputs.maps.printed.key import Row
from outputs.maps.printed.labels import Wanted, as_badge, names, numbers
from outputs.maps.printed.numbers import cluster_name, pct_name
from outputs.maps.printed.scene import Scene, chosen
from outputs.maps.printed.sheet import Sheet
from outputs.maps.tints import luminance, toned

STAYING = 0.6
"""Share of white in the colour of PCTs that stay."""

KEPT, NEW, OLD = 0.8, 1.6, 1.2
"""Widths in points of cluster borders that both plans have, or one."""

DASHES = (3.0, 2.0)
BAND, BAND_COLOUR = 3.2, "#AEB7BD"
"""SHA borders lie as a grey band below the others, which may change along them."""

MOST_LISTED = 45
"""Moves that the key of a page has room for."""

MOST_COVERED = 0.3
"""Share of a PCT's hatching that its label may cover."""

MOST_SAID = 6
"""Moves that the words for a picture name one by one."""


@dataclass(frozen=True, eq=False)
class DifferenceScene(Scene):
    """The clusters of the later plan, and what they had been before."""

    found: Difference

    @property
    def strokes(self) -> tuple[Stroke, ...]:
        """Hatching and cluster borders, and SHA borders where there are some."""
        sha = Stroke("SHA border", BAND, BAND_COLOUR)
        own = (
            Stroke("PCT that moves", hatched=True),
            Stroke("new border", NEW),
            Stroke("border given up", OLD, dashes=DASHES),
            Stroke("border kept", KEPT, FAINT),
        )
        return own if len(self.shas) == 1 else (*own, sha)

    @cached_property
    def moves(self) -> Mapping[str, Move]:
        """The moves of the PCTs in the picture, by PCT."""
        return {pct: self.found.move_of[pct] for pct in self.pcts if pct in self.found.move_of}

    def paint(self, sheet: Sheet, terrain: Terrain) -> None:
        """Fill clusters faintly and PCTs that move strongly; hatch those; draw the borders."""
        cluster_of, window = self.plan.cluster_of, terrain.window
        shapes = window.clipped(terrain.clusters(cluster_of))
        sheet.fill(shapes, [_faint(self.colours[cluster]) for cluster in shapes.index])
        moving = terrain.pcts[[pct in self.moves for pct in terrain.pcts.index]]
        moving = gpd.GeoSeries(window.clipped(moving).array, index=moving.index)
        sheet.fill(moving, [self.colours[cluster_of[pct]] for pct in moving.index])
        sheet.hatch(moving)
        self._borders(sheet, terrain)

    def _borders(self, sheet: Sheet, terrain: Terrain) -> None:
        own = {pct: pct for pct in terrain.pcts.index}
        after, before = (
            terrain.borders({p: plan.cluster_of.get(p, f"no cluster, {p}") for p in own})
            for plan in (self.found.after, self.found.before)
        )
        sha = terrain.borders(self.geography.sha_of)
        both = shapely.union(after, before)
        for line, width, colour, dashes in (
            (sha, BAND, BAND_COLOUR, None),
            (shapely.difference(terrain.borders(own), both), PCT_BORDER, FAINT, None),
            (terrain.outline(), COAST, FAINT, None),
            (shapely.intersection(after, before), KEPT, FAINT, None),
            (shapely.difference(before, after), OLD + 1.6, "white", None),
            (shapely.difference(before, after), OLD, INK, DASHES),
            (shapely.difference(after, before), NEW, INK, None),
        ):
            sheet.lines(within(line, terrain.window), width, colour, dashes)

    @property
    def _listed(self) -> bool:
        return len(self.moves) <= MOST_LISTED

    def wanted(self, terrain: Terrain, pcts: Iterable[str]) -> Iterator[tuple[Wanted, ...]]:
        """Yield labels for PCTs that move, for the others in a closer scene, and for clusters."""
        here = [pct for pct in pcts if pct in terrain.pcts.index]
        moving = [pct for pct in here if pct in self.moves]
        if not self.closer:
            listed = moving if self._listed else []
            yield tuple(
                map(_on_hatching, numbers(terrain.pcts[listed], self.marks, self.pct_colours))
            )
            return
        called = {pct: pct_name(pct, self.geography) for pct in here}
        marks = {pct: self.marks.get(pct, pct) for pct in here}
        yield tuple(map(_on_hatching, names(terrain.pcts[moving], called, marks, self.pct_colours)))
        staying = [pct for pct in here if pct not in self.moves]
        faint = {pct: _faint(self.pct_colours[pct]) for pct in staying}
        yield names(terrain.pcts[staying], called, marks, faint)
        shapes = terrain.clusters({p: self.plan.cluster_of[p] for p in here if p in self.marks})
        yield tuple(map(as_badge, numbers(shapes, self.numbers, self.colours)))

    def rows(self, named: Iterable[str] = ()) -> tuple[Row, ...]:
        """Return the clusters that PCTs join, and where these come from.

        A closer scene has every cluster, and every PCT that the map cannot name.
        """
        rows = tuple(self._rows(frozenset(named))) if self._listed or self.closer else ()
        if not self.moves:
            return (*rows, Row("note", "No PCT moves."))
        if not rows:
            said = f"{len(self.moves):,} PCTs move, too many to list them here."
            return (Row("note", said),)
        return rows

    def _rows(self, named: frozenset[str]) -> Iterator[Row]:
        for sha, clusters in by_sha(self.facts).items():
            groups = [(facts, tuple(self._pct_rows(facts, named))) for facts in clusters]
            groups = [(facts, rows) for facts, rows in groups if rows or self.closer]
            if groups and len(self.shas) > 1:
                yield Row("heading", sha)
            for facts, rows in groups:
                title = cluster_name(facts.id, self.plan)
                yield Row("cluster", title, self.numbers[facts.id], self.colours[facts.id])
                yield from rows

    def _pct_rows(self, facts: ClusterFacts, named: frozenset[str]) -> Iterator[Row]:
        here = set(self.pcts) & set(facts.pcts)
        listed = sorted((len(self.marks[p]), self.marks[p], p) for p in here)
        for _, mark, pct in listed:
            name = pct_name(pct, self.geography)
            if pct in self.moves:
                before = cluster_name(self.moves[pct].before_id, self.found.before)
                yield Row("pct", f"{name}, from {before}", mark)
            elif self.closer and pct not in named:
                yield Row("pct", name, mark)

    @property
    def alt(self) -> str:
        """What the picture shows, in a sentence or two."""
        before, after = self.found.before.name, self.found.after.name
        where = f"Map of {self.place}: from {before} to {after}"
        if not self.moves:
            return f"{where}, no PCT moves."
        verb = "moves" if len(self.moves) == 1 else "move"
        count = f"{len(self.moves)} of {counted(len(self.pcts), 'PCT')}"
        said = f"{where}, {count} {verb} to another cluster"
        if len(self.moves) > MOST_SAID:
            return f"{said}; they are hatched."
        listed = (
            f"{self.geography.names[m.pct]} from {m.before} to {m.after}"
            for m in self.moves.values()
        )
        return f"{said}: {'; '.join(listed)}."


def _on_hatching(wanted: Wanted) -> Wanted:
    """Return the wish for a label on white that leaves most of the hatching to be seen."""
    return replace(wanted, boxed=True, most=MOST_COVERED)


def _faint(colour: str) -> str:
    """Return the colour of a cluster where nothing moves."""
    light = luminance(colour)
    return toned(colour, light + STAYING * (1 - light))


def difference_picture(
    before: Plan,
    after: Plan,
    geography: Geography,
    pcts: Iterable[str] | None = None,
    *,
    inset: str | None = None,
    heading: str = "",
) -> Drawing:
    """Return the picture of what moves from one plan to another.

    PCTs that move are hatched, borders that are given up dashed, and new ones solid, so that it
    reads in grey; colours and numbers are those of the picture of `after`. The other arguments
    are those of `plan_picture`.

    Raises `InputError` for a geography without boundaries, and for unknown PCTs or regions.
    """
    found = difference(before, after, geography)
    here = chosen(geography, [after], pcts)
    scene = DifferenceScene(geography, here, after, found)
    figure = composed(scene, inset, heading)
    title = heading or f"From {before.name} to {after.name}: {scene.place}"
    caption = (
        "PCTs that move to another cluster are hatched. Borders that are given up are dashed, "
        "new ones are solid."
    )
    return Drawing(figure, title, scene.alt, caption)
