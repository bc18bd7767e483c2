"""What each rule means: one function a rule, from its parameters to a stricter rulebook.

A rule that has no function here is refused, and so is a parameter that its function does not
name: what is not understood is never passed over.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from math import ceil, floor
from types import MappingProxyType
from typing import Any

from solvers.proof.exact import rational
from solvers.proof.refused import RefusedError
from solvers.proof.rulebook import Cluster, Count, Rulebook, Test, known_parameters

Meaning = Callable[[Any, Rulebook], Rulebook]


def sha_boundaries(said: Any, book: Rulebook) -> Rulebook:
    """Hold a cluster to one SHA; a PCT in `exceptions` may go to a second one in the run."""
    offered = known_parameters("the rule 'sha_boundaries'", said, ("exceptions",)).get(
        "exceptions", {}
    )
    home = book.facts.sha_of
    pools = {
        sha: tuple(p for p in home if sha in (home[p], offered.get(p)))
        for sha in book.facts.run_shas
    }

    def fault(cluster: Cluster) -> str | None:
        if any(cluster <= set(pool) for pool in pools.values()):
            return None
        return f"lies in {' and '.join(sorted({home[p] for p in cluster}))}"

    return book.stricter(pools=pools, faults=(*book.faults, fault))


def contiguity(said: Any, book: Rulebook) -> Rulebook:
    """Join a cluster's PCTs to one another by edges of the kinds admitted."""
    kinds = known_parameters("the rule 'contiguity'", said, ("edges",))["edges"]
    joined = frozenset(pair for pair, (kind, _) in book.facts.edges.items() if kind in kinds)

    def fault(cluster: Cluster) -> str | None:
        reached, fresh = set(), {min(cluster)}
        while fresh:
            reached |= fresh
            fresh = {p for p in cluster - reached for q in fresh if frozenset((p, q)) in joined}
        stray = ", ".join(sorted(cluster - reached))
        return f"falls into parts: nothing joins {min(cluster)} to {stray}" if stray else None

    return book.stricter(joined=joined, faults=(*book.faults, fault))


def cluster_count(said: Any, book: Rulebook) -> Rulebook:
    """Ask for so many clusters in all, and in single SHAs."""
    asked = known_parameters("the rule 'cluster_count'", said, ("national", "per_sha"))
    national = _span(asked["national"]) if asked.get("national") is not None else None
    per_sha = {sha: _span(span) for sha, span in asked.get("per_sha", {}).items()}
    return book.stricter(national=national, per_sha=per_sha)


def population(said: Any, book: Rulebook) -> Rulebook:
    """Hold a cluster to at least `min` and at most `max` residents."""
    asked = known_parameters("the rule 'population'", said, ("min", "max"))
    least, most = asked.get("min", 0), asked.get("max", book.most_people)
    residents = book.facts.residents

    def fault(cluster: Cluster) -> str | None:
        people = sum(residents[p] for p in cluster)
        if people < least:
            return f"has {people:,} residents, fewer than {least:,}"
        return f"has {people:,} residents, more than {most:,}" if people > most else None

    return book.stricter(
        most_people=min(book.most_people, most),
        faults=(*book.faults, fault),
        tests=(*book.tests, lambda _pool: lambda _mask, people: people >= least),
    )


def size(said: Any, book: Rulebook) -> Rulebook:
    """Hold a cluster to at most `max` PCTs."""
    most = known_parameters("the rule 'size'", said, ("max",))["max"]

    def fault(cluster: Cluster) -> str | None:
        return f"has {len(cluster)} PCTs, more than {most}" if len(cluster) > most else None

    return book.stricter(most_pcts=min(book.most_pcts, most), faults=(*book.faults, fault))


def footprint(said: Any, book: Rulebook) -> Rulebook:
    """Keep n(S ∩ C) / n(S ∪ C) below `overlap` for every consortium C of the set."""
    asked = known_parameters("the rule 'footprint'", said, ("consortia", "overlap"))
    limit = rational(asked.get("overlap", "0.9"))
    held: dict[str, dict[str, int]] = {}
    for row in book.facts.rows(f"consortia/{asked['consortia']}"):
        people = int(rational(row["residents"]))
        held.setdefault(row["consortium"], {})[row["pct"]] = people
    if not held:
        message = f"the run read no consortia/{asked['consortia']}.csv, which 'footprint' needs"
        raise RefusedError("outcome.json", message, "solve again")
    residents = book.facts.residents

    def fault(cluster: Cluster) -> str | None:
        people = sum(residents[p] for p in cluster)
        for name, own in sorted(held.items()):
            shared = sum(own.get(p, 0) for p in cluster)
            if shared and shared >= limit * (people + sum(own.values()) - shared):
                return f"is on the footprint of consortium {name}"
        return None

    def test(pool: tuple[str, ...]) -> Test | None:
        return _off_footprints([o for o in held.values() if o.keys() & set(pool)], pool, limit)

    return book.stricter(faults=(*book.faults, fault), tests=(*book.tests, test))


def _off_footprints(
    footprints: list[dict[str, int]], pool: tuple[str, ...], limit: Fraction
) -> Test:
    """Return the test of footprints: only consortia of about the cluster's own size are tried.

    An overlap of at least t needs t n(C) <= n(S) <= n(C) / t.
    """
    totals = [sum(own.values()) for own in footprints]
    spans = [(ceil(limit * n), floor(n / limit)) for n in totals]
    marks = sorted({mark for low, high in spans for mark in (low, high + 1)})
    near: list[list[tuple[tuple[int, ...], int]]] = [[]]
    for mark in marks:
        close = [k for k, (low, high) in enumerate(spans) if low <= mark <= high]
        near.append([(tuple(footprints[k].get(p, 0) for p in pool), totals[k]) for k in close])
    over, under = limit.numerator, limit.denominator

    def test(mask: int, people: int) -> bool:
        for own, total in near[bisect_right(marks, people)]:
            shared = sum([n for b, n in enumerate(own) if mask >> b & 1])
            if shared and shared * under >= over * (people + total - shared):
                return False
        return True

    return test


def together(said: Any, book: Rulebook) -> Rulebook:
    """Keep the PCTs of each group in one cluster; those outside the run do not count."""
    groups = [set(group) & book.facts.residents.keys() for group in _groups("together", said)]

    def fault(cluster: Cluster) -> str | None:
        split = [sorted(g - cluster) for g in groups if g & cluster and not g <= cluster]
        return f"leaves out {', '.join(split[0])}, which belongs to it" if split else None

    def test(pool: tuple[str, ...]) -> Test:
        wholes = [(_mask(g, pool), g <= set(pool)) for g in groups]
        return lambda mask, _people: all(
            not mask & whole or (inside and mask & whole == whole) for whole, inside in wholes
        )

    return book.stricter(faults=(*book.faults, fault), tests=(*book.tests, test))


def apart(said: Any, book: Rulebook) -> Rulebook:
    """Keep any two PCTs of a group in different clusters."""
    groups = [set(group) for group in _groups("apart", said)]

    def fault(cluster: Cluster) -> str | None:
        joined = [sorted(g & cluster) for g in groups if len(g & cluster) > 1]
        return f"holds {' and '.join(joined[0])}, which are kept apart" if joined else None

    def test(pool: tuple[str, ...]) -> Test:
        masks = [_mask(g, pool) for g in groups]
        return lambda mask, _people: all((mask & g).bit_count() < 2 for g in masks)

    return book.stricter(faults=(*book.faults, fault), tests=(*book.tests, test))


RULES: Mapping[str, Meaning] = MappingProxyType(
    {
        rule.__name__: rule
        for rule in (
            sha_boundaries,
            contiguity,
            cluster_count,
            population,
            size,
            footprint,
            together,
            apart,
        )
    }
)


def read_rules(said: Mapping[str, Any], book: Rulebook) -> Rulebook:
    """Return the rulebook of a scenario's rules. Raises `RefusedError` for an unknown one."""
    for name, parameters in said.items():
        if name not in RULES:
            message = f"cannot prove: does not know the rule '{name}'"
            raise RefusedError("scenario.yaml", message, "check the run with `clusters check`")
        book = RULES[name](parameters, book)
    return book


def _span(said: Any) -> Count:
    low, high = said if isinstance(said, list) else (said, said)
    return int(low), int(high)


def _groups(rule: str, said: Any) -> list[list[str]]:
    if not isinstance(said, list):
        known_parameters(f"the rule '{rule}'", said, ())
    return said


def _mask(pcts: Iterable[str], pool: tuple[str, ...]) -> int:
    wanted = set(pcts)
    return sum(1 << b for b, pct in enumerate(pool) if pct in wanted)
