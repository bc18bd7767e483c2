"""The plans of a sweep that no other plan of it beats."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from outputs.sweeps.reading import SCORE, Reading
from solvers.trade_offs.undominated import undominated

DECIMALS = 9
"""Scores that differ in later decimals are the same score, summed in another order."""


@dataclass(frozen=True)
class Point:
    """A plan with the scores that one or more of its scenarios give it.

    plan       its number in `Reading.plans`
    scenarios  the numbers of these scenarios
    beaten     whether another point is at least as good in every score and better in one
    """

    plan: int
    scenarios: tuple[int, ...]
    scores: Mapping[str, float]
    beaten: bool


def compared_by(reading: Reading) -> tuple[str, ...]:
    """Return the objectives that plans are compared by: weighed in some scenario, scored in all."""
    solved = reading.solved
    held = (name for name in reading.scored if name in reading.weighed)
    return tuple(name for name in held if solved[SCORE + name].notna().all())


def points(reading: Reading) -> tuple[Point, ...]:
    """Return every plan with its scores, those that none beats first, each by the first score.

    Scores are as each scenario measures them. A plan to which scenarios give different scores, as
    balance does where they ask for different numbers of clusters, is a point for each.
    """
    names = compared_by(reading)
    if not names or reading.solved.empty:
        return ()
    groups: dict[tuple[int, ...], list[int]] = {}
    scores = reading.solved[[SCORE + name for name in names]].to_numpy().round(DECIMALS)
    rows = zip(reading.solved["plan"], reading.solved["number"], scores.tolist(), strict=True)
    for plan, number, row in rows:
        groups.setdefault((int(plan), *row), []).append(int(number))
    vectors = np.array([key[1:] for key in groups], dtype=float)
    best = unbeaten(vectors)
    found = [
        Point(int(key[0]), tuple(numbers), dict(zip(names, key[1:], strict=True)), i not in best)
        for i, (key, numbers) in enumerate(groups.items())
    ]
    return tuple(sorted(found, key=lambda p: (p.beaten, *(-s for s in p.scores.values()), p.plan)))


def unbeaten(vectors: np.ndarray) -> frozenset[int]:
    """Return the places of the rows, float64 (n, scores), that no other beats, equal ones all."""
    best = {tuple(vectors[i].tolist()) for i in undominated(vectors).tolist()}
    return frozenset(i for i, row in enumerate(vectors.tolist()) if tuple(row) in best)
