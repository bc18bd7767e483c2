"""The picture of a plan at a glance: half a page, without the key that names its clusters."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from geodata.geography import Geography
from modelling.plan import Plan
from outputs.maps.printed.compose import composed
from outputs.maps.printed.drawing import Drawing
from outputs.maps.printed.key import Row
from outputs.maps.printed.plan import PlanScene, plan_picture
from outputs.maps.printed.scene import chosen


@dataclass(frozen=True, eq=False)
class OverviewScene(PlanScene):
    """The clusters of a plan, numbered and not named."""

    @property
    def brief(self) -> bool:
        """True: there is no key."""
        return True

    def rows(self, named: Iterable[str] = ()) -> tuple[Row, ...]:
        """Return no row."""
        return ()


def overview_picture(
    plan: Plan, geography: Geography, pcts: Iterable[str] | None = None
) -> Drawing:
    """Return the picture of a plan at a glance, to stand beside one with a key.

    Few PCTs, or those of one SHA, are drawn as by `plan_picture`, which names them.
    """
    scene = OverviewScene(geography, chosen(geography, [plan], pcts), plan)
    if scene.closer:
        return plan_picture(plan, geography, scene.pcts)
    caption = "Clusters have the colours and the numbers of the map with the key."
    return Drawing(composed(scene), f"{plan.name}: {scene.place}", scene.alt, caption)
