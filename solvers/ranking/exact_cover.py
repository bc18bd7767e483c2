"""The compiled search for exact covers: every choice of columns that holds each PCT once.

Depth first, always covering the first PCT still uncovered, so that each choice is met once; the
last column is looked up by what it must hold. The search can pause and go on, so that somebody can
look at the clock.
"""

from __future__ import annotations

import numba
import numpy as np

from modelling.bitsets import lowest_bit


@numba.njit(cache=True, nogil=True)
def covers(
    masks: np.ndarray,
    by_mask: np.ndarray,
    slack: np.ndarray,
    value: np.ndarray,
    starts: np.ndarray,
    counted: np.ndarray,
    spans: np.ndarray,
    room: float,
    least: float,
    most_steps: int,
    left: np.ndarray,
    following: np.ndarray,
    used: np.ndarray,
    picked: np.ndarray,
    at_level: np.ndarray,
    chosen: np.ndarray,
    values: np.ndarray,
) -> int:
    """Go on with the search; return how many plans were written to `chosen` and `values`.

    masks      uint64 (n, words), slack and value float64 (n,): the columns, by their first PCT
               and slack; those of PCT p are starts[p] to starts[p + 1]
    by_mask    int64 (n,): the same columns by their first PCT and mask, for the last cluster,
               which must be exactly what is left
    counted    int64 (n,): which of `spans` a column counts towards, -1 for none
    spans      int64 (shas, 2): the least and the most clusters of an SHA
    room       most that the slacks of a plan may add up to
    left       uint64 (levels, words): what is uncovered; `following`, the next to try (0: not
               begun); `used`, the slack so far; `picked`, the columns so far; `at_level`, where the
               search stands, -1 at its end
    """
    last = left.shape[0] - 1
    level, found, steps = at_level[0], 0, 0
    while level >= 0 and found < chosen.shape[0] and steps < most_steps:
        steps += 1
        first = lowest_bit(left[level])
        at, end = following[level], starts[first + 1]
        if level == last:
            if at == 0:
                at = _first_of(left[level], masks, by_mask, starts[first], end)
            j = by_mask[at] if at < end and _same(masks[by_mask[at]], left[level]) else -1
        else:
            at = max(at, starts[first])
            j = at if at < end and used[level] + slack[at] <= room else -1
        following[level] = at + 1 if j >= 0 else 0
        if j < 0:
            level -= 1
        elif level == last:
            picked[last] = j
            chosen[found] = picked
            values[found] = _worth(picked, value)
            if used[last] + slack[j] <= room and values[found] >= least:
                found += _keeps_counts(picked, counted, spans)
        elif _fits(masks[j], left[level]) and not _same(masks[j], left[level]):
            picked[level] = j
            for w in range(masks.shape[1]):
                left[level + 1, w] = left[level, w] & ~masks[j, w]
            level += 1
            used[level] = used[level - 1] + slack[j]
    at_level[0] = level
    return found


@numba.njit(cache=True, nogil=True)
def _first_of(mask: np.ndarray, masks: np.ndarray, by_mask: np.ndarray, low: int, high: int) -> int:
    """Return the first place in by_mask[low:high] whose mask is not below the given one."""
    while low < high:
        middle = (low + high) // 2
        below = False
        for w in range(mask.shape[0]):
            here = masks[by_mask[middle], w]
            if here != mask[w]:
                below = here < mask[w]
                break
        if below:
            low = middle + 1
        else:
            high = middle
    return low


@numba.njit(cache=True, nogil=True)
def _same(mask: np.ndarray, left: np.ndarray) -> bool:
    """Whether a column holds all that is left and nothing else."""
    odd = np.uint64(0)
    for w in range(mask.shape[0]):
        odd |= mask[w] ^ left[w]
    return odd == 0


@numba.njit(cache=True, nogil=True)
def _worth(chosen: np.ndarray, value: np.ndarray) -> float:
    """Return the value of the columns chosen."""
    total = 0.0
    for j in chosen:
        total += value[j]
    return total


@numba.njit(cache=True, nogil=True)
def _fits(mask: np.ndarray, left: np.ndarray) -> bool:
    """Whether a column holds nothing but PCTs that are left."""
    odd = np.uint64(0)
    for w in range(mask.shape[0]):
        odd |= mask[w] & ~left[w]
    return odd == 0


@numba.njit(cache=True, nogil=True)
def _keeps_counts(chosen: np.ndarray, counted: np.ndarray, spans: np.ndarray) -> bool:
    """Whether every SHA with a count of its own has as many clusters as it should."""
    for s in range(spans.shape[0]):
        own = 0
        for j in chosen:
            if counted[j] == s:
                own += 1
        if own < spans[s, 0] or own > spans[s, 1]:
            return False
    return True
