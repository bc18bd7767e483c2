"""`Weighing`: the blocks solved under some weights, and every block plan above a national score.

Lists and scores are kept by objective, so that other weights cost a sum and list nothing again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from modelling.candidates import Candidates
from modelling.case import Case
from solvers.blocks import Block
from solvers.budget import Budget
from solvers.combination import Combined, Progress, combine, national_counts
from solvers.counts import best_combination
from solvers.library import SolverName
from solvers.ranking.block_plans import plans_above
from solvers.search import BlockSearch
from solvers.trade_offs.undominated import HAIR

Weights = Mapping[str, float]


def weighed(block: Block, weights: Weights) -> Block:
    """Return the block with its columns valued by other weights of the objectives scored."""
    return replace(block, parts=tuple(_weighed(part, weights) for part in block.parts))


def _weighed(part: Candidates, weights: Weights) -> Candidates:
    value = np.zeros(len(part))
    for name, weight in weights.items():
        value += weight * part.scores[name]
    return replace(part, value=value)


def scores_of(block: Block, names: Sequence[str]) -> np.ndarray:
    """Return float64 (columns, objectives): what every column adds to each of the objectives."""
    by_name = [np.concatenate([part.scores[name] for part in block.parts]) for name in names]
    return np.stack(by_name, axis=1) if names else np.zeros((len(block), 0))


@dataclass(frozen=True)
class Above:
    """The plans of one block at one number of clusters that a national plan above a score needs.

    `plans` are the columns of each, `complete` whether no other plan could be needed.
    """

    block: int
    count: int
    plans: tuple[tuple[int, ...], ...]
    complete: bool


def ceiling(
    blocks: Sequence[Block], weights: Weights, case: Case, solver: SolverName, budget: Budget
) -> float:
    """Return what no national plan is worth more than, by the relaxations alone.

    It costs little where so many plans tie that to choose the best of them would cost much.
    """
    scale = sum(weights.values())
    searches = [BlockSearch(weighed(b, weights), scale, solver, budget) for b in blocks]
    while not budget.over:
        bound, counts = best_combination([s.bounds() for s in searches], *national_counts(case))
        todo = [p for p in zip(searches, counts, strict=bool(counts)) if not p[0].relaxed(p[1])]
        if not todo:
            return bound
        for search, count in todo:
            search.relax(count)
    return np.inf


class Weighing:
    """All blocks under some weights: the best national plan, and the plans close to it.

    best  the best plan found and its bound, as `solvers.combination.combine` gives them
    """

    def __init__(
        self,
        blocks: Sequence[Block],
        weights: Weights,
        case: Case,
        solver: SolverName,
        budget: Budget,
        on_progress: Progress = lambda _text: None,
    ) -> None:
        self.weights = dict(weights)
        self._budget = budget
        self._national = national_counts(case)
        scale = sum(weights.values())
        own = [weighed(block, weights) for block in blocks]
        self.searches = [BlockSearch(block, scale, solver, budget) for block in own]
        self.best: Combined = combine(self.searches, case, budget, on_progress)

    def rests(self) -> list[np.ndarray]:
        """Return by block float64 (counts,): the most that all the other blocks can add to it.

        -inf where no number of clusters of the others fits the national count.
        """
        tables = [search.bounds() for search in self.searches]
        least, most = self._national
        before = [_nothing(most)]
        for table in tables[:-1]:
            before.append(_added(before[-1], table))
        after = [_nothing(most)]
        for table in reversed(tables[1:]):
            after.insert(0, _added(after[0], table))
        return [
            np.array([_fitting(b, a, least - k, most - k) for k in range(len(table))])
            for table, b, a in zip(tables, before, after, strict=True)
        ]

    def ahead(self, blocks: Sequence[int]) -> np.ndarray:
        """Return float64 (counts,), by clusters used so far: the most that the blocks can add."""
        least, most = self._national
        table = _nothing(most)
        for block in blocks:
            table = _added(table, self.searches[block].bounds())
        spans = ((max(0, least - used), most - used + 1) for used in range(most + 1))
        return np.array([table[low:high].max(initial=-np.inf) for low, high in spans])

    def above(self, least: float, most_plans: int) -> Iterator[Above]:
        """Yield the plans of every block and count that a plan worth `least` or more could use."""
        self.relax_above(least)
        rests = self.rests()
        for b, (search, rest) in enumerate(zip(self.searches, rests, strict=True)):
            for count in _reaching(search.bounds() + rest, least):
                if self._budget.over or not search.relaxed(count):
                    yield Above(b, count, (), False)
                    continue
                own = least - rest[count]
                relaxation = search.relaxation(count)
                listed = plans_above(search.block, relaxation, count, own, most_plans, self._budget)
                plans = tuple(columns for columns, _ in listed.plans)
                yield Above(b, count, plans, listed.complete)

    def relax_above(self, least: float) -> None:
        """Bound by itself every count that could be in a plan worth `least` or more."""
        while not self._budget.over:
            rests = self.rests()
            todo = [
                (search, count)
                for search, rest in zip(self.searches, rests, strict=True)
                for count in _reaching(search.bounds() + rest, least)
                if not search.relaxed(count)
            ]
            if not todo:
                return
            for search, count in todo:
                if not self._budget.over:
                    search.relax(count)


def _reaching(values: np.ndarray, least: float) -> list[int]:
    return [int(k) for k in np.flatnonzero(values >= least - HAIR)]


def _nothing(most: int) -> np.ndarray:
    """Return what no block at all adds, by the number of clusters: 0 for none."""
    table = np.full(most + 1, -np.inf)
    table[0] = 0.0
    return table


def _added(sums: np.ndarray, table: np.ndarray) -> np.ndarray:
    """Return the most that the blocks so far and one more can add, by the number of clusters."""
    out = np.full(len(sums), -np.inf)
    for count in np.flatnonzero(table[: len(sums)] > -np.inf).tolist():
        with np.errstate(invalid="ignore"):
            offered = sums[: len(sums) - count] + table[count]
        out[count:] = np.fmax(out[count:], offered)  # impossible + unbounded is nan
    return out


def _fitting(before: np.ndarray, after: np.ndarray, least: int, most: int) -> float:
    """Return the most of before[i] + after[j] with least <= i + j <= most."""
    best = -np.inf
    for i in np.flatnonzero(before > -np.inf).tolist():
        window = after[max(0, least - i) : max(0, most - i + 1)]
        if len(window):
            best = max(best, float(before[i] + window.max()))
    return best
