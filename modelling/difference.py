"""`Difference`: what two plans do differently, PCT by PCT, cluster by cluster, SHA by SHA."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

from geodata.geography import Geography
from modelling.moves import Move, matched, moves_by
from modelling.naming import main_sha
from modelling.plan import Plan


@dataclass(frozen=True)
class ShaDifference:
    """What differs in one SHA.

    moves   the SHA's own PCTs that move
    before  clusters of the earlier plan, by id, most of whose residents live in the SHA
    after   those of the later plan
    kept    those of `after` that the earlier plan has as they stand
    """

    sha: str
    moves: tuple[Move, ...]
    before: tuple[str, ...]
    after: tuple[str, ...]
    kept: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Difference:
    """What changes from the plan `before` to the plan `after`; clusters stand by their ids.

    `continues` gives for a cluster of `after` the one of `before` that it continues, and `moves`
    the PCTs that change clusters, both such that as few move as possible (see `modelling.moves`).
    What only one plan has is neither new nor gone: plans of other PCTs, one SHA against the
    nation, are compared over the PCTs that both have, `shared`.
    """

    before: Plan
    after: Plan
    geography: Geography
    continues: Mapping[str, str]
    moves: tuple[Move, ...]

    @cached_property
    def move_of(self) -> Mapping[str, Move]:
        """The move of each PCT that moves."""
        return MappingProxyType({move.pct: move for move in self.moves})

    @cached_property
    def residents_moved(self) -> int:
        """Residents of the PCTs that move."""
        return sum(move.residents for move in self.moves)

    @cached_property
    def only_before(self) -> tuple[str, ...]:
        """PCTs that `after` does not have."""
        return tuple(pct for pct in self.before.cluster_of if pct not in self.after.cluster_of)

    @cached_property
    def only_after(self) -> tuple[str, ...]:
        """PCTs that `before` does not have."""
        return tuple(pct for pct in self.after.cluster_of if pct not in self.before.cluster_of)

    @cached_property
    def shared(self) -> tuple[str, ...]:
        """PCTs that both plans have."""
        return tuple(pct for pct in self.before.cluster_of if pct in self.after.cluster_of)

    @cached_property
    def compared_before(self) -> tuple[str, ...]:
        """Clusters of `before` with a PCT that both plans have."""
        return tuple(sorted({self.before.cluster_of[pct] for pct in self.shared}))

    @cached_property
    def compared_after(self) -> tuple[str, ...]:
        """Clusters of `after` with a PCT that both plans have."""
        return tuple(sorted({self.after.cluster_of[pct] for pct in self.shared}))

    @cached_property
    def kept(self) -> Mapping[str, str]:
        """Clusters that both plans have with the very same PCTs: that of `before`, by `after`."""
        same = {
            new: old
            for new, old in self.continues.items()
            if self.before.clusters[old] == self.after.clusters[new]
        }
        return MappingProxyType(same)

    @cached_property
    def split(self) -> tuple[str, ...]:
        """Clusters of `before` whose PCTs are in more than one cluster of `after`."""
        return _divided(self.before, self.after)

    @cached_property
    def merged(self) -> tuple[str, ...]:
        """Clusters of `after` whose PCTs come from more than one cluster of `before`."""
        return _divided(self.after, self.before)

    @cached_property
    def new(self) -> tuple[str, ...]:
        """Clusters of `after` that continue none of `before`."""
        return tuple(c for c in self.compared_after if c not in self.continues)

    @cached_property
    def gone(self) -> tuple[str, ...]:
        """Clusters of `before` that none of `after` continues."""
        going_on = set(self.continues.values())
        return tuple(c for c in self.compared_before if c not in going_on)

    @cached_property
    def by_sha(self) -> Mapping[str, ShaDifference]:
        """What differs in every SHA that has PCTs of both plans, alphabetically."""
        sha_of = self.geography.sha_of
        shas = sorted({sha_of[pct] for pct in self.shared})
        return MappingProxyType({sha: self._in_sha(sha) for sha in shas})

    def _in_sha(self, sha: str) -> ShaDifference:
        def of(plan: Plan, compared: tuple[str, ...]) -> tuple[str, ...]:
            homes = {c: main_sha(plan.clusters[c], self.geography) for c in compared}
            return tuple(c for c, home in homes.items() if home == sha)

        after = of(self.after, self.compared_after)
        return ShaDifference(
            sha=sha,
            moves=tuple(m for m in self.moves if self.geography.sha_of[m.pct] == sha),
            before=of(self.before, self.compared_before),
            after=after,
            kept=tuple(c for c in after if c in self.kept),
        )


def difference(before: Plan, after: Plan, geography: Geography) -> Difference:
    """Return what changes from one plan of the geography to another."""
    residents = geography.residents
    continues = matched(before, after, residents)
    moved = moves_by(continues, before, after, residents)
    return Difference(before, after, geography, continues, moved)


def _divided(whole: Plan, other: Plan) -> tuple[str, ...]:
    """Return the clusters of `whole` whose PCTs are in more than one cluster of `other`."""
    parts: dict[str, set[str]] = {}
    for pct, cluster in whole.cluster_of.items():
        if pct in other.cluster_of:
            parts.setdefault(cluster, set()).add(other.cluster_of[pct])
    return tuple(sorted(cluster for cluster, found in parts.items() if len(found) > 1))
