"""The score in the labelling model: products of labels for pairs, and credit for evenness."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import inf

import numpy as np
import pulp

from modelling.linear import Apart, ClusterScore, EvennessScore, PairScore, WholeScore
from solvers.labelling.model import Labels
from solvers.library import UNITS

Pair = tuple[int, int, int]


class Score:
    """The objective of a labelling model, in millionths.

    A plan of k clusters scores (objective + offset(k)) / UNITS. What evenness takes away is counted
    as credit that is at least 0: of a bound below 0, CBC's log does not tell the sign.
    """

    def __init__(self, labels: Labels) -> None:
        self._labels = labels
        self._fixed, self._by_cluster = 0.0, 0.0
        terms: list[pulp.LpAffineExpression] = []
        for term in labels.region.terms:
            if isinstance(term, PairScore):
                terms += self._pairs(term)
            elif isinstance(term, WholeScore):
                terms += self._whole(term)
            elif isinstance(term, ClusterScore):
                self._by_cluster += UNITS * term.worth
            else:
                terms += self._evenness(term, len(terms))
        labels.problem.setObjective(pulp.lpSum(terms))

    def offset(self, count: int) -> float:
        """Return what every plan of that many clusters scores beside the objective, in `UNITS`."""
        return self._fixed + self._by_cluster * count

    def _pairs(self, term: PairScore) -> Iterator[pulp.LpAffineExpression]:
        """Yield 2 w_ij z_ijr; z_ijr = x_ir x_jr, by as much of its definition as can matter."""
        region = self._labels.region
        at = [region.case.index[p] for p in region.pcts]
        w = UNITS * term.weights[np.ix_(at, at)]
        self._fixed += float(np.trace(w))
        index = {pct: i for i, pct in enumerate(region.pcts)}
        apart = {
            frozenset((index[s.a], index[s.b]))
            for s in region.said
            if isinstance(s, Apart) and s.a in index and s.b in index
        }
        z: dict[Pair, pulp.LpVariable] = {}
        for r in self._labels.roots:
            held = self._labels.members[r]
            for k, i in enumerate(held):
                for j in held[k + 1 :]:
                    if not w[i, j] or frozenset((i, j)) in apart:
                        continue
                    z[i, j, r] = self._product(i, j, r, w[i, j] < 0)
                    yield 2 * w[i, j] * z[i, j, r]
        for r in self._labels.roots:
            for i in self._labels.members[r]:
                self._room_beside(i, r, z)

    def _product(self, i: int, j: int, r: int, unwanted: bool) -> pulp.LpVariable:
        """Return x_ir x_jr, which is x_jr where i = r."""
        x = self._labels.x
        if i == r:
            return x[j, r]
        z = pulp.LpVariable(f"z{i}_{j}_{r}", 0, 1)
        if unwanted:
            self._labels.add(z >= x[i, r] + x[j, r] - x[r, r])
        self._labels.add(z <= x[i, r])
        self._labels.add(z <= x[j, r])
        return z

    def _room_beside(self, i: int, r: int, z: Mapping[Pair, pulp.LpVariable]) -> None:
        """Limit what stands beside i in the cluster of r: Σ_j a_j z_ijr <= (most - a_i) x_ir.

        Every limit on a total, multiplied by x_ir (Sherali and Adams, "A hierarchy of relaxations
        between the continuous and convex hull representations for zero-one programming problems",
        SIAM Journal on Discrete Mathematics 3 (1990)): without it, half of every label makes whole
        products of halves.
        """
        x, held = self._labels.x, self._labels.members[r]
        if i == r:
            return
        for total in self._labels.region.totals:
            amounts = dict(zip(held, self._labels.amounts(total.amounts, r), strict=True))
            if total.most == inf or min(amounts.values()) < 0:
                continue
            if sum(amounts.values()) > total.most:
                beside = ((j, z.get((min(i, j), max(i, j), r))) for j in held if j not in (i, r))
                inside = pulp.lpSum(amounts[j] * p for j, p in beside if p is not None)
                room = max(0.0, total.most - amounts[i] - amounts[r])
                self._labels.add(inside <= room * x[i, r])

    def _whole(self, term: WholeScore) -> Iterator[pulp.LpAffineExpression]:
        """Yield the worth of every group that a cluster holds."""
        for g, group in enumerate(term.groups):
            for r in self._labels.roots:
                whole = self._labels.whole(f"_score{g}_{r}", group, r)
                if whole is not None:
                    yield UNITS * term.worth * whole

    def _evenness(self, term: EvennessScore, name: int) -> Iterator[pulp.LpAffineExpression]:
        """Yield for each cluster its credit: most - scale |total - target|, 0 for no cluster."""
        scale = UNITS * term.scale
        every = [term.amounts[p] for p in self._labels.region.pcts]
        low, high = sum(min(0.0, a) for a in every), sum(max(0.0, a) for a in every)
        most = scale * max(term.target - low, high - term.target)
        self._by_cluster -= most
        for r in self._labels.roots:
            amounts = [scale * a for a in self._labels.amounts(term.amounts, r)]
            root = self._labels.x[r, r]
            above = self._labels.within(amounts, r) - scale * term.target * root
            credit = pulp.LpVariable(f"even{name}_{r}", 0, most)
            self._labels.add(credit <= most * root - above)
            self._labels.add(credit <= most * root + above)
            yield 1 * credit
