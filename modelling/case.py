"""`Case`: one scenario put to one geography, and the arrays that rules and objectives share."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeVar

import networkx as nx
import numpy as np
import pandas as pd

from geodata.geography import Geography
from geodata.problems import Problem, nearest, raise_if_any
from modelling.naming import code_called
from modelling.priority import order_faults
from modelling.rules.base import Fault, Search

if TYPE_CHECKING:
    from modelling.scenario import Scenario


T = TypeVar("T")


@dataclass(frozen=True, eq=False)
class Case:
    """A scenario and a geography that fit each other.

    A scenario with `shas` sees the PCTs of those SHAs and nothing else: residents, admissions
    and borders of the rest of the country count neither for nor against a plan. Consortia keep
    their whole footprint, wherever it lies, and upper-tier authorities all their parts.

    `balanced_for` is the number of clusters that balance is measured against where that is not the
    scenario's own: scenarios that ask for other numbers can then be compared.
    """

    scenario: Scenario
    geography: Geography
    balanced_for: float | None = None

    @classmethod
    def of(cls, scenario: Scenario, geography: Geography) -> Case:
        """Return the case, or raise `InputError` with everything in which the two differ."""
        case = cls(scenario, geography)
        raise_if_any(case.problems())
        return case

    @cached_property
    def shas(self) -> tuple[str, ...]:
        """SHAs in the run, alphabetically."""
        wanted = self.scenario.shas
        return tuple(s for s in self.geography.shas if wanted is None or s in wanted)

    @cached_property
    def pcts(self) -> tuple[str, ...]:
        """PCT codes in the run, in order of code."""
        sha_of, shas = self.geography.sha_of, set(self.shas)
        return tuple(sorted(c for c in self.geography.codes if sha_of[c] in shas))

    @cached_property
    def index(self) -> Mapping[str, int]:
        """Position of each PCT in `pcts`."""
        return MappingProxyType({code: i for i, code in enumerate(self.pcts)})

    @cached_property
    def residents(self) -> np.ndarray:
        """Residents of each PCT in the run, int64 (n,), in the order of `pcts`."""
        return self.geography.residents_array(self.pcts)

    @cached_property
    def total_residents(self) -> int:
        """Residents of all PCTs in the run."""
        return int(self.residents.sum())

    @cached_property
    def clusters_asked_for(self) -> float | None:
        """The number of clusters asked for (the middle of a range), or None if none is."""
        if self.balanced_for is not None:
            return self.balanced_for
        count = self.scenario.rules.cluster_count
        return None if count is None else count.asked_for(self.shas)

    def once(self, key: Hashable, make: Callable[[], T]) -> T:
        """Return what `make` makes of the geography and the run's PCTs, made once and kept.

        What is kept serves every case of the same PCTs, so `key` names whatever else of the
        scenario it depends on; it is not to be written to.
        """
        return self.geography.once((self.pcts, key), make)

    def table(self, name: str) -> pd.DataFrame:
        """Return the rows about PCTs in the run of a table of the geography.

        `name` is a field of `Geography`, or "consortia/<set>".
        """
        kind, _, member = name.partition("/")
        whole = getattr(self.geography, kind)
        frame = whole[member] if member else whole
        return frame[frame["pct"].isin(self.index)]

    def graph(self, kinds: Iterable[str]) -> nx.Graph:
        """Return the PCTs in the run and the edges of the given kinds between them.

        It is frozen: `nx.Graph` of it is a copy that may be changed.
        """
        kinds = tuple(kinds)

        def make() -> nx.Graph:
            return nx.freeze(nx.Graph(self.geography.graph(kinds).subgraph(self.pcts)))

        return self.once(("graph", kinds), make)

    def named(self, pcts: Iterable[str]) -> str:
        """Return "5N1 Leeds, 5NY Bradford" for a message."""
        names = self.geography.names
        return ", ".join(f"{c} {names[c]}" if c in names else c for c in pcts)

    def search(self) -> Search:
        """Return the search for candidates, narrowed by every rule of the scenario."""
        return self._search

    @cached_property
    def _search(self) -> Search:
        everywhere = "all areas"
        whole = Search(
            pools={everywhere: self.pcts},
            graph=None,
            max_pcts=len(self.pcts),
            max_residents=self.total_residents,
        )
        for rule in self.scenario.rules.active():
            whole = rule.narrow(whole, self)
        return whole

    def problems(self) -> Iterator[Problem]:
        """Yield everything in the scenario that the geography contradicts."""
        known = set(self.geography.shas)
        for i, sha in enumerate(self.scenario.shas or ()):
            if sha not in known:
                message = f"'{sha}' is not an SHA of {self.geography.name}"
                remedy = f"choose from {', '.join(sorted(known))}{nearest(sha, known)}"
                yield self.scenario.problem(("shas", i), message, remedy)
        for part in ("rules", "objectives"):
            for item in getattr(self.scenario, part).active():
                for fault in item.faults(self):
                    path = (part, item.name, *fault.path)
                    yield self.scenario.problem(path, fault.message, fault.remedy)
        for fault in order_faults(self.scenario.priority or (), self.scenario.weights):
            yield self.scenario.problem(("priority", *fault.path), fault.message, fault.remedy)

    def unknown_pcts(self, codes: Iterable[str], path: tuple[str | int, ...]) -> Iterator[Fault]:
        """Yield a fault for every code that no PCT of the geography has."""
        for code in codes:
            if code not in self.geography.names:
                called = code_called(code, self.geography)
                hint = nearest(code, self.geography.codes)
                remedy = (
                    f"{code} is {called}: PCTs are named by their codes"
                    if called
                    else f"use a code of {self.geography.name}{hint}"
                )
                yield Fault(path, f"no PCT has the code '{code}'", remedy)

    def repeated_pcts(self, codes: Sequence[str], path: tuple[str | int, ...]) -> Iterator[Fault]:
        """Yield a fault for every code that stands more than once."""
        for pct in sorted({p for p in codes if codes.count(p) > 1}):
            yield Fault(path, f"{self.named([pct])} is named twice", "name each PCT once")

    def unknown_shas(self, shas: Iterable[str], path: tuple[str | int, ...]) -> Iterator[Fault]:
        """Yield a fault for every name that no SHA of the geography has."""
        for sha in shas:
            if sha not in self.geography.shas:
                hint = nearest(sha, self.geography.shas)
                remedy = f"choose from {', '.join(self.geography.shas)}{hint}"
                yield Fault(path, f"'{sha}' is not an SHA of {self.geography.name}", remedy)
