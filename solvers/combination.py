"""Which SHA gets how many clusters: the counts that could be in the best combination, settled.

Best first: the bounds known so far are combined; whatever the best combination rests on and is
not yet proven is made exact; and again, until the best combination of bounds is a plan.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from geodata.words import counted
from modelling.case import Case
from modelling.cores import cores
from solvers.budget import Budget
from solvers.counts import best_combination

PATCH_TRIES = 4

Progress = Callable[[str], None]


class Part(Protocol):
    """A part of the run that only the national count ties to the rest."""

    @property
    def name(self) -> str:
        """The SHAs of the part."""

    @property
    def shas(self) -> tuple[str, ...]:
        """The SHAs themselves."""

    @property
    def pcts(self) -> tuple[str, ...]:
        """Codes of its PCTs."""

    @property
    def count_range(self) -> tuple[int, int]:
        """The least and the most clusters that it could have."""

    def __len__(self) -> int:
        """Return how large it is beside other parts."""


class CountSearch(Protocol):
    """What either formulation knows of a part at each number of clusters: see `BlockSearch`."""

    @property
    def block(self) -> Part:
        """The part."""

    def bounds(self) -> np.ndarray:
        """Return what no plan of k clusters can exceed, for each k."""

    def values(self) -> np.ndarray:
        """Return the score of the best plan known of each count."""

    def columns(self, count: int) -> tuple[int, ...]:
        """Return the columns of the best plan known of that count."""

    def settled(self, count: int) -> bool:
        """Whether the best plan of that count, or that there is none, is proven."""

    def relaxed(self, count: int) -> bool:
        """Whether that count was bounded by a relaxation of its own."""

    def relax(self, count: int) -> None:
        """Bound that count."""

    def settle(self, count: int) -> None:
        """Find the best plan of that count."""

    def patch(self, count: int) -> bool:
        """Look for some plan of that count after the time is up."""


@dataclass(frozen=True)
class Combined:
    """The best plan found over all blocks (columns by block, None if none), and the bound."""

    columns: tuple[tuple[int, ...], ...] | None
    value: float
    bound: float


def combine(
    searches: Sequence[CountSearch],
    case: Case,
    budget: Budget,
    on_progress: Progress,
) -> Combined:
    """Settle the counts that could be in the best combination, most promising first."""
    national = national_counts(case)
    fair = tuple(_fair_counts(searches, case))
    todo = list(zip(searches, fair, strict=True))
    _side_by_side(todo, _relax, "bounding", budget, on_progress)
    while not budget.over:
        bound, counts = best_combination([s.bounds() for s in searches], *national)
        if not counts:
            return Combined(None, -np.inf, -np.inf)
        pairs = list(zip(searches, counts, strict=True))
        open_pairs = [(s, k) for s, k in pairs if not s.settled(k)]
        if not open_pairs:
            return Combined(tuple(s.columns(k) for s, k in pairs), bound, bound)
        unknown = [(s, k) for s, k in open_pairs if not s.relaxed(k)]
        if unknown:
            _side_by_side(unknown, _relax, "bounding", budget, on_progress)
        else:
            _side_by_side(open_pairs, _settle, "choosing the best", budget, on_progress)
        if not unknown and not any(s.settled(k) for s, k in open_pairs):
            break
    return _best_so_far(searches, fair, national)


def _relax(search: CountSearch, count: int) -> None:
    search.relax(count)


def _settle(search: CountSearch, count: int) -> None:
    search.settle(count)


def _side_by_side(
    pairs: Sequence[tuple[CountSearch, int]],
    act: Callable[[CountSearch, int], None],
    doing: str,
    budget: Budget,
    on_progress: Progress,
) -> None:
    """Do the same for every block at its count, on the cores there are; blocks share nothing."""

    def one(pair: tuple[CountSearch, int]) -> None:
        search, count = pair
        if not budget.over:
            on_progress(f"{search.block.name}: {doing} {counted(count, 'cluster')}")
            act(search, count)

    longest_first = sorted(pairs, key=lambda pair: -len(pair[0].block))
    with ThreadPoolExecutor(cores()) as pool:
        list(pool.map(one, longest_first))


def _best_so_far(
    searches: Sequence[CountSearch], fair: Sequence[int], national: tuple[int, int]
) -> Combined:
    """Return the best plan known when the search was stopped, and the bound known by then."""
    if not best_combination([s.values() for s in searches], *national)[1]:
        _patch(searches, fair, national)
    bound, _ = best_combination([s.bounds() for s in searches], *national)
    value, counts = best_combination([s.values() for s in searches], *national)
    if not counts:
        return Combined(None, -np.inf, bound)
    chosen = tuple(s.columns(k) for s, k in zip(searches, counts, strict=True))
    return Combined(chosen, value, max(bound, value))


def _patch(searches: Sequence[CountSearch], fair: Sequence[int], national: tuple[int, int]) -> None:
    """Look for a plan of every block at counts close to its fair share that add up."""
    wishes = []
    for search, share in zip(searches, fair, strict=True):
        nearness = -np.square(np.arange(len(search.bounds())) - float(share))
        wishes.append(np.where(search.bounds() > -np.inf, nearness, -np.inf))
    for _ in range(PATCH_TRIES):
        _, counts = best_combination(wishes, *national)
        misses = [
            (wish, count)
            for search, wish, count in zip(searches, wishes, counts, strict=bool(counts))
            if search.values()[count] == -np.inf and not search.patch(count)
        ]
        for wish, count in misses:
            wish[count] = -np.inf
        if not misses:
            return


def _fair_counts(searches: Sequence[CountSearch], case: Case) -> Iterator[int]:
    """Yield for each block its share of the clusters asked for, by residents: where to start."""
    least, most = national_counts(case)
    asked_for = case.clusters_asked_for or min((least + most) / 2, len(case.pcts) / 3)
    for search in searches:
        low, high = search.block.count_range
        people = sum(case.geography.residents[p] for p in search.block.pcts)
        fair = round(asked_for * people / max(1, case.total_residents))
        yield min(max(fair, low), high)


def national_counts(case: Case) -> tuple[int, int]:
    """Return the least and the most clusters that a plan of the case may have.

    A rule may leave the most open; a plan has no more clusters than PCTs, and tables by count are
    to be no longer than that.
    """
    rule = case.scenario.rules.cluster_count
    least, most = (rule.national if rule else None) or (1, len(case.pcts))
    return least, max(least, min(most, len(case.pcts)))
