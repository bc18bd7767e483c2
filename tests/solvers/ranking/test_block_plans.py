"""Every plan of a block above a score, held to all combinations of its candidates."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_blocks import make_block
from small_scenarios import joined_cases
from thoroughness import examples

from modelling.case import Case
from modelling.listing import candidates_of
from solvers.blocks import Block, make_blocks
from solvers.budget import Budget
from solvers.ranking.block_plans import BlockPlans, plans_above
from solvers.search import BlockSearch

PCTS = 6


@st.composite
def blocks(draw: st.DrawFn) -> Block:
    """Draw a block of six PCTs; few different values, so that many plans score the same."""
    pool = st.sets(st.integers(0, PCTS - 1), min_size=1, max_size=4).map(frozenset)
    sets = [sorted(s) for s in draw(st.sets(pool, min_size=3, max_size=22))]
    values = draw(
        st.lists(st.sampled_from((0.0, 0.1, 0.2, 0.7)), min_size=len(sets), max_size=len(sets))
    )
    return make_block(PCTS, sets, values)


def _everything(block: Block, count: int) -> dict[tuple[int, ...], float]:
    """Return every lawful choice of `count` columns that holds each PCT once, with its value."""
    held = list(block.members(range(len(block))))
    found = {}
    for chosen in combinations(range(len(block)), count):
        covered = sorted(p for j in chosen for p in held[j][1])
        shas = [held[j][0] for j in chosen]
        counted = all(lo <= shas.count(sha) <= hi for sha, (lo, hi) in block.counts.items())
        if counted and covered == list(block.pcts):
            found[chosen] = float(sum(block.value[j] for j in chosen))
    return found


def _above(block: Block, priced_at: int, count: int, least: float, most: int) -> BlockPlans:
    search = BlockSearch(block, 1.0, "highs", Budget())
    search.relax(priced_at)
    return plans_above(block, search.relaxation(priced_at), count, least, most)


@settings(max_examples=examples(50), deadline=None, derandomize=True)
@given(blocks(), st.integers(1, PCTS), st.sampled_from((-1.0, 0.2, 0.3, 0.9, 5.0)))
def test_all_plans_above_a_score_are_listed_best_first(
    block: Block, count: int, least: float
) -> None:
    wanted = {c: v for c, v in _everything(block, count).items() if v >= least - 1e-9}
    listed = _above(block, count, count, least, 10_000)
    assert listed.complete
    assert {columns for columns, _ in listed.plans} == set(wanted)
    assert len(listed.plans) == len(wanted)
    assert [v for _, v in listed.plans] == pytest.approx(sorted(wanted.values(), reverse=True))


@settings(max_examples=examples(50), deadline=None, derandomize=True)
@given(blocks(), st.integers(1, PCTS), st.integers(1, 4))
def test_of_too_many_plans_the_best_are_listed_and_said_not_to_be_all(
    block: Block, count: int, most: int
) -> None:
    every = sorted(_everything(block, count).values(), reverse=True)
    listed = _above(block, count, count, -np.inf, most)
    assert [v for _, v in listed.plans] == pytest.approx(every[:most])
    assert listed.complete == (len(every) <= most)


@settings(max_examples=examples(30), deadline=None, derandomize=True)
@given(blocks(), st.integers(2, 4), st.integers(2, 4))
def test_prices_of_another_count_list_the_same_plans(
    block: Block, priced_at: int, count: int
) -> None:
    every = _everything(block, count)
    search = BlockSearch(block, 1.0, "highs", Budget())
    search.relax(priced_at)
    if search.relaxation(priced_at).bound > -np.inf:
        listed = _above(block, priced_at, count, 0.3, 10_000)
        assert {c for c, _ in listed.plans} == {c for c, v in every.items() if v >= 0.3 - 1e-9}


@settings(max_examples=examples(12), deadline=None, derandomize=True)
@given(joined_cases())
def test_sha_counts_of_a_joined_block_are_kept(case: Case) -> None:
    for block in make_blocks(candidates_of(case), case):
        low, high = block.count_range
        for count in range(low, min(high, 4) + 1):
            listed = _above(block, count, count, -np.inf, 100_000)
            if len(block) < 40:
                assert {c for c, _ in listed.plans} == set(_everything(block, count))


def test_a_search_that_is_stopped_vouches_for_nothing() -> None:
    block = make_block(2, [[0], [1]], [0.5, 0.5])
    search = BlockSearch(block, 1.0, "highs", Budget())
    search.relax(2)
    over = Budget()
    over.stop()
    listed = plans_above(block, search.relaxation(2), 2, 0.0, 10, over)
    assert (listed.plans, listed.complete, listed.down_to) == ((), False, np.inf)
