"""Blocks under other weights, against every partition of small maps."""

import pytest
from brute_force import Judge
from hypothesis import HealthCheck, Phase, given, settings
from small_scenarios import cases
from thoroughness import examples

from modelling.case import Case
from modelling.listing import candidates_of
from solvers.blocks import Block, make_blocks
from solvers.budget import Budget
from solvers.trade_offs.weighing import Weighing, ceiling, scores_of, weighed

thorough = settings(
    max_examples=examples(8),
    deadline=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


def blocks_of(case: Case) -> tuple[Block, ...]:
    return make_blocks(candidates_of(case), case)


def doubled(case: Case) -> dict[str, float]:
    """Return weights that are not the scenario's: the first of its objectives counts twice."""
    own = {name: weight for name, weight in case.scenario.weights.items() if weight > 0}
    return {name: weight * (2 if i == 0 else 1) for i, (name, weight) in enumerate(own.items())}


def worth(case: Case, weights: dict[str, float]) -> list[tuple[float, set[frozenset[str]]]]:
    """Return every lawful plan with its weighted parts, the constants left out."""
    judge = Judge(case)
    return [
        (sum(w * judge.part(n, c) for n, w in weights.items() for c in plan), set(plan))
        for plan in judge.plans()
    ]


@thorough
@given(cases(min_pcts=5, loose=True))
def test_the_best_plan_under_other_weights_is_that_of_all_partitions(case):
    weights = doubled(case)
    found = Weighing(blocks_of(case), weights, case, "highs", Budget()).best
    best = max((value for value, _ in worth(case, weights)), default=None)
    assert (best is None) == (found.columns is None)
    if best is not None:
        assert found.value == pytest.approx(best, abs=1e-9)
        most = ceiling(blocks_of(case), weights, case, "highs", Budget())
        assert most >= best - 1e-9


@thorough
@given(cases(min_pcts=5, max_shas=2))
def test_every_part_of_every_plan_above_a_score_is_listed(case):
    weights, blocks = doubled(case), blocks_of(case)
    every = sorted(worth(case, weights), key=lambda pair: -pair[0])
    weighing = Weighing(blocks, weights, case, "highs", Budget())
    if not every:
        return
    least = every[len(every) // 3][0]
    listed = list(weighing.above(least, 10_000))
    assert all(above.complete for above in listed)
    parts = {
        (above.block, frozenset(frozenset(p) for _, p in blocks[above.block].members(plan)))
        for above in listed
        for plan in above.plans
    }
    for value, plan in every:
        for b, block in enumerate(blocks):
            own = frozenset(c for c in plan if c <= set(block.pcts))
            assert value < least - 1e-9 or (b, own) in parts


@thorough
@given(cases(min_pcts=4, loose=True))
def test_weighed_columns_are_worth_the_weighted_sum_of_their_scores(case):
    names = tuple(doubled(case))
    for block in blocks_of(case):
        scores = scores_of(block, names)
        assert scores.shape == (len(block), len(names))
        assert weighed(block, {names[0]: 3.0}).value == pytest.approx(3 * scores[:, 0])
