"""Makes of what rules and objectives say linearly the arrays that the streaming search reads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

import numpy as np

from modelling import bitsets
from modelling.case import Case
from modelling.linear import (
    Apart,
    ClusterScore,
    EvennessScore,
    GroupCount,
    PairScore,
    Together,
    Total,
    WholeScore,
    score_terms,
    statements,
)
from solvers.streaming.kernel import Terrain, Worth


def terrain_of(pcts: Sequence[str], case: Case) -> Terrain:
    """Return what makes a set of those PCTs, the pool of one SHA, a lawful cluster."""
    said = statements(case)
    search = case.search()
    edges = combinations(pcts, 2) if search.graph is None else search.graph.subgraph(pcts).edges
    totals = tuple(_that_bind(said, pcts))
    counts = [s for s in said if isinstance(s, GroupCount)]
    groups = [group for count in counts for group in count.groups]
    return Terrain(
        neighbours=_related(pcts, edges),
        residents=case.geography.residents_array(pcts),
        max_pcts=min(search.max_pcts, len(pcts)),
        max_residents=int(search.max_residents),
        amounts=_amounts([t.amounts for t in totals], pcts),
        least=np.array([t.least for t in totals], dtype=float),
        most=np.array([t.most for t in totals], dtype=float),
        apart=_related(pcts, _kept_apart(said, pcts)),
        together=_related(pcts, ([s.a, s.b] for s in said if isinstance(s, Together))),
        groups=_masks(groups, pcts),
        outside=np.array([not group <= set(pcts) for group in groups], dtype=bool),
        ends=np.cumsum([len(count.groups) for count in counts], dtype=np.int64),
        split=np.array([count.split for count in counts], dtype=bool),
        fewest=np.array([count.least for count in counts], dtype=float),
        fullest=np.array([count.most for count in counts], dtype=float),
    )


def worth_of(pcts: Sequence[str], case: Case) -> Worth:
    """Return what a cluster of those PCTs adds to the weighted score."""
    terms = score_terms(case)
    at = [case.index[p] for p in pcts]
    pairs = np.zeros((len(pcts), len(pcts)))
    for term in terms:
        if isinstance(term, PairScore):
            pairs += term.weights[np.ix_(at, at)]
    even = [term for term in terms if isinstance(term, EvennessScore)]
    whole = [
        (group, term.worth)
        for term in terms
        if isinstance(term, WholeScore)
        for group in term.groups
        if group <= set(pcts)
    ]
    return Worth(
        pairs=pairs,
        even=_amounts([term.amounts for term in even], pcts),
        targets=np.array([term.target for term in even], dtype=float),
        scales=np.array([term.scale for term in even], dtype=float),
        groups=_masks([group for group, _ in whole], pcts),
        worths=np.array([worth for _, worth in whole], dtype=float),
        each=float(sum(term.worth for term in terms if isinstance(term, ClusterScore))),
    )


def worthless(pcts: Sequence[str]) -> Worth:
    """Return a worth of 0 for every cluster."""
    n, none = len(pcts), np.zeros(0)
    return Worth(np.zeros((n, n)), np.zeros((0, n)), none, none, _masks([], pcts), none, 0.0)


def _kept_apart(said: Sequence[object], pcts: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield the pairs that no set holds: a PCT and itself where it must be with one elsewhere."""
    for statement in said:
        if isinstance(statement, Apart):
            yield statement.a, statement.b
        elif isinstance(statement, Together):
            here = [p for p in (statement.a, statement.b) if p in pcts]
            if len(here) == 1:
                yield here[0], here[0]


def _that_bind(said: Sequence[object], pcts: Sequence[str]) -> Iterator[Total]:
    """Yield the totals that some set of the PCTs could break."""
    for total in said:
        if isinstance(total, Total):
            held = [total.amounts.get(p, 0.0) for p in pcts]
            if max(0.0, sum(x for x in held if x > 0)) > total.most or total.least > min(
                0.0, sum(x for x in held if x < 0)
            ):
                yield total


def _amounts(rows: Sequence[Mapping[str, float]], pcts: Sequence[str]) -> np.ndarray:
    """Return float64 (rows, pcts)."""
    table = [[row.get(p, 0.0) for p in pcts] for row in rows]
    return np.array(table, dtype=float).reshape(len(rows), len(pcts))


def _masks(groups: Sequence[frozenset[str]], pcts: Sequence[str]) -> np.ndarray:
    """Return masks, uint64 (groups, words): the PCTs of each group that are among these."""
    rows = [[p in group for p in pcts] for group in groups]
    return bitsets.pack(np.array(rows, dtype=bool).reshape(len(rows), len(pcts)))


def _related(pcts: Sequence[str], pairs: Iterable[Sequence[str]]) -> np.ndarray:
    """Return masks, uint64 (pcts, words): for each PCT those it is paired with."""
    at = {pct: b for b, pct in enumerate(pcts)}
    related = np.zeros((len(at), len(at)), dtype=bool)
    for a, b in pairs:
        if a in at and b in at:
            related[at[a], at[b]] = related[at[b], at[a]] = True
    return bitsets.pack(related)
