"""Named PCTs share a cluster."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING, ClassVar

import numpy as np
from pydantic import ConfigDict, RootModel

from modelling.linear import Statement
from modelling.linear import Together as HeldTogether
from modelling.parameters import Group
from modelling.rules.base import Fault, Rule, Violation

if TYPE_CHECKING:
    from modelling.candidates import Candidates
    from modelling.case import Case
    from modelling.plan import Plan


class Together(RootModel[tuple[Group, ...]], Rule):
    """The PCTs of each group share a cluster ("existing sub-regional arrangements", paragraph 7).

    A group of which no PCT is in the run asks for nothing.
    """

    name: ClassVar[str] = "together"
    title: ClassVar[str] = "PCTs that stay together"
    paragraph: ClassVar[str] = "7"
    pin: ClassVar[bool] = True
    model_config = ConfigDict(frozen=True)

    def faults(self, case: Case) -> Iterator[Fault]:
        """Yield unknown or repeated codes, and groups that the run cuts in two."""
        for i, group in enumerate(self.root):
            yield from case.unknown_pcts(group, (i,))
            yield from case.repeated_pcts(group, (i,))
            outside = [p for p in group if p not in case.index and p in case.geography.names]
            if outside and len(outside) < len(group):
                message = f"{case.named(outside)} is not in the run, the rest of the group is"
                yield Fault((i,), message, "add its SHA to shas or remove it from the group")

    def mask(self, candidates: Candidates, case: Case) -> np.ndarray:
        """Return true where a candidate holds all of each group, or nothing of it."""
        allowed = np.ones(len(candidates), dtype=bool)
        for group in self.root:
            wanted = set(group) & set(case.pcts)
            held = candidates.sums(np.array([float(p in wanted) for p in candidates.pcts]))
            allowed &= (held == 0) | (held == len(wanted))
        return allowed

    def linear(self, case: Case) -> Iterator[Statement]:
        """Yield each group as a chain of pairs."""
        for group in self.root:
            inside = [p for p in group if p in case.index]
            yield from (HeldTogether(a, b) for a, b in pairwise(inside))

    def check(self, plan: Plan, case: Case) -> Iterator[Violation]:
        """Yield the groups that are spread over several clusters."""
        for group in self.root:
            clusters = {plan.cluster_of[p] for p in group if p in plan.cluster_of}
            if len(clusters) > 1:
                names = ", ".join(plan.cluster_name(c) for c in sorted(clusters))
                message = f"{case.named(group)} should stay together but are in {names}"
                yield Violation(self.name, message, group)
