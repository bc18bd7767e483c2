"""Combines the blocks: which SHA gets how many clusters, by dynamic programming.

Only the national count couples the blocks. For any bounds (or values) by block and count, the
best combination is a knapsack over the count, one block at a time.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np


def best_combination(
    tables: Sequence[np.ndarray], least: int, most: int
) -> tuple[float, tuple[int, ...]]:
    """Return max Σ_b tables[b][k_b] with least <= Σ_b k_b <= most, and the counts k_b.

    tables[b] is float64 (K_b + 1,), -inf where a count is impossible. The value is -inf, and
    the counts are (), where no combination is possible.
    """
    best = np.zeros(1)
    taken: list[np.ndarray] = []
    for table in tables:
        reach = min(len(best) + len(table) - 2, most)
        ahead = np.full(reach + 1, -np.inf)
        choice = np.zeros(reach + 1, dtype=np.int64)
        for k, value in enumerate(table[: reach + 1]):
            if value == -np.inf:
                continue
            span = min(len(best), reach + 1 - k)
            with np.errstate(invalid="ignore"):
                offered = best[:span] + value  # impossible + unbounded is nan: never better
            better = offered > ahead[k : k + span]
            ahead[k : k + span][better] = offered[better]
            choice[k : k + span][better] = k
        best = ahead
        taken.append(choice)
    window = best[least : most + 1]
    if not len(window) or window.max() == -np.inf:
        return -np.inf, ()
    total = least + int(np.argmax(window))
    value = float(best[total])
    counts = []
    for choice in reversed(taken):
        counts.append(int(choice[total]))
        total -= counts[-1]
    return value, tuple(reversed(counts))
