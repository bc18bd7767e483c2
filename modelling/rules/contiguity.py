"""Every cluster hangs together on the map."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from types import MappingProxyType
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

import networkx as nx
from pydantic import Field

from geodata.words import per_cent
from modelling.linear import Connected, Statement
from modelling.loosening import Change, Ladder, Part, Path, ladder_of
from modelling.parameters import Number, Parameters
from modelling.rules.base import Fault, Rule, Search, Violation
from modelling.treatment import share_treated

if TYPE_CHECKING:
    from modelling.case import Case
    from modelling.plan import Plan

EdgeKind = Literal["land", "water_or_gap", "point_touch", "ferry", "bridge"]

JOINS: Mapping[EdgeKind, str] = MappingProxyType(
    {
        "land": "a land border",
        "water_or_gap": "a border in water or across a gap",
        "ferry": "a ferry",
        "bridge": "a bridge",
        "point_touch": "touching at a point",
    }
)
"""How each kind of edge is called, the most natural ones first."""

HAIR = 1e-9
"""Two sums of the same shares may differ in their last digits."""


class Contiguity(Parameters, Rule):
    """A cluster's PCTs are joined to one another by the kinds of edge that are admitted.

    "Sensible clusters" (paragraph 6) on "existing sub-regional arrangements" (paragraph 7).

    With `flows_over`, "patient flows" (paragraph 7) join PCTs i and j as well, wherever they lie,
    if f_ij + f_ji is at least that share, f_ij being the share of i's admissions at trusts whose
    headquarters lie in j (see `modelling.treatment.share_treated`).
    """

    name: ClassVar[str] = "contiguity"
    title: ClassVar[str] = "Clusters hang together on the map"
    paragraph: ClassVar[str] = "6, 7"

    edges: Annotated[tuple[EdgeKind, ...], Field(min_length=1)] = ("land", "water_or_gap", "ferry")
    flows_over: Annotated[Number, Field(gt=0, le=1)] | None = None

    def faults(self, case: Case) -> Iterator[Fault]:
        """Yield a geography that knows of no patient flows between PCTs."""
        if self.flows_over is None:
            return
        if case.geography.flows.empty or not case.geography.headquarters:
            missing = "flows.csv" if case.geography.flows.empty else "hq_pct in trusts.csv"
            message = f"{case.geography.name} has no {missing} to read patient flows from"
            yield Fault(("flows_over",), message, f"add {missing} or remove flows_over")

    def narrow(self, search: Search, case: Case) -> Search:
        """Return a search over the graph of the admitted edges."""
        graph = self._joined(case)
        if search.graph is not None:
            graph = nx.intersection(search.graph, graph)
        return replace(search, graph=graph)

    def linear(self, case: Case) -> Iterator[Statement]:
        """Yield the graph of the admitted edges."""
        yield Connected(self._joined(case))

    def parts(self, case: Case) -> Iterator[Part]:
        """Yield what joins the PCTs of a cluster."""
        joins = [JOINS[kind] for kind in self.edges]
        if self.flows_over is not None:
            joins.append(f"a patient flow of at least {per_cent(self.flows_over)}")
        yield Part((), f"a cluster hangs together by {' or '.join(joins)}")

    def allowances(self, case: Case) -> Iterator[Change]:
        """Yield each kind of edge but land that joins any PCTs in the run, and patient flows."""
        for kind in self.edges if len(self.edges) > 1 else ():
            if kind != "land" and case.graph([kind]).number_of_edges():
                left = tuple(k for k in self.edges if k != kind)
                fewer = self.model_copy(update={"edges": left})
                yield Change(fewer, f"PCTs are joined by {JOINS[kind]}")
        if self.flows_over is not None:
            fewer = self.model_copy(update={"flows_over": None})
            yield Change(
                fewer, f"PCTs are joined by a patient flow of {per_cent(self.flows_over)} or more"
            )

    def ladder(self, path: Path, pcts: Sequence[str], case: Case) -> Ladder:
        """Return each further kind of edge that joins any PCTs in the run."""
        changes = []
        for kind in JOINS:
            if kind not in self.edges and case.graph([kind]).number_of_edges():
                rule = self.model_copy(update={"edges": (*self.edges, kind)})
                changes.append(Change(rule, f"let {JOINS[kind]} join PCTs ({kind})"))
        return ladder_of("what joins PCTs", changes, nested=False)

    def check(self, plan: Plan, case: Case) -> Iterator[Violation]:
        """Yield the clusters that fall into parts, with the parts."""
        graph = nx.Graph(case.graph(self.edges))
        if self.flows_over is not None:
            flows = _flows_between(case)
            strong = (pair for pair, flow in flows.items() if flow >= self.flows_over - HAIR)
            graph.add_edges_from(strong)
        for cluster, pcts in plan.clusters.items():
            parts = sorted(nx.connected_components(graph.subgraph(pcts)), key=len, reverse=True)
            if len(parts) > 1:
                stray = sorted(pct for part in parts[1:] for pct in part)
                message = (
                    f"{plan.cluster_name(cluster)} falls into {len(parts)} parts: nothing joins "
                    f"{case.named(stray)} to the rest"
                )
                yield Violation(self.name, message, pcts, cluster)

    def joined_by_flow(self, case: Case) -> Mapping[tuple[str, str], float]:
        """Return f_ij + f_ji of the pairs in the run that nothing but their flow joins."""
        touching = case.graph(self.edges)
        strong = self._strong_flows(case)
        return {pair: flow for pair, flow in strong.items() if not touching.has_edge(*pair)}

    def _joined(self, case: Case) -> nx.Graph:
        """Return the PCTs in the run, joined by the admitted edges."""
        graph = nx.Graph(case.graph(self.edges))
        graph.add_edges_from(self._strong_flows(case))
        return graph

    def _strong_flows(self, case: Case) -> Mapping[tuple[str, str], float]:
        """Return f_ij + f_ji of the pairs in the run where it reaches the share asked for."""
        if self.flows_over is None:
            return {}
        treated = share_treated(case.geography).loc[list(case.pcts), list(case.pcts)].to_numpy()
        both_ways = treated + treated.T
        return {
            (case.pcts[i], case.pcts[j]): float(both_ways[i, j])
            for i, j in combinations(range(len(case.pcts)), 2)
            if both_ways[i, j] >= self.flows_over - HAIR
        }


def _flows_between(case: Case) -> Mapping[tuple[str, str], float]:
    """Return f_ij + f_ji of every pair in the run with any, from the rows of the table."""
    found: dict[tuple[str, str], float] = defaultdict(float)
    rows = case.table("flows")
    columns = (rows[c] for c in ("pct", "trust", "share_of_admissions"))
    for pct, trust, share in zip(*columns, strict=True):
        home = case.geography.headquarters.get(trust)
        if home in case.index and home != pct:
            found[min(pct, home), max(pct, home)] += float(share)
    return found
