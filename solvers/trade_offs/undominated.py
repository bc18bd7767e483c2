"""Which of many score vectors are not beaten, and the corners and edges of a frontier of two.

A vector is beaten when another is at least as good in every score and better in one.
"""

from __future__ import annotations

import numpy as np

HAIR = 1e-9
"""Scores that differ by less are the same score, summed in another order."""


def undominated(points: np.ndarray) -> np.ndarray:
    """Return the places of the points, float64 (n, scores), that no other beats, best first.

    They follow the first score, descending. Of equal points one is kept.
    """
    order = np.lexsort([-points[:, m] for m in reversed(range(points.shape[1]))])
    if points.shape[1] == 1:
        return order[:1]
    if points.shape[1] == 2:
        second = points[order, 1]
        before = np.concatenate([[-np.inf], np.maximum.accumulate(second)[:-1]])
        return order[second > before]
    kept: list[int] = []
    left = order
    while len(left):
        kept.append(int(left[0]))
        left = left[(points[left] > points[left[0]]).any(axis=1)]
    return np.array(kept, dtype=np.int64)


def frontier_of(points: np.ndarray) -> np.ndarray:
    """Return the places of the points, float64 (n, 2), of a frontier: none better by a hair alone.

    They follow the first score, descending; each has more of the second than the one before, and
    less of the first, by more than a hair.
    """
    kept: list[int] = []
    for i in undominated(points).tolist():
        while kept and points[kept[-1], 0] <= points[i, 0] + HAIR:
            kept.pop()
        if not kept or points[i, 1] > points[kept[-1], 1] + HAIR:
            kept.append(i)
    return np.array(kept, dtype=np.int64)


def corners(frontier: np.ndarray) -> np.ndarray:
    """Return float64 (n - 1, 2): what a plan between two neighbours of a frontier must exceed."""
    return np.stack([frontier[1:, 0], frontier[:-1, 1]], axis=1)


def hull(frontier: np.ndarray) -> list[int]:
    """Return the places of the points that some weights of the two scores put above all others.

    The upper right of the convex hull (Andrew, Information Processing Letters 9 (1979)), the
    frontier given in its own order.
    """
    kept: list[int] = []
    for i in range(len(frontier)):
        while len(kept) > 1 and _turn(*frontier[[kept[-2], kept[-1], i]]) <= 0:
            kept.pop()
        kept.append(i)
    return kept


def _turn(a: np.ndarray, b: np.ndarray, c: np.ndarray) -> float:
    """Return how far b stands out from the line of a to c, positive outside."""
    return float((b[1] - a[1]) * (a[0] - c[0]) - (a[0] - b[0]) * (c[1] - a[1]))
