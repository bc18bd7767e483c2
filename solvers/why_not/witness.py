"""A lawful plan put together greedily: shows that a scenario of few rules is possible.

It proves nothing where it fails.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import inf

import networkx as nx

from modelling.case import Case
from modelling.check import violations
from modelling.linear import Apart, Connected, Pools, Statement, Together, Total, allows
from modelling.plan import Plan
from solvers.why_not.bounds import said_of_clusters, totals_of

Cluster = frozenset[str]
Fitting = Callable[[Cluster, Sequence[Cluster]], list[Cluster]]


def greedy_plan(case: Case) -> bool:
    """Whether one of two greedy ways makes a lawful plan: few full clusters, or many lean ones.

    The largest PCT left (with those that stay together with it) begins a cluster. A full cluster
    is joined by the largest that fits until none fits. A lean one is joined only until it has the
    least that it must have, at last by the smallest that is enough; what is left over joins where
    it fits.
    """
    said = said_of_clusters(case)
    atoms = sorted(_atoms(said, case), key=lambda atom: (-_people(atom, case), sorted(atom)))
    totals = totals_of(said)
    limits: list[Statement] = [s for s in said if isinstance(s, Apart | Pools)]
    limits += [Total(t.amounts, most=t.most) for t in totals if t.most < inf]
    least = [Total(t.amounts, t.least) for t in totals if t.least > 0]
    graphs = [s.graph for s in said if isinstance(s, Connected)]

    def fitting(held: Cluster, left: Sequence[Cluster]) -> list[Cluster]:
        return [a for a in left if _fits(held, a, limits, graphs)]

    return any(
        not any(violations(_plan(clusters), case))
        for clusters in (_full(atoms, fitting), _lean(atoms, fitting, least))
    )


def _full(atoms: Sequence[Cluster], fitting: Fitting) -> list[Cluster]:
    left, done = list(atoms), []
    while left:
        held = left.pop(0)
        while more := fitting(held, left):
            held |= more[0]
            left.remove(more[0])
        done.append(held)
    return done


def _lean(atoms: Sequence[Cluster], fitting: Fitting, least: Sequence[Statement]) -> list[Cluster]:
    left = list(atoms)
    done: list[Cluster] = []
    over: list[Cluster] = []
    while left:
        held = left.pop(0)
        while not allows(least, held) and (more := fitting(held, left)):
            enough = [atom for atom in more if allows(least, held | atom)]
            joins = enough[-1] if enough else more[0]
            held |= joins
            left.remove(joins)
        (done if allows(least, held) else over).append(held)
    for atom in over:
        home = next((k for k, held in enumerate(done) if fitting(held, [atom])), None)
        if home is None:
            done.append(atom)
        else:
            done[home] |= atom
    return done


def _plan(clusters: Sequence[Cluster]) -> Plan:
    return Plan({p: f"C{k}" for k, held in enumerate(clusters) for p in held})


def _atoms(said: Sequence[Statement], case: Case) -> list[Cluster]:
    """Return the PCTs, those that stay together in one set."""
    ties = nx.Graph()
    ties.add_nodes_from(case.pcts)
    ties.add_edges_from((s.a, s.b) for s in said if isinstance(s, Together))
    return [frozenset(atom) for atom in nx.connected_components(ties)]


def _fits(
    held: Cluster, atom: Cluster, limits: Sequence[Statement], graphs: Sequence[nx.Graph]
) -> bool:
    touching = all(any(q in atom for p in held for q in graph[p]) for graph in graphs)
    return touching and allows(limits, held | atom)


def _people(atom: Cluster, case: Case) -> int:
    return sum(case.geography.residents[p] for p in atom)
