"""The compiled search that visits every connected set, scores it on the way, and keeps the best.

The search is that of `modelling.bitsets.connected_sets` (ESU of Wernicke 2006). A set's score and
price are its parent's and what one PCT adds, so a visit costs as many additions as the set has
PCTs. Whether a set is lawful is asked only where it gains enough to be kept.
"""

from __future__ import annotations

from typing import NamedTuple

import numba
import numpy as np

from modelling.bitsets import WORD, grow_by, lowest_bit, start_at

_ONE = np.uint64(1)


class Terrain(NamedTuple):
    """What the search walks on, and what makes a set lawful; n PCTs in w words.

    neighbours     uint64 (n, w): for each PCT, those it touches
    residents      int64 (n,)
    max_pcts       most PCTs of a set
    max_residents  most residents of a set
    amounts        float64 (t, n); least <= Σ amounts <= most for every set
    least, most    float64 (t,)
    apart          uint64 (n, w): for each PCT, those it is never with
    together       uint64 (n, w): for each PCT, those it is never without
    groups         uint64 (g, w): the PCTs of each group
    outside        bool (g,): whether a group has PCTs beyond these
    ends           int64 (c,): where the groups that each count is of end; it starts where the
                   one before ends
    split          bool (c,): whether the groups that a set holds whole do not count
    fewest, fullest  float64 (c,); fewest <= groups that a set meets <= fullest for every set
    """

    neighbours: np.ndarray
    residents: np.ndarray
    max_pcts: int
    max_residents: int
    amounts: np.ndarray
    least: np.ndarray
    most: np.ndarray
    apart: np.ndarray
    together: np.ndarray
    groups: np.ndarray
    outside: np.ndarray
    ends: np.ndarray
    split: np.ndarray
    fewest: np.ndarray
    fullest: np.ndarray


class Worth(NamedTuple):
    """What a set S is worth.

    each + Σ_{i,j∈S} pairs_ij - Σ_d scales_d |Σ_{i∈S} even_di - targets_d| + Σ_{g⊆S} worths_g

    pairs   float64 (n, n), symmetric
    even    float64 (d, n);  targets, scales  float64 (d,)
    groups  uint64 (g, w): the PCTs of each group g;  worths  float64 (g,)
    """

    pairs: np.ndarray
    even: np.ndarray
    targets: np.ndarray
    scales: np.ndarray
    groups: np.ndarray
    worths: np.ndarray
    each: float


@numba.njit(cache=True, nogil=True)
def _lawful(chosen: np.ndarray, members: np.ndarray, size: int, terrain: Terrain) -> bool:
    """Whether the set is lawful, beyond being connected and within the search's limits."""
    for k in range(size):
        b = members[k]
        for w in range(chosen.shape[0]):
            if chosen[w] & terrain.apart[b, w] or terrain.together[b, w] & ~chosen[w]:
                return False
    for t in range(terrain.amounts.shape[0]):
        total = 0.0
        for k in range(size):
            total += terrain.amounts[t, members[k]]
        if total < terrain.least[t] or total > terrain.most[t]:
            return False
    return _counts_groups(chosen, terrain)


@numba.njit(cache=True, nogil=True)
def _counts_groups(chosen: np.ndarray, terrain: Terrain) -> bool:
    """Whether the set meets as many groups as every count of them allows."""
    first = 0
    for c in range(terrain.ends.shape[0]):
        counted = 0
        for g in range(first, terrain.ends[c]):
            met, left = False, terrain.outside[g]
            for w in range(chosen.shape[0]):
                met |= (chosen[w] & terrain.groups[g, w]) != 0
                left |= (terrain.groups[g, w] & ~chosen[w]) != 0
            counted += met and (left or not terrain.split[c])
        if counted < terrain.fewest[c] or counted > terrain.fullest[c]:
            return False
        first = terrain.ends[c]
    return True


@numba.njit(cache=True, nogil=True)
def _value(
    level: int, chosen: np.ndarray, pair: np.ndarray, even: np.ndarray, worth: Worth
) -> float:
    """Return what the set at that level of the search is worth, given the sums on the way."""
    value = worth.each + pair[level]
    for d in range(worth.even.shape[0]):
        value -= worth.scales[d] * abs(even[level, d] - worth.targets[d])
    for g in range(worth.groups.shape[0]):
        missing = np.uint64(0)
        for w in range(chosen.shape[1]):
            missing |= worth.groups[g, w] & ~chosen[level, w]
        if missing == 0:
            value += worth.worths[g]
    return value


@numba.njit(cache=True, nogil=True)
def _keep_the_best(masks: np.ndarray, gains: np.ndarray, values: np.ndarray) -> int:
    """Move the better half of the rows to the front; return how many these are."""
    order = np.argsort(-gains)
    half = gains.shape[0] // 2
    kept_masks, kept_values = masks[order[:half]].copy(), values[order[:half]].copy()
    kept_gains = gains[order[:half]].copy()
    masks[:half], gains[:half], values[:half] = kept_masks, kept_gains, kept_values
    return half


@numba.njit(cache=True, nogil=True)
def sweep_from(
    root: int,
    terrain: Terrain,
    worth: Worth,
    price: np.ndarray,
    fixed: float,
    above: float,
    masks: np.ndarray,
    gains: np.ndarray,
    values: np.ndarray,
) -> tuple[int, float]:
    """Visit every set whose lowest PCT is `root`; return how many are kept, and above what.

    Kept are the lawful sets whose gain, worth - Σ price - fixed, is more than `above`: their rows
    in `masks`, `gains` and `values` (worth). Where these run full, the lesser half is dropped and
    `above` rises; every lawful set that gains more than the `above` returned is kept.
    """
    n, words = terrain.neighbours.shape
    depth = min(terrain.max_pcts, n)
    chosen = np.zeros((depth + 1, words), np.uint64)
    frontier = np.zeros((depth + 1, words), np.uint64)
    seen = np.zeros((depth + 1, words), np.uint64)
    members = np.zeros(depth + 1, np.int64)
    people = np.zeros(depth + 1, np.int64)
    pair = np.zeros(depth + 1)
    priced = np.zeros(depth + 1)
    even = np.zeros((depth + 1, worth.even.shape[0]))
    kept = 0
    if terrain.residents[root] > terrain.max_residents:
        return kept, above
    start_at(root, terrain.neighbours[root], chosen[0], frontier[0], seen[0])
    members[0], people[0], priced[0] = root, terrain.residents[root], price[root]
    pair[0] = worth.pairs[root, root]
    even[0] = worth.even[:, root]
    level, new = 0, True
    while level >= 0:
        if new:
            value = _value(level, chosen, pair, even, worth)
            gain = value - priced[level] - fixed
            if gain > above and _lawful(chosen[level], members, level + 1, terrain):
                if kept == gains.shape[0]:
                    kept = _keep_the_best(masks, gains, values)
                    above = gains[kept - 1]
                if gain > above:
                    masks[kept], gains[kept], values[kept] = chosen[level], gain, value
                    kept += 1
        new = False
        b = lowest_bit(frontier[level]) if level + 1 < depth else -1
        if b < 0:
            level -= 1
            continue
        frontier[level, b // WORD] &= ~(_ONE << np.uint64(b % WORD))
        people[level + 1] = people[level] + terrain.residents[b]
        if people[level + 1] <= terrain.max_residents:
            grow_by(b, level, terrain.neighbours[b], chosen, frontier, seen)
            added = 0.5 * worth.pairs[b, b]
            for k in range(level + 1):
                added += worth.pairs[b, members[k]]
            pair[level + 1] = pair[level] + 2.0 * added
            priced[level + 1] = priced[level] + price[b]
            for d in range(worth.even.shape[0]):
                even[level + 1, d] = even[level, d] + worth.even[d, b]
            level += 1
            members[level] = b
            new = True
    return kept, above
