"""The engine against every partition of hundreds of small maps, with a judge of its own."""

import pytest
from brute_force import Judge
from hypothesis import HealthCheck, Phase, assume, given, settings
from small_scenarios import cases, joined_cases
from thoroughness import examples

from modelling.case import Case
from solvers import pricing, search
from solvers.choosing import groups
from solvers.engine import solve
from solvers.outcome import Status
from solvers.streaming import block

thorough = settings(
    max_examples=examples(100),
    deadline=None,
    derandomize=True,
    phases=[Phase.generate],  # shrinking takes minutes here: a failing case says enough
    suppress_health_check=list(HealthCheck),
)


def agrees_with_every_partition(case: Case, solver: str, **how: int) -> None:
    judge = Judge(case)
    best = judge.best()
    outcome = solve(case.scenario, case.geography, solver, why_not=False, **how)
    if best is None:
        assert outcome.status is Status.INFEASIBLE
        assert outcome.plan is None
        return
    assert outcome.status is Status.OPTIMAL
    assert outcome.objective == pytest.approx(best, abs=1e-9)
    assert outcome.gap == 0
    assert outcome.bound == outcome.objective
    plan = tuple(map(frozenset, outcome.plan.clusters.values()))
    assert sorted(p for cluster in plan for p in cluster) == sorted(judge.people)
    assert all(map(judge.lawful, plan))
    assert judge.counted(plan)
    assert judge.score(plan) == pytest.approx(best, abs=1e-9)


@thorough
@given(cases())
def test_cbc_finds_the_best_of_all_partitions_or_that_none_is_lawful(case):
    agrees_with_every_partition(case, "cbc")


@settings(thorough, max_examples=examples(50))
@given(cases(min_pcts=5))
def test_highs_finds_the_best_of_all_partitions_or_that_none_is_lawful(case):
    agrees_with_every_partition(case, "highs")


@settings(thorough, max_examples=examples(50))
@given(joined_cases())
def test_shas_that_share_pcts_and_have_counts_of_their_own_are_solved_as_one(case):
    agrees_with_every_partition(case, "cbc")


@pytest.fixture(scope="module")
def little_room():
    """Keep four candidates a sweep, so that many sweeps run full."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(block, "KEPT_A_SWEEP", 4)
        patch.setattr(pricing, "COLUMNS_A_ROUND", 3)
        yield


@settings(thorough, max_examples=examples(60))
@given(cases())
def test_candidates_that_are_not_stored_give_the_best_of_all_partitions_too(little_room, case):
    assume(all(len(shas) == 1 for shas in groups(case)))
    agrees_with_every_partition(case, "cbc", cap=0)


@settings(thorough, max_examples=examples(25))
@given(cases(min_pcts=6, loose=True))
def test_a_search_without_room_for_all_that_matter_says_what_it_knows_and_no_more(
    little_room, case
):
    best = Judge(case).best()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(block, "MOST_BROUGHT_IN", 3)
        outcome = solve(case.scenario, case.geography, cap=0, why_not=False)
    if best is None:
        assert outcome.plan is None
    if outcome.plan is not None:
        assert outcome.objective <= best + 1e-9
        assert outcome.bound is None or outcome.bound >= best - 1e-9
    assert outcome.status is not Status.INFEASIBLE or best is None


@pytest.fixture(scope="module")
def frugal():
    """Keep four columns near, add three a round, give the integer program two: maps have more."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pricing, "COLUMNS_A_ROUND", 3)
        patch.setattr(pricing, "KEPT_NEAR", 4)
        patch.setattr(search, "FIRST_SURVIVORS", 2)
        yield


@settings(thorough, max_examples=examples(50))
@given(cases(min_pcts=6, loose=True))
def test_leaving_out_columns_by_their_price_loses_no_better_plan(frugal, case):
    agrees_with_every_partition(case, "cbc")
