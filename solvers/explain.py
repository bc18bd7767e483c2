"""Why a scenario has no lawful plan, as far as the search itself can tell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from geodata.problems import InputError
from geodata.words import counted
from modelling import bitsets
from modelling.candidates import Candidates
from modelling.case import Case
from modelling.listing import list_candidates
from solvers.search import BlockSearch

MOST_NAMED = 5
MOST_LISTED = 5_000_000
"""Candidates of one SHA, beyond which leaving a rule out is not tried."""


def reasons(
    case: Case, listed: Sequence[Candidates], searches: Sequence[BlockSearch]
) -> tuple[str, ...]:
    """Return what makes the scenario infeasible: counts as such, PCTs, SHAs, or counts under rules.

    The first of these that applies is told; it is true, but need not be all that is wrong.
    """
    sums = tuple(_sums(case))
    if sums:
        return sums
    homeless = _homeless(case, listed)
    if homeless:
        return (_no_home(homeless, case),)
    impossible = tuple(s for s in searches if np.all(s.bounds() == -np.inf))
    if impossible:
        return tuple(_no_partition(search, case) for search in impossible)
    return tuple(_counts(searches, case))


def _sums(case: Case) -> Iterator[str]:
    """Yield numbers of clusters that no plan could have, whatever the other rules."""
    rule, boundaries = case.scenario.rules.cluster_count, case.scenario.rules.sha_boundaries
    if rule is None:
        return
    home, offers = case.geography.sha_of, boundaries.exceptions if boundaries else {}
    for sha, span in rule.per_sha.items():
        pool = [p for p in case.pcts if sha in (home[p], offers.get(p))]
        if span[0] > len(pool):
            yield f"{sha} has {len(pool)} PCTs and cannot hold {_clusters(*span)}"
    spans = [rule.per_sha[sha] for sha in case.shas if sha in rule.per_sha]
    if rule.national is None:
        return
    if rule.national[0] > len(case.pcts):
        yield f"the run has {len(case.pcts)} PCTs and cannot hold {_clusters(*rule.national)}"
    least, most = sum(low for low, _ in spans), sum(high for _, high in spans)
    if least > rule.national[1]:
        yield f"the SHAs ask for {least} clusters or more, the nation at most {rule.national[1]}"
    if len(spans) == len(case.shas) and most < rule.national[0]:
        yield f"the SHAs ask for {most} clusters at most, the nation for {rule.national[0]} or more"


def _homeless(case: Case, listed: Iterable[Candidates]) -> tuple[str, ...]:
    """Return the PCTs that no candidate holds."""
    held: set[str] = set()
    for candidates in listed:
        covered = np.bitwise_or.reduce(candidates.masks, axis=0)[None, :]
        (row,) = bitsets.unpack(covered, len(candidates.pcts))
        held |= {p for p, here in zip(candidates.pcts, row, strict=True) if here}
    return tuple(p for p in case.pcts if p not in held)


def _no_home(homeless: tuple[str, ...], case: Case) -> str:
    """Return which PCTs no lawful cluster can hold, and which rules alone stand in their way."""
    more = len(homeless) - MOST_NAMED
    names = case.named(homeless[:MOST_NAMED]) + (f" and {more} more" if more > 0 else "")
    verb = "is" if len(homeless) == 1 else "are"
    alone = [rule for rule in _rules(case) if _has_homes(homeless, rule, case)]
    if not alone:
        return f"{names} {verb} in no lawful cluster: more than one rule stands in the way"
    whose = "it" if len(homeless) == 1 else "each of them"
    return (
        f"{names} {verb} in no lawful cluster; "
        f"without the rule {' or '.join(alone)} there would be one for {whose}"
    )


def _rules(case: Case) -> Iterator[str]:
    for rule in case.scenario.rules.active():
        if rule.shapes_the_list or rule.pin:
            yield rule.name


def _has_homes(homeless: tuple[str, ...], rule: str, case: Case) -> bool:
    """Whether every one of the PCTs is known to be in some lawful cluster without that rule."""
    rules = case.scenario.rules.model_copy(update={rule: None})
    looser = Case(case.scenario.model_copy(update={"rules": rules}), case.geography)
    try:
        listed = list_candidates(looser, MOST_LISTED, holding=homeless)
    except InputError:
        return False
    return set(homeless).isdisjoint(_homeless(looser, listed))


def _no_partition(search: BlockSearch, case: Case) -> str:
    block = search.block
    people = sum(case.geography.residents[p] for p in block.pcts)
    said = f"{block.name} ({len(block.pcts)} PCTs, {people:,} residents) cannot be divided"
    spans = list(block.counts.items())
    asked = "".join(f" into {_clusters(*span)}" for _, span in spans)
    if len(block.parts) > 1 and spans:
        asked = f" with {' and '.join(f'{_clusters(*span)} in {sha}' for sha, span in spans)}"
    return (
        f"{said}{asked} under these rules: {len(block):,} clusters are lawful one by one, but no "
        f"{'such ' if spans else ''}set of them holds every PCT once"
    )


def _counts(searches: Sequence[BlockSearch], case: Case) -> Iterator[str]:
    """Yield the least and the most clusters that the SHAs can form, against what is asked for."""
    rule = case.scenario.rules.cluster_count
    span = rule.national if rule else None
    asked = "the number asked for" if span is None else _clusters(*span)
    possible = [_possible(search) for search in searches]
    for search, counts in zip(searches, possible, strict=True):
        if not counts:
            yield _no_partition(search, case)
    if all(possible):
        least, most = sum(min(c) for c in possible), sum(max(c) for c in possible)
        who = searches[0].block.name if len(searches) == 1 else "the SHAs together"
        yield f"{who} can form {_clusters(least, most)} under these rules, not {asked}"


def _possible(search: BlockSearch) -> list[int]:
    """Return the least and the most clusters that the block can form, [] if none."""
    counts = [int(k) for k in np.flatnonzero(search.bounds() > -np.inf)]
    least = next((k for k in counts if _can(search, k)), None)
    most = next((k for k in reversed(counts) if _can(search, k)), None)
    return [] if least is None or most is None else [least, most]


def _can(search: BlockSearch, count: int) -> bool:
    if not search.relaxed(count):
        search.relax(count)
    if not search.settled(count) and search.relaxed(count):
        search.settle(count)
    return bool(search.values()[count] > -np.inf)


def _clusters(low: int, high: int) -> str:
    return counted(low, "cluster") if low == high else f"{low} to {counted(high, 'cluster')}"
