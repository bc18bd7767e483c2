"""Why there is no plan, briefly: arithmetic, and what the search for a plan came upon."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from math import inf

import numpy as np

from geodata.words import counted
from modelling.bitsets import unpack
from modelling.case import Case
from solvers.blocks import Block, make_blocks
from solvers.choosing import Chosen
from solvers.combination import national_counts
from solvers.relaxation import Relaxation, bound_at
from solvers.search import BlockSearch
from solvers.why_not.bounds import pools_of
from solvers.why_not.homeless import homeless_said
from solvers.why_not.limits import Asked, Limit, capital, limits_of, listed
from solvers.why_not.members import COUNTS, with_rules

IMPOSSIBLE = -1e-7
"""Plans that score nothing whatever they are, and are bound to score less than this: none."""


def in_brief(chosen: Sequence[Chosen], case: Case) -> str:
    """Return why the scenario that these searches found impossible is so.

    What a rule asks comes first, so that like failures read alike; then the PCTs that no lawful
    cluster holds, or the SHAs that cannot be divided, or else the number of clusters in all. It
    takes milliseconds; unlike `solvers.explain` it does not say which rules are at odds.
    """
    limits = limits_of(case)
    homeless = sorted(pct for one in chosen for pct in _homeless(one))
    torn = [one for one in chosen if not _counts(one).size]
    if homeless:
        found = list(homeless_said(homeless, limits, case))
    elif torn:
        found = [said for one in torn for said in _torn(one, limits, case)]
    else:
        found = list(_wrong_number(chosen, limits, case))
    return " ".join(found)


def _homeless(one: Chosen) -> Iterator[str]:
    """Yield the PCTs of a listed search that are in none of its candidates."""
    if not one.listed:
        return
    held = {
        pct
        for listed in one.listed
        if len(listed)
        for pct, there in zip(listed.pcts, _anywhere(listed.masks, len(listed.pcts)), strict=True)
        if there
    }
    yield from (pct for pct in one.search.block.pcts if pct not in held)


def _anywhere(masks: np.ndarray, pcts: int) -> np.ndarray:
    """Return bool (pcts,): which PCTs are in any of the masks."""
    return unpack(np.bitwise_or.reduce(masks, axis=0)[np.newaxis], pcts)[0]


def _counts(one: Chosen) -> np.ndarray:
    """Return the numbers of clusters that are not ruled out, with the SHAs' own numbers."""
    left = one.search.bounds() > -np.inf
    for block, proof in _proofs(one):
        by_prices = partial(bound_at, block, proof.prices, proof.most_gain)
        left &= np.array([by_prices(count) >= IMPOSSIBLE for count in range(len(left))])
    return np.flatnonzero(left)


def _room(one: Chosen, case: Case) -> np.ndarray:
    """Return the numbers of clusters that are not ruled out for one SHA, were any asked for.

    By the prices that prove a number impossible: Σ_i price_i + k (price of a cluster + most gain)
    < 0 proves the same of k; and by the largest and smallest candidates.
    """
    left = np.ones(len(one.search.block.pcts) + 1, dtype=bool)
    left[0] = False
    for block in make_blocks(one.listed, with_rules(case, {COUNTS: None})):
        low, high = block.count_range
        left[:low], left[high + 1 :] = False, False
    for _, proof in _proofs(one):
        each = proof.prices.cluster + sum(proof.prices.sha.values()) + max(0.0, proof.most_gain)
        left &= proof.prices.pct.sum() + each * np.arange(len(left)) >= IMPOSSIBLE
    return np.flatnonzero(left)


def _proofs(one: Chosen) -> Iterator[tuple[Block, Relaxation]]:
    """Yield the relaxations that have proven a number of clusters impossible, with the block."""
    search = one.search
    if not isinstance(search, BlockSearch):
        return
    for count in filter(search.relaxed, range(len(search.block.pcts) + 1)):
        if search.relaxation(count).bound == -np.inf:
            yield search.block, search.relaxation(count)


def _torn(one: Chosen, limits: Sequence[Limit], case: Case) -> Iterator[str]:
    """Yield why SHAs that share PCTs, one as a rule, cannot be divided as asked for."""
    rule, shas = case.scenario.rules.cluster_count, one.search.block.shas
    spans = rule.per_sha if rule else {}
    asked = [
        Asked(f"of {sha}", pool, own, *spans[sha])
        for sha, pool, own in pools_of(case)
        if sha in shas and sha in spans
    ]
    found = [said for each in asked for said in each.refused_by(limits)]
    if not found and len(shas) == 1 and asked:
        room, (each,) = _room(one, case), asked
        name = f"{shas[0]} has room for"
        found = list(_ends(room, each.low, each.high, limits, name, f"{shas[0]} takes"))
    if not found:
        low, high = (asked[0].low, asked[0].high) if len(asked) == len(shas) == 1 else (0, 0)
        found = [_indivisible(_span(low, high), f" of {one.search.block.name}", limits)]
    yield from found


def _wrong_number(chosen: Sequence[Chosen], limits: Sequence[Limit], case: Case) -> Iterator[str]:
    """Yield why there cannot be as many clusters in all as asked for."""
    low, high = national_counts(case)
    whose = f"of {case.shas[0]}" if len(case.shas) == 1 else "in all"
    found = list(Asked(whose, case.pcts, case.pcts, low, high).refused_by(limits))
    if not found:
        counts = [_counts(one) for one in chosen]
        names = [one.search.block.name for one in chosen]
        sums = np.arange(sum(int(c.min()) for c in counts), sum(int(c.max()) for c in counts) + 1)
        by_sha = [
            f" ({', '.join(f'{name} {end(c)}' for name, c in zip(names, counts, strict=True))})"
            if len(chosen) > 1
            else ""
            for end in (np.max, np.min)
        ]
        found = list(_ends(sums, low, high, limits, "there is room for", "a plan takes", *by_sha))
    yield from found or [_indivisible(_span(low, high), "", limits)]


def _ends(
    left: np.ndarray,
    low: int,
    high: int,
    limits: Sequence[Limit],
    room: str,
    takes: str,
    by_most: str = "",
    by_least: str = "",
) -> Iterator[str]:
    """Yield that too many or too few are asked for, where no number from low to high is left."""
    if not left.size:
        return
    if left[-1] < low:
        most = counted(int(left[-1]), "cluster")
        leasts = [limit for limit in limits if limit.least > 0]
        yield _after(leasts, f"{room} at most {most}{by_most}; {_are(low)} asked for")
    elif left[0] > high:
        least = counted(int(left[0]), "cluster")
        mosts = [limit for limit in limits if limit.most < inf]
        yield _after(mosts, f"{takes} at least {least}{by_least}; {_are(high)} asked for")


def _indivisible(wanted: str, whose: str, limits: Sequence[Limit]) -> str:
    return _after(limits, f"no {wanted}lawful clusters hold every PCT{whose} once")


def _after(limits: Sequence[Limit], said: str) -> str:
    """Return the sentence, after what the limits are."""
    if not limits:
        return f"{capital(said)}."
    return f"{capital(listed(limits))}: with the other rules {said}."


def _span(low: int, high: int) -> str:
    return "" if not high else f"{low} " if low == high else f"{low} to {high} "


def _are(number: int) -> str:
    return f"{number:,} {'is' if number == 1 else 'are'}"
