"""`Margin`: how closely one thing that a rule asks for is met, and by which cluster."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from modelling.case import Case
from modelling.loosening import Path
from modelling.plan import Plan
from modelling.rules.base import Rule, Violation
from outputs.cluster_facts import natural_key

MOST_NAMED = 2
TIGHT = 0.05


class Asked(NamedTuple):
    """What one part of a rule asks for, a clause, by what paragraph of the guidance."""

    words: str
    paragraph: str
    rule: Rule
    path: Path


@dataclass(frozen=True)
class Margin:
    """What one part of a rule asks for, and how closely it is met.

    asked      a clause: "a cluster has at least 400,000 residents"
    paragraph  of the guidance that it comes from
    nearest    the cluster nearest to the bound, by name; "" where no one cluster is
    figure     what that cluster has: "472,770 residents"
    spare      what is left up to the bound, or by how much it is broken
    met        whether the rule's own check finds nothing
    pin        whether it speaks of single PCTs
    tight      whether it is met with less than `TIGHT` of the figure left
    """

    asked: str
    paragraph: str
    nearest: str
    figure: str
    spare: str
    met: bool
    pin: bool = False
    tight: bool = False


@dataclass(frozen=True, eq=False)
class Where:
    """The clusters in which margins are looked for: those of one SHA, or all of a plan.

    `sha` is None where the whole run is looked at.
    """

    plan: Plan
    case: Case
    clusters: tuple[str, ...]
    violations: tuple[Violation, ...]
    sha: str | None = None

    @cached_property
    def members(self) -> Mapping[str, tuple[str, ...]]:
        """PCTs of each of the clusters."""
        return {c: self.plan.clusters[c] for c in self.clusters}

    def broken(self, rule: Rule) -> tuple[Violation, ...]:
        """Return what breaks the rule here: in one of the clusters, or about their PCTs."""
        return self._here(v for v in self.violations if v.rule == rule.name)

    def asked(self, rule: Rule, path: Path, paragraph: str = "") -> Asked:
        """Return what one part of the rule asks for; `paragraph` where it is not the rule's."""
        return Asked(words_of(rule, self.case)[path], paragraph or rule.paragraph, rule, path)

    def keeps(self, rule: Rule, path: Path) -> bool:
        """Return whether the rule's own check, of that part alone, finds nothing here."""
        alone = rule.only({path})
        return alone is None or not self._here(alone.check(self.plan, self.case))

    def _here(self, violations: Iterable[Violation]) -> tuple[Violation, ...]:
        pcts = {p for members in self.members.values() for p in members}
        return tuple(
            v
            for v in violations
            if (v.cluster in self.members if v.cluster else not pcts.isdisjoint(v.pcts))
        )

    def named(self, clusters: list[str]) -> str:
        """Return "A", "A; B", or "A; B; and 3 others" by the clusters' names."""
        names = [self.plan.cluster_name(c) for c in sorted(clusters, key=natural_key)]
        if len(names) > MOST_NAMED + 1:
            names = [*names[:MOST_NAMED], f"and {len(names) - MOST_NAMED} others"]
        return "; ".join(names)


def words_of(rule: Rule, case: Case) -> Mapping[Path, str]:
    """Return what each part of the rule asks for, a clause, by its place in the rule."""
    return {part.path: part.words for part in rule.parts(case)}


def least(
    values: Mapping[str, float], bound: float, asked: Asked, where: Where, unit: Unit
) -> Margin:
    """Return how closely figures stay at `bound` or above."""
    return _bounded(min(values.values()), values, lambda v: v - bound, asked, where, unit)


def most(
    values: Mapping[str, float], bound: float, asked: Asked, where: Where, unit: Unit
) -> Margin:
    """Return how closely figures stay at `bound` or below."""
    return _bounded(max(values.values()), values, lambda v: bound - v, asked, where, unit)


Unit = Callable[[float], str]
"""How a figure is put into words: 3 as "3 PCTs"."""


def _bounded(
    nearest: float,
    values: Mapping[str, float],
    room: Callable[[float], float],
    asked: Asked,
    where: Where,
    unit: Unit,
) -> Margin:
    left = room(nearest)
    met = where.keeps(asked.rule, asked.path)
    names = where.named([c for c, value in values.items() if value == nearest])
    spare = f"{unit(abs(left))} {_way(left)}"
    if unit(abs(left)) == unit(0):
        spare = "none: at the limit" if met else "just beyond the limit"
    tight = met and abs(left) <= TIGHT * abs(nearest)
    return Margin(asked.words, asked.paragraph, names, unit(nearest), spare, met, tight=tight)


def _way(left: float) -> str:
    return "to spare" if left > 0 else "too far"
