"""Why PCTs are in no lawful cluster, as far as arithmetic on them and their neighbours says it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import networkx as nx

from modelling.case import Case
from solvers.why_not.bounds import HAIR
from solvers.why_not.limits import Limit, capital, listed

MOST_NAMED = 5

BY_ITSELF = ("has more by itself", "have more by themselves")
WITH_ALL = (
    "has less together with all that it can be joined to",
    "have less together with all that they can be joined to",
)
WITH_ANY = (
    "has more with any PCT that it can be joined to, and by itself breaks another rule",
    "have more with any PCT that they can be joined to, and by themselves break another rule",
)
NOTHING = (
    "can be joined to no other PCT, and by itself breaks a rule",
    "can be joined to no other PCT, and by themselves break a rule",
)

Cause = tuple[str, tuple[str, str]]
"""What the limit is, and what is said of one PCT and of several; no words where it is not known."""

UNKNOWN = ("", "")


def homeless_said(homeless: Sequence[str], limits: Sequence[Limit], case: Case) -> Iterator[str]:
    """Yield why no lawful cluster holds these PCTs, a sentence for those of one cause.

    A cause is that of the first of these that is so: a most that the PCT exceeds by itself; a least
    that all it can be joined to does not reach; that it can be joined to nothing, or to nothing
    without exceeding a most, and so has to stand alone, which it cannot. Of the others only the
    limits are said.
    """
    around = _Surroundings(case)
    causes: dict[Cause, list[str]] = {}
    for pct in homeless:
        causes.setdefault(_cause(pct, limits, around), []).append(pct)
    for (words, said), pcts in sorted(causes.items(), key=lambda item: -len(item[1])):
        names = named(pcts, case)
        if said != UNKNOWN:
            yield capital(f"{words}{names} {said[len(pcts) > 1]}.")
        elif limits:
            yield f"{capital(listed(limits))}: with the other rules no cluster can hold {names}."
        else:
            yield f"No lawful cluster can hold {names}."


def named(pcts: Sequence[str], case: Case) -> str:
    """Return "A, B and 44 others"."""
    names = [case.named([pct]) for pct in pcts]
    if len(names) > MOST_NAMED:
        names = [*names[: MOST_NAMED - 1], f"{len(names) - MOST_NAMED + 1} others"]
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))


class _Surroundings:
    """What a PCT can be joined to."""

    def __init__(self, case: Case) -> None:
        search = case.search()
        self._pools, self._graph = search.pools, search.graph

    def beside(self, pct: str) -> set[str]:
        """Return PCTs one of which is in every larger cluster that holds the PCT."""
        own = (pool for pool in self._pools.values() if pct in pool)
        near = set().union(*own)
        return (near if self._graph is None else near.intersection(self._graph[pct])) - {pct}

    def whole(self, pct: str) -> Iterator[set[str]]:
        """Yield for each SHA that the PCT may belong to all that it hangs together with there."""
        for pool in self._pools.values():
            if pct in pool:
                graph = self._graph
                whole = graph and nx.node_connected_component(graph.subgraph(pool), pct)
                yield whole or set(pool)


def _cause(pct: str, limits: Sequence[Limit], around: _Surroundings) -> Cause:
    """Return why the PCT is in no lawful cluster."""
    for limit in limits:
        if limit.of([pct]) > limit.most + HAIR:
            return f"{limit.words}: ", BY_ITSELF
    for limit in limits:
        if all(limit.of(whole) < limit.least - HAIR for whole in around.whole(pct)):
            return f"{limit.words}: ", WITH_ALL
    beside = around.beside(pct)
    if not beside:
        return "", NOTHING
    for limit in limits:
        if limit.of([pct]) + min(limit.of([q]) for q in beside) > limit.most + HAIR:
            return f"{limit.words}: ", WITH_ANY
    return "", UNKNOWN
