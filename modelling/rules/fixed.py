"""Clusters that exist already are kept as they are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from itertools import pairwise
from typing import TYPE_CHECKING, Annotated, ClassVar

import numpy as np
from pydantic import Field, model_validator

from geodata.geography import Geography
from geodata.problems import nearest
from modelling.linear import Apart, Statement, Together
from modelling.loosening import Part, Path
from modelling.parameters import Code, Parameters
from modelling.rules.base import Fault, Rule, Violation

if TYPE_CHECKING:
    from modelling.candidates import Candidates
    from modelling.case import Case
    from modelling.plan import Plan

Group = Annotated[tuple[Code, ...], Field(min_length=1)]
Place = tuple[str | int, ...]


class Fixed(Parameters, Rule):
    """Each set named is a cluster exactly: "established cluster arrangements" (paragraph 20).

    `clusters` are taken by id or name from `plan`, a plan of the geography; `groups` are listed.
    The other rules hold for a fixed cluster too. One that lies outside the run asks for nothing.
    """

    name: ClassVar[str] = "fixed"
    title: ClassVar[str] = "Established clusters that are kept"
    paragraph: ClassVar[str] = "20"
    pin: ClassVar[bool] = True

    plan: str | None = None
    clusters: tuple[Code, ...] = ()
    groups: tuple[Group, ...] = ()

    @model_validator(mode="after")
    def _something_is_fixed(self) -> Fixed:
        if self.plan is not None and not self.clusters:
            raise ValueError(f"no cluster of {self.plan} is named → add clusters: [...]")
        if self.clusters and self.plan is None:
            raise ValueError("clusters are named but no plan → add plan, such as clusters-2011")
        if not self.clusters and not self.groups:
            raise ValueError("nothing is fixed → add plan and clusters, or groups")
        return self

    def faults(self, case: Case) -> Iterator[Fault]:
        """Yield what is unknown, PCTs fixed twice, and sets that the run cuts."""
        for i, group in enumerate(self.groups):
            yield from case.unknown_pcts(group, ("groups", i))
        if self.plan is not None and self.plan not in case.geography.plans:
            plans = sorted(case.geography.plans)
            message = f"{case.geography.name} has no plan '{self.plan}'"
            listed = ", ".join(plans) or "none: add plans/<name>.csv"
            yield Fault(("plan",), message, f"choose from {listed}{nearest(self.plan, plans)}")
            return
        known = _clusters_of(self.plan, case.geography)
        for i, cluster in enumerate(self.clusters):
            if cluster not in known:
                remedy = f"use an id or a name of plans/{self.plan}.csv{nearest(cluster, known)}"
                yield Fault(("clusters", i), f"{self.plan} has no cluster '{cluster}'", remedy)
        yield from self._doubled(case)
        yield from self._cut(case)

    def mask(self, candidates: Candidates, case: Case) -> np.ndarray:
        """Return true where a candidate is a fixed set or shares no PCT with any."""
        allowed = np.ones(len(candidates), dtype=bool)
        for _, _, pcts in self._sets(case):
            held = candidates.sums(np.array([float(p in pcts) for p in candidates.pcts]))
            whole = (held == len(pcts)) & (candidates.sizes == len(pcts))
            allowed &= (held == 0) | whole
        return allowed

    def linear(self, case: Case) -> Iterator[Statement]:
        """Yield each set as a chain of pairs, and its first PCT apart from every other."""
        for _, _, pcts in self._sets(case):
            chain = sorted(pcts)
            yield from (Together(a, b) for a, b in pairwise(chain))
            yield from (Apart(chain[0], p) for p in case.pcts if p not in pcts)

    def parts(self, case: Case) -> Iterator[Part]:
        """Yield every set in the run."""
        for place, called, pcts in self._sets(case):
            listed = case.named(sorted(pcts))
            of = "" if called == listed else f" ({listed})"
            yield Part(place, f"{called}{of} is a cluster as it stands", tuple(sorted(pcts)))

    def only(self, paths: Collection[Path]) -> Fixed | None:
        """Return the rule with those sets alone."""
        clusters = tuple(c for i, c in enumerate(self.clusters) if ("clusters", i) in paths)
        groups = tuple(g for i, g in enumerate(self.groups) if ("groups", i) in paths)
        if not clusters and not groups:
            return None
        return Fixed(plan=self.plan if clusters else None, clusters=clusters, groups=groups)

    def check(self, plan: Plan, case: Case) -> Iterator[Violation]:
        """Yield the fixed sets that are no cluster of the plan, with what became of them."""
        for _, called, fixed in self._sets(case):
            touched = {c: p for c, p in plan.clusters.items() if fixed.intersection(p)}
            found = set().union(*touched.values())
            if len(touched) == 0 or (len(touched) == 1 and found == fixed):
                continue
            changes = []
            if len(touched) > 1:
                changes.append(f"is divided among {', '.join(map(plan.cluster_name, touched))}")
            elif fixed - found:
                changes.append(f"lacks {case.named(sorted(fixed - found))}")
            if found - fixed:
                changes.append(f"is joined by {case.named(sorted(found - fixed))}")
            message = f"{called} should be a cluster as it stands but {' and '.join(changes)}"
            yield Violation(self.name, message, tuple(sorted(fixed | found)))

    def _sets(self, case: Case) -> Iterator[tuple[Place, str, frozenset[str]]]:
        """Yield where each set in the run is asked for, what to call it, and its PCTs."""
        yield from (item for item in self._named(case) if not item[2].isdisjoint(case.index))

    def _named(self, case: Case) -> Iterator[tuple[Place, str, frozenset[str]]]:
        known = _clusters_of(self.plan, case.geography)
        for i, cluster in enumerate(self.clusters):
            if cluster in known:
                yield ("clusters", i), *known[cluster]
        for i, group in enumerate(self.groups):
            yield ("groups", i), case.named(group), frozenset(group)

    def _doubled(self, case: Case) -> Iterator[Fault]:
        """Yield the PCTs that are named twice, in one group or in two sets."""
        for i, group in enumerate(self.groups):
            for pct in sorted(p for p, n in Counter(group).items() if n > 1):
                yield Fault(("groups", i), f"{case.named([pct])} is named twice", "name it once")
        first: dict[str, str] = {}
        for place, called, pcts in self._named(case):
            for other in sorted({first[p] for p in pcts if p in first}):
                both = case.named(sorted(p for p in pcts if first.get(p) == other))
                message = f"{both} cannot be fixed in two clusters, {other} and {called}"
                yield Fault(place, message, "name each PCT in one fixed cluster")
            first |= {p: called for p in pcts if p not in first}

    def _cut(self, case: Case) -> Iterator[Fault]:
        """Yield the sets that lie partly outside the run."""
        for place, called, pcts in self._sets(case):
            outside = sorted(p for p in pcts if p in case.geography.names and p not in case.index)
            if outside:
                message = f"{case.named(outside)} of the fixed {called} is not in the run"
                yield Fault(place, message, "add its SHA to shas or do not fix the cluster")


def _clusters_of(plan: str | None, geography: Geography) -> Mapping[str, tuple[str, frozenset]]:
    """Return the readable name and the PCTs of each cluster of a plan, by id and by name.

    A name that two clusters have stands for neither.
    """
    if plan is None or plan not in geography.plans:
        return {}
    members: dict[str, set[str]] = {}
    named: dict[str, str] = {}
    table = geography.plans[plan]
    names = table["cluster_name"] if "cluster_name" in table else table["cluster"]
    for pct, cluster, name in zip(table["pct"], table["cluster"], names, strict=True):
        members.setdefault(cluster, set()).add(pct)
        named[cluster] = name or cluster
    by_id = {c: (named[c], frozenset(pcts)) for c, pcts in members.items()}
    times = Counter(named.values())
    return {found[0]: found for found in by_id.values() if times[found[0]] == 1} | by_id
