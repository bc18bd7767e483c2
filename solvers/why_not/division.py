"""Whether, and into how many lawful clusters, PCTs can be divided: lists, bounds and counts."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Protocol

import numpy as np

from modelling import bitsets
from modelling.candidates import Candidates
from modelling.case import Case
from solvers.blocks import Block, make_blocks
from solvers.budget import Budget
from solvers.counts import best_combination
from solvers.relaxation import bound_at
from solvers.search import BlockSearch

UNKNOWN, YES, NO, OPEN = 0, 1, 2, 3
"""What is known of a number of clusters; OPEN: it was tried and could not be settled in time."""

WISHES = {YES: 0.0, UNKNOWN: -1.0, OPEN: -1000.0, NO: -np.inf}


class Numbers:
    """Into which numbers of clusters a block can be divided, settled as they are asked for."""

    def __init__(self, block: Block, budget: Budget) -> None:
        self.block = block
        self._search = BlockSearch(block, 2.0 * len(block.pcts) ** 2, "highs", budget)
        low, high = block.count_range
        self.known = np.full(len(block.pcts) + 1, NO)
        self.known[low : high + 1] = UNKNOWN
        self.size = len(block.pcts)
        self.shas = block.shas

    def settle(self, count: int) -> None:
        """Find out about that number, and what its proof says of others."""
        search = self._search
        search.relax(count)
        if not search.relaxed(count):
            self.known[count] = OPEN
            return
        proof = search.relaxation(count)
        if proof.bound == -np.inf:
            for k in range(1, len(self.known)):
                if bound_at(self.block, proof.prices, proof.most_gain, k) < -1e-7:
                    self.known[k] = NO
            self.known[count] = NO
            return
        if search.values()[count] == -np.inf:
            search.settle(count)
        if search.values()[count] > -np.inf:
            self.known[count] = YES
        else:
            self.known[count] = NO if search.settled(count) else OPEN


class Counted(Protocol):
    """Anything that finds out into how many clusters its PCTs can be divided."""

    size: int
    shas: tuple[str, ...]
    known: np.ndarray

    def settle(self, count: int) -> None:
        """Find out about that number."""


def end_of(numbers: Counted, most: bool) -> int | None:
    """Return the most (or the least) clusters possible, None where there are none or not known."""
    while True:
        left = np.flatnonzero(numbers.known != NO)
        if not len(left):
            return None
        end = int(left[-1 if most else 0])
        if numbers.known[end] != UNKNOWN:
            return end if numbers.known[end] == YES else None
        numbers.settle(end)


def divides(blocks: Sequence[Counted], national: tuple[int, int], budget: Budget) -> bool | None:
    """Return whether all blocks can be divided into as many clusters as that together.

    None where that could not be settled.
    """
    people = [numbers.size for numbers in blocks]
    whole = max(1, sum(people))
    aim = min(max(whole / 3, national[0]), national[1])
    while not budget.over:
        wishes = [_wishes(n, aim * n.size / whole, n.size / whole) for n in blocks]
        _, counts = best_combination(wishes, *national)
        if not counts:
            return False
        pairs = list(zip(blocks, counts, strict=True))
        unknown = [(numbers, k) for numbers, k in pairs if numbers.known[k] == UNKNOWN]
        for numbers, k in unknown:
            numbers.settle(k)
        if not unknown:
            return True if all(numbers.known[k] == YES for numbers, k in pairs) else None
    return None


def _wishes(numbers: Counted, share: float, weight: float) -> np.ndarray:
    """Return how gladly each number is taken: known ones, then those of few PCTs and a fair share.

    `weight` is the share of all PCTs, and `share` what it makes of the clusters.
    """
    wishes = np.array([WISHES[int(k)] for k in numbers.known])
    far = np.abs(np.arange(len(wishes)) - share) / (1 + len(wishes))
    return np.where(numbers.known == UNKNOWN, wishes - weight - 0.1 * far, wishes)


def numbers_of(listed: Iterable[Candidates], case: Case, budget: Budget) -> tuple[Numbers, ...]:
    """Return the blocks that the lists make, with what to settle their numbers by."""
    blocks = make_blocks([_valued(part, case) for part in listed], case)
    return tuple(Numbers(block, budget) for block in blocks)


def _valued(candidates: Candidates, case: Case) -> Candidates:
    """Return the candidates with a value that makes plans differ: any would do.

    Pairs of neighbours weigh at random, always the same: relaxations are then nearly whole.
    """
    graph = case.graph(("land", "water_or_gap", "ferry", "bridge", "point_touch"))
    weights = np.zeros((len(candidates.pcts), len(candidates.pcts)))
    random = np.random.default_rng(len(candidates.pcts))
    at = {p: i for i, p in enumerate(candidates.pcts)}
    for a, b in sorted(tuple(sorted(e)) for e in graph.subgraph(candidates.pcts).edges):
        weights[at[a], at[b]] = weights[at[b], at[a]] = random.uniform(0.5, 1.0)
    return replace(candidates, value=candidates.pair_sums(weights))


def projected(
    listed: Iterable[Candidates], needed: Collection[str], case: Case
) -> Iterator[Candidates]:
    """Yield the candidates as to `needed` alone: what of it each holds, every such set once.

    What can be divided into these can be held by clusters that may share other PCTs.
    """
    for part in listed:
        at = [i for i, p in enumerate(part.pcts) if p in needed]
        if not at:
            continue
        pcts = tuple(part.pcts[i] for i in at)
        masks = _projected(part, at)
        bare = Candidates(part.sha, pcts, masks, np.zeros(0, dtype=np.int64))
        people = bare.sums(case.geography.residents_array(pcts)).astype(np.int64)
        yield Candidates(part.sha, pcts, masks, people)


def _projected(part: Candidates, at: list[int]) -> np.ndarray:
    """Return what the candidates hold of the PCTs at those places, as masks of these alone."""
    wanted = np.zeros((1, len(part.pcts)), dtype=bool)
    wanted[0, at] = True
    held = part.masks & bitsets.pack(wanted)
    # one word is sorted many times as fast as a row of them
    once = np.unique(held[:, 0])[:, None] if held.shape[1] == 1 else np.unique(held, axis=0)
    rows = bitsets.unpack(once[once.any(axis=1)], len(part.pcts))
    return bitsets.pack(rows[:, at])
