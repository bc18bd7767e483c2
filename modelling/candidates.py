"""`Candidates`: every cluster of an SHA that can lawfully exist, with its scores."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from modelling import bitsets


@dataclass(frozen=True, eq=False)
class Candidates:
    """The lawful clusters of one SHA.

    sha        the SHA that the clusters count for
    pcts       codes of the pool; bit b of a mask is pcts[b]
    masks      uint64 (n, words), one row a candidate
    residents  int64 (n,)
    scores     by objective: float64 (n,), what the candidate adds to the score
    value      float64 (n,): the weighted sum of the scores
    """

    sha: str
    pcts: tuple[str, ...]
    masks: np.ndarray
    residents: np.ndarray
    scores: Mapping[str, np.ndarray] = field(default_factory=dict)
    value: np.ndarray = field(default_factory=lambda: np.zeros(0))

    def __len__(self) -> int:
        return len(self.masks)

    def sums(self, values: np.ndarray) -> np.ndarray:
        """Return float64 (n,): the sum over each candidate's PCTs of `values` (pcts,)."""
        tables = bitsets.byte_tables(np.asarray(values, dtype=float))
        return bitsets.side_by_side(bitsets.sums, self.masks, tables)

    def pair_sums(self, matrix: np.ndarray) -> np.ndarray:
        """Return float64 (n,): Σ_{i∈S} Σ_{j∈S} of a symmetric `matrix` (pcts, pcts)."""
        whole = np.ascontiguousarray(matrix, dtype=float)
        return bitsets.side_by_side(bitsets.pair_sums, self.masks, whole)

    def meets(self, pcts: Collection[str]) -> np.ndarray:
        """Return bool (n,): whether each candidate holds any of these PCTs."""
        return np.any(self.masks & self._mask(pcts), axis=1)

    def holds(self, pcts: Collection[str]) -> np.ndarray:
        """Return bool (n,): whether each candidate holds all of these PCTs."""
        if not set(pcts) <= set(self.pcts):
            return np.zeros(len(self), dtype=bool)
        mask = self._mask(pcts)
        return np.all(self.masks & mask == mask, axis=1)

    def membership(self, at: np.ndarray | slice = slice(None)) -> np.ndarray:
        """Return bool (k, pcts): which PCTs the candidates at those positions hold."""
        return bitsets.unpack(self.masks[at], len(self.pcts))

    def members(self, i: int) -> tuple[str, ...]:
        """Return the PCT codes of candidate `i`."""
        row = self.membership(np.array([i]))[0]
        return tuple(p for p, held in zip(self.pcts, row, strict=True) if held)

    def take(self, at: np.ndarray) -> Candidates:
        """Return the candidates at those positions (or where a bool array is true)."""
        at = np.flatnonzero(at) if at.dtype == bool else at
        scores = {name: column[at] for name, column in self.scores.items()}
        value = self.value[at] if len(self.value) else self.value
        return Candidates(self.sha, self.pcts, self.masks[at], self.residents[at], scores, value)

    @cached_property
    def sizes(self) -> np.ndarray:
        """PCTs of each candidate, int64 (n,)."""
        return self.sums(np.ones(len(self.pcts))).astype(np.int64)

    def _mask(self, pcts: Collection[str]) -> np.ndarray:
        """Return uint64 (words,): those of the PCTs that are in the pool."""
        return bitsets.pack(np.array([[p in pcts for p in self.pcts]], dtype=bool))[0]
