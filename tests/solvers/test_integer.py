"""The integer program: what it chooses is best, and what it says of the bound is true."""

import random
from itertools import combinations

import numpy as np
import pytest
from small_blocks import best_of_all, make_block

from solvers.integer import choose
from solvers.library import SOLVERS

PAIRS_AND_TRIPLES = [s for size in (2, 3) for s in combinations(range(7), size)]

both_solvers = pytest.mark.parametrize("solver", SOLVERS)


@both_solvers
@pytest.mark.parametrize("seed", range(6))
def test_the_choice_is_the_best_of_all_choices(solver, seed):
    rng = random.Random(seed)
    sets = rng.sample(PAIRS_AND_TRIPLES, 30)
    values = [rng.uniform(-1, 1) for _ in sets]
    choice = choose(make_block(7, sets, values), range(30), 3, solver)
    best = best_of_all(7, sets, values, 3)
    assert choice.proven
    assert choice.value == (-np.inf if best is None else pytest.approx(best, abs=1e-12))


@both_solvers
@pytest.mark.parametrize("difference", [1e-5, 1e-6, 1e-7])
def test_plans_that_differ_by_less_than_a_solvers_own_tolerance_are_told_apart(solver, difference):
    rng = random.Random(11)
    values = [difference * rng.random() - 0.1 * (len(s) == 2) for s in PAIRS_AND_TRIPLES]
    block = make_block(7, PAIRS_AND_TRIPLES, values)
    choice = choose(block, range(len(block)), 3, solver)
    best = best_of_all(7, PAIRS_AND_TRIPLES, values, 3)
    assert choice.value == pytest.approx(best, abs=1e-10)
    assert choice.proven


@both_solvers
def test_only_the_columns_given_are_chosen_from(solver):
    sets = [(0, 1), (2,), (0,), (1, 2)]
    block = make_block(3, sets, [9.0, 9.0, 1.0, 1.0])
    assert sorted(choose(block, [1, 2, 3, 0], 2, solver).columns) == [0, 1]
    assert sorted(choose(block, [1, 2, 3], 2, solver).columns) == [2, 3]


@both_solvers
@pytest.mark.parametrize("columns", [[], [0], [0, 1]])
def test_columns_that_cannot_cover_every_pct_once_are_proven_to_hold_no_plan(solver, columns):
    block = make_block(3, [(0, 1), (1, 2), (2,)], [1.0, 1.0, 1.0])
    choice = choose(block, columns, 2, solver)
    assert choice.columns == ()
    assert choice.value == -np.inf
    assert choice.bound == -np.inf


@both_solvers
def test_at_a_time_limit_the_bound_holds_and_nothing_is_called_proven(solver):
    rng = random.Random(3)
    planted = [tuple(range(i, i + 4)) for i in range(0, 36, 4)]
    sets = sorted({*rng.sample(list(combinations(range(36), 4)), 3000), *planted})
    values = [rng.random() for _ in sets]
    block = make_block(36, sets, values)
    choice = choose(block, range(len(sets)), 9, solver, time_limit_s=0.5)
    assert not choice.proven
    assert sum(values[sets.index(s)] for s in planted) <= choice.bound
    assert choice.value <= choice.bound
    assert len(choice.columns) in (0, 9)
    assert choice.value == -np.inf or choice.value == pytest.approx(
        sum(values[j] for j in choice.columns)
    )
