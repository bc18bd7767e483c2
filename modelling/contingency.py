"""Two groupings of the same PCTs crossed, and what the crossing says of how far they agree."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.optimize import linear_sum_assignment

from modelling.plan import Plan

NOWHERE = -1
"""The label of a PCT that a plan has in no cluster."""


def labels(plans: Sequence[Plan], pcts: Sequence[str]) -> np.ndarray:
    """Return the number of each PCT's cluster in each plan, int64 (plans, n), in order of `pcts`.

    The clusters of a plan are numbered from 0; a PCT in none has `NOWHERE`.
    """
    found = np.full((len(plans), len(pcts)), NOWHERE, dtype=np.int64)
    for row, plan in zip(found, plans, strict=True):
        members = enumerate(plan.clusters.values())
        cluster = {pct: number for number, held in members for pct in held}
        row[:] = [cluster.get(pct, NOWHERE) for pct in pcts]
    return found


def crossed(a: np.ndarray, b: np.ndarray, weights: np.ndarray | None = None) -> np.ndarray:
    """Return how many PCTs, or how much weight, each pair of clusters has in common.

    `a` and `b` are labels int64 (n,) from 0; the table is (clusters of a, clusters of b), int64,
    or float64 with `weights` (n,).
    """
    if not a.size:
        return np.zeros((0, 0), dtype=np.int64)
    rows, columns = int(a.max()) + 1, int(b.max()) + 1
    return np.bincount(a * columns + b, weights, rows * columns).reshape(rows, columns)


def in_common(table: np.ndarray) -> int:
    """Return how many clusters have the very same PCTs in both, of a table of counts."""
    alone = (table == table.sum(1)[:, None]) & (table == table.sum(0))
    return int((alone & (table > 0)).sum())


def continued(counts: np.ndarray, residents: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return which clusters continue which, rows and columns int64 (m,), of tables of both.

    The matching maximises the PCTs that stay, Σ counts over the pairs matched: an assignment
    problem. Among equals most residents stay. Each cluster is matched once at most; pairs that
    have no PCT in common are left out.
    """
    tie = residents / (2 * residents.sum() or 1)
    rows, columns = linear_sum_assignment(counts + tie, maximize=True)
    shared = counts[rows, columns] > 0
    return rows[shared], columns[shared]


def adjusted_rand(table: np.ndarray) -> float:
    """Return (index - expected) / (maximum - expected) over pairs of PCTs, of a table of counts.

    Hubert and Arabie, "Comparing partitions", Journal of Classification 2 (1985). 1.0 where the
    chance term leaves nothing to adjust, as when both plans have a single cluster.
    """
    together, in_a, in_b, pairs = (
        _pairs(counts) for counts in (table, table.sum(1), table.sum(0), table.sum())
    )
    expected = in_a * in_b / pairs if pairs else 0.0
    most = (in_a + in_b) / 2
    return 1.0 if most == expected else (together - expected) / (most - expected)


def variation_bits(table: np.ndarray) -> float:
    """Return 2 H(A, B) - H(A) - H(B) in bits, the entropies being those of shares of the table.

    It is H(A | B) + H(B | A): what remains unknown of a PCT's cluster in either plan when its
    cluster in the other is known. Meilă, "Comparing clusterings", Journal of Multivariate Analysis
    98 (2007). It is a distance: 0 for the same plan, and never more than the sum of two others.
    0.0 for a table that holds nothing.
    """
    joint, of_a, of_b = (entropy_bits(t) for t in (table, table.sum(1), table.sum(0)))
    return max(0.0, 2 * joint - of_a - of_b)


def entropy_bits(weights: np.ndarray) -> float:
    """Return -Σ p log₂ p over the shares p of the weights, in bits; 0.0 where there are none."""
    held = weights[weights > 0]
    if not held.size:
        return 0.0
    shares = held / held.sum()
    return max(0.0, -float((shares * np.log2(shares)).sum()))


def _pairs(counts: np.ndarray) -> int:
    """Return how many pairs there are within the counts."""
    return int((counts * (counts - 1) // 2).sum())
