"""A cut is broken by the solution it was made for, and by no lawful plan."""

import random
from itertools import combinations

import networkx as nx
import pytest
from brute_force import Judge
from hypothesis import HealthCheck, Phase, given, settings
from small_scenarios import cases
from thoroughness import examples

from solvers.labelling import make_regions
from solvers.labelling.cuts import cuts, separator
from solvers.labelling.model import Labels


def label(labels: Labels, clusters: list[set[int]]) -> None:
    """Give the variables the values of a solution with these clusters."""
    chosen = {(i, min(held)) for held in clusters for i in held}
    for at, x in labels.x.items():
        x.varValue = float(at in chosen)


@settings(
    max_examples=examples(20),
    deadline=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(cases(min_pcts=4, max_pcts=6))
def test_every_unlawful_cluster_within_reach_is_cut_off_and_no_lawful_plan_is(case):
    judge = Judge(case)
    for region in make_regions(case):
        labels = Labels(region)
        plans = [
            [{region.pcts.index(p) for p in cluster} for cluster in plan]
            for plan in judge.partitions(tuple(sorted(region.pcts)))
        ]
        made = []
        for root in labels.roots:
            others = labels.members[root][1:]
            for size in range(len(others) + 1):
                for chosen in combinations(others, size):
                    held = {root, *chosen}
                    found = list(cuts(labels, root, held))
                    label(labels, [held])
                    lawful = judge.lawful(frozenset(region.pcts[i] for i in held))
                    assert lawful == all(row.valid() for row in found)
                    made += found
        for plan in plans:
            label(labels, plan)
            assert all(row.valid() for row in made)


@pytest.mark.parametrize("seed", range(30))
def test_a_separator_is_a_smallest_set_that_divides_the_two_parts(seed):
    rng = random.Random(seed)
    graph = nx.gnp_random_graph(9, 0.4, seed)
    part, whole = {0, rng.choice([1, 2])}, {8}
    if any(graph.has_edge(a, b) for a in part for b in whole):
        return
    between = separator(graph, part, whole)
    assert divides(graph, between, part, whole)
    others = [i for i in graph if i not in part | whole]
    smaller = (set(s) for n in range(len(between)) for s in combinations(others, n))
    assert not any(divides(graph, s, part, whole) for s in smaller)


def divides(graph: nx.Graph, between: set[int], part: set[int], whole: set[int]) -> bool:
    left = graph.subgraph(set(graph) - between)
    return between.isdisjoint(part | whole) and not any(
        nx.has_path(left, a, b) for a in part for b in whole
    )
