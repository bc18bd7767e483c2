"""Named PCTs share a cluster."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, ClassVar

import numpy as np
from pydantic import ConfigDict, RootModel

from modelling.linear import Statement
from modelling.linear import Together as HeldTogether
from modelling.loosening import Change, Ladder, Part, Path, ladder_of
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

    def parts(self, case: Case) -> Iterator[Part]:
        """Yield every group with PCTs in the run."""
        for i, group in enumerate(self.root):
            if not case.index.keys().isdisjoint(group):
                yield Part((i,), f"{case.named(group)} share a cluster", group)

    def only(self, paths: Collection[Path]) -> Together | None:
        """Return the rule with those groups alone."""
        kept = tuple(group for i, group in enumerate(self.root) if (i,) in paths)
        return Together(kept) if kept else None

    def ladder(self, path: Path, pcts: Sequence[str], case: Case) -> Ladder:
        """Return for a group of three or more the same without one of them, each in turn."""
        group = self.root[int(path[0])]
        changes = []
        for pct in group if len(group) > 2 else ():
            rest = tuple(p for p in group if p != pct)
            root = tuple(rest if i == path[0] else g for i, g in enumerate(self.root))
            said = f"leave {case.named([pct])} out of the PCTs that stay together with it"
            changes.append(Change(Together(root), said))
        return ladder_of(f"which of {case.named(group)} stay together", changes, nested=False)

    def check(self, plan: Plan, case: Case) -> Iterator[Violation]:
        """Yield the groups that are spread over several clusters."""
        for group in self.root:
            clusters = {plan.cluster_of[p] for p in group if p in plan.cluster_of}
            if len(clusters) > 1:
                names = ", ".join(plan.cluster_name(c) for c in sorted(clusters))
                message = f"{case.named(group)} should stay together but are in {names}"
                yield Violation(self.name, message, group)
