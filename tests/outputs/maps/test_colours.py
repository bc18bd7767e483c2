"""Clusters are coloured so that neighbours are told apart."""

import itertools

import networkx as nx
import numpy as np
import pytest
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

PROTANOPIA = np.array(
    [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ]
)
DEUTERANOPIA = np.array(
    [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ]
)
"""Light as it is seen by those who lack one kind of cone (Machado and others 2009)."""


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


def light(colour: str) -> np.ndarray:
    """Return the linear light of "#RRGGBB", each channel in [0, 1] (WCAG 2.1)."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    return np.array([c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels])


def contrast(first: str, second: str) -> float:
    """Return the contrast ratio of two colours, which is what is left of them in grey (WCAG 2)."""
    dark, bright = sorted(float(light(c) @ [0.2126, 0.7152, 0.0722]) for c in (first, second))
    return (bright + 0.05) / (dark + 0.05)


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


def test_neighbours_of_2011_differ_in_grey(england: Geography, plan: Plan):
    colours = cluster_colours(plan, england)
    pairs = [(colours[a], colours[b]) for a, b in cluster_graph(plan, england).edges]
    assert min(contrast(first, second) for first, second in pairs) > 1.3


def test_every_two_colours_differ_in_grey():
    pairs = list(itertools.combinations(PALETTE, 2))
    assert min(contrast(first, second) for first, second in pairs) > 1.13
    four = itertools.combinations(PALETTE[:4], 2)
    assert min(contrast(first, second) for first, second in four) > 1.3


@pytest.mark.parametrize("seen", [PROTANOPIA, DEUTERANOPIA])
def test_the_first_four_colours_differ_to_the_red_green_blind(seen: np.ndarray):
    """Two colours lie 0.1 apart or more in light as it is seen, on a scale from 0 to 1."""
    lights = [seen @ light(colour) for colour in PALETTE[:4]]
    pairs = itertools.combinations(lights, 2)
    assert min(float(np.abs(a - b).max()) for a, b in pairs) > 0.1


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
        assert contrast(colour, INK) >= 4.5, colour
