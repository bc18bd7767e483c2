"""The labelling model of one region, in PuLP: one row after another of what is said.

x_ir = 1 where PCT i is in the cluster that PCT r represents, r = i or before i in the region's
order. With representatives, clusters have no numbers to be swapped, and a set of PCTs is one
solution (Campêlo, Campos and Corrêa, "On the asymmetric representatives formulation for the vertex
coloring problem", Discrete Applied Mathematics 156 (2008)).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import inf

import pulp

from modelling.linear import Apart, Together
from solvers.labelling.reach import reach
from solvers.labelling.region import Region

Label = tuple[int, int]


class Labels:
    """The variables x_ir that there are, and the rows that make a labelling of them."""

    def __init__(self, region: Region) -> None:
        self.region = region
        self.members = reach(region)
        self.problem = pulp.LpProblem("labelling", pulp.LpMaximize)
        self.x: Mapping[Label, pulp.LpVariable] = {
            (i, r): pulp.LpVariable(f"x{i}_{r}", cat=pulp.LpBinary)
            for r, held in enumerate(self.members)
            for i in held
        }
        self._rows: list[pulp.LpConstraint] = []
        self._divide()
        self._totals()
        self._group_counts()
        self._pairs()
        if len(region.pools) > 1:
            self._shas()
        self._neighbours()

    @property
    def roots(self) -> Iterator[int]:
        """The PCTs that may represent a cluster."""
        return (r for r, held in enumerate(self.members) if held)

    @property
    def rows(self) -> Sequence[pulp.LpConstraint]:
        """Every row of the problem, that of the number of clusters first."""
        return self._rows

    def add(self, row: pulp.LpConstraint) -> None:
        """Add a row to the problem."""
        self.problem += row
        self._rows.append(row)

    def aim(self, count: int) -> None:
        """Ask for that many clusters."""
        self._rows[0].changeRHS(count)

    def sum(self, pcts: Sequence[int], r: int) -> pulp.LpAffineExpression:
        """Return how many of the PCTs are in the cluster of r."""
        return pulp.lpSum(self.x[i, r] for i in pcts if (i, r) in self.x)

    def amounts(self, total: Mapping[str, float], r: int) -> list[float]:
        """Return the amount of each PCT that the cluster of r may hold."""
        return [total.get(self.region.pcts[i], 0.0) for i in self.members[r]]

    def within(self, amounts: Sequence[float], r: int) -> pulp.LpAffineExpression:
        """Return the total of those amounts in the cluster of r."""
        return pulp.lpSum(
            a * self.x[i, r] for a, i in zip(amounts, self.members[r], strict=True) if a
        )

    def _divide(self) -> None:
        """Give every PCT one label, of a PCT that labels itself, and so many of those."""
        self.add(pulp.lpSum(self.x[r, r] for r in self.roots) == 1)
        for i in range(len(self.region.pcts)):
            self.add(pulp.lpSum(self.x[i, r] for r in range(i + 1) if (i, r) in self.x) == 1)
        for (i, r), x in self.x.items():
            if i != r:
                self.add(x <= self.x[r, r])

    def _totals(self) -> None:
        for total in self.region.totals:
            for r in self.roots:
                amounts = self.amounts(total.amounts, r)
                if total.most < sum(a for a in amounts if a > 0):
                    self.add(self.within(amounts, r) <= total.most * self.x[r, r])
                if total.least > -inf:
                    self.add(self.within(amounts, r) >= total.least * self.x[r, r])

    def _group_counts(self) -> None:
        """Bound how many groups a cluster meets, or meets and does not hold whole."""
        for k, said in enumerate(self.region.group_counts):
            for r in self.roots:
                counted = [
                    term
                    for g, group in enumerate(said.groups)
                    for term in self._met(f"{k}_{g}_{r}", group, r, said.split)
                ]
                if said.most < len(counted):
                    self.add(pulp.lpSum(counted) <= said.most * self.x[r, r])
                if said.least > 0:
                    self.add(pulp.lpSum(counted) >= said.least * self.x[r, r])

    def _met(
        self, name: str, group: frozenset[str], r: int, split: bool
    ) -> Iterator[pulp.LpAffineExpression]:
        """Yield 1 where the cluster of r meets the group; with `split`, 0 where it holds it."""
        here = [self.x[i, r] for i in self.members[r] if self.region.pcts[i] in group]
        if not here:
            return
        met = here[0]
        if len(here) > 1:
            met = pulp.LpVariable(f"met{name}", 0, 1)
            self.add(met <= pulp.lpSum(here))
            for x in here:
                self.add(met >= x)
        whole = self.whole(name, group, r) if split else None
        if whole is None:
            yield 1 * met
            return
        self.add(whole >= pulp.lpSum(here) - (len(here) - 1) * self.x[r, r])
        yield met - whole

    def whole(self, name: str, group: frozenset[str], r: int) -> pulp.LpVariable | None:
        """Return a variable that is 1 only where the cluster of r holds the group.

        None where the cluster never holds it.
        """
        here = [self.x[i, r] for i in self.members[r] if self.region.pcts[i] in group]
        if len(here) < len(group):
            return None
        whole = pulp.LpVariable(f"whole{name}", 0, 1)
        for x in here:
            self.add(whole <= x)
        return whole

    def _pairs(self) -> None:
        """Give PCTs that stay together the same labels, and PCTs kept apart none in common."""
        at = {pct: i for i, pct in enumerate(self.region.pcts)}
        for said in self.region.said:
            if not isinstance(said, Apart | Together) or said.a not in at or said.b not in at:
                continue
            a, b = at[said.a], at[said.b]
            for r in self.roots:
                here = [self.x[i, r] for i in (a, b) if (i, r) in self.x]
                if isinstance(said, Together) and here:
                    self.add(here[0] == (here[1] if len(here) > 1 else 0))
                elif isinstance(said, Apart) and len(here) > 1 and r not in (a, b):
                    self.add(here[0] + here[1] <= self.x[r, r])

    def _shas(self) -> None:
        """Give a cluster one SHA, whose pool holds its PCTs; each SHA as many as it asks for."""
        pools = {
            sha: {i for i, p in enumerate(self.region.pcts) if p in pool}
            for sha, pool in self.region.pools.items()
        }
        h = {
            (r, sha): pulp.LpVariable(f"h{r}_{k}", cat=pulp.LpBinary)
            for k, (sha, pool) in enumerate(pools.items())
            for r in self.roots
            if r in pool
        }
        for r in self.roots:
            self.add(pulp.lpSum(h[r, s] for s in pools if (r, s) in h) == self.x[r, r])
            for i in self.members[r]:
                shas = [s for s, pool in pools.items() if i in pool and (r, s) in h]
                self.add(self.x[i, r] <= pulp.lpSum(h[r, s] for s in shas))
        for sha, (low, high) in self.region.counts.items():
            clusters = pulp.lpSum(h[r, sha] for r in self.roots if (r, sha) in h)
            self.add(clusters >= low)
            self.add(clusters <= high)
        if self.region.counts:
            self._at_home(h, pools)

    def _at_home(
        self, h: Mapping[tuple[int, str], pulp.LpVariable], pools: Mapping[str, set[int]]
    ) -> None:
        """Count a cluster of PCTs that two SHAs share where most of its residents live.

        For clusters of r that count for SHA a and lie in the pool of b as well:
        residents with home a - residents with home b >= 0, or 1 if b is first by name.
        """
        home, people = self.region.case.geography.sha_of, self.region.case.geography.residents
        for r, a in h:
            for b in pools:
                if b == a or (r, b) not in h:
                    continue
                sides = {a: 1, b: -1}
                ahead = {
                    i: sides.get(home[p], 0) * people[p]
                    for i, p in enumerate(self.region.pcts)
                    if (i, r) in self.x and i in pools[a] & pools[b]
                }
                least = int(b < a)
                most = least + sum(-n for n in ahead.values() if n < 0)
                only_a = [i for i in self.members[r] if i in pools[a] - pools[b]]
                lead = pulp.lpSum(n * self.x[i, r] for i, n in ahead.items())
                self.add(lead >= least - most * (1 - h[r, a]) - most * self.sum(only_a, r))

    def _neighbours(self) -> None:
        """Let a PCT that does not touch r be in its cluster only with one that it touches.

        And only with one that r touches: the first of the cuts (see `solvers.labelling.cuts`).
        """
        at = {pct: i for i, pct in enumerate(self.region.pcts)}
        touching = [[at[q] for q in self.region.graph[p]] for p in self.region.pcts]
        for r in self.roots:
            for i in self.members[r]:
                if i != r and i not in touching[r]:
                    self.add(self.x[i, r] <= self.sum(touching[i], r))
                    self.add(self.x[i, r] <= self.sum(touching[r], r))
