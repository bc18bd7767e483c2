"""National plans made of plans of single blocks, against every choice of one plan a block."""

from itertools import product

import numpy as np
import pytest

from solvers.trade_offs.pooled_plans import PooledPlans
from solvers.trade_offs.undominated import undominated


def blocks(seed: int, width: int) -> tuple[list[np.ndarray], list[list[tuple[int, ...]]]]:
    """Return the scores of the columns of three blocks, and for each some plans of 1 to 3."""
    random = np.random.default_rng(seed)
    scores = [random.integers(0, 6, (8, width)).astype(float) for _ in range(3)]
    plans = [
        [
            tuple(sorted(random.choice(8, count, replace=False).tolist()))
            for count in (1, 1, 2, 2, 3)
        ]
        for _ in scores
    ]
    return scores, plans


def pooled(scores: list[np.ndarray], plans: list[list[tuple[int, ...]]]) -> PooledPlans:
    pool = PooledPlans(scores)
    for block, own in enumerate(plans):
        for plan in own:
            pool.add(block, len(plan), [plan])
    return pool


@pytest.mark.parametrize("width", [1, 2, 3])
@pytest.mark.parametrize("seed", range(8))
def test_the_totals_are_the_unbeaten_sums_with_the_clusters_asked_for(seed, width):
    scores, plans = blocks(seed, width)
    totals = pooled(scores, plans).totals(5, 6)
    sums = [
        sum(s[list(plan)].sum(axis=0) for s, plan in zip(scores, choice, strict=True))
        for choice in product(*plans)
        if 5 <= sum(map(len, choice)) <= 6
    ]
    expected = np.array(sums)[undominated(np.array(sums))]
    assert totals.points.tolist() == expected.tolist()


@pytest.mark.parametrize("seed", range(5))
def test_every_total_is_the_score_of_the_plans_that_it_is_made_of(seed):
    scores, plans = blocks(seed, 2)
    totals = pooled(scores, plans).totals(4, 7)
    for i, point in enumerate(totals.points):
        chosen = totals.columns(i)
        assert [plan in own for plan, own in zip(chosen, plans, strict=True)] == [True] * 3
        made = sum(s[list(plan)].sum(axis=0) for s, plan in zip(scores, chosen, strict=True))
        assert made.tolist() == point.tolist()


def test_numbers_of_clusters_that_cannot_be_reached_have_no_totals():
    scores, plans = blocks(0, 2)
    assert len(pooled(scores, plans).totals(10, 12).points) == 0
    assert len(PooledPlans(scores).totals(1, 12).points) == 0


def test_what_cannot_matter_is_left_out_where_somebody_knows():
    scores, plans = blocks(1, 2)
    pool = pooled(scores, plans)
    best = pool.totals(5, 6).points[:, 0].max()

    def keep(ahead: tuple[int, ...], _total: int, points: np.ndarray) -> np.ndarray:
        return np.ones(len(points), dtype=bool) if ahead else points[:, 0] >= best

    assert (pool.totals(5, 6, keep).points[:, 0] == best).all()
