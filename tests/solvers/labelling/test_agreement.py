"""The labelling model and the candidate engine find plans of the same worth on small maps."""

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from small_scenarios import cases, joined_cases
from thoroughness import examples

from modelling.case import Case
from modelling.check import violations
from modelling.plan import Plan
from modelling.scoring import scores
from solvers.engine import solve
from solvers.labelling import solve_labelling
from solvers.outcome import Status

thorough = settings(
    max_examples=examples(25),
    deadline=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


def agrees(case: Case, solver: str) -> None:
    outcome = solve(case.scenario, case.geography, why_not=False)
    found = solve_labelling(case, solver)
    if outcome.status is Status.INFEASIBLE:
        assert found.groups is None
        assert found.bound == -float("inf")
        return
    constant = sum(o.weight * o.constant for o in case.scenario.objectives.active())
    assert found.value + constant == pytest.approx(outcome.objective, abs=1e-9)
    assert found.bound == found.value
    plan = Plan({p: str(k) for k, group in enumerate(found.groups) for p in group})
    assert not list(violations(plan, case))
    assert scores(plan, case)["objective"] == pytest.approx(outcome.objective, abs=1e-9)


@thorough
@given(cases(min_pcts=4))
def test_highs_labels_as_well_as_candidates_can_be_chosen(case):
    agrees(case, "highs")


@settings(thorough, max_examples=examples(14))
@given(cases(min_pcts=5, loose=True))
def test_where_many_plans_compete_the_best_labelling_is_the_best_choice(case):
    agrees(case, "highs")


@settings(thorough, max_examples=examples(14))
@given(cases(min_pcts=4))
def test_cbc_labels_as_well_as_candidates_can_be_chosen(case):
    agrees(case, "cbc")


@settings(thorough, max_examples=examples(14))
@given(joined_cases())
def test_shas_that_share_pcts_are_labelled_as_one_and_count_clusters_alike(case):
    agrees(case, "highs")
