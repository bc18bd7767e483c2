"""Upper-tier authorities lie whole in one cluster."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from modelling.authorities import authorities_in
from modelling.implications.facts import authority_parts
from modelling.linear import PairScore, ScoreTerm, WholeScore
from modelling.objectives.base import Objective
from modelling.rules.base import Fault

if TYPE_CHECKING:
    from modelling.candidates import Candidates
    from modelling.case import Case
    from modelling.plan import Plan


class WholeAuthorities(Objective):
    """Σ_S (authorities whose parts all lie in S) / (authorities with a part in the run).

    One health and wellbeing board then has one cluster to work with (paragraphs 8, 14), which makes
    "space for new arrangements with Local Authorities" (paragraph 2). `local_authority` asks how
    many residents stay together; this counts authorities, large and small alike. Parts too small
    to count are left out (see `modelling.implications.facts.LEAST_SHARE`).
    """

    name: ClassVar[str] = "whole_authorities"
    title: ClassVar[str] = "Whole authorities"
    reads: ClassVar[str] = "the share of upper-tier authorities that lie whole in one cluster"
    table: ClassVar[str] = "local_authorities"

    def faults(self, case: Case) -> Iterator[Fault]:
        """Yield a table of authorities that says nothing of the run's PCTs."""
        if not authorities_in(case):
            message = f"{case.geography.name} has no local_authorities.csv about the run's PCTs"
            yield Fault((), message, "add the table or remove the objective")

    def cluster_scores(self, candidates: Candidates, case: Case) -> np.ndarray:
        """Return float64 (n,): the authorities that each candidate holds, over all."""
        groups = authorities_in(case).values()
        held = sum(map(candidates.holds, groups), np.zeros(len(candidates)))
        return held / len(groups)

    def linear(self, case: Case) -> Iterator[ScoreTerm]:
        """Yield authorities of one and of two PCTs as pairs, and those of more as groups."""
        groups = authorities_in(case).values()
        pairs = np.zeros((len(case.pcts), len(case.pcts)))
        inside = [group for group in groups if group <= case.index.keys()]
        for group in inside:
            at = [case.index[p] for p in group]
            if len(at) <= 2:
                pairs[at, at[::-1]] += 1 / len(at) / len(groups)
        yield PairScore(pairs)
        larger = tuple(group for group in inside if len(group) > 2)
        if larger:
            yield WholeScore(larger, 1 / len(groups))

    def score(self, plan: Plan, case: Case) -> float:
        """Return the share of authorities of which every part is in the same cluster."""
        found = []
        for parts in authority_parts(case.geography).values():
            if any(pct in case.index for pct in parts):
                clusters = {plan.cluster_of.get(pct) for pct in parts}
                found.append(len(clusters) == 1 and None not in clusters)
        return sum(found) / len(found)

    def by_cluster(self, plan: Plan, case: Case) -> dict[str, float]:
        """Return for each cluster the share that it holds whole of the authorities it works with.

        A cluster that works with none is left out.
        """
        found = {}
        for cluster, pcts in plan.clusters.items():
            mine = [group for group in authorities_in(case).values() if group & set(pcts)]
            if mine:
                found[cluster] = sum(group <= set(pcts) for group in mine) / len(mine)
        return found
