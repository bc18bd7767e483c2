"""Plans of the whole run in order, held to every partition of small maps."""

from itertools import islice

import numpy as np
import pytest
from brute_force import Judge
from hypothesis import given, settings
from hypothesis import strategies as st
from small_blocks import make_block
from small_scenarios import cases, joined_cases
from thoroughness import examples

from modelling.case import Case
from modelling.listing import candidates_of
from solvers.blocks import make_blocks
from solvers.budget import Budget
from solvers.combination import combine, national_counts
from solvers.ranking.plans_in_order import PlansInOrder
from solvers.search import BlockSearch


def _ordered(case: Case, settled_first: bool) -> tuple[list[frozenset], list[float]]:
    """Return every plan, as a set of clusters, and its score, in the order found."""
    blocks = make_blocks(candidates_of(case), case)
    searches = [BlockSearch(block, 10.0, "highs", Budget()) for block in blocks]
    if settled_first:
        combine(searches, case, Budget(), lambda _text: None)
    constant = sum(o.weight * o.constant for o in case.scenario.objectives.active())
    plans, scores = [], []
    for ranked in PlansInOrder(searches, national_counts(case), Budget()):
        chosen = zip(blocks, ranked.columns, strict=True)
        clusters = [pcts for block, columns in chosen for _, pcts in block.members(columns)]
        plans.append(frozenset(map(frozenset, clusters)))
        scores.append(ranked.value + constant)
    return plans, scores


@settings(max_examples=examples(30), deadline=None, derandomize=True)
@given(cases(max_pcts=6) | cases(loose=True, max_pcts=7) | joined_cases(), st.booleans())
def test_every_lawful_plan_comes_once_best_first(case: Case, settled_first: bool) -> None:
    judge = Judge(case)
    wanted = {frozenset(plan): judge.score(plan) for plan in judge.plans()}
    plans, scores = _ordered(case, settled_first)
    assert len(plans) == len(wanted)
    assert set(plans) == set(wanted)
    assert scores == pytest.approx(sorted(wanted.values(), reverse=True), abs=1e-9)
    assert scores == pytest.approx([wanted[plan] for plan in plans], abs=1e-9)


@settings(max_examples=examples(6), deadline=None, derandomize=True)
@given(cases(loose=True, max_pcts=6))
def test_plans_alike_in_score_come_in_the_same_order_every_time(case: Case) -> None:
    assert _ordered(case, True) == _ordered(case, True)


def test_a_stop_is_told_apart_from_the_end() -> None:
    blocks = [make_block(2, [[0], [1], [0, 1]], [0.2, 0.3, 0.4]) for _ in range(2)]
    budget = Budget()
    searches = [BlockSearch(block, 1.0, "highs", budget) for block in blocks]
    every = PlansInOrder(searches, (1, 4), budget)
    assert [p.value for p in every] == pytest.approx([1.0, 0.9, 0.9, 0.8])
    assert not every.stopped
    again = PlansInOrder(searches, (1, 4), budget)
    first = list(islice(again, 1))
    assert first[0].columns == ((0, 1), (0, 1))
    budget.stop()
    assert list(again) == []
    assert again.stopped


def test_a_weak_bound_does_not_spoil_the_order() -> None:
    """Pairs of a triangle are worth most, but only fractions of them cover it."""
    sets = [[0, 1], [1, 2], [0, 2], [0], [1], [2]]
    block = make_block(3, sets, [1.0, 1.0, 0.9, 0.1, 0.1, 0.05])
    search = BlockSearch(block, 2.0, "highs", Budget())
    found = [p.value for p in PlansInOrder([search], (2, 2), Budget())]
    assert found == pytest.approx([1.1, 1.05, 1.0])
    assert np.all(np.diff(found) <= 1e-12)
