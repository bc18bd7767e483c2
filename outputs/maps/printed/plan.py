"""The picture of a plan: its clusters, coloured and numbered, for a page of paper."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from geodata.geography import Geography
from geodata.words import counted
from modelling.plan import Plan
from outputs.cluster_facts import ClusterFacts, by_sha
from outputs.maps.printed.compose import composed
from outputs.maps.printed.drawing import Drawing
from outputs.maps.printed.furniture import Stroke
from outputs.maps.printed.ground import (
    CLUSTER_BORDER,
    FAINT,
    PCT_BORDER,
    SHA_BORDER,
    Terrain,
    draw_borders,
    draw_clusters,
)
from outputs.maps.printed.key import Row
from outputs.maps.printed.labels import Wanted, as_badge, names, numbers
from outputs.maps.printed.numbers import cluster_name, pct_name
from outputs.maps.printed.scene import Scene, chosen
from outputs.maps.printed.sheet import Sheet

MOST_CLUSTERS_SAID = 8
"""Clusters that the words for a picture name one by one."""


@dataclass(frozen=True, eq=False)
class PlanScene(Scene):
    """The clusters of a plan."""

    @property
    def strokes(self) -> tuple[Stroke, ...]:
        """SHA borders, where there are some, cluster borders and PCT borders."""
        sha = Stroke("SHA border", SHA_BORDER)
        own = (Stroke("cluster border", CLUSTER_BORDER), Stroke("PCT border", PCT_BORDER, FAINT))
        return own if len(self.shas) == 1 else (sha, *own)

    def paint(self, sheet: Sheet, terrain: Terrain) -> None:
        """Fill the clusters and draw their borders."""
        draw_clusters(sheet, terrain, self.plan.cluster_of, self.colours)
        draw_borders(sheet, terrain, self.plan.cluster_of, self.geography.sha_of)

    def wanted(self, terrain: Terrain, pcts: Iterable[str]) -> Iterator[tuple[Wanted, ...]]:
        """Yield the names of PCTs in a closer scene, then the numbers of their clusters."""
        here = [pct for pct in pcts if pct in terrain.pcts.index]
        if self.closer:
            called = {pct: pct_name(pct, self.geography) for pct in here}
            marks = {pct: self.marks.get(pct, pct) for pct in here}
            yield names(terrain.pcts[here], called, marks, self.pct_colours)
        shapes = terrain.clusters({p: self.plan.cluster_of[p] for p in here if p in self.marks})
        marked = numbers(shapes, self.numbers, self.colours)
        yield tuple(map(as_badge, marked)) if self.closer else marked

    def rows(self, named: Iterable[str] = ()) -> tuple[Row, ...]:
        """Return the clusters by SHA; in a closer scene also the PCTs that the map cannot name."""
        return tuple(self._rows(frozenset(named)))

    def _rows(self, named: frozenset[str]) -> Iterator[Row]:
        for sha, clusters in by_sha(self.facts).items():
            if len(self.shas) > 1:
                yield Row("heading", sha)
            for facts in clusters:
                title = cluster_name(facts.id, self.plan)
                yield Row("cluster", title, self.numbers[facts.id], self.colours[facts.id])
                if self.closer:
                    yield from self._pct_rows(facts, named)

    def _pct_rows(self, facts: ClusterFacts, named: frozenset[str]) -> Iterator[Row]:
        here = set(self.pcts) - named
        listed = sorted((len(self.marks[p]), self.marks[p], p) for p in here & set(facts.pcts))
        for _, mark, pct in listed:
            yield Row("pct", pct_name(pct, self.geography), mark)

    @property
    def alt(self) -> str:
        """What the picture shows, in a sentence or two."""
        count = counted(len(self.facts), "cluster")
        said = f"Map of {self.place}: {counted(len(self.pcts), 'PCT')} in {count}"
        loose = sum(pct not in self.plan.cluster_of for pct in self.pcts)
        if loose:
            said += f", {loose} of the PCTs in none"
        if len(self.facts) > MOST_CLUSTERS_SAID:
            return f"{said}, each of them numbered; SHA borders are bold."
        listed = "; ".join(f"{f.name} ({counted(len(f.pcts), 'PCT')})" for f in self.facts)
        return f"{said}. {listed}." if listed else f"{said}."


def plan_picture(
    plan: Plan,
    geography: Geography,
    pcts: Iterable[str] | None = None,
    *,
    inset: str | None = None,
    heading: str = "",
) -> Drawing:
    """Return the picture of a plan: clusters in colours that no neighbour shares, and numbered.

    `pcts`, those of an SHA say, are drawn closer and by name, with their neighbours in grey; by
    default all PCTs of the SHAs that the plan has any of. The region with the smallest PCTs stands
    in an inset if they are too small for the page; `inset` names another region, or is "" for
    none. `heading` is written above.

    Raises `InputError` for a geography without boundaries, and for unknown PCTs or regions.
    """
    scene = PlanScene(geography, chosen(geography, [plan], pcts), plan)
    figure = composed(scene, inset, heading)
    caption = "Each cluster has a number and the colour of its number in the key."
    return Drawing(figure, heading or f"{plan.name}: {scene.place}", scene.alt, caption)
