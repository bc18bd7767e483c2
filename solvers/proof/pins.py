"""What the rules about named PCTs mean: `together`, `apart` and `fixed`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from solvers.proof.facts import Facts
from solvers.proof.rulebook import Cluster, Rulebook, Test, known_parameters


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


def fixed(said: Any, book: Rulebook) -> Rulebook:
    """Keep each set named as a cluster exactly; those outside the run do not count."""
    asked = known_parameters("the rule 'fixed'", said, ("plan", "clusters", "groups"))
    known = _clusters_of(asked.get("plan"), book.facts)
    named = [known[cluster] for cluster in asked.get("clusters", ())]
    every = [*named, *map(frozenset, asked.get("groups", ()))]
    kept = [cluster for cluster in every if cluster & book.facts.residents.keys()]

    def fault(cluster: Cluster) -> str | None:
        cut = [sorted(k) for k in kept if k & cluster and k != cluster]
        return f"is not the fixed cluster of {', '.join(cut[0])}" if cut else None

    def test(pool: tuple[str, ...]) -> Test:
        wholes = [(_mask(k, pool), k <= set(pool)) for k in kept]
        return lambda mask, _people: all(
            not mask & whole or (within and mask == whole) for whole, within in wholes
        )

    return book.stricter(faults=(*book.faults, fault), tests=(*book.tests, test))


def _clusters_of(plan: str | None, facts: Facts) -> Mapping[str, Cluster]:
    """Return the clusters of a plan of the geography by id, and by every name of one alone."""
    members: dict[str, set[str]] = {}
    names: dict[str, str] = {}
    for row in facts.rows(f"plans/{plan}"):
        members.setdefault(row["cluster"], set()).add(row["pct"])
        names[row["cluster"]] = row.get("cluster_name") or row["cluster"]
    times = Counter(names.values())
    by_id = {cluster: frozenset(pcts) for cluster, pcts in members.items()}
    return {names[c]: pcts for c, pcts in by_id.items() if times[names[c]] == 1} | by_id


def _groups(rule: str, said: Any) -> list[list[str]]:
    if not isinstance(said, list):
        known_parameters(f"the rule '{rule}'", said, ())
    return said


def _mask(pcts: Iterable[str], pool: tuple[str, ...]) -> int:
    wanted = set(pcts)
    return sum(1 << b for b, pct in enumerate(pool) if pct in wanted)
