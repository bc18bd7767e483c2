"""The plans of a sweep that no other plan of it beats, by one measure for all of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from outputs.sweeps.measured import Measured
from outputs.sweeps.reading import Reading
from solvers.trade_offs.undominated import undominated


@dataclass(frozen=True)
class Point:
    """A plan with its scores as `measured` has them.

    A plan beats another that it is at least as good as in every score, and better than in one.

    plan          its number in `Reading.plans`
    clusters      how many it has
    scenarios     the numbers of the scenarios whose plan it is
    beaten        whether any other plan beats it
    beaten_alike  whether a plan of the same number of clusters does
    """

    plan: int
    clusters: int
    scenarios: tuple[int, ...]
    scores: Mapping[str, float]
    beaten: bool
    beaten_alike: bool


def compared_by(reading: Reading, measure: Measured) -> tuple[str, ...]:
    """Return the objectives that plans are compared by: weighed in some scenario, and measured."""
    return tuple(name for name in measure.scores.columns if name in reading.weighed)


def points(reading: Reading, measure: Measured) -> tuple[Point, ...]:
    """Return every plan measured: those that none beats, those that none alike beats, the rest."""
    names = list(compared_by(reading, measure))
    if not names:
        return ()
    scores = measure.scores[names]
    vectors, numbers = scores.to_numpy(), scores.index.to_list()
    many = np.array([len(reading.plans[n - 1].plan.clusters) for n in numbers])
    best, alike = unbeaten(vectors), _unbeaten_alike(vectors, many)
    found = [
        Point(
            plan=number,
            clusters=int(many[i]),
            scenarios=reading.plans[number - 1].scenarios,
            scores=dict(zip(names, vectors[i].tolist(), strict=True)),
            beaten=i not in best,
            beaten_alike=i not in alike,
        )
        for i, number in enumerate(numbers)
    ]
    return tuple(sorted(found, key=lambda p: (p.beaten, p.beaten_alike, *_order(p))))


def _order(point: Point) -> tuple[float, ...]:
    return (point.clusters, *(-score for score in point.scores.values()), point.plan)


def _unbeaten_alike(vectors: np.ndarray, many: np.ndarray) -> frozenset[int]:
    """Return the places of the rows that none with the same number of clusters beats."""
    groups = (np.flatnonzero(many == number) for number in np.unique(many))
    return frozenset(int(at[i]) for at in groups for i in unbeaten(vectors[at]))


def unbeaten(vectors: np.ndarray) -> frozenset[int]:
    """Return the places of the rows, float64 (n, scores), that no other beats, equal ones all."""
    best = {tuple(vectors[i].tolist()) for i in undominated(vectors).tolist()}
    return frozenset(i for i, row in enumerate(vectors.tolist()) if tuple(row) in best)
