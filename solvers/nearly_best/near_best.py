"""Every plan of every block that could be part of a national plan scoring a threshold or more.

There may be billions of such national plans, but they are put together from some thousands of plans
of the blocks: a block's plan P of k clusters is part of one if and only if value(P), plus the best
that the other blocks can score with a number of clusters that fits, reaches the threshold.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from solvers.budget import Budget
from solvers.ranking.block_plans import HAIR, plans_above
from solvers.search import BlockSearch

MOST_PLANS = 100_000
"""Plans of one block at one number of clusters, beyond which they are not all listed."""

MOST_STEPS = 3 * 10**8
"""Candidates tried in listing them, beyond which the search gives up: some seconds."""


@dataclass(frozen=True, eq=False)
class BlockOptions:
    """The plans of one block that matter, best first within each number of clusters.

    plans   the columns of each
    counts  int64 (n,): its number of clusters
    values  float64 (n,): its weighted score
    """

    plans: tuple[tuple[int, ...], ...]
    counts: np.ndarray
    values: np.ndarray


@dataclass(frozen=True, eq=False)
class NearBest:
    """What all national plans worth `threshold` or more are made of, by block."""

    threshold: float
    national: tuple[int, int]
    blocks: tuple[BlockOptions, ...]


def near_best(
    searches: Sequence[BlockSearch],
    national: tuple[int, int],
    threshold: float,
    budget: Budget,
    most_plans: int = MOST_PLANS,
) -> NearBest | None:
    """Return all plans of the blocks that a national plan worth `threshold` could be made of.

    None where a block has more than `most_plans` of them at one number of clusters, or is too wide
    a field to search, or the budget ends first.
    """
    if not _settle(searches, national, threshold, budget):
        return None
    tables = [search.bounds() for search in searches]
    rests = best_of_the_others(tables, *national)
    found: dict[int, BlockOptions] = {}
    for b in sorted(range(len(searches)), key=lambda b: -len(searches[b].block)):
        counts = _mattering(tables[b], rests[b], threshold)
        least = {count: threshold - float(rests[b][count]) for count in counts}
        options = _options(searches[b], least, most_plans, budget)
        if options is None:
            return None  # the largest come first, so that this is known soon
        found[b] = options
    return NearBest(threshold, national, tuple(found[b] for b in range(len(searches))))


def _options(
    search: BlockSearch, least: Mapping[int, float], most_plans: int, budget: Budget
) -> BlockOptions | None:
    """Return all plans of a block worth so much or more at each number of clusters, or none."""
    plans: list[tuple[int, ...]] = []
    counts: list[int] = []
    values: list[float] = []
    for count, value in least.items():
        relaxation, limits = search.relaxation(count), (most_plans, budget, MOST_STEPS)
        listed = plans_above(search.block, relaxation, count, value, *limits)
        if not listed.complete:
            return None
        plans += [columns for columns, _ in listed.plans]
        values += [value for _, value in listed.plans]
        counts += [count] * len(listed.plans)
    return BlockOptions(tuple(plans), np.array(counts, dtype=int), np.array(values))


def _settle(
    searches: Sequence[BlockSearch], national: tuple[int, int], threshold: float, budget: Budget
) -> bool:
    """Settle every block at every count that could matter; return whether that was possible."""
    while True:
        tables = [search.bounds() for search in searches]
        rests = best_of_the_others(tables, *national)
        open_pairs = [
            (search, count)
            for search, table, rest in zip(searches, tables, rests, strict=True)
            for count in _mattering(table, rest, threshold)
            if not search.settled(count)
        ]
        if not open_pairs:
            return True
        unknown = [(s, k) for s, k in open_pairs if not s.relaxed(k)]
        for search, count in unknown[:1] or open_pairs:
            (search.relax if unknown else search.settle)(count)
        if budget.over or not (unknown or any(s.settled(k) for s, k in open_pairs)):
            return False


def _mattering(table: np.ndarray, rest: np.ndarray, threshold: float) -> list[int]:
    """Return the counts at which a block can be part of a plan worth the threshold."""
    with np.errstate(invalid="ignore"):
        best = table + rest
    return np.flatnonzero(
        (table > -np.inf) & (rest > -np.inf) & (best >= threshold - HAIR)
    ).tolist()


def best_of_the_others(
    tables: Sequence[np.ndarray], least: int, most: int
) -> tuple[np.ndarray, ...]:
    """Return for every block float64 (K_b + 1,): the most that the other blocks score together.

    tables[b] is float64 (K_b + 1,), the best value of block b at each number of clusters. Entry k
    is -inf where no numbers of the others add up to a national count between `least` and `most`.
    """
    before, after = [np.zeros(1)], [np.zeros(1)]
    for table in tables:
        before.append(_best_sum(before[-1], table)[: most + 1])
    for table in reversed(tables):
        after.append(_best_sum(table, after[-1])[: most + 1])
    found = []
    for b, table in enumerate(tables):
        others = _best_sum(before[b], after[len(tables) - 1 - b])
        windows = (others[max(0, least - k) : max(0, most - k + 1)] for k in range(len(table)))
        found.append(np.array([window.max(initial=-np.inf) for window in windows]))
    return tuple(found)


def _best_sum(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Return for each total t the largest a[i] + b[t - i]."""
    best = np.full(len(a) + len(b) - 1, -np.inf)
    for i in np.flatnonzero(a > -np.inf):
        with np.errstate(invalid="ignore"):
            offered = a[i] + b
        best[i : i + len(b)] = np.fmax(best[i : i + len(b)], offered)  # nan where impossible
    return best
