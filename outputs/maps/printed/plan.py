"""The picture of a plan: its clusters, numbered and coloured, for a page of paper."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from geodata.geography import Geography
from geodata.words import counted
from modelling.plan import Plan
from outputs.cluster_facts import ClusterFacts, by_sha, describe_clusters
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
from outputs.maps.printed.labels import Wanted, names, numbers
from outputs.maps.printed.numbers import cluster_name, cluster_numbers, pct_marks, pct_name
from outputs.maps.printed.scene import Scene, chosen, is_closer
from outputs.maps.printed.sheet import Sheet
from outputs.maps.printed.tints import printed_colours

MOST_CLUSTERS_SAID = 8


@dataclass(frozen=True, eq=False)
class PlanScene(Scene):
    """The clusters of a plan."""

    plan: Plan

    @property
    def strokes(self) -> tuple[Stroke, ...]:
        """SHA, cluster and PCT borders."""
        sha = Stroke("SHA border", SHA_BORDER)
        own = (Stroke("cluster border", CLUSTER_BORDER), Stroke("PCT border", PCT_BORDER, FAINT))
        return own if len(self._shas) == 1 else (sha, *own)

    @property
    def _shas(self) -> set[str]:
        return {self.geography.sha_of[pct] for pct in self.pcts}

    @property
    def regions(self) -> Mapping[str, str]:
        """SHAs, or clusters where there is a single SHA."""
        if len(self._shas) > 1:
            return self.geography.sha_of
        return {p: self.plan.cluster_name(c) for p, c in self.plan.cluster_of.items()}

    @cached_property
    def facts(self) -> tuple[ClusterFacts, ...]:
        """The clusters that the picture shows any PCT of, by SHA."""
        here = set(self.pcts)
        known = describe_clusters(self.plan, self.geography)
        return tuple(facts for facts in known if here & set(facts.pcts))

    @cached_property
    def colours(self) -> Mapping[str, str]:
        """The colour of each cluster."""
        return printed_colours(self.plan, self.geography)

    @cached_property
    def numbers(self) -> Mapping[str, str]:
        """The number of each cluster."""
        return cluster_numbers(self.plan, self.geography)

    @cached_property
    def marks(self) -> Mapping[str, str]:
        """What a PCT is called where its name has no room."""
        return pct_marks(self.plan, self.geography)

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
            yield names(terrain.pcts[here], called, marks)
        clusters = {self.plan.cluster_of[pct] for pct in here if pct in self.plan.cluster_of}
        shapes = terrain.clusters({p: self.plan.cluster_of[p] for p in here if p in self.marks})
        yield numbers(shapes[sorted(clusters)], self.numbers, boxed=self.closer)

    def rows(self, named: Iterable[str] = ()) -> tuple[Row, ...]:
        """Return the clusters by SHA; in a closer scene also the PCTs that the map cannot name."""
        return tuple(self._rows(frozenset(named)))

    def _rows(self, named: frozenset[str]) -> Iterator[Row]:
        for sha, clusters in by_sha(self.facts).items():
            if len(self._shas) > 1:
                yield Row("heading", sha)
            for facts in clusters:
                title = cluster_name(facts.id, self.plan, self.geography)
                yield Row("cluster", title, self.numbers[facts.id], self.colours[facts.id])
                if self.closer:
                    yield from self._pct_rows(facts, named)

    def _pct_rows(self, facts: ClusterFacts, named: frozenset[str]) -> Iterator[Row]:
        here = set(self.pcts) - named
        for pct in sorted(here & set(facts.pcts), key=lambda p: (len(self.marks[p]), self.marks[p])):
            yield Row("pct", pct_name(pct, self.geography), self.marks[pct])


def plan_picture(
    plan: Plan,
    geography: Geography,
    pcts: Iterable[str] | None = None,
    *,
    inset: str | None = None,
    heading: str = "",
) -> Drawing:
    """Return the picture of a plan: clusters in colours that no neighbour shares, and numbered.

    `pcts`, those of an SHA say, are drawn closer and by name, with their neighbours in grey. The
    region with the smallest PCTs stands in an inset if they are too small for the page; `inset`
    names another region, or is "" for none. `heading` is written above.

    Raises `InputError` for a geography without boundaries.
    """
    here = chosen(geography, [plan], pcts)
    scene = PlanScene(geography, here, is_closer(geography, here), plan)
    figure = composed(scene, inset, heading)
    return Drawing(figure, heading or _title(scene), _alt(scene), _caption(scene))


def _place(scene: PlanScene) -> str:
    shas = sorted(scene._shas)
    return shas[0] if len(shas) == 1 else scene.geography.title


def _title(scene: PlanScene) -> str:
    return f"{scene.plan.name}: {_place(scene)}"


def _alt(scene: PlanScene) -> str:
    """Return what the picture shows, in a sentence or two."""
    count = counted(len(scene.facts), "cluster")
    said = f"Map of {_place(scene)}: {count} of {counted(len(scene.pcts), 'PCT')}"
    if len(scene.facts) > MOST_CLUSTERS_SAID:
        return f"{said}, each with its number in the key, borders of SHAs in bold."
    listed = "; ".join(f"{f.name} ({counted(len(f.pcts), 'PCT')})" for f in scene.facts)
    return f"{said}. {listed}."


def _caption(scene: PlanScene) -> str:
    return "Numbers are those of the clusters in the key."
