"""No cluster is wider than one executive team can travel."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from math import ceil, dist, floor
from typing import TYPE_CHECKING, Annotated, ClassVar

import numpy as np
from pydantic import Field
from scipy.spatial.distance import cdist

from modelling.linear import Apart, Statement
from modelling.loosening import Change, Ladder, Part, Path
from modelling.parameters import Number, Parameters
from modelling.rules.base import Fault, Rule, Violation

if TYPE_CHECKING:
    from modelling.candidates import Candidates
    from modelling.case import Case
    from modelling.plan import Plan

HAIR_KM = 1e-6
"""A millimetre: two ways of working out one distance may differ in their last digits."""


class Span(Parameters, Rule):
    """Most km between any two PCTs of a cluster: one team serves it all (paragraphs 2 and 6).

    Distances are straight lines, in km, between the population-weighted centroids of pcts.csv
    (`easting`, `northing`, metres) where it has them for every PCT, and else between a point inside
    each polygon (see `Geography.centres_m`).
    """

    name: ClassVar[str] = "span"
    title: ClassVar[str] = "Distance across a cluster"
    paragraph: ClassVar[str] = "2, 6"

    max_km: Annotated[Number, Field(gt=0)]

    def faults(self, case: Case) -> Iterator[Fault]:
        """Yield a geography that does not say where its PCTs lie."""
        if not case.geography.centres_m:
            message = f"{case.geography.name} does not say where its PCTs lie"
            remedy = "add easting and northing to pcts.csv, or boundaries, or remove the rule"
            yield Fault((), message, remedy)

    def mask(self, candidates: Candidates, case: Case) -> np.ndarray:
        """Return true where no two PCTs of a candidate are too far apart."""
        return candidates.pair_sums(self._too_far(candidates.pcts, case)) == 0

    def linear(self, case: Case) -> Iterator[Statement]:
        """Yield every pair of PCTs that is too far apart."""
        for i, j in np.argwhere(np.triu(self._too_far(case.pcts, case))):
            yield Apart(case.pcts[i], case.pcts[j])

    def parts(self, case: Case) -> Iterator[Part]:
        """Yield the most km."""
        yield Part((), f"no two PCTs of a cluster are more than {self.max_km:g} km apart")

    def ladder(self, path: Path, pcts: Sequence[str], case: Case) -> Ladder:
        """Return the whole km above."""
        least = floor(self.max_km) + 1
        xy = np.array([case.geography.centres_m[p] for p in case.pcts])
        rungs = ceil(cdist(xy, xy).max() / 1000) - least + 1

        def change(rung: int) -> Change:
            km = least + rung
            return Change(Span(max_km=km), f"allow clusters to be {km:,} km across")

        return Ladder("the distance across a cluster", max(0, rungs), change)

    def check(self, plan: Plan, case: Case) -> Iterator[Violation]:
        """Yield for each cluster that is too wide the two PCTs furthest apart."""
        centre = case.geography.centres_m
        for cluster, pcts in plan.clusters.items():
            pairs = ((dist(centre[a], centre[b]) / 1000, (a, b)) for a, b in combinations(pcts, 2))
            km, ends = max(pairs, default=(0.0, ()))
            if km > self.max_km + HAIR_KM:
                message = (
                    f"{plan.cluster_name(cluster)} is {km:,.1f} km across, more than "
                    f"{self.max_km:g}: from {' to '.join(case.named([p]) for p in ends)}"
                )
                yield Violation(self.name, message, pcts, cluster)

    def _too_far(self, pcts: Sequence[str], case: Case) -> np.ndarray:
        """Return bool (n, n): which two of the PCTs no cluster may hold."""
        xy = np.array([case.geography.centres_m[p] for p in pcts])
        return cdist(xy, xy) / 1000 > self.max_km + HAIR_KM
