"""What the labelling model says before it is solved holds for every lawful plan."""

from itertools import combinations

import pulp
import pytest
from brute_force import Judge
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from small_scenarios import cases
from thoroughness import examples

from solvers.budget import Budget
from solvers.labelling import LabellingSearch, make_regions
from solvers.labelling.dual import dual
from solvers.labelling.reach import reach
from solvers.library import SOLVERS

thorough = settings(
    max_examples=examples(10),
    deadline=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


def best_by_count(region, judge):
    """Return the value of the best lawful division of the region by number of clusters."""
    best = {}
    for plan in judge.partitions(tuple(sorted(region.pcts))):
        if region.keeps_counts(plan):
            value = sum(map(judge.value, plan))
            best[len(plan)] = max(value, best.get(len(plan), value))
    return best


@pytest.mark.parametrize("solver", SOLVERS)
def test_the_prices_of_one_count_bound_the_best_plan_of_every_count(solver):
    @settings(thorough, max_examples=examples(6))
    @given(cases(min_pcts=4, max_pcts=6), st.data())
    def bounds(case, data):
        judge = Judge(case)
        for region in make_regions(case):
            search = LabellingSearch(region, solver, Budget())
            search.relax(data.draw(st.integers(1, len(region.pcts))))
            for count, value in best_by_count(region, judge).items():
                assert search.bounds()[count] >= value - 1e-9

    bounds()


@thorough
@given(cases(min_pcts=4, max_pcts=6), st.randoms(use_true_random=False))
def test_prices_that_are_wrong_give_a_bound_all_the_same(case, rng):
    judge = Judge(case)
    for region in make_regions(case):
        search = LabellingSearch(region, "highs", Budget())
        for count, value in best_by_count(region, judge).items():
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(
                    "solvers.labelling.dual.row_prices",
                    lambda _problem, rows, *_: [rng.uniform(-1e5, 1e5) for _ in rows],
                )
                search.relax(count)
            assert search.bounds()[count] >= value - 1e-9


def test_without_prices_the_rows_bound_nothing(monkeypatch):
    monkeypatch.setattr("solvers.labelling.dual.row_prices", lambda *_: None)
    found = dual(None, (), "cbc", Budget())
    assert found.bound == found.at(0, 3) == float("inf")


@settings(thorough, max_examples=examples(14))
@given(cases(max_pcts=5))
def test_every_lawful_cluster_is_within_reach_of_the_pct_that_represents_it(case):
    judge = Judge(case)
    for region in make_regions(case):
        reached = reach(region)
        for size in range(1, len(region.pcts) + 1):
            for held in combinations(range(len(region.pcts)), size):
                if judge.lawful(frozenset(region.pcts[i] for i in held)):
                    assert set(held) <= set(reached[held[0]])


@settings(thorough, max_examples=examples(14))
@given(cases(max_pcts=5))
def test_before_anything_is_solved_no_plan_has_another_count_or_scores_more_than_all_pairs(case):
    judge = Judge(case)
    for region in make_regions(case):
        bounds = LabellingSearch(region, "highs", Budget()).bounds()
        for count, value in best_by_count(region, judge).items():
            assert value - 1e-9 <= bounds[count] <= sum(judge.weights.values()) + 1e-9


@pytest.mark.parametrize("price", [2.0, -2.0])
@pytest.mark.parametrize("least", [True, False], ids=["least", "most"])
def test_a_price_of_the_wrong_sign_counts_for_nothing(monkeypatch, price, least):
    """The best is 1, and the row, slack by a lot, would be made to say less."""
    monkeypatch.setattr("solvers.labelling.dual.row_prices", lambda *_: [price])
    problem = pulp.LpProblem("one", pulp.LpMaximize)
    v = pulp.LpVariable("v", 0, 1)
    row = v >= -5 if least else v <= 5
    problem += 1 * v
    problem += row
    assert dual(problem, [row], "cbc", Budget()).bound == 1.0
