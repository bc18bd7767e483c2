"""Every cluster has acute trusts of its own to commission from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from geodata.words import counted
from modelling.linear import Statement, Total
from modelling.loosening import Change, Ladder, Part, Path
from modelling.parameters import Count, Parameters
from modelling.rules.base import Fault, Rule, Violation

if TYPE_CHECKING:
    from modelling.candidates import Candidates
    from modelling.case import Case
    from modelling.plan import Plan


class Providers(Parameters, Rule):
    """Least acute trusts with their headquarters in a cluster.

    Clusters "support the provider reform element of the transition" (paragraph 2).

    The trusts counted are those of flows.csv, which treat patients of some PCT; each stands where
    trusts.csv has its headquarters (`hq_pct`). These are headquarters and not hospital sites: a
    trust with hospitals in several PCTs counts in one, and a PCT may have a hospital but no trust.
    """

    name: ClassVar[str] = "providers"
    title: ClassVar[str] = "Acute trusts with headquarters in a cluster"
    paragraph: ClassVar[str] = "2"

    min: Count = 1

    def faults(self, case: Case) -> Iterator[Fault]:
        """Yield a geography that does not say which trusts there are, or where."""
        if case.geography.flows.empty:
            message = f"{case.geography.name} has no flows.csv to say which trusts are acute"
            yield Fault((), message, "add the table or remove the rule")
        elif not case.geography.headquarters:
            message = f"{case.geography.name} does not say where any trust has its headquarters"
            yield Fault((), message, "fill in hq_pct in trusts.csv or remove the rule")

    def mask(self, candidates: Candidates, case: Case) -> np.ndarray:
        """Return true where a candidate has at least the least trusts."""
        trusts = self._trusts(case)
        return candidates.sums(np.array([trusts[p] for p in candidates.pcts])) >= self.min

    def linear(self, case: Case) -> Iterator[Statement]:
        """Yield the least trusts."""
        yield Total(self._trusts(case), least=self.min)

    def parts(self, case: Case) -> Iterator[Part]:
        """Yield the least trusts."""
        words = f"a cluster has the headquarters of at least {counted(self.min, 'acute trust')}"
        yield Part((), words, unit="acute trusts")

    def ladder(self, path: Path, pcts: Sequence[str], case: Case) -> Ladder:
        """Return one trust less at a time, down to one."""

        def change(rung: int) -> Change:
            least = self.min - 1 - rung
            said = f"be content with {counted(least, 'acute trust')} in a cluster"
            return Change(Providers(min=least), said)

        return Ladder("the least acute trusts of a cluster", self.min - 1, change)

    def check(self, plan: Plan, case: Case) -> Iterator[Violation]:
        """Yield the clusters with too few trusts."""
        acute = set(case.geography.flows["trust"])
        for cluster, pcts in plan.clusters.items():
            home = [t for t, pct in case.geography.headquarters.items() if pct in pcts]
            found = len(acute.intersection(home))
            if found < self.min:
                message = (
                    f"{plan.cluster_name(cluster)} has the headquarters of "
                    f"{counted(found, 'acute trust')}, fewer than {self.min}"
                )
                yield Violation(self.name, message, pcts, cluster)

    def _trusts(self, case: Case) -> dict[str, int]:
        """Return how many trusts have their headquarters in each PCT of the run."""
        trusts = case.geography.flows["trust"].drop_duplicates()
        by_pct = trusts.map(case.geography.headquarters).value_counts()
        return {p: int(by_pct.get(p, 0)) for p in case.pcts}
