"""Clusters keep proposed GP commissioning consortia whole."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from geodata.problems import nearest
from modelling.objectives.cohesion import Cohesion
from modelling.rules.base import Fault

if TYPE_CHECKING:
    from modelling.case import Case


class Consortia(Cohesion):
    """Cohesion of proposed consortia by residents.

    Clusters are "designed to give space to emerging consortia" (paragraph 7).

    `consortia` names the set; it may be left out where the geography has just one.
    """

    name: ClassVar[str] = "consortia"
    title: ClassVar[str] = "Proposed consortia"
    reads: ClassVar[str] = "the chance that two residents of one consortium share a cluster"
    table: ClassVar[str] = "consortia"
    group: ClassVar[str] = "consortium"

    consortia: str | None = None

    def faults(self, case: Case) -> Iterator[Fault]:
        """Yield a set that the geography lacks, or none named where it has several."""
        known = sorted(case.geography.consortia)
        if self.consortia is None and len(known) != 1:
            listed = ", ".join(known) or "none: add consortia/<name>.csv"
            message = f"{case.geography.name} has {len(known)} sets of consortia, not one"
            yield Fault((), message, f"name one with consortia: {listed}")
        elif self.consortia is not None and self.consortia not in known:
            message = f"{case.geography.name} has no set of consortia '{self.consortia}'"
            remedy = f"choose from {', '.join(known)}{nearest(self.consortia, known)}"
            yield Fault(("consortia",), message, remedy)
        else:
            yield from super().faults(case)

    def source(self, case: Case) -> str:
        """Return "consortia/<set>"."""
        return f"consortia/{self.consortia or next(iter(case.geography.consortia))}"
