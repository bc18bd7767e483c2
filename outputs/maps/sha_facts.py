"""What the page of an SHA says: its clusters, patients who cross its border, its authorities."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from geodata.geography import Geography
from modelling.implications.facts import authority_parts
from modelling.plan import Plan
from outputs.cluster_facts import ClusterFacts, describe_clusters
from outputs.maps.patient_flows import Crossing, Crossings, PatientFlows, crossings, patient_flows

Scores = Mapping[str, Mapping[str, float]]


@dataclass(frozen=True)
class SplitAuthority:
    """A local authority in several clusters: (cluster id, residents) of each, most first.

    `pcts` are those that it lies in.
    """

    name: str
    parts: tuple[tuple[str, int], ...]
    pcts: frozenset[str]


@dataclass(frozen=True)
class ShaFacts:
    """One SHA under a plan.

    pcts         its PCTs that the run is about
    clusters     those that hold any of them, whole, though a PCT of one may lie in another SHA
    unassigned   its PCTs in no cluster
    in_clusters  its residents' admissions that stay in their own cluster of the whole plan, and
                 those that do not
    stays        share of them at trusts of the SHA, None if unknown
    leaving      flows from it to other SHAs, largest first
    entering     flows to it from other SHAs, largest first
    split        authorities with residents in it and in more than one cluster
    """

    name: str
    pcts: tuple[str, ...]
    clusters: tuple[ClusterFacts, ...]
    unassigned: tuple[str, ...]
    in_clusters: Crossings
    stays: float | None
    leaving: tuple[Crossing, ...]
    entering: tuple[Crossing, ...]
    split: tuple[SplitAuthority, ...]

    @property
    def kept(self) -> float | None:
        """Share of its residents' admissions at trusts of their own cluster, None if unknown."""
        return self.in_clusters.inside

    @property
    def residents(self) -> int:
        """Residents of its clusters."""
        return sum(cluster.residents for cluster in self.clusters)


def sha_facts(
    plan: Plan, geography: Geography, pcts: tuple[str, ...], cluster_scores: Scores
) -> tuple[ShaFacts, ...]:
    """Return the facts of every SHA with any of `pcts`, those of the run, in alphabetical order."""
    clusters = describe_clusters(plan, geography, cluster_scores)
    flows = patient_flows(geography, geography.codes)
    split = split_authorities(plan, geography)
    shas = sorted({geography.sha_of[pct] for pct in pcts})
    return tuple(_facts(sha, plan, geography, pcts, clusters, flows, split) for sha in shas)


def _facts(
    sha: str,
    plan: Plan,
    geography: Geography,
    pcts: tuple[str, ...],
    clusters: tuple[ClusterFacts, ...],
    flows: PatientFlows,
    split: tuple[SplitAuthority, ...],
) -> ShaFacts:
    own = tuple(pct for pct in pcts if geography.sha_of[pct] == sha)
    out = PatientFlows(flows.to_trusts, flows.between[flows.between["pct"].isin(own)])
    across = crossings(flows, geography.sha_of).leaving
    return ShaFacts(
        name=sha,
        pcts=own,
        clusters=tuple(cluster for cluster in clusters if set(cluster.pcts) & set(own)),
        unassigned=tuple(pct for pct in own if pct not in plan.cluster_of),
        in_clusters=crossings(out, plan.cluster_of),
        stays=crossings(out, geography.sha_of).inside,
        leaving=tuple(flow for flow in across if flow.pct in own),
        entering=tuple(flow for flow in across if flow.to in own),
        split=tuple(authority for authority in split if authority.pcts & set(own)),
    )


def split_authorities(plan: Plan, geography: Geography) -> tuple[SplitAuthority, ...]:
    """Return the authorities that lie in more than one cluster, by name.

    Parts too small to count are left out: see `modelling.implications.facts.authority_parts`.
    """
    found = []
    for name, parts in authority_parts(geography).items():
        people: dict[str, int] = {}
        for pct, residents in parts.items():
            if pct in plan.cluster_of:
                cluster = plan.cluster_of[pct]
                people[cluster] = people.get(cluster, 0) + residents
        if len(people) > 1:
            ordered = sorted(people.items(), key=lambda item: (-item[1], item[0]))
            found.append(SplitAuthority(name, tuple(ordered), frozenset(parts)))
    return tuple(found)
