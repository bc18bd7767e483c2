"""`Conflict`: what makes a scenario impossible, and what would make it possible."""

from __future__ import annotations

from dataclasses import dataclass

from modelling.loosening import Part
from modelling.scenario import Scenario


@dataclass(frozen=True)
class Member:
    """One part of one rule of the scenario, that can be dropped by itself."""

    rule: str
    part: Part

    @property
    def key(self) -> str:
        """Where it stands in the scenario, as "population.min"."""
        return ".".join(map(str, (self.rule, *self.part.path)))


@dataclass(frozen=True)
class Remedy:
    """The smallest change to one member of a conflict that makes the scenario possible.

    order     the change, as "raise the most residents of a cluster to 3,000,000"
    scenario  the scenario after it; None where no change to the member alone helps
    whole     whether the whole scenario is possible then (None: not known), or only this conflict
              is gone
    note      what else is to be said: why no change helps, or that other conflicts stay
    """

    member: Member
    order: str
    scenario: Scenario | None = None
    whole: bool | None = None
    note: str = ""


@dataclass(frozen=True)
class Conflict:
    """Rules, PCTs and numbers of clusters that cannot all be had; without any one of them they can.

    headline   what is impossible, and where there is one the arithmetic reason
    members    the parts of rules that conflict
    needed     the PCTs that each have to be in one cluster for the conflict to arise, () where it
               is about the numbers of clusters of all PCTs of `shas`
    also       PCTs that the same members leave without a cluster, each by itself
    shas       the SHAs concerned
    unsettled  members that may not be needed: there were too many clusters to look at, or no time
    pcts_settled  whether the conflict is known not to arise for fewer of the PCTs needed
    remedies   for each member what change to it alone makes the scenario possible
    """

    headline: str
    members: tuple[Member, ...]
    needed: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    shas: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    unsettled: tuple[Member, ...] = ()
    remedies: tuple[Remedy, ...] = ()
    pcts_settled: bool = True

    @property
    def pcts(self) -> tuple[str, ...]:
        """The PCTs that a map of the conflict shows: needed, and those that members name."""
        named = {p for member in self.members for p in member.part.pcts}
        return tuple(sorted({*self.needed, *self.also, *named}))
