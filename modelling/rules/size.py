"""No executive team serves more PCT boards than it can."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from geodata.words import counted
from modelling.linear import Statement, Total
from modelling.loosening import Change, Ladder, Part, Path
from modelling.parameters import Count, Parameters
from modelling.rules.base import Rule, Search, Violation

if TYPE_CHECKING:
    from modelling.case import Case
    from modelling.plan import Plan


class Size(Parameters, Rule):
    """Most PCTs in a cluster: each keeps its board, served by one team (paragraphs 1, 6, 40)."""

    name: ClassVar[str] = "size"
    title: ClassVar[str] = "PCT boards that one executive team serves"
    paragraph: ClassVar[str] = "1, 6, 40"

    max: Count

    def narrow(self, search: Search, case: Case) -> Search:
        """Return a search that stops growing a cluster at the most PCTs."""
        return replace(search, max_pcts=min(search.max_pcts, self.max))

    def linear(self, case: Case) -> Iterator[Statement]:
        """Yield the most PCTs."""
        yield Total(dict.fromkeys(case.pcts, 1), most=self.max)

    def parts(self, case: Case) -> Iterator[Part]:
        """Yield the most PCTs."""
        yield Part((), f"a cluster has at most {counted(self.max, 'PCT')}", unit="PCTs")

    def ladder(self, path: Path, pcts: Sequence[str], case: Case) -> Ladder:
        """Return one more PCT at a time."""

        def change(rung: int) -> Change:
            most = self.max + 1 + rung
            return Change(Size(max=most), f"allow clusters of up to {counted(most, 'PCT')}")

        return Ladder("the most PCTs of a cluster", len(case.pcts) - self.max, change)

    def check(self, plan: Plan, case: Case) -> Iterator[Violation]:
        """Yield the clusters of too many PCTs."""
        for cluster, pcts in plan.clusters.items():
            if len(pcts) > self.max:
                message = f"{plan.cluster_name(cluster)} has {len(pcts)} PCTs, more than {self.max}"
                yield Violation(self.name, message, pcts, cluster)
