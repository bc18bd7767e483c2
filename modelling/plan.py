"""`Plan`: which PCT belongs to which cluster, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType


@dataclass(frozen=True)
class Plan:
    """An assignment of PCTs to clusters.

    `cluster_of` maps a PCT code to a cluster's id; `cluster_names` maps an id to a name that a
    planner recognises and may be empty. A plan needs no solver to be read, scored, checked,
    drawn or compared.
    """

    cluster_of: Mapping[str, str]
    cluster_names: Mapping[str, str] = field(default_factory=dict)
    name: str = "plan"

    def __post_init__(self) -> None:
        for attribute in ("cluster_of", "cluster_names"):
            frozen = MappingProxyType(dict(sorted(getattr(self, attribute).items())))
            object.__setattr__(self, attribute, frozen)

    @cached_property
    def clusters(self) -> Mapping[str, tuple[str, ...]]:
        """PCT codes of every cluster, by cluster id, both in order."""
        members: dict[str, list[str]] = {}
        for pct, cluster in self.cluster_of.items():
            members.setdefault(cluster, []).append(pct)
        return MappingProxyType({c: tuple(members[c]) for c in sorted(members)})

    def cluster_name(self, cluster: str) -> str:
        """Return the readable name of a cluster, or its id where it has none."""
        return self.cluster_names.get(cluster, cluster)

    def restricted(self, pcts: Iterable[str]) -> Plan:
        """Return the plan for the given PCTs alone."""
        kept = set(pcts)
        cluster_of = {p: c for p, c in self.cluster_of.items() if p in kept}
        names = {c: n for c, n in self.cluster_names.items() if c in set(cluster_of.values())}
        return Plan(cluster_of, names, self.name)
