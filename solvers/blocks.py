"""`Block`: SHAs that must be solved together because they share PCTs; as a rule, one SHA."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from modelling import bitsets
from modelling.candidates import Candidates
from modelling.case import Case
from solvers.grouping import sharing


@dataclass(frozen=True)
class Prices:
    """Dual prices of a block's linear program.

    pct       float64 (pcts,): the price of covering each PCT
    cluster   the price of one more cluster
    sha       by SHA with a count of its own: the price of one more cluster there
    """

    pct: np.ndarray
    cluster: float
    sha: Mapping[str, float]


@dataclass(eq=False)
class Block:
    """The candidates of one or more SHAs that share PCTs, as columns of one problem.

    It is not to be written to; only a block whose columns are not all held adds some by itself
    (`solvers.streaming.StreamedBlock`), at the end, so that a column keeps its number.

    pcts         codes of all its PCTs, in order
    parts        the candidates of each SHA; column j counts through them in turn
    counts       by SHA: the least and the most clusters, where the scenario says so
    count_range  the least and the most clusters that the block could have, (1, 0) if none
    """

    pcts: tuple[str, ...]
    parts: tuple[Candidates, ...]
    counts: Mapping[str, tuple[int, int]]
    count_range: tuple[int, int]

    @property
    def name(self) -> str:
        """The SHAs of the block."""
        return " + ".join(part.sha for part in self.parts)

    def __len__(self) -> int:
        return sum(map(len, self.parts))

    @cached_property
    def value(self) -> np.ndarray:
        """Weighted score of every column, float64 (columns,)."""
        return np.concatenate([part.value for part in self.parts])

    @cached_property
    def starts(self) -> np.ndarray:
        """First column of each part, and one past the last."""
        return np.cumsum([0, *map(len, self.parts)])

    @property
    def shas(self) -> tuple[str, ...]:
        """The SHA of each part."""
        return tuple(part.sha for part in self.parts)

    def gain(self, prices: Prices, phase: int = 2) -> tuple[np.ndarray, float]:
        """Return float64 (columns,), by how much each column's value exceeds its price; the most.

        In phase 1 every value is 0. The most is at least 0.
        """
        found = []
        for part in self.parts:
            tables = bitsets.byte_tables(self._own(prices, part))
            fixed = prices.cluster + prices.sha.get(part.sha, 0.0)
            value = part.value if phase == 2 else np.zeros(len(part))
            found.append(bitsets.gains(part.masks, value, tables, fixed))
        most = max(0.0, *(most for _, most in found))
        gain = found[0][0] if len(found) == 1 else np.concatenate([g for g, _ in found])
        return gain, most

    def take(self, columns: np.ndarray) -> Block:
        """Return the block with those of its columns alone, given in rising order."""
        split = np.searchsorted(columns, self.starts)
        parts = tuple(
            part.take(columns[low:high] - start)
            for part, start, low, high in zip(
                self.parts, self.starts[:-1], split[:-1], split[1:], strict=True
            )
        )
        return Block(self.pcts, parts, self.counts, self.count_range)

    def bring_in(self, prices: Prices, above: float) -> float:
        """Hold every column that gains more than `above`; return above what gain all are held.

        Here all are held at all times.
        """
        return -np.inf

    def price(self, prices: Prices) -> np.ndarray:
        """Return float64 (columns,): Σ_{i∈S} price_i + the price of a cluster, for each column."""
        asked = []
        for part in self.parts:
            own = part.sums(self._own(prices, part))
            asked.append(own + prices.cluster + prices.sha.get(part.sha, 0.0))
        return np.concatenate(asked) if len(asked) > 1 else asked[0]

    def _own(self, prices: Prices, part: Candidates) -> np.ndarray:
        """Return the prices of a part's PCTs, in its order."""
        at = {pct: i for i, pct in enumerate(self.pcts)}
        return prices.pct[[at[p] for p in part.pcts]]

    def rows(self, columns: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return bool (k, pcts), which PCTs the columns hold, and int64 (k,), of which part."""
        part_of = np.searchsorted(self.starts, columns, side="right") - 1
        held = np.zeros((len(columns), len(self.pcts)), dtype=bool)
        for k in np.unique(part_of):
            part, here = self.parts[k], part_of == k
            at = [self.pcts.index(p) for p in part.pcts]
            held[np.ix_(here, at)] = part.membership(columns[here] - self.starts[k])
        return held, part_of

    def masks(self, columns: Sequence[int] | np.ndarray) -> np.ndarray:
        """Return the masks of columns of a block of one part, uint64 (k, words)."""
        (part,) = self.parts
        return part.masks[np.asarray(columns, dtype=np.int64)]

    def find(self, masks: np.ndarray) -> np.ndarray:
        """Return the columns of a block of one part that have those masks, where there are."""
        (part,) = self.parts
        at = bitsets.find(part.masks, masks)
        return at[at >= 0]

    def members(self, columns: Sequence[int] | np.ndarray) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Yield the SHA and the PCT codes of each of the columns."""
        for j in columns:
            k = int(np.searchsorted(self.starts, j, side="right")) - 1
            yield self.parts[k].sha, self.parts[k].members(int(j) - int(self.starts[k]))


def make_blocks(listed: Sequence[Candidates], case: Case) -> tuple[Block, ...]:
    """Return the blocks: SHAs are joined where one's PCT is offered to the other."""
    rule = case.scenario.rules.cluster_count
    per_sha = dict(rule.per_sha) if rule else {}
    blocks = []
    for together in sharing({k: part.pcts for k, part in enumerate(listed)}):
        parts = tuple(listed[k] for k in together)
        pcts = tuple(sorted({p for part in parts for p in part.pcts}))
        counts = {part.sha: per_sha[part.sha] for part in parts if part.sha in per_sha}
        residents = case.geography.residents_array(pcts)
        blocks.append(Block(pcts, parts, counts, _count_range(parts, counts, residents)))
    return tuple(blocks)


def _count_range(
    parts: Sequence[Candidates], counts: Mapping[str, tuple[int, int]], residents: np.ndarray
) -> tuple[int, int]:
    """Return what the SHAs' own counts, and the largest and smallest candidates, leave."""
    if not any(map(len, parts)):
        return 1, 0
    least = max(1, sum(low for low, _ in counts.values()))
    most = len(residents)
    if all(part.sha in counts for part in parts):
        most = min(most, sum(high for _, high in counts.values()))
    sizes = np.concatenate([part.sizes for part in parts])
    people = np.concatenate([part.residents for part in parts])
    for whole, held in ((len(residents), sizes), (int(residents.sum()), people)):
        least = max(least, -(-whole // max(1, int(held.max()))))
        if held.min() > 0:
            most = min(most, whole // int(held.min()))
    return least, most
