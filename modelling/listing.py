"""Lists the lawful clusters of every SHA and scores them, each list and score worked out once."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from functools import partial
from itertools import combinations
from types import MappingProxyType

import numpy as np

from geodata.problems import InputError, Problem
from modelling import bitsets
from modelling.cache import Cache
from modelling.candidates import Candidates
from modelling.case import Case
from modelling.rules.base import Search
from modelling.sameness import in_order

DEFAULT_CAP = 20_000_000
"""Most candidates of one SHA that are listed: of up to 64 PCTs, 160 MB of masks, and as much again
for its residents and for every score."""


class TooManyError(InputError):
    """An SHA has more candidates than are listed."""


Listed = Callable[[Candidates], None]


def candidates_of(
    case: Case,
    cap: int = DEFAULT_CAP,
    cache: Cache | None = None,
    on_listed: Listed | None = None,
    shas: Collection[str] | None = None,
) -> tuple[Candidates, ...]:
    """Return the lawful clusters of every SHA in the run, scored, in the order of the SHAs.

    The list before pins, and every objective's score over it, come from `cache` where it has
    them. `on_listed` is told of each SHA as it is done; `shas` names those wanted, if not all.
    Raises `TooManyError` when an SHA has more than `cap` clusters to look at, with what to tighten.
    """
    kept = cache or Cache()
    search = case.search()
    done = []
    for sha, pcts in search.pools.items():
        if shas is not None and sha not in shas:
            continue
        key = _key(sha, pcts, search, case)
        listed = _listed(sha, pcts, search, case, cap, kept, key)
        candidates = _pinned(_scored(listed, case, kept, key), case)
        done.append(candidates)
        if on_listed:
            on_listed(candidates)
    return tuple(done)


def list_candidates(
    case: Case, cap: int = DEFAULT_CAP, holding: Collection[str] | None = None
) -> tuple[Candidates, ...]:
    """Return the lawful clusters of every SHA in the run, unscored, in the order of the SHAs.

    `holding` leaves out the SHAs that none of those PCTs can belong to.
    """
    search = case.search()
    return tuple(
        _pinned(_listed(sha, pcts, search, case, cap, Cache(), ""), case)
        for sha, pcts in search.pools.items()
        if holding is None or not set(holding).isdisjoint(pcts)
    )


def connected_count(sha: str, case: Case, most: int) -> int:
    """Return how many connected sets of PCTs within the limits an SHA has, `most` + 1 if more."""
    search = case.search()
    touches, residents, limits = _ground(search.pools[sha], search, case)
    none = np.zeros((0, touches.shape[1]), dtype=np.uint64)
    return bitsets.connected_sets(touches, residents, *limits, most, none)


def scored(candidates: Candidates, case: Case) -> Candidates:
    """Return the candidates with the scores of the scenario's objectives and their weighted sum."""
    return _scored(candidates, case, Cache(), "")


def lists_key(case: Case) -> str:
    """Return a hash that is equal for cases whose lists before pins are the same, in every SHA.

    The order of what is a set in a rule does not count (see `modelling.sameness`).
    """
    rules = {
        rule.name: in_order(rule.model_dump(mode="json", exclude_none=True), f"rules.{rule.name}")
        for rule in case.scenario.rules.active()
        if rule.shapes_the_list
    }
    return Cache.key("lists", case.geography.fingerprint, case.pcts, rules)


def _key(sha: str, pcts: tuple[str, ...], search: Search, case: Case) -> str:
    """Return the hash of everything that the list before pins depends on."""
    rules = {r.name: r for r in case.scenario.rules.active() if r.shapes_the_list}
    return Cache.key(
        "candidates", case.geography.fingerprint, case.pcts, sha, pcts, search.pools, rules
    )


def _listed(
    sha: str,
    pcts: tuple[str, ...],
    search: Search,
    case: Case,
    cap: int,
    cache: Cache,
    key: str,
) -> Candidates:
    """Return the clusters that every rule but the pins allows."""

    def make() -> np.ndarray:
        candidates = _with_residents(sha, pcts, _connected(sha, pcts, search, case, cap), case)
        for rule in case.scenario.rules.active():
            if not rule.pin:
                candidates = _allowed(candidates, rule.mask(candidates, case))
        return _at_home(candidates, search.pools, case).masks

    masks = cache.array(key, make)
    if len(masks) > cap:
        raise TooManyError([_too_many(sha, len(pcts), cap, case)])
    return _with_residents(sha, pcts, masks, case)


def _scored(candidates: Candidates, case: Case, cache: Cache, key: str) -> Candidates:
    """Return the candidates with every objective's scores and their weighted sum."""
    scores: dict[str, np.ndarray] = {}
    value = np.zeros(len(candidates))
    for objective in case.scenario.objectives.active():
        if objective.weight > 0:
            same = objective.model_copy(update={"weight": 1.0})
            at = Cache.key(key, same, objective.depends_on(case))
            make = partial(objective.cluster_scores, candidates, case)
            scores[objective.name] = cache.array(at, make)
            value += objective.weight * scores[objective.name]
    c = candidates
    return Candidates(c.sha, c.pcts, c.masks, c.residents, MappingProxyType(scores), value)


def _pinned(candidates: Candidates, case: Case) -> Candidates:
    """Return the candidates that the pins allow."""
    for rule in case.scenario.rules.active():
        if rule.pin:
            candidates = _allowed(candidates, rule.mask(candidates, case))
    return candidates


def _allowed(candidates: Candidates, mask: np.ndarray | None) -> Candidates:
    return candidates if mask is None or mask.all() else candidates.take(mask)


def _with_residents(sha: str, pcts: tuple[str, ...], masks: np.ndarray, case: Case) -> Candidates:
    bare = Candidates(sha, pcts, masks, np.zeros(0, dtype=np.int64))
    people = bare.sums(case.geography.residents_array(pcts))
    return Candidates(sha, pcts, masks, people.astype(np.int64))


def _connected(sha: str, pcts: tuple[str, ...], search: Search, case: Case, cap: int) -> np.ndarray:
    """Return the masks of every connected set of the pool's PCTs within the search's limits."""
    touches, residents, limits = _ground(pcts, search, case)
    count = connected_count(sha, case, cap)
    if count > cap:
        raise TooManyError([_too_many(sha, len(pcts), cap, case)])
    masks = np.zeros((count, touches.shape[1]), dtype=np.uint64)
    bitsets.connected_sets(touches, residents, *limits, cap, masks)
    return masks


def _ground(
    pcts: tuple[str, ...], search: Search, case: Case
) -> tuple[np.ndarray, np.ndarray, tuple[int, int]]:
    """Return what the search walks on: neighbours, residents, and its limits."""
    at = {pct: b for b, pct in enumerate(pcts)}
    edges = combinations(pcts, 2) if search.graph is None else search.graph.subgraph(pcts).edges
    residents = case.geography.residents_array(pcts)
    return _relation(at, edges), residents, (search.max_pcts, search.max_residents)


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
