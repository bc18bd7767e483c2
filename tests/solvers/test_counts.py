"""Which block gets how many clusters: the best of all ways to divide the national number."""

import math
import random
import warnings
from itertools import product

import numpy as np
import pytest

from solvers.counts import best_combination


def best_of_all(tables, least, most):
    """Return the highest sum over every way to choose one count a block."""
    ways = product(*(range(len(t)) for t in tables))
    return max(
        (
            sum(t[k] for t, k in zip(tables, way, strict=True))
            for way in ways
            if least <= sum(way) <= most
        ),
        default=-math.inf,
    )


@pytest.mark.parametrize("seed", range(60))
def test_the_combination_is_the_best_of_all_and_its_counts_add_up(seed):
    rng = random.Random(seed)
    tables = [
        np.array([-math.inf] + [rng.choice((-math.inf, rng.random())) for _ in range(size)])
        for size in (rng.randint(1, 5) for _ in range(rng.randint(1, 4)))
    ]
    least = rng.randint(1, 8)
    most = least + rng.randint(0, 5)
    value, counts = best_combination(tables, least, most)
    assert value == pytest.approx(best_of_all(tables, least, most))
    if value == -math.inf:
        assert counts == ()
    else:
        assert least <= sum(counts) <= most
        assert value == pytest.approx(sum(t[k] for t, k in zip(tables, counts, strict=True)))


def test_counts_without_a_bound_yet_are_combined_without_a_warning():
    tables = [np.array([-math.inf, math.inf]), np.array([-math.inf, 0.5, math.inf])]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        value, counts = best_combination(tables, 2, 3)
    assert value == math.inf
    assert 2 <= sum(counts) <= 3
