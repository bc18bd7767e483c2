"""The map of how settled each PCT's place is over a sweep, and which borders come and go."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import shapely

from geodata.geography import Geography
from geodata.words import counted
from modelling.plan import Plan
from outputs.maps.colours import INK
from outputs.maps.printed.compose import composed
from outputs.maps.printed.drawing import Drawing
from outputs.maps.printed.furniture import Stroke
from outputs.maps.printed.ground import COAST, FAINT, Terrain, within
from outputs.maps.printed.key import Row
from outputs.maps.printed.labels import Wanted, names
from outputs.maps.printed.numbers import pct_name
from outputs.maps.printed.scene import Scene, chosen
from outputs.maps.printed.sheet import Sheet
from outputs.maps.settled import NEVER, OFTEN, SELDOM, WIDTHS, shade, width
from solvers.nearly_best.settled import Neighbours, Place

SHADES: Mapping[str, tuple[str, str]] = {
    "settled": ("#5E97C6", "Settled: the same cluster in every scenario"),
    "nearly": ("#8DB8DC", "The same cluster in 95% of the scenarios or more"),
    "mostly": ("#B9D6EC", "in 75% or more"),
    "often": ("#DCEBF6", "in half or more"),
    "open": ("#FFFFFF", "Open: no cluster in as many as half"),
}
"""Kinds of place as `outputs.maps.settled.shade` names them: the darker, the more settled, so that
they are told apart in grey. Dark letters are readable on each."""

PCT_EDGE = 0.25


@dataclass(frozen=True, eq=False)
class SettledScene(Scene):
    """How settled places are, in shades, and borders by how often their sides are together."""

    places: Mapping[str, Place]
    neighbours: tuple[Neighbours, ...]

    @property
    def strokes(self) -> tuple[Stroke, ...]:
        """Borders by the share of scenarios that keep their sides together."""
        ways = tuple(Stroke(f"together {words}", points) for points, words in WIDTHS)
        return (*ways, Stroke("always", PCT_EDGE, FAINT))

    @cached_property
    def pct_colours(self) -> Mapping[str, str]:
        """The shade of each PCT; white for one that no plan has."""
        return {
            p: SHADES[shade(self.places[p])][0] if p in self.places else SHADES["open"][0]
            for p in self.pcts
        }

    def paint(self, sheet: Sheet, terrain: Terrain) -> None:
        """Fill the PCTs and draw every border as wide as it is often one."""
        shapes = terrain.window.clipped(terrain.pcts)
        sheet.fill(shapes, [self.pct_colours[pct] for pct in shapes.index])
        sheet.lines(within(shapely.union_all(_edges(terrain)), terrain.window), PCT_EDGE, FAINT)
        lines: dict[float, list[Any]] = {OFTEN: [], SELDOM: [], NEVER: []}
        edges = dict(zip(terrain.pcts.index, _edges(terrain), strict=True))
        for pair in self.neighbours:
            if not pair.always and pair.a in edges and pair.b in edges:
                shared = shapely.intersection(edges[pair.a], edges[pair.b])
                lines[width(pair)].extend(_lines(shared))
        sheet.lines(within(terrain.outline(), terrain.window), COAST, INK)
        for points, parts in lines.items():
            if parts:
                whole = shapely.line_merge(shapely.multilinestrings(parts))
                sheet.lines(within(whole, terrain.window), points, INK)

    def wanted(self, terrain: Terrain, pcts: Iterable[str]) -> Iterator[tuple[Wanted, ...]]:
        """Yield the names of PCTs in a closer scene."""
        if self.closer:
            here = [pct for pct in pcts if pct in terrain.pcts.index]
            called = {pct: pct_name(pct, self.geography) for pct in here}
            marks = {pct: self.marks.get(pct, pct) for pct in here}
            yield names(terrain.pcts[here], called, marks, self.pct_colours)

    def rows(self, named: Iterable[str] = ()) -> tuple[Row, ...]:
        """Return the shades that the map has; in a closer scene also PCTs that it cannot name."""
        used = {shade(self.places[pct]) for pct in self.pcts if pct in self.places}
        shades = [Row("cluster", text, "", c) for k, (c, text) in SHADES.items() if k in used]
        rest = set(self.pcts) - set(named) if self.closer else ()
        listed = sorted((self.marks.get(pct, pct), pct) for pct in rest)
        return (*shades, *(Row("pct", pct_name(p, self.geography), mark) for mark, p in listed))

    @property
    def alt(self) -> str:
        """What the picture shows, in a sentence or two."""
        kinds = [shade(place) for place in self.places.values()]
        total = counted(len(kinds), "PCT")
        said = f"Map of {self.place}: {kinds.count('settled')} of {total} are in the same cluster"
        return f"{said} in every scenario, and {kinds.count('open')} are in none as often as half."


def settled_picture(
    plan: Plan, geography: Geography, places: Sequence[Place], neighbours: Sequence[Neighbours]
) -> Drawing:
    """Return the map of how settled places are; `plan` gives the SHAs that it shows.

    Raises `InputError` for a geography without boundaries.
    """
    by_pct = {place.pct: place for place in places}
    here = chosen(geography, [plan], by_pct)
    scene = SettledScene(geography, here, plan, by_pct, tuple(neighbours))
    caption = (
        "The darker a PCT, the more scenarios have it in one and the same cluster. The wider a "
        "border, the fewer scenarios have its two sides together."
    )
    return Drawing(composed(scene), f"How settled: {scene.place}", scene.alt, caption)


def _edges(terrain: Terrain) -> Any:
    return shapely.boundary(terrain.pcts.array)


def _lines(shape: Any) -> list[Any]:
    return [part for part in shapely.get_parts(shape) if part.geom_type == "LineString"]
