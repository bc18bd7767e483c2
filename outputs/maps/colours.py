"""Colours for clusters: no two neighbours alike, in grey or to the colour-blind either."""

from __future__ import annotations

from collections.abc import Mapping

import networkx as nx

from geodata.geography import Geography
from modelling.plan import Plan
from outputs.maps.tints import toned

HUES = (
    "#77AADD",
    "#EE8866",
    "#EEDD88",
    "#44BB99",
    "#FFAABB",
    "#99DDFF",
    "#BBCC33",
    "#AAAA00",
)
"""Paul Tol's qualitative scheme "light" (SRON/EPS/TN/09-002, 2021), told apart by the
colour-blind; its grey is kept for `UNASSIGNED`."""

LUMINANCE = (0.29, 0.403, 0.88, 0.648, 0.756, 0.554, 0.473, 0.343)
"""Relative luminance of each hue, so that maps are read in grey too: eight steps of which each
has 1.15 times the contrast of the one below. The first four, which most maps need and no more, lie
furthest apart. Dark text is readable on the darkest."""

PALETTE = tuple(toned(hue, wanted) for hue, wanted in zip(HUES, LUMINANCE, strict=True))
"""The colours of clusters, on screen and in print."""

UNASSIGNED = "#DDDDDD"
INK = "#1D2A35"


def cluster_graph(plan: Plan, geography: Geography) -> nx.Graph:
    """Return clusters as nodes, joined where any PCTs of theirs are adjacent by any kind of edge.

    Point touches and water count: two clusters that meet across an estuary are neighbours to
    the eye.
    """
    graph = nx.Graph()
    graph.add_nodes_from(plan.clusters)
    for a, b in geography.graph().edges:
        first, second = plan.cluster_of.get(a), plan.cluster_of.get(b)
        if first is not None and second is not None and first != second:
            graph.add_edge(first, second)
    return graph


def shade(number: int) -> str:
    """Return the colour of a colour class as "#RRGGBB".

    The palette comes first; a graph that needs more classes than it holds gets the palette again,
    each time a third closer to white.
    """
    round_, place = divmod(number, len(PALETTE))
    keep = (2 / 3) ** round_
    channels = (int(PALETTE[place][i : i + 2], 16) for i in (1, 3, 5))
    return "#" + "".join(f"{round(255 - (255 - c) * keep):02X}" for c in channels)


def colour_graph(graph: nx.Graph) -> dict[str, str]:
    """Return a colour for every node such that no edge joins two nodes of one colour.

    DSATUR (Brélaz 1979), which is exact on bipartite graphs and needs four to six colours on
    maps. The same graph gets the same colours every time.
    """
    ordered = nx.Graph()
    ordered.add_nodes_from(sorted(graph.nodes))
    ordered.add_edges_from(sorted(tuple(sorted(edge)) for edge in graph.edges))
    classes = nx.greedy_color(ordered, strategy="DSATUR")
    return {node: shade(classes[node]) for node in sorted(classes)}


def cluster_colours(plan: Plan, geography: Geography) -> Mapping[str, str]:
    """Return the colour of every cluster, by cluster id."""
    return colour_graph(cluster_graph(plan, geography))
