"""How many clusters there can be at most and must be at least, without listing them.

At most: with Σ_{i∈S} a_i >= least for every cluster S and a >= 0, each cluster of a connected pool
holds a connected set that reaches the least only with its last PCT. There are few such sets, and no
more clusters than disjoint ones among them. At least: Σ_i a_i over the most, rounded up.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from math import ceil, floor, inf
from typing import Any

import numpy as np
import pulp

from modelling.case import Case
from modelling.linear import Apart, Connected, NoLinearForm, Statement, Together, Total
from modelling.rules.base import Rule
from solvers.budget import Budget
from solvers.grouping import sharing
from solvers.library import maximise

Sets = set[frozenset[str]]

MOST_SETS = 4000
SECONDS = 2.0
HAIR = 1e-6


def impossible(case: Case, budget: Budget) -> bool:
    """Whether the numbers of clusters asked for are proven out of reach by these bounds."""
    rule = case.scenario.rules.cluster_count
    if rule is None:
        return False
    national = rule.national or (0, len(case.pcts))
    many = national[0] > 1 or any(low > 1 for low, _ in rule.per_sha.values())
    low, high = 0, 0
    for sha, pool, own in pools_of(case):
        asked = rule.per_sha.get(sha, (0, len(pool)))
        most = most_of(pool, case, budget) if many else len(pool)
        least, most = max(asked[0], least_of(own, case)), min(asked[1], most)
        if least > most:
            return True
        low, high = low + least, high + most
    return low > national[1] or high < national[0]


def groups_of(case: Case) -> Iterator[tuple[str, ...]]:
    """Yield SHAs that share PCTs or have PCTs that stay together; all in one without boundaries."""
    pools = case.search().pools
    if case.scenario.rules.sha_boundaries is None:
        yield case.shas
        return
    home = case.geography.sha_of
    tied = (s for s in said_of_clusters(case) if isinstance(s, Together))
    yield from sharing(pools, [(home[pair.a], home[pair.b]) for pair in tied])


def pools_of(case: Case) -> Iterator[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    """Yield for each SHA the PCTs that its clusters may hold, and those that no other's may."""
    pools = case.search().pools
    for sha, pool in pools.items():
        others = {p for s, held in pools.items() if s != sha for p in held}
        yield sha, pool, tuple(p for p in pool if p not in others)


def said_of_clusters(case: Case) -> list[Statement]:
    """Return what the rules that have a linear form say."""
    said: list[Statement] = []
    for rule in case.scenario.rules.active():
        said += _cached(rule, case)
    return said


def _cached(rule: Rule, case: Case) -> tuple[Statement, ...]:
    key = ("said linearly", _written(rule))
    return case.once(key, partial(_said, rule, case))


def _written(rule: Any) -> str:
    """Return the rule's name and all its parameters."""
    return f"{rule.name} {rule.model_dump_json()}"


def _said(rule: Rule, case: Case) -> tuple[Statement, ...]:
    try:
        return tuple(rule.linear(case))
    except NoLinearForm:
        return ()


def totals_of(said: Iterable[Statement]) -> list[Total]:
    """Return the bounds on totals of what no PCT has less than nothing of."""
    totals = [s for s in said if isinstance(s, Total)]
    return [t for t in totals if min(t.amounts.values(), default=0.0) >= 0]


def _totals(case: Case) -> list[Total]:
    found: list[Total] = []
    for rule in case.scenario.rules.active():
        key = ("totals said", _written(rule))
        found += case.once(key, partial(totals_of, _cached(rule, case)))
    return found


def least_of(own: Sequence[str], case: Case) -> int:
    """Return how many clusters the PCTs need at least."""
    least = 1 if own else 0
    for total in _totals(case):
        held = sum(total.amounts.get(p, 0.0) for p in own)
        if 0 < total.most < inf:
            least = max(least, ceil(held / total.most - HAIR))
    return least


def most_of(pool: Sequence[str], case: Case, budget: Budget) -> int:
    """Return how many clusters the PCTs can hold at most; by arithmetic alone without time left."""
    plain = plainly_most(pool, case)
    if budget.over:
        return plain
    bounding = [r for r in case.scenario.rules.active() if _bounds_sets(r, case)]
    key = ("packed", tuple(pool), *map(_written, bounding))
    return min(plain, case.once(key, partial(_packed_at_most, pool, case, budget)))


def plainly_most(pool: Sequence[str], case: Case) -> int:
    """Return how many clusters the PCTs can hold at most, by arithmetic alone."""
    most = len(pool)
    for total in _totals(case):
        if total.least > 0:
            held = sum(total.amounts.get(p, 0.0) for p in pool)
            most = min(most, floor(held / total.least + HAIR), paired(pool, total))
    return most


def _packed_at_most(pool: Sequence[str], case: Case, budget: Budget) -> int:
    """Return how many sets that reach the least of some total can be disjoint."""
    found = (_reaching(pool, total, case) for total in _totals(case) if total.least > 0)
    return min((_packed(sets, budget) for sets in found if sets is not None), default=len(pool))


def _bounds_sets(rule: Rule, case: Case) -> bool:
    """Whether `_reaching` looks at what the rule says."""
    said, key = _cached(rule, case), ("totals said", _written(rule))
    paired_or_joined = any(isinstance(s, Apart | Connected) for s in said)
    return paired_or_joined or bool(case.once(key, partial(totals_of, said)))


def paired(pool: Sequence[str], total: Total) -> int:
    """Return the PCTs that reach the least alone, and as many clusters as the rest can make.

    Each of those takes as many PCTs as it takes of the largest that do not.
    """
    amounts = sorted((total.amounts.get(p, 0.0) for p in pool), reverse=True)
    small = [x for x in amounts if x < total.least]
    reached = np.cumsum(small) >= total.least - HAIR
    more = len(small) // (1 + int(np.argmax(reached))) if reached.any() else 0
    return len(amounts) - len(small) + more


def _reaching(pool: Sequence[str], total: Total, case: Case) -> Sets | None:
    """Return the sets that reach the least with their last PCT, None if they are too many.

    Grown one PCT at a time along the graph of the scenario (any PCT next without one), and left
    alone once they reach the least or break a rule that no larger set keeps.
    """
    said = said_of_clusters(case)
    graphs = [s.graph.subgraph(pool) for s in said if isinstance(s, Connected)]
    touching = {p: set(pool) if not graphs else set(graphs[0][p]) for p in pool}
    apart: dict[str, set[str]] = {p: set() for p in case.pcts}
    for statement in said:
        if isinstance(statement, Apart):
            apart[statement.a].add(statement.b)
            apart[statement.b].add(statement.a)
    upper = [Total(t.amounts, most=t.most) for t in _totals(case) if t.most < inf]
    reached: Sets = set()
    growing: Sets = {frozenset([p]) for p in pool}
    seen = set(growing)
    while growing:
        following: Sets = set()
        for held in growing:
            if not all(bound.allows(held) for bound in upper):
                continue
            if sum(total.amounts.get(p, 0.0) for p in held) >= total.least:
                reached.add(held)
                continue
            edge = set().union(*(touching[p] for p in held)) - held
            following |= {held | {q} for q in edge if held.isdisjoint(apart[q])}
        growing = following - seen
        seen |= growing
        if len(seen) > MOST_SETS:
            return None
    return reached


def _packed(sets: Iterable[frozenset[str]], budget: Budget) -> int:
    """Return how many of the sets can be disjoint, or a number that it cannot exceed."""
    listed = sorted(map(sorted, sets))
    if not listed:
        return 0
    problem = pulp.LpProblem("packing", pulp.LpMaximize)
    x = [pulp.LpVariable(f"x{j}", cat=pulp.LpBinary) for j in range(len(listed))]
    problem += pulp.lpSum(x)
    for pct in sorted({p for held in listed for p in held}):
        problem += pulp.lpSum(x[j] for j, held in enumerate(listed) if pct in held) <= 1
    seconds = min(SECONDS, budget.left_s())
    bound = maximise(problem, "highs", seconds, stop=lambda: budget.over)
    return len(listed) if bound is None or bound == inf else floor(bound + HAIR)
