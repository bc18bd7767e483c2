"""Clusters are coloured so that neighbours are told apart."""

import itertools

import networkx as nx
import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from scipy.spatial import Delaunay

from geodata.geography import Geography
from modelling.plan import Plan
from outputs.maps.colours import (
    INK,
    PALETTE,
    UNASSIGNED,
    cluster_colours,
    cluster_graph,
    colour_graph,
    shade,
)


def planar_graph(count: int, seed: int) -> nx.Graph:
    """Return a triangulation of random points with a few pairs across it joined, as ferries do."""
    rng = np.random.default_rng(seed)
    graph = nx.Graph()
    graph.add_nodes_from(f"C{i}" for i in range(count))
    for triangle in Delaunay(rng.random((count, 2))).simplices:
        graph.add_edges_from((f"C{a}", f"C{b}") for a, b in itertools.combinations(triangle, 2))
    for a, b in rng.integers(0, count, (3, 2)):
        if a != b:
            graph.add_edge(f"C{a}", f"C{b}")
    return graph


def luminance(colour: str) -> float:
    """Return the relative luminance of "#RRGGBB" (WCAG 2.1)."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@given(st.integers(4, 60), st.integers(0, 10_000))
def test_no_two_neighbours_of_a_random_map_share_a_colour(count: int, seed: int) -> None:
    graph = planar_graph(count, seed)
    colours = colour_graph(graph)
    assert set(colours) == set(graph.nodes)
    assert all(colours[a] != colours[b] for a, b in graph.edges)
    assert set(colours.values()) <= set(PALETTE)


@given(st.integers(1, 30))
def test_clusters_that_all_touch_each_other_all_differ_however_many_they_are(count: int) -> None:
    colours = colour_graph(nx.complete_graph([f"C{i:02}" for i in range(count)]))
    assert len(set(colours.values())) == count


def test_neighbours_of_2011_differ_across_every_kind_of_edge(england: Geography, plan: Plan):
    colours = cluster_colours(plan, england)
    of = plan.cluster_of
    pairs = zip(england.adjacency["pct_a"], england.adjacency["pct_b"], strict=True)
    meeting = [(of[a], of[b]) for a, b in pairs if of[a] != of[b]]
    assert len(meeting) > 100
    assert all(colours[a] != colours[b] for a, b in meeting)


def test_a_pct_in_no_cluster_makes_no_neighbour(england: Geography, plan: Plan):
    london = plan.restricted(c for c in england.codes if england.sha_of[c] == "London")
    assert set(cluster_graph(london, england).nodes) == set(london.clusters)


def test_the_order_of_a_graph_does_not_change_its_colours():
    graph = planar_graph(20, 7)
    shuffled = nx.Graph()
    shuffled.add_nodes_from(reversed(list(graph.nodes)))
    shuffled.add_edges_from((b, a) for a, b in reversed(list(graph.edges)))
    assert colour_graph(graph) == colour_graph(shuffled)


def test_dark_text_is_readable_on_every_colour():
    """Contrast of at least 4.5 to 1, as WCAG 2.1 AA asks of text."""
    for colour in (*PALETTE, UNASSIGNED, shade(len(PALETTE))):
        assert (luminance(colour) + 0.05) / (luminance(INK) + 0.05) >= 4.5, colour
