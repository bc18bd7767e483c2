"""Every cluster lies in one SHA; named PCTs may be offered to a second one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from geodata.geography import EDGE_KINDS
from modelling.linear import Pools, Statement
from modelling.loosening import Change, Ladder, Part, Path, ladder_of
from modelling.parameters import Code, Parameters
from modelling.rules.base import Fault, Rule, Search, Violation

if TYPE_CHECKING:
    from modelling.case import Case
    from modelling.plan import Plan


class ShaBoundaries(Parameters, Rule):
    """SHAs lead the creation of clusters (paragraphs 4 and 6), so a cluster has one SHA.

    `exceptions` offers a PCT to a second SHA beside its own: the PCT may go to either. An offer
    to an SHA that is not in the run is void.
    """

    name: ClassVar[str] = "sha_boundaries"
    title: ClassVar[str] = "Clusters stay inside SHA boundaries"
    paragraph: ClassVar[str] = "4, 6"

    exceptions: Mapping[Code, Code] = {}

    def faults(self, case: Case) -> Iterator[Fault]:
        """Yield exceptions for unknown PCTs or SHAs, or to the SHA where the PCT already is."""
        yield from case.unknown_pcts(self.exceptions, ("exceptions",))
        yield from case.unknown_shas(set(self.exceptions.values()), ("exceptions",))
        for pct, sha in self.exceptions.items():
            if case.geography.sha_of.get(pct) == sha:
                message = f"{case.named([pct])} is already in {sha}"
                yield Fault(("exceptions", pct), message, "name another SHA or remove the line")

    def narrow(self, search: Search, case: Case) -> Search:
        """Return a search with a pool for every SHA: its own PCTs and those offered to it."""
        return replace(search, pools=self._pools(case))

    def linear(self, case: Case) -> Iterator[Statement]:
        """Yield the same pools."""
        yield Pools(self._pools(case))

    def parts(self, case: Case) -> Iterator[Part]:
        """Yield the boundaries as a whole."""
        yield Part((), "a cluster stays inside its SHA")

    def allowances(self, case: Case) -> Iterator[Change]:
        """Yield every offer of a PCT in the run."""
        for pct, sha in self.exceptions.items():
            if pct in case.index and sha in case.shas:
                left = {p: s for p, s in self.exceptions.items() if p != pct}
                yield Change(ShaBoundaries(exceptions=left), f"{case.named([pct])} may go to {sha}")

    def ladder(self, path: Path, pcts: Sequence[str], case: Case) -> Ladder:
        """Return an offer of one of the PCTs to an SHA that it borders, or to theirs; small first.

        A PCT that is offered to a second SHA already is not offered to a third.
        """
        home, people = case.geography.sha_of, case.geography.residents
        wanted = set(pcts or case.pcts)
        borders = case.graph(EDGE_KINDS)
        offers = {
            (p, home[q])
            for a, b in borders.edges
            for p, q in ((a, b), (b, a))
            if home[a] != home[b] and p not in self.exceptions and {p, q} & wanted
        }
        changes = []
        for pct, sha in sorted(offers, key=lambda o: (o[0] not in wanted, people[o[0]], o)):
            rule = ShaBoundaries(exceptions={**self.exceptions, pct: sha})
            changes.append(Change(rule, f"offer {case.named([pct])} to {sha}"))
        what = "the SHA boundaries (one PCT offered to a second SHA)"
        return ladder_of(what, changes, nested=False)

    def check(self, plan: Plan, case: Case) -> Iterator[Violation]:
        """Yield the clusters whose PCTs have no SHA in common."""
        for cluster, pcts in plan.clusters.items():
            homes = {p: case.geography.sha_of[p] for p in pcts}
            shas = sorted(set(homes.values()))
            in_run = [sha for sha in shas + list(self.exceptions.values()) if sha in case.shas]
            if not any(
                all(sha in (home, self.exceptions.get(p)) for p, home in homes.items())
                for sha in in_run
            ):
                message = f"{plan.cluster_name(cluster)} lies in {' and '.join(shas)}"
                yield Violation(self.name, message, pcts, cluster)

    def _pools(self, case: Case) -> dict[str, tuple[str, ...]]:
        return {
            sha: tuple(p for p in case.pcts if sha in self._shas_of(p, case)) for sha in case.shas
        }

    def _shas_of(self, pct: str, case: Case) -> set[str]:
        own = case.geography.sha_of[pct]
        return {own, self.exceptions.get(pct, own)} & set(case.shas)
