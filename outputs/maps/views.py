"""What `clusters map` can draw: one module a view, found by name and imported when it is asked for.

A view is a module with a function `draw(ask: MapAsk) -> list[Path]`, which writes its files and
returns them. Adding one is a line in `VIEWS`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from geodata.problems import InputError, Problem, nearest
from outputs.maps.places import MAPS, folder_at, page_at

if TYPE_CHECKING:
    from modelling.case import Case
    from modelling.plan import Plan

VIEWS = {
    "plan": "outputs.maps.plan_view",
    "flows": "outputs.maps.flows_view",
    "shas": "outputs.maps.shas",
    "difference": "outputs.maps.difference",
    "footprints": "outputs.maps.footprints",
    "printed": "outputs.maps.printed.files",
    "side-by-side": "outputs.maps.side_by_side",
}
"""The module of every view, by the name that `--show` takes."""

COMPARING = ("difference", "side-by-side")
"""The views that compare with the reference plan where no other is given."""


@dataclass(frozen=True)
class MapAsk:
    """What to draw, and where to write it.

    plan     the plan, of the PCTs of the case alone; files are named for it
    case     the scenario that it is scored by, and the geography
    title    what the page is headed with
    proof    the sentence about what was proven
    against  the plan to compare it with, if one was given
    out      the file or folder to write, if one was given
    run      the folder of the run that the plan is of, which its maps are written to by default
    """

    plan: Plan
    case: Case
    title: str
    proof: str = ""
    against: Plan | None = None
    out: Path | None = None
    run: Path | None = None

    def other(self) -> Plan:
        """Return the plan to compare with: the one given, or else the geography's reference plan.

        Like `plan` it holds the PCTs of the case alone. Raises `InputError` where there is neither.
        """
        from modelling.plan_files import reference_plan

        if self.against is not None:
            return self.against
        geography = self.case.geography
        if geography.reference_plan is None:
            message = f"{geography.name} has no plan to compare with"
            raise InputError([Problem("--against", "", message, "give a plan: --against PLAN")])
        return reference_plan(geography.reference_plan, geography).restricted(self.case.pcts)

    def page(self, kind: str = "") -> Path:
        """Return the web page to write: `out`, with .html added, or a page in that folder.

        Without `out`, in the maps of the run, or else in the current folder.
        """
        return page_at(self.out, self._called(kind), self._folder)

    def folder(self, kind: str) -> Path:
        """Return the folder to write to: `out`, or one named for the plan and the kind of map.

        Raises `InputError` for what is a file or is called like one.
        """
        return folder_at(self.out, self._called(kind), self._folder)

    @property
    def _folder(self) -> Path:
        return self.run / MAPS if self.run else Path()

    def _called(self, kind: str) -> str:
        return "-".join(filter(None, (Path(self.plan.name).name, kind)))


def view(name: str) -> Callable[[MapAsk], list[Path]]:
    """Return the function that draws the view. Raises `InputError` for one that does not exist."""
    if name not in VIEWS:
        remedy = f"one of {', '.join(VIEWS)}{nearest(name, VIEWS)}"
        raise InputError([Problem("--show", "", f"there is no map '{name}'", remedy)])
    draw: Callable[[MapAsk], list[Path]] = import_module(VIEWS[name]).draw
    return draw
