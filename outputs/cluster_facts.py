"""What is said about a cluster wherever one is shown: its PCTs, residents, SHA and scores."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from geodata.geography import Geography
from modelling.plan import Plan


@dataclass(frozen=True)
class ClusterFacts:
    """One cluster of a plan.

    `sha` is the SHA that most of its residents live in, and `shas` all of them, that one first:
    a plan may let a PCT join a cluster across an SHA's border. `scores` holds what the cluster
    scores by objective, and is empty for a plan that was not scored.
    """

    id: str
    name: str
    sha: str
    shas: tuple[str, ...]
    pcts: tuple[str, ...]
    residents: int
    scores: Mapping[str, float] = field(default_factory=dict)


def natural_key(text: str) -> tuple[tuple[bool, int, str], ...]:
    """Return a key that sorts "cluster 2" before "cluster 10"."""
    parts = re.findall(r"[0-9]+|[^0-9]+", text)
    return tuple((not p[0].isdecimal(), int(p) if p[0].isdecimal() else 0, p) for p in parts)


def _shas(pcts: tuple[str, ...], geography: Geography) -> tuple[str, ...]:
    """Return the SHAs of the given PCTs, the one with most residents first."""
    residents: Counter[str] = Counter()
    for pct in pcts:
        residents[geography.sha_of[pct]] += geography.residents[pct]
    return tuple(sorted(residents, key=lambda sha: (-residents[sha], sha)))


def describe_clusters(
    plan: Plan,
    geography: Geography,
    cluster_scores: Mapping[str, Mapping[str, float]] | None = None,
) -> tuple[ClusterFacts, ...]:
    """Return the facts of every cluster, by SHA and then by cluster id in natural order."""
    scores = cluster_scores or {}
    facts = []
    for cluster, pcts in plan.clusters.items():
        shas = _shas(pcts, geography)
        facts.append(
            ClusterFacts(
                id=cluster,
                name=plan.cluster_name(cluster),
                sha=shas[0],
                shas=shas,
                pcts=pcts,
                residents=sum(geography.residents[p] for p in pcts),
                scores=dict(scores.get(cluster, {})),
            )
        )
    return tuple(sorted(facts, key=lambda f: (f.sha, natural_key(f.id))))


def by_sha(clusters: tuple[ClusterFacts, ...]) -> Mapping[str, tuple[ClusterFacts, ...]]:
    """Return the clusters of each SHA that has any, in the order given."""
    groups: dict[str, list[ClusterFacts]] = {}
    for cluster in clusters:
        groups.setdefault(cluster.sha, []).append(cluster)
    return {sha: tuple(members) for sha, members in groups.items()}
