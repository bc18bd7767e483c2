"""How near each cluster of a plan comes to the footprint of a consortium.

For a cluster S and a consortium C, with n for residents,

    overlap = n(S ∩ C) / n(S ∪ C),  n(S ∪ C) = n(S) + n(C) - n(S ∩ C)

as in the rule `footprint` (guidance, paragraph 7): 1 where the two serve the same people.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from geodata.geography import Geography
from modelling.consortia import Consortium, consortia_of
from modelling.plan import Plan

if TYPE_CHECKING:
    from modelling.case import Case


@dataclass(frozen=True)
class Overlap:
    """A cluster and a consortium that share residents.

    consortia    the set that the consortium is of
    consortium   its code, and `name` what it is called
    shared       residents that both serve
    cluster_residents, consortium_residents   all that each serves
    threshold    the overlap that the scenario does not allow; None where it has no such rule
    """

    cluster: str
    consortia: str
    consortium: str
    name: str
    shared: int
    cluster_residents: int
    consortium_residents: int
    threshold: float | None = None

    @property
    def overlap(self) -> float:
        """Residents of both over residents of either, in (0, 1]."""
        return self.shared / (self.cluster_residents + self.consortium_residents - self.shared)

    @property
    def kept(self) -> bool | None:
        """Whether the overlap is below the threshold; None where there is none."""
        return None if self.threshold is None else self.overlap < self.threshold

    @property
    def margin(self) -> float | None:
        """How far the overlap is below the threshold, negative above it; None without one."""
        return None if self.threshold is None else self.threshold - self.overlap


Thresholds = Mapping[str, float | None]


def thresholds(case: Case) -> Thresholds:
    """Return the sets of consortia to look at, with the overlap that is too much in each.

    They are the sets of the scenario's footprint rule, or without that rule every set of the
    geography, with no threshold.
    """
    rule = case.scenario.rules.footprint
    return dict.fromkeys(case.geography.consortia) if rule is None else rule.thresholds


def overlaps(
    plan: Plan, geography: Geography, sets: Thresholds | None = None
) -> Mapping[str, tuple[Overlap, ...]]:
    """Return for every cluster the consortia it shares residents with, the nearest first.

    Those that break their threshold come first, then by overlap. `sets` are the sets of consortia
    to look at and the threshold of each; every set of the geography, without one, where not given.
    """
    sets = dict.fromkeys(geography.consortia) if sets is None else sets
    found: dict[str, list[Overlap]] = {cluster: [] for cluster in plan.clusters}
    people = {c: sum(geography.residents[p] for p in pcts) for c, pcts in plan.clusters.items()}
    for name, threshold in sets.items():
        for consortium in _consortia(name, geography):
            for pair in _pairs(consortium, plan, people, name, threshold):
                found[pair.cluster].append(pair)
    return MappingProxyType({c: tuple(sorted(found[c], key=_nearest_first)) for c in found})


def nearest_footprints(found: Mapping[str, tuple[Overlap, ...]]) -> Mapping[str, Overlap]:
    """Return of what `overlaps` found the consortium nearest to every cluster.

    A cluster that shares residents with no consortium is left out.
    """
    return MappingProxyType({cluster: pairs[0] for cluster, pairs in found.items() if pairs})


def _consortia(name: str, geography: Geography) -> tuple[Consortium, ...]:
    return geography.once(("consortia", name), lambda: consortia_of(geography.consortia[name]))


def _pairs(
    consortium: Consortium,
    plan: Plan,
    people: Mapping[str, int],
    consortia: str,
    threshold: float | None,
) -> Iterator[Overlap]:
    shared: dict[str, int] = {}
    for pct, residents in consortium.residents.items():
        if residents and pct in plan.cluster_of:
            cluster = plan.cluster_of[pct]
            shared[cluster] = shared.get(cluster, 0) + residents
    for cluster, both in shared.items():
        yield Overlap(
            cluster=cluster,
            consortia=consortia,
            consortium=consortium.code,
            name=consortium.name,
            shared=both,
            cluster_residents=people[cluster],
            consortium_residents=consortium.total,
            threshold=threshold,
        )


def _nearest_first(pair: Overlap) -> tuple[bool, float, str, str]:
    return pair.kept is not False, -pair.overlap, pair.consortia, pair.consortium
