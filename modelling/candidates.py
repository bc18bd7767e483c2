"""`Candidates`: every cluster of an SHA that can lawfully exist, with its scores."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations
from types import MappingProxyType

import numpy as np

from geodata.problems import InputError, Problem
from modelling import bitsets
from modelling.case import Case
from modelling.rules.base import Search

DEFAULT_CAP = 50_000_000
"""Most candidates of one SHA that are listed: 400 MB of masks, and as much for every score."""


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
        return bitsets.sums(self.masks, bitsets.byte_tables(np.asarray(values, dtype=float)))

    def pair_sums(self, matrix: np.ndarray) -> np.ndarray:
        """Return float64 (n,): Σ_{i∈S} Σ_{j∈S} of a symmetric `matrix` (pcts, pcts)."""
        return bitsets.pair_sums(self.masks, np.ascontiguousarray(matrix, dtype=float))

    def membership(self, at: np.ndarray | slice = slice(None)) -> np.ndarray:
        """Return bool (k, pcts): which PCTs the candidates at those positions hold."""
        return bitsets.unpack(self.masks[at], len(self.pcts))

    def members(self, i: int) -> tuple[str, ...]:
        """Return the PCT codes of candidate `i`."""
        row = self.membership(np.array([i]))[0]
        return tuple(p for p, held in zip(self.pcts, row, strict=True) if held)

    def take(self, at: np.ndarray) -> Candidates:
        """Return the candidates at those positions (or where a bool array is true)."""
        scores = {name: column[at] for name, column in self.scores.items()}
        value = self.value[at] if len(self.value) else self.value
        return Candidates(self.sha, self.pcts, self.masks[at], self.residents[at], scores, value)

    @cached_property
    def sizes(self) -> np.ndarray:
        """PCTs of each candidate, int64 (n,)."""
        return self.sums(np.ones(len(self.pcts))).astype(np.int64)


def list_candidates(
    case: Case,
    cap: int = DEFAULT_CAP,
    on_listed: Callable[[Candidates], None] | None = None,
) -> tuple[Candidates, ...]:
    """Return the lawful clusters of every SHA in the run, unscored, in the order of the SHAs.

    `on_listed` is told of each as it is done. Raises `InputError` when an SHA has more than
    `cap` clusters to look at, with what to tighten.
    """
    search = case.search()
    rules = tuple(case.scenario.rules.active())
    listed = []
    for sha, pcts in search.pools.items():
        candidates = _connected(sha, pcts, search, case, cap)
        for rule in rules:
            allowed = rule.mask(candidates, case)
            if allowed is not None and not allowed.all():
                candidates = candidates.take(allowed)
        candidates = _at_home(candidates, search.pools, case)
        listed.append(candidates)
        if on_listed:
            on_listed(candidates)
    return tuple(listed)


def scored(candidates: Candidates, case: Case) -> Candidates:
    """Return the candidates with the scores of the scenario's objectives and their weighted sum."""
    scores: dict[str, np.ndarray] = {}
    value = np.zeros(len(candidates))
    for objective in case.scenario.objectives.active():
        if objective.weight > 0:
            scores[objective.name] = objective.cluster_scores(candidates, case)
            value += objective.weight * scores[objective.name]
    c = candidates
    return Candidates(c.sha, c.pcts, c.masks, c.residents, MappingProxyType(scores), value)


def _connected(sha: str, pcts: tuple[str, ...], search: Search, case: Case, cap: int) -> Candidates:
    """Return every connected set of the pool's PCTs within the limits of the search."""
    at = {pct: b for b, pct in enumerate(pcts)}
    edges = combinations(pcts, 2) if search.graph is None else search.graph.subgraph(pcts).edges
    touches = _relation(at, edges)
    apart = _relation(at, (pair for pair in search.apart if pair <= at.keys()))
    residents = case.geography.residents_array(pcts)
    limits = (search.max_pcts, search.max_residents, cap)
    none = np.zeros((0, touches.shape[1]), dtype=np.uint64)
    count = bitsets.connected_sets(touches, apart, residents, *limits, none)
    if count > cap:
        raise InputError([_too_many(sha, len(pcts), cap, case)])
    masks = np.zeros((count, touches.shape[1]), dtype=np.uint64)
    bitsets.connected_sets(touches, apart, residents, *limits, masks)
    people = bitsets.sums(masks, bitsets.byte_tables(residents.astype(float)))
    return Candidates(sha, pcts, masks, people.astype(np.int64))


def _relation(at: Mapping[str, int], pairs: Iterable[Iterable[str]]) -> np.ndarray:
    """Return masks, uint64 (pcts, words): for each PCT those it is paired with."""
    related = np.zeros((len(at), len(at)), dtype=bool)
    for a, b in pairs:
        related[at[a], at[b]] = related[at[b], at[a]] = True
    return bitsets.pack(related)


def _at_home(
    candidates: Candidates, pools: Mapping[str, tuple[str, ...]], case: Case
) -> Candidates:
    """Return the candidates without those that count for another SHA.

    A set made only of PCTs that are offered to a second SHA lies in both pools; it counts for
    the SHA where most of its residents live (the first by name if equal).
    """
    rivals = {s: set(p) & set(candidates.pcts) for s, p in pools.items() if s != candidates.sha}
    keep = np.ones(len(candidates), dtype=bool)
    for shared in filter(None, rivals.values()):
        outside = np.array([float(p not in shared) for p in candidates.pcts])
        for i in np.flatnonzero(candidates.sums(outside) == 0):
            members = set(candidates.members(int(i)))
            lawful = [s for s, p in pools.items() if members <= set(p)]
            keep[i] &= candidates.sha == min(lawful, key=lambda s: (-_at(s, members, case), s))
    return candidates if keep.all() else candidates.take(keep)


def _at(sha: str, pcts: Iterable[str], case: Case) -> int:
    """Return how many residents of the PCTs live in the SHA."""
    home, people = case.geography.sha_of, case.geography.residents
    return sum(people[p] for p in pcts if home[p] == sha)


def _too_many(sha: str, pool: int, cap: int, case: Case) -> Problem:
    message = f"{sha} ({pool} PCTs) has more than {cap:,} clusters to look at"
    remedy = (
        "tighten size: max or population: max, add contiguity or sha_boundaries, "
        "or restrict the run with shas"
    )
    return case.scenario.problem(("rules",), message, remedy)
