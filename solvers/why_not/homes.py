"""Whether a few PCTs can each have a lawful cluster: an integer program that lists none.

For PCTs p_1 … p_m there are at most m clusters, cluster r being the one whose first member among
them is p_r: y_r says that there is one, z_ri that it holds PCT i. Every p is in exactly one; the
other PCTs may be in any number. What the rules say linearly (`modelling.linear`) holds for each
cluster, its connection by a flow of one unit from p_r to every PCT that it holds.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from math import inf

import networkx as nx
import pulp

from modelling.case import Case
from modelling.linear import (
    Apart,
    Connected,
    Counts,
    GroupCount,
    Pools,
    Statement,
    Together,
    Total,
    allows,
    statements,
)
from solvers.budget import Budget
from solvers.library import maximise

Clusters = tuple[frozenset[str], ...]

SECONDS = 5.0


def homes(needed: Sequence[str], case: Case, budget: Budget) -> tuple[bool | None, Clusters]:
    """Return whether each of `needed` can be in exactly one lawful cluster, and such clusters.

    Numbers of clusters are not looked at. None where the time was too short to know. Raises
    `NoLinearForm` where a rule cannot be said linearly.
    """
    said = [s for s in statements(case) if not isinstance(s, Counts)]
    problem = pulp.LpProblem("homes", pulp.LpMinimize)
    parts = [_Part(r, needed, said, case) for r in range(len(needed))]
    for part in parts:
        for row in part.rows():
            problem += row
    for p in needed:
        problem += pulp.lpSum(part.holds[p] for part in parts if p in part.holds) == 1
    problem += pulp.lpSum(z for part in parts for z in part.holds.values())
    seconds = min(SECONDS, budget.left_s())
    if maximise(problem, "highs", seconds, gap=1.0, stop=lambda: budget.over) == -inf:
        return False, ()
    found = tuple(filter(None, (part.chosen() for part in parts)))
    covered = sorted(p for cluster in found for p in cluster if p in needed)
    good = covered == sorted(needed) and all(allows(said, cluster) for cluster in found)
    return (True, found) if good else (None, ())


class _Part:
    """The variables of cluster r: `there` is y_r, and `holds` z_ri by PCT."""

    def __init__(
        self, r: int, needed: Sequence[str], said: Sequence[Statement], case: Case
    ) -> None:
        self._r, self._root, self._said = r, needed[r], said
        reach = _reach(self._root, set(needed[:r]), said, case)
        self.there = self._binary("y")
        at = {p: i for i, p in enumerate(case.pcts)}
        self.holds = {p: self._binary(f"z{at[p]}") for p in case.pcts if p in reach}
        self._at = at

    def rows(self) -> Iterator[pulp.LpConstraint]:
        """Yield what binds the cluster."""
        yield self.holds[self._root] == self.there
        for z in self.holds.values():
            yield z <= self.there
        for k, statement in enumerate(self._said):
            if isinstance(statement, Total):
                yield from self._total(statement)
            elif isinstance(statement, Apart | Together):
                yield from self._pair(statement)
            elif isinstance(statement, Pools):
                yield from self._pools(k, statement)
            elif isinstance(statement, GroupCount):
                yield from self._groups(k, statement)
            elif isinstance(statement, Connected):
                yield from self._flow(k, statement.graph)

    def chosen(self) -> frozenset[str]:
        """Return the PCTs that the solution holds."""
        return frozenset(p for p, z in self.holds.items() if (z.value() or 0.0) > 0.5)

    def _total(self, total: Total) -> Iterator[pulp.LpConstraint]:
        unit = max((abs(x) for x in total.amounts.values()), default=1.0) or 1.0
        held = pulp.lpSum(total.amounts.get(p, 0.0) / unit * z for p, z in self.holds.items())
        if total.least > -float("inf"):
            yield held >= total.least / unit * self.there
        if total.most < float("inf"):
            yield held <= total.most / unit * self.there

    def _pair(self, pair: Apart | Together) -> Iterator[pulp.LpConstraint]:
        a, b = self.holds.get(pair.a), self.holds.get(pair.b)
        if isinstance(pair, Together):
            if a is not None or b is not None:
                yield (0 if a is None else a) == (0 if b is None else b)
        elif a is not None and b is not None:
            yield a + b <= self.there

    def _groups(self, k: int, said: GroupCount) -> Iterator[pulp.LpConstraint]:
        counted: list[pulp.LpAffineExpression] = []
        for g, group in enumerate(said.groups):
            here = [z for p, z in self.holds.items() if p in group]
            met, whole = self._binary(f"m{k}_{g}"), self._binary(f"w{k}_{g}")
            counted.append(met - whole)
            yield met <= pulp.lpSum(here)
            yield from (met >= z for z in here)
            if not said.split or len(here) < len(group):
                yield whole == 0
                continue
            yield whole >= pulp.lpSum(here) - (len(here) - 1) * self.there
            yield from (whole <= z for z in here)
        if said.least > 0:
            yield pulp.lpSum(counted) >= said.least * self.there
        if said.most < inf:
            yield pulp.lpSum(counted) <= said.most * self.there

    def _pools(self, k: int, said: Pools) -> Iterator[pulp.LpConstraint]:
        own = [(i, set(pool)) for i, pool in enumerate(said.pools.values()) if self._root in pool]
        home = {i: self._binary(f"h{k}_{i}") for i, _ in own}
        yield pulp.lpSum(home.values()) == self.there
        for p, z in self.holds.items():
            yield z <= pulp.lpSum(home[i] for i, pool in own if p in pool)

    def _flow(self, k: int, graph: nx.Graph) -> Iterator[pulp.LpConstraint]:
        inside = graph.subgraph(self.holds)
        most = len(self.holds)
        arcs = {
            (a, b): pulp.LpVariable(f"f{self._r}_{k}_{self._at[a]}_{self._at[b]}", 0, most)
            for a, b in chain(inside.edges, ((b, a) for a, b in inside.edges))
        }
        for (_, b), flow in arcs.items():
            yield flow <= most * self.holds[b]
        for p, z in self.holds.items():
            if p != self._root:
                into = pulp.lpSum(arcs[q, p] for q in inside[p] if q != p)
                out = pulp.lpSum(arcs[p, q] for q in inside[p] if q != p)
                yield into - out == z

    def _binary(self, name: str) -> pulp.LpVariable:
        return pulp.LpVariable(f"c{self._r}_{name}", cat=pulp.LpBinary)


def _reach(root: str, earlier: set[str], said: Sequence[Statement], case: Case) -> set[str]:
    """Return the PCTs that a cluster of `root` without those before it could hold at all."""
    could = set(case.pcts) - earlier
    for statement in said:
        if isinstance(statement, Apart) and root in (statement.a, statement.b):
            could -= {statement.a, statement.b} - {root}
        if isinstance(statement, Pools):
            could &= {p for pool in statement.pools.values() if root in pool for p in pool}
    for statement in said:
        if isinstance(statement, Connected):
            could &= nx.node_connected_component(statement.graph.subgraph(could), root)
    return could
