"""`StreamedBlock`: an SHA whose candidates are too many to list, known by the best met so far."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from math import ceil, floor, inf

import numpy as np

from modelling.candidates import Candidates
from modelling.case import Case
from modelling.cores import cores
from solvers.blocks import Block, Prices
from solvers.pricing import PRICE_TOLERANCE, Offer, Pricer, worth_adding
from solvers.streaming.kernel import Terrain, sweep_from
from solvers.streaming.terrain import terrain_of, worth_of, worthless

KEPT_A_SWEEP = 20_000
"""Candidates that a sweep for prices adds to the columns, at most."""

MOST_BROUGHT_IN = 2_000_000
"""Candidates that are added when all above some gain are wanted, at most."""

ROOTS_AT_MOST = 4
"""Of what is kept in all, each lowest PCT may fill its part by so many."""

LEAST_ROOM = 1000
HAIR = 1e-9
Rows = tuple[np.ndarray, np.ndarray, np.ndarray]


class StreamedBlock(Block):
    """The candidates of one SHA as columns, of which only those that matter are held.

    Its columns are the candidates met so far; more are added at the end, so that a column keeps
    its number. A sweep visits every candidate there is, scores and prices it on the way, and adds
    the best. `visited` is how many connected sets that is.
    """

    def __init__(self, sha: str, pcts: tuple[str, ...], case: Case, visited: int) -> None:
        rule = case.scenario.rules.cluster_count
        per_sha = dict(rule.per_sha) if rule else {}
        counts = {sha: per_sha[sha]} if sha in per_sha else {}
        self.visited = visited
        self._terrain = terrain_of(pcts, case)
        self._worth = worth_of(pcts, case)
        self._residents = case.geography.residents_array(pcts)
        self._known: set[bytes] = set()
        none = np.zeros((0, self._terrain.neighbours.shape[1]), dtype=np.uint64)
        held = Candidates(sha, pcts, none, np.zeros(0, dtype=np.int64), {}, np.zeros(0))
        super().__init__(pcts, (held,), counts, _count_range(self._terrain, counts))

    def bring_in(self, prices: Prices, above: float) -> float:
        """Add every candidate that gains more than `above`; return above what gain all are held.

        That is more than `above` where there are too many.
        """
        _, above = self.sweep(prices, 2, above, MOST_BROUGHT_IN)
        return above

    def sweep(self, prices: Prices, phase: int, above: float, most: int) -> tuple[float, float]:
        """Visit every candidate; add the `most` that gain most, of those that gain over `above`.

        Returns the most that any gains (-inf where none gains more than `above`), and above what
        gain every candidate is held.
        """
        (held,) = self.parts
        fixed = prices.cluster + prices.sha.get(held.sha, 0.0)
        worth = self._worth if phase == 2 else worthless(self.pcts)
        roots = range(len(self.pcts))
        words = self._terrain.neighbours.shape[1]
        room = max(most // ROOTS_AT_MOST, min(most, LEAST_ROOM))

        def one(root: int) -> tuple[Rows, float]:
            # untouched pages of an empty array cost nothing
            rows = np.empty((room, words), np.uint64), np.empty(room), np.empty(room)
            kept, down_to = sweep_from(root, self._terrain, worth, prices.pct, fixed, above, *rows)
            masks, gains, values = (column[:kept].copy() for column in rows)
            return (masks, gains, values), down_to

        with ThreadPoolExecutor(cores()) as pool:
            found = list(pool.map(one, roots))
        masks, gains, values = map(np.concatenate, zip(*(rows for rows, _ in found), strict=True))
        down_to = max(limit for _, limit in found)
        if len(gains) > most:
            best = np.argpartition(-gains, most)[: most + 1]
            down_to = max(down_to, float(gains[best].min()))
            masks, gains, values = masks[best], gains[best], values[best]
        self._add(masks, values if phase == 2 else None)
        return float(gains.max(initial=-inf)), down_to

    def _add(self, masks: np.ndarray, values: np.ndarray | None) -> None:
        """Add candidates to the columns, those that are new."""
        fresh = []
        for i, row in enumerate(masks):
            key = row.tobytes()
            if key not in self._known:
                self._known.add(key)
                fresh.append(i)
        (held,) = self.parts
        bare = Candidates(held.sha, held.pcts, masks[fresh], np.zeros(0, dtype=np.int64))
        people = bare.sums(self._residents).astype(np.int64)
        worth = self._values(bare) if values is None else values[fresh]
        self.parts = (
            Candidates(
                held.sha,
                held.pcts,
                np.concatenate([held.masks, bare.masks]),
                np.concatenate([held.residents, people]),
                value=np.concatenate([held.value, worth]),
            ),
        )
        for derived in ("value", "starts"):
            self.__dict__.pop(derived, None)

    def _values(self, candidates: Candidates) -> np.ndarray:
        """Return what each candidate adds to the weighted score."""
        value = self._worth.each + candidates.pair_sums(self._worth.pairs)
        for group, worth in zip(self._worth.groups, self._worth.worths, strict=True):
            value += worth * np.all(candidates.masks & group == group, axis=1)
        for amounts, target, scale in zip(
            self._worth.even, self._worth.targets, self._worth.scales, strict=True
        ):
            value -= scale * np.abs(candidates.sums(amounts) - target)
        return value


class StreamedPricer(Pricer):
    """Prices the columns held; when none of them gains anything, sweeps over all candidates.

    A sweep brings in those that nearly gain as well: the next prices are close by.
    """

    def __init__(self, block: StreamedBlock) -> None:
        self._streamed = block

    def offer(self, prices: Prices, phase: int, everything: bool) -> Offer:
        """Return the columns that gain most, and after a sweep the most that any gains."""
        block = self._streamed
        if len(block) and not everything:
            gain, most = block.gain(prices, phase)
            if most > PRICE_TOLERANCE:
                return Offer(worth_adding(gain, most), None)
        swept, _ = block.sweep(prices, phase, -inf, KEPT_A_SWEEP)
        gain, held = block.gain(prices, phase)
        most = max(swept, held)
        return Offer(worth_adding(gain, most), most)


def _count_range(terrain: Terrain, counts: Mapping[str, tuple[int, int]]) -> tuple[int, int]:
    """Return the least and the most clusters that the sums over all PCTs leave."""
    bounds = list(_bounds(terrain, counts))
    return max(low for low, _ in bounds), min(high for _, high in bounds)


def _bounds(terrain: Terrain, counts: Mapping[str, tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield what every limit on a cluster's total says of the number of clusters.

    k clusters of at least m each need a total of k m or more.
    """
    n = len(terrain.residents)
    yield 1, n
    yield from counts.values()
    yield ceil(n / max(1, terrain.max_pcts)), n
    yield ceil(terrain.residents.sum() / max(1, terrain.max_residents)), n
    for amounts, least, most in zip(terrain.amounts, terrain.least, terrain.most, strict=True):
        total = float(amounts.sum())
        low = ceil(total / most - HAIR) if total > 0 and 0 < most < inf else 1
        high = floor(total / least + HAIR) if least > 0 else n
        yield low, high
