"""Finds the conflicts of an impossible scenario: where it is impossible, then what it takes."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace
from functools import partial

import numpy as np

from geodata.problems import InputError
from modelling import bitsets
from modelling.candidates import Candidates
from modelling.case import Case
from modelling.listing import list_candidates
from solvers.conflict import Conflict, Member
from solvers.why_not import bounds
from solvers.why_not.division import divides, end_of, numbers_of, projected
from solvers.why_not.members import (
    BOUNDARIES,
    droppable,
    is_count,
    is_pin,
    members_of,
    shrunk,
    with_only,
    with_rules,
)
from solvers.why_not.oracle import MOST_LISTED, Oracle

EASIEST_LAST = (
    "providers",
    "limit",
    "span",
    "footprint",
    "size",
    "population",
    "contiguity",
    "sha_boundaries",
)
"""Rules in the order in which they are done without: what is grasped at a glance is kept."""

TOO_MANY = "No plan keeps every rule; there are too many clusters to say which rules it takes"

Progress = Callable[[str], None]


def find(
    case: Case, oracle: Oracle, on_progress: Progress, fine: Collection[str] = ()
) -> Iterator[Conflict]:
    """Yield a conflict for every group of SHAs that is impossible by itself, else the nation's.

    `fine` are SHAs that are known to be possible.
    """
    found = False
    for shas in bounds.groups_of(case):
        if set(shas) <= set(fine):
            continue
        on_progress(f"Why not? Looking at {' and '.join(shas)}")
        for conflict in _in_group(shas, case, oracle):
            found = True
            yield conflict
    if not found and not oracle.budget.over:
        on_progress("Why not? Looking at the numbers of clusters")
        yield _of_numbers(case, case.shas, oracle)


def find_in_shas(case: Case, shas: Collection[str], oracle: Oracle) -> Iterator[Conflict]:
    """Yield what is impossible in the groups of SHAs that hold one of these, in short.

    PCTs that cannot all have a cluster come with all rules, and not with those that it takes.
    """
    for group in bounds.groups_of(case):
        if set(group) & set(shas):
            yield from _in_group(group, case, oracle, in_short=True)


def smallest(
    members: Sequence[Member], possible: Callable[[tuple[Member, ...]], bool | None]
) -> tuple[tuple[Member, ...], tuple[Member, ...]]:
    """Return members that conflict and do not without any one of them, and those not sure of.

    `possible` says whether some of the members leave a plan; None where it is not known, and
    then they are taken not to conflict. Pins are done without first where the rest conflicts too.
    """

    def conflicts(kept: tuple[Member, ...]) -> bool:
        bounded = any(m.rule == BOUNDARIES for m in members)
        if bounded and not _stands(kept):
            return False
        return possible(kept) is False

    ordered = sorted(members, key=_order)
    without_pins = tuple(m for m in ordered if not is_pin(m))
    start = without_pins if conflicts(without_pins) else tuple(ordered)
    kept = shrunk(start, conflicts)
    unsure = []
    for member in kept:
        rest = tuple(m for m in kept if m != member)
        if droppable(member, rest) and possible(rest) is None:
            unsure.append(member)
    return kept, tuple(unsure)


def _stands(kept: Sequence[Member]) -> bool:
    """Whether the numbers by SHA among the members have the boundaries that they need."""
    by_sha = any(is_count(m) and m.part.path[0] == "per_sha" for m in kept)
    return not by_sha or any(m.rule == BOUNDARIES for m in kept)


def _order(member: Member) -> tuple[int, int]:
    if is_count(member):
        return 3, 0
    if is_pin(member):
        return 2, 0
    known = EASIEST_LAST.index(member.rule) + 1 if member.rule in EASIEST_LAST else 0
    return 1, 2 * known + (member.part.path[-1:] == ("min",))


def _in_group(
    shas: tuple[str, ...], case: Case, oracle: Oracle, in_short: bool = False
) -> Iterator[Conflict]:
    """Yield the conflicts of SHAs that are impossible by themselves."""
    count = case.scenario.rules.cluster_count
    free = with_rules(case, {"cluster_count": None}, shas)
    try:
        listed = list_candidates(free, MOST_LISTED)
    except InputError:
        listed = ()
    homeless = _homeless(free, listed, oracle)
    if homeless:
        yield from _of_homeless(homeless, case, oracle)
        return
    if oracle.possible(free) is False:
        needed, settled = _needed(free, listed, oracle)
        if in_short:
            yield Conflict("", members_of(case), needed, (), shas, pcts_settled=settled)
        else:
            yield replace(_of_pcts(needed, (), case, oracle), pcts_settled=settled)
        return
    if count is not None and count.per_sha:
        own = {sha: span for sha, span in count.per_sha.items() if sha in shas}
        here = with_rules(case, {"cluster_count": type(count)(per_sha=own) if own else None}, shas)
        if oracle.possible(here) is False:
            yield _of_numbers(here, shas, oracle)


def _homeless(case: Case, listed: Sequence[Candidates], oracle: Oracle) -> tuple[str, ...]:
    """Return the PCTs that no lawful cluster holds."""
    if not listed:
        return tuple(p for p in case.pcts if oracle.housed((p,), case) is False)
    held: set[str] = set()
    for candidates in listed:
        covered = np.bitwise_or.reduce(candidates.masks, axis=0)[None, :]
        (row,) = bitsets.unpack(covered, len(candidates.pcts))
        held |= {p for p, here in zip(candidates.pcts, row, strict=True) if here}
    return tuple(p for p in case.pcts if p not in held)


def _needed(
    case: Case, listed: Sequence[Candidates], oracle: Oracle
) -> tuple[tuple[str, ...], bool]:
    """Return PCTs that cannot all have a cluster, and whether all but any one of them surely can.

    That is not known where the time ran out, or where there were too many clusters to list.
    """
    housed: list[frozenset[str]] = [frozenset()]

    def conflicts(pcts: tuple[str, ...]) -> bool:
        if not pcts:
            return False
        seen = list(projected(listed, pcts, case))
        blocks = numbers_of(seen, case, oracle.budget)
        answer = divides(blocks, (1, len(pcts)), oracle.budget)
        if answer:
            housed.append(frozenset(pcts))
        return answer is False

    needed = shrunk(case.pcts, conflicts) if listed else case.pcts
    settled = all(any(set(needed) - {p} <= some for some in housed) for p in needed)
    return needed, settled


def _of_homeless(homeless: Sequence[str], case: Case, oracle: Oracle) -> Iterator[Conflict]:
    """Yield a conflict for the PCTs without a cluster, one for all that have the same."""
    left = list(homeless)
    while left:
        conflict = _of_pcts((left[0],), (), case, oracle)
        strict = with_only(case, conflict.members)
        same = tuple(p for p in left[1:] if oracle.housed((p,), strict) is False)
        yield _of_pcts((left[0],), same, case, oracle)
        left = [p for p in left[1:] if p not in same]


def _of_pcts(
    needed: tuple[str, ...], also: tuple[str, ...], case: Case, oracle: Oracle
) -> Conflict:
    members = [m for m in members_of(case) if not is_count(m)]
    possible = partial(_housed, needed, case, oracle)
    kept, unsure = smallest(members, possible)
    shas = tuple(sorted({case.geography.sha_of[p] for p in (*needed, *also)}))
    return Conflict("", kept, needed, also, shas, unsettled=unsure)


def _housed(
    needed: tuple[str, ...], case: Case, oracle: Oracle, kept: tuple[Member, ...]
) -> bool | None:
    return oracle.housed(needed, with_only(case, kept))


def _of_numbers(case: Case, shas: tuple[str, ...], oracle: Oracle) -> Conflict:
    """Return the conflict of the numbers of clusters of these SHAs with the rules."""
    members = [m for m in members_of(case) if not is_count(m) or _here(m, shas)]

    reasons = tuple(_ends(case, oracle)) if tuple(shas) == case.shas else ()

    def possible(kept: tuple[Member, ...]) -> bool | None:
        return oracle.possible(with_only(case, kept, shas))

    kept, unsure = smallest(members, possible)
    said = "" if oracle.possible(case) is False else TOO_MANY
    return Conflict(said, kept, (), (), tuple(shas), reasons, unsure)


def _ends(case: Case, oracle: Oracle) -> Iterator[str]:
    """Yield how many clusters each SHA can have under all rules, on the side that is missed."""
    rule, blocks = case.scenario.rules.cluster_count, oracle.numbers(case)
    if rule is None or rule.national is None or blocks is None:
        return
    oracle.keep_as_strictest(case)
    for most in (True, False):
        found = [(" + ".join(n.shas), end_of(n, most)) for n in blocks]
        total = sum(end for _, end in found if end is not None)
        missed = total < rule.national[0] if most else total > rule.national[1]
        if missed and all(end is not None for _, end in found):
            listed = ", ".join(f"{name} {end}" for name, end in found)
            how = "can have at most" if most else "need at least"
            yield f"Under all the rules the SHAs {how}: {listed}; {total} in all"


def _here(member: Member, shas: Sequence[str]) -> bool:
    return member.part.path[0] == "national" or member.part.path[1] in shas
