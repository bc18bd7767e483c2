"""Why there is no plan, in a sentence: what the search for one came upon, and nothing beyond."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from geodata.words import counted
from modelling.bitsets import unpack
from modelling.case import Case
from solvers.choosing import Chosen
from solvers.combination import national_counts

MOST_NAMED = 5


def in_brief(chosen: Sequence[Chosen], case: Case) -> str:
    """Return why the scenario that these searches found impossible is so.

    PCTs that no lawful cluster holds, or SHAs that cannot be divided, or else numbers of clusters:
    it takes no time, and unlike `solvers.explain` it does not say which rules are at odds.
    """
    homeless = [pct for one in chosen for pct in _homeless(one)]
    if homeless:
        named = [case.named([pct]) for pct in sorted(homeless)]
        if len(named) > MOST_NAMED:
            named = [*named[: MOST_NAMED - 1], f"{len(named) - MOST_NAMED + 1} others"]
        return f"No lawful cluster can hold {_listed(named)}."
    torn = [one.search.block.name for one in chosen if not _counts(one).size]
    if torn:
        return f"Lawful clusters cannot divide {_listed(torn)} as asked for."
    return _wrong_number(chosen, national_counts(case))


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
    """Return the numbers of clusters that are not ruled out."""
    return np.flatnonzero(one.search.bounds() > -np.inf)


def _wrong_number(chosen: Sequence[Chosen], asked_for: tuple[int, int]) -> str:
    least = sum(int(_counts(one).min()) for one in chosen)
    most = sum(int(_counts(one).max()) for one in chosen)
    low, high = asked_for
    if most < low:
        return f"There can be no more than {counted(most, 'lawful cluster')}; {low} are asked for."
    if least > high:
        return f"There must be at least {counted(least, 'lawful cluster')}; {high} are asked for."
    wanted = str(low) if low == high else f"{low} to {high}"
    return f"The SHAs cannot be divided into {wanted} lawful clusters in all."


def _listed(names: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))
