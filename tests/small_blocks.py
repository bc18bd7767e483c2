"""Blocks made by hand from sets and values, without a map or a scenario behind them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import numpy as np

from modelling.bitsets import pack
from modelling.candidates import Candidates
from solvers.blocks import Block

Sets = Sequence[Sequence[int]]


def make_block(pcts: int, sets: Sets, values: Sequence[float]) -> Block:
    """Return the block of one SHA of `pcts` PCTs whose candidates are `sets` worth `values`."""
    rows = np.zeros((len(sets), pcts), dtype=bool)
    for row, members in enumerate(sets):
        rows[row, list(members)] = True
    codes = tuple(f"P{i:02}" for i in range(pcts))
    people = rows.sum(axis=1).astype(np.int64)
    listed = Candidates("Alpha", codes, pack(rows), people, {}, np.array(values, dtype=float))
    return Block(codes, (listed,), {}, (1, pcts))


def best_of_all(pcts: int, sets: Sets, values: Sequence[float], count: int) -> float | None:
    """Return the best value of any `count` sets that hold each PCT once, None if there are none."""
    return max(
        (
            sum(values[j] for j in chosen)
            for chosen in combinations(range(len(sets)), count)
            if sorted(p for j in chosen for p in sets[j]) == list(range(pcts))
        ),
        default=None,
    )
