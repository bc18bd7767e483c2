"""`Rulebook`: what the rules together make of a cluster and of a plan."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from solvers.proof.facts import Facts, Pair
from solvers.proof.refused import RefusedError

Cluster = frozenset[str]
Count = tuple[int, int]
Test = Callable[[int, int], bool]
"""Whether a cluster of these PCTs (a bit mask over its pool) and residents is allowed."""

EVERYWHERE = "all areas"


@dataclass(frozen=True)
class Rulebook:
    """What the rules read so far allow; every rule returns a stricter one.

    pools       by SHA: the PCTs that a cluster of that SHA may be made of
    joined      pairs of PCTs that hang together; None where any set does
    most_pcts, most_people  limits of a cluster, which a growing one can never come back from
    national    the least and the most clusters in all, None where none is asked for
    per_sha     the same for single SHAs
    faults      what is wrong with a cluster in plain words, None for nothing
    tests       the same for the listing: given a pool's PCTs, a test of its masks
    """

    facts: Facts
    pools: Mapping[str, tuple[str, ...]]
    joined: frozenset[Pair] | None
    most_pcts: int
    most_people: int
    national: Count | None = None
    per_sha: Mapping[str, Count] = field(default_factory=dict)
    faults: tuple[Callable[[Cluster], str | None], ...] = ()
    tests: tuple[Callable[[tuple[str, ...]], Test | None], ...] = ()

    def home(self, cluster: Cluster) -> str | None:
        """Return the SHA that the cluster counts for: that where most of its residents live.

        Of the SHAs that it may lie in, the first by name if equal; None if it lies in none.
        """
        lawful = [sha for sha, pool in self.pools.items() if cluster <= set(pool)]
        return min(lawful, key=lambda sha: (-self._at_home(cluster, sha), sha), default=None)

    def broken(self, clusters: Mapping[str, Cluster]) -> Iterator[str]:
        """Yield in plain words every rule that a plan breaks."""
        for name, cluster in sorted(clusters.items()):
            found = (fault(cluster) for fault in self.faults)
            yield from (f"cluster {name} {said}" for said in found if said)
        if self.national and not self.national[0] <= len(clusters) <= self.national[1]:
            yield f"the plan has {len(clusters)} clusters, not {span_words(self.national)}"
        homes = [self.home(cluster) for cluster in clusters.values()]
        for sha, span in self.per_sha.items():
            if not span[0] <= homes.count(sha) <= span[1]:
                yield f"{sha} has {homes.count(sha)} clusters, not {span_words(span)}"

    def blocks(self) -> Iterator[tuple[str, ...]]:
        """Yield the SHAs that must be divided as one, for they share PCTs."""
        left = list(self.pools)
        while left:
            block = [left.pop(0)]
            for sha in block:
                shared = [s for s in left if set(self.pools[s]) & set(self.pools[sha])]
                block += shared
                left = [s for s in left if s not in shared]
            yield tuple(sorted(block))

    def stricter(self, **changes: Any) -> Rulebook:
        """Return the rulebook with these fields changed."""
        return replace(self, **changes)

    def _at_home(self, cluster: Cluster, sha: str) -> int:
        facts = self.facts
        return sum(facts.residents[p] for p in cluster if facts.sha_of[p] == sha)


def start(facts: Facts) -> Rulebook:
    """Return the rulebook without any rule."""
    pcts = tuple(facts.residents)
    return Rulebook(facts, {EVERYWHERE: pcts}, None, len(pcts), facts.total_residents)


def known_parameters(what: str, said: Any, known: Iterable[str]) -> Mapping[str, Any]:
    """Return a mapping of parameters. Raises `RefusedError` for one that is not `known`."""
    if not isinstance(said, dict):
        message = f"cannot prove: does not know {what} when it says {said!r}"
        raise RefusedError("scenario.yaml", message, "check the run with `clusters check`")
    for name in said:
        if name not in known:
            message = f"cannot prove: does not know '{name}' of {what}"
            raise RefusedError("scenario.yaml", message, "check the run with `clusters check`")
    return said


def span_words(span: Count) -> str:
    """Return "5" or "5 to 7"."""
    return str(span[0]) if span[0] == span[1] else f"{span[0]} to {span[1]}"
