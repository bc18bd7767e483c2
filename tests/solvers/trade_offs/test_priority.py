"""Objectives in order of importance, against every partition of small maps."""

from collections.abc import Callable
from typing import Any

import pytest
from brute_force import BALANCES, Cluster, Judge
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from small_maps import COLUMN, make_geography
from small_scenarios import cases, joined_cases, make_scenario
from thoroughness import examples

from geodata.problems import InputError
from modelling.case import Case
from modelling.check import check
from modelling.plan import Plan as DrawnPlan
from modelling.scenario import Scenario
from solvers import choosing, search
from solvers.engine import solve
from solvers.outcome import Stage, Status
from solvers.trade_offs import held

Plan = tuple[Cluster, ...]

thorough = settings(
    max_examples=examples(12),
    deadline=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@st.composite
def ordered(draw: Callable[..., Any], kinds: st.SearchStrategy[Case]) -> Case:
    """Draw a case with one to three of its objectives in an order, held tightly or loosely.

    Some are held at a level, which may be out of reach.
    """
    case = draw(kinds)
    names = draw(st.permutations(sorted(case.scenario.weights)))
    withins = st.sampled_from((0, 0, 0.001, 0.05, 0.3))
    levels = st.sampled_from((0.1, 0.4, 0.6, 0.75, 0.9))
    kinds_of_step = withins.map(lambda w: {"within": w}) | levels.map(lambda x: {"at_least": x})
    steps = [{"objective": n, **draw(kinds_of_step)} for n in names[: draw(st.integers(1, 3))]]
    data = case.scenario.as_data() | {"priority": steps}
    return Case.of(Scenario.model_validate(data), case.geography)


def by_every_partition(case: Case) -> tuple[list[float], float | None]:
    """Return the best of each objective in turn, and of the weighted sum of what is left.

    The first that cannot reach its level is the last.
    """
    judge = Judge(case)
    plans = list(judge.plans())

    def score(name: str, plan: Plan) -> float:
        return (name in BALANCES) + sum(judge.part(name, cluster) for cluster in plan)

    bests = []
    for step in case.scenario.priority:
        scores = [score(step.objective, plan) for plan in plans]
        if not plans:
            break
        bests.append(max(scores))
        least = (1 - step.within) * bests[-1] if step.at_least is None else step.at_least
        least -= 1e-9
        plans = [plan for plan, own in zip(plans, scores, strict=True) if own >= least]
    return bests, max(map(judge.score, plans), default=None)


def came_to(stages: tuple[Stage, ...], bests: list[float]) -> None:
    """Hold every stage to its best, or where it reached its level between that and the best."""
    for stage, best in zip(stages, bests, strict=True):
        least = stage.at_least if stage.reached else best
        assert least - 2e-8 <= stage.best <= best + 2e-9


def agrees_with_every_partition(case: Case) -> None:
    bests, best = by_every_partition(case)
    outcome = solve(case.scenario, case.geography, "highs", why_not=False)
    if best is None:
        assert outcome.status is Status.INFEASIBLE
        assert outcome.plan is None
        came_to(outcome.stages, bests)
        assert not outcome.stages or outcome.stages[-1].out_of_reach
        return
    assert outcome.status is Status.OPTIMAL
    came_to(outcome.stages, bests)
    assert all(stage.proven for stage in outcome.stages)
    assert outcome.objective == pytest.approx(best, abs=2e-9)
    for stage in outcome.stages:
        assert outcome.scores[stage.objective] >= stage.held_at - 2e-9


@thorough
@given(ordered(cases(min_pcts=5, loose=True)))
def test_every_stage_and_the_last_choice_are_the_best_of_all_partitions(case):
    agrees_with_every_partition(case)


@settings(thorough, max_examples=examples(8))
@given(ordered(cases()))
def test_an_order_is_kept_under_every_rule_or_the_scenario_is_found_infeasible(case):
    agrees_with_every_partition(case)


@settings(thorough, max_examples=examples(4))
@given(ordered(joined_cases()))
def test_an_order_is_kept_where_shas_share_pcts(case):
    agrees_with_every_partition(case)


@settings(thorough, max_examples=examples(6))
@given(ordered(cases(min_pcts=6, loose=True)))
def test_leaving_out_columns_loses_no_plan_that_an_order_asks_for(case):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(held, "WORTH_PRUNING", 1)
        patch.setattr(search, "MANY_TIED", 1)
        patch.setattr(search, "SOME_TIED", (0, 3))
        agrees_with_every_partition(case)


PAIRS = ("AB", "BC", "CD", "DE", "EF", "FA")
RING = make_geography(
    dict(zip("ABCDEF", (100, 200, 300, 250, 150, 120), strict=True)),
    [(*pair, "land", km) for pair, km in zip(PAIRS, (5.0, 1.0, 4.0, 2.0, 3.0, 2.5), strict=True)],
)
RULES = {"cluster_count": {"national": 3}, "contiguity": {"edges": ["land"]}}


def ring(*priority: Any, **objectives: float) -> Scenario:
    chosen = objectives or {"compactness": 1, "population_balance": 0}
    return make_scenario(RULES, chosen, **({"priority": list(priority)} if priority else {}))


def test_an_objective_without_a_weight_can_come_first():
    outcome = solve(ring("population_balance"), RING)
    heavy = solve(ring(compactness=0.0, population_balance=1.0), RING)
    assert outcome.stages[0].best == pytest.approx(heavy.objective)
    assert outcome.scores["population_balance"] == pytest.approx(heavy.objective)


def test_a_wider_tolerance_never_worsens_the_next_objective():
    bests = [
        solve(ring({"objective": "compactness", "within": w}, "population_balance"), RING).stages
        for w in (0, 0.1, 0.2, 0.4, 0.9)
    ]
    second = [stages[1].best for stages in bests]
    assert second == sorted(second)
    assert second[-1] > second[0]


def test_what_was_looked_at_under_other_weights_is_no_certificate_of_an_order():
    assert solve(ring("compactness"), RING).counts == ()


def test_a_run_with_a_stage_that_is_not_proven_is_not_called_optimal(monkeypatch):
    monkeypatch.setattr(held.HeldBest, "proven", False)
    outcome = solve(ring({"objective": "compactness", "within": 0.3}, "population_balance"), RING)
    assert outcome.status is Status.FEASIBLE
    assert [stage.proven for stage in outcome.stages] == [False, False]
    assert outcome.gap is None
    assert outcome.bound is None


def test_an_order_over_clusters_too_many_to_list_is_refused_with_advice(monkeypatch):
    chosen = choosing.chosen_searches(Case.of(ring("compactness"), RING))
    bare = [choosing.Chosen(c.search, c.engine, (), c.looked_at) for c in chosen]
    monkeypatch.setattr("solvers.engine.chosen_searches", lambda *_: tuple(bare))
    with pytest.raises(InputError, match=r"priority.*too many lawful clusters to list"):
        solve(ring("compactness"), RING)


def test_a_column_of_the_planner_s_own_can_come_first():
    columns = {COLUMN: dict(zip("ABCDEF", (5.0, 1.0, 1.0, 1.0, 1.0, 5.0), strict=True))}
    costly = make_geography(
        dict.fromkeys("ABCDEF", 100),
        [(a, b) for a, b in zip("ABCDE", "BCDEF", strict=True)],
        columns=columns,
    )
    objectives = {"compactness": 1, "column_balance": {"weight": 0, "column": COLUMN}}
    outcome = solve(make_scenario(RULES, objectives, priority=["column_balance"]), costly)
    parts = {frozenset(c) for c in outcome.plan.clusters.values()}
    assert parts == {frozenset("A"), frozenset("BCDE"), frozenset("F")}


def test_a_level_out_of_reach_is_told_with_the_best_that_is_possible():
    best = solve(ring("compactness"), RING).stages[0].best
    outcome = solve(ring({"objective": "compactness", "at_least": 0.999}), RING)
    assert outcome.status is Status.INFEASIBLE
    assert outcome.plan is None
    assert outcome.reasons == (
        f"No plan that keeps every rule scores 0.999 on compactness: {best:.4f} is the best that "
        f"is possible. Lower at_least of compactness to {int(best * 1e4) / 1e4:g} or less.",
    )
    assert outcome.stages[0].best == pytest.approx(best)


def test_a_level_that_what_is_held_before_puts_out_of_reach_is_told_with_that():
    alone = solve(ring("population_balance"), RING).stages[0].best
    order = [{"objective": "compactness", "within": 0}]
    order += [{"objective": "population_balance", "at_least": round(alone - 1e-3, 4)}]
    (said,) = solve(ring(*order), RING).reasons
    assert "on population balance with compactness at 0." in said
    assert "or above: 0." in said


def test_a_level_within_reach_leaves_the_choice_to_what_comes_after_it():
    free = solve(ring(compactness=1.0, population_balance=0.0), RING)
    best = solve(ring("population_balance"), RING).stages[0].best
    assert free.scores["population_balance"] < best
    bests = []
    for share in (0, 0.5, 1):
        level = free.scores["population_balance"] * (1 - share) + best * share - 1e-9
        outcome = solve(ring({"objective": "population_balance", "at_least": level}), RING)
        assert outcome.status is Status.OPTIMAL
        assert outcome.scores["population_balance"] >= level - 1e-9
        bests.append(outcome.objective)
    assert bests[0] == pytest.approx(free.objective)
    assert bests == sorted(bests, reverse=True)
    assert bests[-1] < bests[0]


def test_no_plan_is_called_lawful_that_was_not_shown_to_reach_a_level(monkeypatch):
    monkeypatch.setattr(held.HeldBest, "proven", False)
    outcome = solve(ring({"objective": "compactness", "at_least": 0.999}), RING)
    assert outcome.status is Status.STOPPED
    assert outcome.plan is None
    within_reach = solve(ring({"objective": "compactness", "at_least": 0.1}), RING)
    assert within_reach.status is Status.FEASIBLE
    assert within_reach.scores["compactness"] >= 0.1


def test_a_plan_that_misses_a_level_is_told_so_by_check():
    scenario = ring({"objective": "compactness", "at_least": 0.5})
    whole = DrawnPlan(dict(zip("ABCDEF", "xyzxyz", strict=True)))
    said = [v.message for v in check(whole, scenario, RING) if v.rule == "priority"]
    assert said == ["the plan scores 0.0000 on compactness, less than 0.5"]
