"""How far a plan keeps to numbers of clusters, to pins, and to rules that no module here knows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from geodata.words import counted
from modelling.rules.base import Rule
from modelling.rules.cluster_count import ClusterCount, sha_of_cluster
from outputs.report.margins.base import Margin, Where, words_of

MOST_SHAS = 3
"""SHAs whose own numbers are listed where the whole run is looked at; of more their number is."""


def numbers_of_clusters(rule: ClusterCount, where: Where) -> Iterator[Margin]:
    """Yield the number of clusters in all where the whole run is looked at, or the SHA's own."""
    if where.sha is None and rule.national is not None:
        yield _number(rule, where, "there are", rule.national, len(where.plan.clusters))
    few = where.sha is None and len(rule.per_sha) <= MOST_SHAS
    counts = Counter(sha_of_cluster(p, where.case) for p in where.plan.clusters.values())
    for sha, span in rule.per_sha.items():
        if few or where.sha == sha:
            yield _number(rule, where, f"{sha} has", span, counts[sha])
    if where.sha is None and not few:
        broken = [v for v in where.violations if v.rule == rule.name]
        kept = f"{len(rule.per_sha)} SHAs have a number of their own"
        spare = "; ".join(v.message for v in broken) if broken else "all kept"
        yield Margin(kept, rule.paragraph, "", "", spare, not broken)


def _number(
    rule: ClusterCount, where: Where, who: str, span: tuple[int, int], found: int
) -> Margin:
    low, high = span
    asked = f"{low} to {counted(high, 'cluster')}" if low != high else counted(high, "cluster")
    met = low <= found <= high
    spare = "as asked" if met else f"{min(abs(found - low), abs(found - high))} off"
    return Margin(f"{who} {asked}", rule.paragraph, "", counted(found, "cluster"), spare, met)


def pinned(rule: Rule, where: Where) -> Iterator[Margin]:
    """Yield every pin that names a PCT of these clusters, kept or broken."""
    here = {p for pcts in where.members.values() for p in pcts}
    for part in rule.parts(where.case):
        if here.isdisjoint(part.pcts):
            continue
        met = where.keeps(rule, part.path)
        clusters = sorted({where.plan.cluster_of[p] for p in part.pcts if p in here})
        spare = "kept" if met else "broken"
        names = where.named(clusters)
        yield Margin(part.words, rule.paragraph, names, "", spare, met, pin=True)


def met_or_broken(rule: Rule, where: Where) -> Iterator[Margin]:
    """Yield what any rule asks for, and the clusters that its own check finds breaking it."""
    asked = "; ".join(words_of(rule, where.case).values())
    broken = where.broken(rule)
    names = where.named([v.cluster for v in broken if v.cluster])
    spare = f"broken {counted(len(broken), 'time')}" if broken else "kept"
    yield Margin(asked, rule.paragraph, names, "", spare, not broken)
