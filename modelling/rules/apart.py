"""Named PCTs are in different clusters."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import combinations
from typing import TYPE_CHECKING, ClassVar

import numpy as np
from pydantic import ConfigDict, RootModel

from modelling.linear import Apart as HeldApart
from modelling.linear import Statement
from modelling.loosening import Part, Path
from modelling.parameters import Group
from modelling.rules.base import Fault, Rule, Violation

if TYPE_CHECKING:
    from modelling.candidates import Candidates
    from modelling.case import Case
    from modelling.plan import Plan


class Apart(RootModel[tuple[Group, ...]], Rule):
    """No two PCTs of a group share a cluster ("specific local circumstances", paragraph 7)."""

    name: ClassVar[str] = "apart"
    title: ClassVar[str] = "PCTs that are kept apart"
    paragraph: ClassVar[str] = "7"
    pin: ClassVar[bool] = True
    model_config = ConfigDict(frozen=True)

    def faults(self, case: Case) -> Iterator[Fault]:
        """Yield unknown codes and a PCT that is to be kept apart from itself."""
        for i, group in enumerate(self.root):
            yield from case.unknown_pcts(group, (i,))
            yield from case.repeated_pcts(group, (i,))

    def mask(self, candidates: Candidates, case: Case) -> np.ndarray:
        """Return true where a candidate holds at most one PCT of each group."""
        allowed = np.ones(len(candidates), dtype=bool)
        for group in self.root:
            allowed &= candidates.sums(np.array([float(p in group) for p in candidates.pcts])) <= 1
        return allowed

    def linear(self, case: Case) -> Iterator[Statement]:
        """Yield every pair of each group."""
        for group in self.root:
            inside = [p for p in group if p in case.index]
            yield from (HeldApart(a, b) for a, b in combinations(inside, 2))

    def parts(self, case: Case) -> Iterator[Part]:
        """Yield every pair of each group, where both are in the run."""
        for i, group in enumerate(self.root):
            for a, b in combinations(group, 2):
                if a in case.index and b in case.index:
                    words = f"{case.named([a])} and {case.named([b])} are in different clusters"
                    yield Part((i, a, b), words, (a, b))

    def only(self, paths: Collection[Path]) -> Apart | None:
        """Return the rule with those pairs alone."""
        kept = tuple(
            (a, b)
            for i, group in enumerate(self.root)
            for a, b in combinations(group, 2)
            if (i, a, b) in paths
        )
        return Apart(kept) if kept else None

    def check(self, plan: Plan, case: Case) -> Iterator[Violation]:
        """Yield the pairs that share a cluster."""
        for group in self.root:
            for a, b in combinations(group, 2):
                cluster = plan.cluster_of.get(a)
                if cluster is not None and cluster == plan.cluster_of.get(b):
                    message = (
                        f"{case.named([a])} and {case.named([b])} should be apart "
                        f"but share {plan.cluster_name(cluster)}"
                    )
                    yield Violation(self.name, message, (a, b), cluster)
