"""How many national plans there are, held to listing them."""

from itertools import product

import numpy as np
import pytest

from solvers.nearly_best.every_plan import every_plan
from solvers.nearly_best.near_best import BlockOptions, NearBest, best_of_the_others
from solvers.nearly_best.plan_counts import PlanCounts

NATIONAL = (6, 8)


def _made_of(seed: int, threshold: float, plans: int = 25) -> NearBest:
    """Return three blocks with random plans of 1 to 4 clusters."""
    rng = np.random.default_rng(seed)
    blocks = []
    for b in range(3):
        counts, values = rng.integers(1, 5, plans), rng.normal(size=plans)
        best_first = np.lexsort((-values, counts))
        names = tuple((b, i) for i in range(plans))
        blocks.append(BlockOptions(names, counts[best_first], values[best_first]))
    return NearBest(threshold, NATIONAL, tuple(blocks))


def _listed(near: NearBest) -> np.ndarray:
    """Return int64 (n, blocks): the plan of each block in every national plan that counts."""
    options = near.blocks
    every = np.array(list(product(*(range(len(o.plans)) for o in options))))
    clusters = sum(o.counts[every[:, b]] for b, o in enumerate(options))
    value = sum(o.values[every[:, b]] for b, o in enumerate(options))
    least, most = near.national
    return every[(clusters >= least) & (clusters <= most) & (value >= near.threshold)]


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("threshold", [-9.0, 0.5, 2.5])
def test_national_plans_are_counted_between_close_bounds(seed: int, threshold: float) -> None:
    near = _made_of(seed, threshold)
    number = len(_listed(near))
    low, high = PlanCounts(near, most_listed=0).total()
    assert low <= number <= high
    assert high - low <= 0.01 * number + 2


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("threshold", [-9.0, 0.5, 2.5])
def test_each_plan_of_a_block_is_in_as_many_national_plans_as_counted(
    seed: int, threshold: float
) -> None:
    near = _made_of(seed, threshold)
    listed = _listed(near)
    low, high = PlanCounts(near, most_listed=0).total()
    for b, part in enumerate(PlanCounts(near, most_listed=0).parts()):
        exact = np.bincount(listed[:, b], minlength=len(near.blocks[b].plans))
        assert np.abs(part - exact).max() <= high - low + 1e-6
        assert part.sum() == pytest.approx(len(listed), abs=high - low + 1e-3)


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("threshold", [-9.0, 0.5, 2.5])
def test_plans_that_are_not_too_many_are_counted_exactly(seed: int, threshold: float) -> None:
    near = _made_of(seed, threshold)
    listed = _listed(near)
    assert sorted(map(tuple, every_plan(near).tolist())) == sorted(map(tuple, listed.tolist()))
    counts = PlanCounts(near)
    assert counts.total() == (len(listed), len(listed))
    for b, part in enumerate(counts.parts()):
        exact = np.bincount(listed[:, b], minlength=len(near.blocks[b].plans))
        assert part.tolist() == exact.tolist()


def test_counts_over_many_magnitudes_keep_their_small_numbers() -> None:
    """The one plan without shortfall is counted beside billions of others."""
    plans = 2_000
    values = -(np.linspace(0.0, 1.0, plans) ** 0.2)
    block = BlockOptions(tuple((i,) for i in range(plans)), np.ones(plans, dtype=int), values)
    near = NearBest(-1.5, (3, 3), (block,) * 3)
    worst = float(PlanCounts(near, most_listed=0).parts()[0][-1])
    others = np.sort(-np.add.outer(values, values).ravel())
    assert worst == pytest.approx(np.searchsorted(others, 0.5, side="right"), rel=0.02)


@pytest.mark.parametrize("seed", range(10))
def test_the_best_of_the_other_blocks_is_that_of_all_combinations(seed: int) -> None:
    rng = np.random.default_rng(seed)
    tables = [np.where(rng.random(4) < 0.3, -np.inf, rng.normal(size=4)) for _ in range(3)]
    found = best_of_the_others(tables, 3, 5)
    for b, k in product(range(3), range(4)):
        others = [t for i, t in enumerate(tables) if i != b]
        best = max(
            (
                others[0][i] + others[1][j]
                for i, j in product(range(4), repeat=2)
                if 3 <= i + j + k <= 5
            ),
            default=-np.inf,
        )
        assert found[b][k] == best
