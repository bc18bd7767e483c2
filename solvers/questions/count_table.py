"""The best plan for every number of clusters in every SHA, and what they come to together."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import reduce

import numpy as np

from geodata.words import counted
from modelling.cache import Cache
from modelling.case import Case
from modelling.cores import cores
from modelling.rules.cluster_count import ClusterCount
from solvers.budget import Budget
from solvers.choosing import chosen_searches, groups
from solvers.combination import CountSearch, Progress
from solvers.library import SolverName

Range = tuple[int, int]


@dataclass(frozen=True, eq=False)
class Best:
    """The best score at every count k, and what no plan of k clusters can exceed.

    Both float64, indexed by k; -inf where there is no plan (known, or none at all).
    """

    scores: np.ndarray
    bounds: np.ndarray

    def proven(self, count: int) -> bool:
        """Whether the score at that count, or that there is no plan, is proven."""
        return self.impossible(count) or bool(self.bounds[count] <= self.scores[count] + 1e-8)

    def impossible(self, count: int) -> bool:
        """Whether it is proven that there is no plan of that count."""
        return bool(self.bounds[count] == -np.inf)


@dataclass(frozen=True, eq=False)
class CountTable:
    """What the best plan of every number of clusters adds to the score, block by block.

    names     of the blocks: each an SHA, or SHAs that share PCTs
    own       of each block, without the constants of the objectives
    ranges    how many clusters the scenario asks of each block; any number where it does not say
    national  how many it asks for in all
    constant  what the objectives' constants add to every score
    """

    names: tuple[str, ...]
    own: tuple[Best, ...]
    ranges: tuple[Range, ...]
    national: Range
    constant: float

    def in_all(self) -> Best:
        """Return the best whole plan at every number of clusters in all.

        The ranges of the blocks are kept, but that of a block that is the whole run.
        """
        if len(self.own) == 1:
            return _plus(self.own[0], self.constant)
        parts = [_within(best, span) for best, span in zip(self.own, self.ranges, strict=True)]
        return _plus(_together(parts), self.constant)

    def where(self, name: str) -> Best:
        """Return the best whole plan at every number of clusters in one block.

        The number in all, and those of the other blocks, are kept within what is asked for.
        """
        own = self.own[self.names.index(name)]
        return _plus(_sum(own, self.left_to_others(name)), self.constant)

    def left_to_others(self, name: str) -> Best:
        """Return what the other blocks add at best, for every number of clusters in one block."""
        at = self.names.index(name)
        others = [
            _within(best, span)
            for b, (best, span) in enumerate(zip(self.own, self.ranges, strict=True))
            if b != at
        ]
        rest = _together(others)
        counts = range(len(self.own[at].scores))
        return Best(
            np.array([_most(rest.scores, self.national, k) for k in counts]),
            np.array([_most(rest.bounds, self.national, k) for k in counts]),
        )


def count_table(
    searches: Sequence[CountSearch],
    ranges: Sequence[Range] | None = None,
    national: Range | None = None,
    constant: float = 0.0,
    budget: Budget | None = None,
    on_progress: Progress = lambda _text: None,
) -> CountTable:
    """Settle every number of clusters of every block, the blocks side by side; return the table."""
    until = budget or Budget()

    def settle_all(search: CountSearch) -> None:
        low, high = search.block.count_range
        for count in range(low, high + 1):
            if until.over or search.bounds()[count] == -np.inf:
                continue
            on_progress(f"{search.block.name}: the best {counted(count, 'cluster')}")
            search.relax(count)
            if search.relaxed(count) and not search.settled(count):
                search.settle(count)

    with ThreadPoolExecutor(cores()) as pool:
        list(pool.map(settle_all, sorted(searches, key=lambda search: -len(search.block))))
    pcts = sum(len(search.block.pcts) for search in searches)
    return CountTable(
        names=tuple(search.block.name for search in searches),
        own=tuple(Best(search.values(), search.bounds()) for search in searches),
        ranges=tuple(ranges or [(0, pcts)] * len(searches)),
        national=national or (1, pcts),
        constant=constant,
    )


def count_table_of(
    case: Case,
    solver: SolverName = "cbc",
    cache: Cache | None = None,
    budget: Budget | None = None,
    on_progress: Progress = lambda _text: None,
) -> CountTable:
    """Return the table of a scenario; balance is measured as the scenario itself measures it.

    The counts of SHAs that share PCTs stay as they are asked for. Raises `InputError` where an
    SHA has too many clusters to look at.
    """
    rule = case.scenario.rules.cluster_count
    asked = dict(rule.per_sha) if rule else {}
    joined = {sha for shas in groups(case) if len(shas) > 1 for sha in shas}
    kept = {sha: span for sha, span in asked.items() if sha in joined}
    looser = with_counts(case, ClusterCount(per_sha=kept) if kept else None)
    chosen = chosen_searches(looser, solver, budget, cache=cache, on_progress=on_progress)
    anything = (0, len(case.pcts))
    return count_table(
        [c.search for c in chosen],
        [
            anything if c.search.block.counts else asked.get(c.search.block.name, anything)
            for c in chosen
        ],
        rule.national if rule else None,
        sum(o.weight * o.constant for o in case.scenario.objectives.active()),
        budget,
        on_progress,
    )


def with_counts(case: Case, rule: ClusterCount | None) -> Case:
    """Return the case with other numbers of clusters, balance measured as before."""
    rules = case.scenario.rules.model_copy(update={"cluster_count": rule})
    scenario = case.scenario.model_copy(update={"rules": rules})
    return Case(scenario, case.geography, case.clusters_asked_for)


def _within(best: Best, span: Range) -> Best:
    """Return the same with nothing outside the range."""
    counts = np.arange(len(best.scores))
    out = (counts < span[0]) | (counts > span[1])
    return Best(np.where(out, -np.inf, best.scores), np.where(out, -np.inf, best.bounds))


def _together(parts: Sequence[Best]) -> Best:
    """Return the best sum at every total count: max over k + l = n of a_k + b_l, part by part."""
    none = np.zeros(1)
    return Best(
        reduce(_max_plus, [part.scores for part in parts], none),
        reduce(_max_plus, [part.bounds for part in parts], none),
    )


def _max_plus(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    found = np.full(len(a) + len(b) - 1, -np.inf)
    for k, value in enumerate(b):
        if value > -np.inf:
            with np.errstate(invalid="ignore"):
                found[k : k + len(a)] = np.fmax(found[k : k + len(a)], a + value)
    return found


def _most(rest: np.ndarray, national: Range, count: int) -> float:
    """Return the most of `rest` at counts that, with `count` more, are within the range."""
    low, high = max(0, national[0] - count), national[1] - count
    return float(rest[low : high + 1].max(initial=-np.inf)) if high >= 0 else -np.inf


def _sum(a: Best, b: Best) -> Best:
    """Return the sums, count by count; what is impossible with either is impossible."""
    none = (a.bounds == -np.inf) | (b.bounds == -np.inf)
    bounds = np.where(none, 0.0, a.bounds) + np.where(none, 0.0, b.bounds)
    return Best(a.scores + b.scores, np.where(none, -np.inf, bounds))


def _plus(best: Best, constant: float) -> Best:
    return Best(best.scores + constant, best.bounds + constant)
