"""Takes a scenario apart into members that can be dropped, and puts some of them together again."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any

from modelling.case import Case
from modelling.registry import rule_types
from modelling.rules.base import Rule
from solvers.conflict import Member

COUNTS = "cluster_count"
BOUNDARIES = "sha_boundaries"


def members_of(case: Case) -> tuple[Member, ...]:
    """Return every member of the case's rules."""
    return tuple(
        Member(rule.name, part)
        for rule in case.scenario.rules.active()
        for part in rule.parts(case)
    )


def with_only(case: Case, members: Collection[Member], shas: Sequence[str] | None = None) -> Case:
    """Return the case with those members alone, for those SHAs of it (all if None)."""
    paths: dict[str, set] = {}
    for member in members:
        paths.setdefault(member.rule, set()).add(member.part.path)
    kept = {
        rule.name: rule.only(paths[rule.name])
        for rule in case.scenario.rules.active()
        if rule.name in paths
    }
    return with_rules(case, {name: kept.get(name) for name in rule_types()}, shas)


def with_rules(case: Case, rules: dict[str, Any], shas: Sequence[str] | None = None) -> Case:
    """Return the case with those rules changed (None: gone), for those SHAs of it (all if None)."""
    update: dict[str, Any] = {"rules": case.scenario.rules.model_copy(update=rules)}
    if shas is not None:
        update["shas"] = tuple(shas)
    return Case(case.scenario.model_copy(update=update), case.geography)


def only_shas(case: Case, shas: Sequence[str]) -> Case:
    """Return the case of those SHAs, with their own numbers of clusters and no number in all."""
    rule = case.scenario.rules.cluster_count
    own = {sha: span for sha, span in rule.per_sha.items() if sha in shas} if rule else {}
    return with_rules(case, {COUNTS: type(rule)(per_sha=own) if own else None}, shas)


def is_count(member: Member) -> bool:
    """Whether the member is a number of clusters."""
    return member.rule == COUNTS


def is_pin(member: Member) -> bool:
    """Whether the member speaks of single PCTs."""
    kind: type[Rule] = rule_types()[member.rule]
    return kind.pin


def droppable(member: Member, members: Iterable[Member]) -> bool:
    """Whether the scenario means something without the member: numbers by SHA need boundaries."""
    by_sha = any(is_count(m) and m.part.path[0] == "per_sha" for m in members)
    return member.rule != BOUNDARIES or not by_sha


def shrunk(items: Sequence[Any], conflicts: Callable[[tuple[Any, ...]], bool]) -> tuple[Any, ...]:
    """Return a part of `items` that still conflicts and does not without any one of them.

    `conflicts` is true of `items`, and of whatever holds something that it is true of. Halves are
    dropped first, then quarters, and at last one item at a time, the first first.
    """
    kept = tuple(items)
    size = max(1, len(kept) // 2)
    while size:
        at = 0
        while at < len(kept):
            without = kept[:at] + kept[at + size :]
            if conflicts(without):
                kept = without
            else:
                at += size
        size //= 2
    return kept
