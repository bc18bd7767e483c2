"""Every cluster hangs together on the map."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

import networkx as nx
from pydantic import Field

from modelling.parameters import Parameters
from modelling.rules.base import Rule, Search, Violation

if TYPE_CHECKING:
    from modelling.case import Case
    from modelling.plan import Plan

EdgeKind = Literal["land", "water_or_gap", "point_touch", "ferry", "bridge"]


class Contiguity(Parameters, Rule):
    """A cluster's PCTs are joined to one another by the kinds of edge that are admitted.

    "Sensible clusters" (paragraph 6) on "existing sub-regional arrangements" (paragraph 7).
    """

    name: ClassVar[str] = "contiguity"
    title: ClassVar[str] = "Clusters hang together on the map"
    paragraph: ClassVar[str] = "6, 7"

    edges: Annotated[tuple[EdgeKind, ...], Field(min_length=1)] = ("land", "water_or_gap", "ferry")

    def narrow(self, search: Search, case: Case) -> Search:
        """Return a search over the graph of the admitted edges."""
        graph = case.graph(self.edges)
        if search.graph is not None:
            graph = nx.intersection(search.graph, graph)
        return replace(search, graph=graph)

    def check(self, plan: Plan, case: Case) -> Iterator[Violation]:
        """Yield the clusters that fall into parts, with the parts."""
        graph = case.graph(self.edges)
        for cluster, pcts in plan.clusters.items():
            parts = sorted(nx.connected_components(graph.subgraph(pcts)), key=len, reverse=True)
            if len(parts) > 1:
                stray = sorted(pct for part in parts[1:] for pct in part)
                message = (
                    f"{plan.cluster_name(cluster)} falls into {len(parts)} parts: nothing joins "
                    f"{case.named(stray)} to the rest"
                )
                yield Violation(self.name, message, pcts, cluster)
