"""Cuts: rows that a solution which is not lawful breaks, and no lawful plan does.

Where the cluster of r falls into parts, some set C of PCTs outside it separates a part from r: a
PCT i of that part is in r's cluster only with one of C, x_ir <= Σ_{c∈C} x_cr. C is a smallest such
set, a minimum vertex cut (Carvajal, Constantino, Goycoolea, Vielma and Weintraub, "Imposing
connectivity constraints in forest planning models", Operations Research 61 (2013)).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

import networkx as nx
import pulp

from solvers.labelling.model import Labels

START, END = "part", "rest"


def cuts(labels: Labels, root: int, cluster: Collection[int]) -> Iterator[pulp.LpConstraint]:
    """Yield rows of which the cluster of the root breaks some; none where it is lawful.

    The others say of further roots what the cluster has shown of the map.
    """
    region = labels.region
    graph = nx.relabel_nodes(region.graph, {p: i for i, p in enumerate(region.pcts)})
    parts = list(nx.connected_components(graph.subgraph(cluster)))
    whole = next(part for part in parts if root in part)
    for part in parts:
        if part is not whole:
            between = separator(graph.subgraph(labels.members[root]), part, whole)
            yield from _separations(labels, graph, part, between)
    if len(parts) == 1 and not region.lawful(region.pcts[i] for i in cluster):
        missing = [i for i in labels.members[root] if i not in cluster]
        yield labels.sum(missing, root) >= labels.sum(tuple(cluster), root) - len(cluster) + 1


def separator(graph: nx.Graph, part: set[int], whole: set[int]) -> set[int]:
    """Return fewest nodes, none of either set, that every path from one to the other crosses."""
    ends = nx.Graph()
    name = {i: i for i in graph} | dict.fromkeys(part, START) | dict.fromkeys(whole, END)
    ends.add_nodes_from((START, END))
    ends.add_edges_from((name[a], name[b]) for a, b in graph.edges if name[a] != name[b])
    return set(nx.minimum_node_cut(ends, START, END))


def _separations(
    labels: Labels, graph: nx.Graph, part: set[int], between: set[int]
) -> Iterator[pulp.LpConstraint]:
    """Yield the row of every PCT of the part, for every root that the set separates it from."""
    for r in labels.roots:
        if r in between:
            continue
        left = graph.subgraph(set(labels.members[r]) - between)
        beside = nx.node_connected_component(left, r)
        for i in part - beside:
            if (i, r) in labels.x:
                yield labels.x[i, r] <= labels.sum(tuple(between), r)
