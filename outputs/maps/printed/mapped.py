"""A scene in its windows: the ground simplified for each, the labels in their places."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from outputs.maps.printed.ground import Terrain
from outputs.maps.printed.inset import LEAST_NAMED, LEAST_ROOM, Panes, Region, densest, named, panes
from outputs.maps.printed.labels import Label
from outputs.maps.printed.placing import Taken, placed
from outputs.maps.printed.scene import Scene
from outputs.maps.printed.sheet import Box
from outputs.maps.printed.window import Window


@dataclass(frozen=True, eq=False)
class Mapped:
    """The map of a scene; `closer` and its labels are those of the inset, if there is one."""

    panes: Panes
    region: Region | None
    terrain: Terrain
    labels: tuple[Label, ...]
    closer: Terrain | None = None
    closer_labels: tuple[Label, ...] = ()

    @property
    def named(self) -> frozenset[str]:
        """PCTs whose names stand on the map."""
        return frozenset(x.key for x in (*self.labels, *self.closer_labels) if x.in_full)


def mapped(scene: Scene, box: Box, inset: str | None) -> Mapped:
    """Return the map of a scene in a box of the page.

    `inset` names the region of the inset, "" for none; by default it is chosen (see `densest`).
    """
    own = scene.shapes.geometry[list(scene.pcts)]
    region = _region(scene, Window.fitted(scene.ground, box), inset)
    found = panes(scene.ground, region, own, box)
    terrain = Terrain.seen(scene.shapes, scene.pcts, found.main)
    if region is None or found.inset is None or found.box is None:
        return Mapped(found, None, terrain, _labels(scene, terrain, scene.pcts, box))
    rest = [pct for pct in scene.pcts if pct not in region.pcts]
    closer = Terrain.seen(scene.shapes, scene.pcts, found.inset)
    return Mapped(
        panes=found,
        region=region,
        terrain=terrain,
        labels=_labels(scene, terrain, rest, box, (found.box,)),
        closer=closer,
        closer_labels=_labels(scene, closer, region.pcts, found.inset.box),
    )


def _region(scene: Scene, window: Window, inset: str | None) -> Region | None:
    own = scene.shapes.geometry[list(scene.pcts)]
    if inset is None:
        enough = LEAST_NAMED if scene.closer else LEAST_ROOM
        return densest(own, scene.regions, window.metres_per_point, enough)
    return named(own, scene.regions, inset) if inset else None


def _labels(
    scene: Scene, terrain: Terrain, pcts: Iterable[str], frame: Box, taken: Sequence[Box] = ()
) -> tuple[Label, ...]:
    """Return the labels of these PCTs and their clusters, one round after another."""
    found: tuple[Label, ...] = ()
    for wanted in scene.wanted(terrain, tuple(pcts)):
        found += placed(wanted, Taken(frame, tuple(taken), found), terrain.pcts)
    return found
