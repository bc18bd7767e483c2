"""Why a scenario has no lawful plan, as far as the search itself can tell."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from modelling.candidates import Candidates
from modelling.case import Case
from solvers.search import BlockSearch


def reasons(
    case: Case, listed: Sequence[Candidates], searches: Sequence[BlockSearch]
) -> tuple[str, ...]:
    """Return what makes the scenario infeasible: PCTs, then SHAs, then the national count."""
    homeless = _homeless(case, listed)
    if homeless:
        one = len(homeless) == 1
        what = "is in no lawful cluster" if one else "are in no lawful cluster"
        return (
            f"{case.named(homeless)} {what}: every cluster that could hold "
            f"{'it' if one else 'them'} breaks a rule",
        )
    impossible = tuple(s for s in searches if np.all(s.bounds() == -np.inf))
    if impossible:
        return tuple(_no_partition(search, case) for search in impossible)
    return (_counts(searches, case),)


def _homeless(case: Case, listed: Sequence[Candidates]) -> tuple[str, ...]:
    """Return the PCTs that no candidate holds."""
    held: set[str] = set()
    for candidates in listed:
        covered = np.bitwise_or.reduce(candidates.masks, axis=0)[None, :]
        row = np.zeros(len(candidates.pcts), dtype=bool)
        for b in range(len(candidates.pcts)):
            row[b] = bool((covered[0, b // 64] >> np.uint64(b % 64)) & np.uint64(1))
        held |= {p for p, here in zip(candidates.pcts, row, strict=True) if here}
    return tuple(p for p in case.pcts if p not in held)


def _no_partition(search: BlockSearch, case: Case) -> str:
    block = search.block
    people = sum(case.geography.residents[p] for p in block.pcts)
    spans = list(block.counts.values())
    low, high = sum(span[0] for span in spans), sum(span[1] for span in spans)
    wanted = f" into {_clusters(low, high)}" if len(spans) == len(block.parts) else ""
    return (
        f"{block.name} ({len(block.pcts)} PCTs, {people:,} residents) cannot be divided"
        f"{wanted}: {len(block):,} clusters are lawful one by one, but no set of them holds "
        "every PCT once"
    )


def _counts(searches: Sequence[BlockSearch], case: Case) -> str:
    rule = case.scenario.rules.cluster_count
    span = rule.national if rule else None
    asked = "the number of clusters asked for" if span is None else _clusters(*span)
    fewest = sum(int(np.flatnonzero(s.bounds() > -np.inf)[0]) for s in searches)
    most = sum(int(np.flatnonzero(s.bounds() > -np.inf)[-1]) for s in searches)
    return (
        f"the SHAs together cannot form {asked} under these rules: "
        f"between {fewest} and {most} are not ruled out"
    )


def _clusters(low: int, high: int) -> str:
    count = str(low) if low == high else f"{low} to {high}"
    return f"{count} cluster{'' if high == 1 else 's'}"
