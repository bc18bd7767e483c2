"""What each rule costs, against every partition of small maps with and without it."""

from dataclasses import replace

import numpy as np
import pytest
from brute_force import Judge
from hypothesis import HealthCheck, Phase, given, settings
from small_scenarios import cases, joined_cases, make_scenario
from thoroughness import examples

from modelling.case import Case
from modelling.listing import TooManyError
from solvers.budget import Budget
from solvers.choosing import chosen_searches
from solvers.combination import Combined
from solvers.engine import solve
from solvers.outcome import Status
from solvers.questions import price as pricing
from solvers.questions.count_table import Best, CountTable
from solvers.questions.price import (
    IN_ORDER,
    NO_TIME,
    STOPPED,
    TOO_MANY,
    Left,
    Price,
    PriceList,
    price,
    variants,
)
from solvers.trade_offs.priority import combine_chosen

quick = settings(
    max_examples=examples(6),
    deadline=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


def best_without(variant: pricing.Variant, case: Case) -> float | None:
    """Return the best score of all partitions without one thing, measured as with it."""
    rules = case.scenario.rules.model_copy(update={variant.rule: variant.without})
    looser = Case(case.scenario.model_copy(update={"rules": rules}), case.geography)
    judge = Judge(looser)
    if case.scenario.rules.cluster_count is not None:
        judge._asked_for = Judge(case)._asked_for
    return judge.best()


def agrees(case: Case) -> None:
    found = price(case.scenario, case.geography)
    best = Judge(case).best()
    things = list(variants(case))
    assert [(p.rule, p.left, p.words) for p in found.prices] == [
        (v.rule, v.left, v.words) for v in things
    ]
    for variant, priced in zip(things, found.prices, strict=True):
        if priced.status is None:
            assert "by SHA need" in priced.why or "how many clusters" in priced.why
            continue
        expected = best_without(variant, case)
        assert priced.proven
        assert priced.score == (expected and pytest.approx(expected, abs=1e-9))
        if best is not None and expected is not None:
            assert priced.gained == pytest.approx(expected - best, abs=1e-9)
            assert bool(priced.changed) == (abs(expected - best) > 1e-8)


@quick
@given(cases(max_pcts=6))
def test_a_price_is_the_difference_of_the_best_of_all_partitions(case: Case) -> None:
    agrees(case)


@settings(quick, max_examples=examples(3))
@given(joined_cases())
def test_so_it_is_where_shas_share_pcts(case: Case) -> None:
    agrees(case)


def only(prices: tuple[Price, ...], rule: str, left: Left = Left.RULE) -> Price:
    (found,) = (p for p in prices if (p.rule, p.left) == (rule, left))
    return found


def test_each_pin_and_exception_is_priced_by_itself_and_pins_come_first(square) -> None:
    rules = {
        "cluster_count": {"national": 2},
        "sha_boundaries": {"exceptions": {"A1": "Beta"}},
        "together": [["A1", "A2"], ["B1", "B2"]],
        "fixed": {"groups": [["A1", "A2"]]},
    }
    words = [v.words for v in variants(Case.of(make_scenario(rules), square))]

    assert words == [
        "A1 Town A1, A2 Town A2 is a cluster as it stands",
        "A1 Town A1, A2 Town A2 share a cluster",
        "B1 Town B1, B2 Town B2 share a cluster",
        'the rule "PCTs that stay together"',
        "there are at least 2 clusters",
        "there are at most 2 clusters",
        'the rule "Number of clusters"',
        "a cluster stays inside its SHA",
        "A1 Town A1 may go to Beta",
    ]


def test_too_many_clusters_to_look_at_is_said_and_no_price_is_made_up(square, monkeypatch) -> None:
    rules = {"cluster_count": {"national": 2}, "contiguity": {}, "size": {"max": 3}}

    def search(case, *arguments, **options):
        if case.scenario.rules.contiguity is None:
            raise TooManyError([])
        return chosen_searches(case, *arguments, **options)

    monkeypatch.setattr(pricing, "chosen_searches", search)
    found = price(make_scenario(rules), square)

    unknown = only(found.prices, "contiguity")
    assert (unknown.score, unknown.gained, unknown.proven) == (None, None, False)
    assert unknown.why == TOO_MANY
    assert only(found.prices, "size").proven


def test_a_rule_whose_absence_contradicts_another_says_which(square) -> None:
    rules = {"cluster_count": {"per_sha": {"Alpha": 1, "Beta": 1}}, "sha_boundaries": {}}

    unknown = only(price(make_scenario(rules), square).prices, "sha_boundaries")

    assert unknown.why == "numbers of clusters by SHA need clusters that stay inside SHA boundaries"


@pytest.mark.parametrize("status", [Status.STOPPED, Status.FEASIBLE])
def test_what_the_time_did_not_suffice_for_is_not_called_proven(
    status: Status, square, monkeypatch
) -> None:
    rules = {"cluster_count": {"national": 2}, "contiguity": {}, "size": {"max": 3}}

    def combine(chosen, case, *arguments):
        ordered = combine_chosen(chosen, case, *arguments)
        if case.scenario.rules.size is not None:
            return ordered
        best = ordered.combined.value  # which the size does not cost anything
        columns = ordered.combined.columns if status is Status.FEASIBLE else None
        return replace(ordered, combined=Combined(columns, ordered.combined.value, best + 0.25))

    monkeypatch.setattr(pricing, "combine_chosen", combine)
    priced = only(price(make_scenario(rules), square).prices, "size")

    assert priced.status is Status.FEASIBLE
    assert not priced.proven
    assert priced.why == NO_TIME
    assert priced.gained == 0, "the best plan with the rule is lawful without it too"
    assert priced.most == pytest.approx(0.25)


def test_without_time_an_exception_is_not_given_a_price(square, monkeypatch) -> None:
    rules = {"cluster_count": {"national": 2}, "sha_boundaries": {"exceptions": {"A1": "Beta"}}}

    def combine(chosen, case, *arguments):
        ordered = combine_chosen(chosen, case, *arguments)
        if case.scenario.rules.sha_boundaries.exceptions:
            return ordered
        return replace(ordered, combined=Combined(None, -np.inf, np.inf))

    monkeypatch.setattr(pricing, "combine_chosen", combine)
    *_, offer = variants(Case.of(make_scenario(rules), square))
    monkeypatch.setattr(pricing, "variants", lambda case: iter([offer]))

    (priced,) = price(make_scenario(rules), square).prices

    assert offer.left is Left.ALLOWANCE
    assert (priced.why, priced.score, priced.proven) == (NO_TIME, None, False)


def test_a_time_limit_is_kept_for_numbers_of_clusters_too(square) -> None:
    rules = {"cluster_count": {"national": 2}, "contiguity": {}, "size": {"max": 3}}

    found = price(make_scenario(rules), square, time_limit_s=0)

    assert not all(found.counts.in_all().proven(k) for k in range(5))


def test_once_stopped_no_further_question_is_asked_and_those_are_named(square, monkeypatch) -> None:
    rules = {"cluster_count": {"national": 2}, "contiguity": {}, "size": {"max": 3}}
    budget = Budget()
    monkeypatch.delattr(pricing, "count_table_of")

    def combine(chosen, case, *arguments):
        ordered = combine_chosen(chosen, case, *arguments)
        if case.scenario.rules.cluster_count.national == (1, 2):
            return ordered
        budget.stop()
        return replace(ordered, combined=Combined(None, -np.inf, 9.0))

    monkeypatch.setattr(pricing, "combine_chosen", combine)
    found = price(make_scenario(rules), square, budget=budget)

    never = f"{STOPPED} before this was asked"
    first, second, *others = found.prices
    assert found.best.status is Status.OPTIMAL
    assert first.words == "there are at least 2 clusters"
    assert (first.proven, first.why) == (True, "")
    assert (second.proven, second.why) == (False, STOPPED)
    assert second.most == pytest.approx(1 - found.best.objective), "no plan scores more than 1"
    assert len(others) == len(list(variants(Case.of(found.best.scenario, square)))) - 2
    assert {(p.status, p.why) for p in others} == {(None, never)}
    assert (found.counts, found.why) == (None, never)


def test_shas_that_share_pcts_are_told_together_where_not_each_is_known(square) -> None:
    known = Best(np.zeros(3), np.zeros(3))
    names = ("Alpha + Beta", "Delta + Gamma", "Epsilon")
    table = CountTable(names, (known,) * 3, ((0, 2),) * 3, (1, 6), 0.0)
    best = solve(make_scenario({"cluster_count": {"national": 2}}), square)

    def told(*shared: str) -> list[str]:
        return list(PriceList(best, (), table, dict.fromkeys(shared, known)).by_sha())

    assert told() == list(names)
    assert told("Alpha", "Beta") == ["Alpha", "Beta", "Delta + Gamma", "Epsilon"]
    assert told("Alpha") == ["Alpha", *names]


def test_a_scenario_without_a_plan_says_which_rules_alone_stand_in_the_way(square) -> None:
    rules = {"cluster_count": {"national": 2}, "size": {"max": 1}, "contiguity": {}}

    found = price(make_scenario(rules), square)

    assert found.best.status is Status.INFEASIBLE
    assert only(found.prices, "size").score is not None
    assert only(found.prices, "size").gained is None
    assert only(found.prices, "contiguity").status is Status.INFEASIBLE


def test_objectives_in_an_order_are_priced_by_that_order_and_numbers_are_not_known(square) -> None:
    rules = {"cluster_count": {"national": 2}, "contiguity": {}, "size": {"max": 2}}
    weights = {"compactness": 1, "population_balance": 0.5}
    asked = make_scenario(rules, weights, priority=["population_balance"])

    found = price(asked, square)

    rules.pop("size")
    without = solve(make_scenario(rules, weights, priority=asked.priority), square)
    assert (found.counts, found.why) == (None, IN_ORDER)
    assert only(found.prices, "size").score == pytest.approx(without.objective)


def test_a_level_in_the_order_of_objectives_has_a_price(square):
    order = [{"objective": "population_balance", "at_least": 0.85}]
    rules = {"cluster_count": {"national": 3}, "contiguity": {"edges": ["land"]}}
    weights = {"compactness": 1, "population_balance": 0}
    scenario = make_scenario(rules, weights, priority=order)
    found = price(scenario, square)
    (level,) = (p for p in found.prices if p.rule == "priority")
    assert level.words == "the plan scores at least 0.85 on population balance"
    free = solve(make_scenario(rules, weights), square)
    assert level.status is Status.OPTIMAL
    assert level.score == pytest.approx(free.objective)
    assert level.gained == pytest.approx(free.objective - found.best.objective)
    assert level.gained == pytest.approx(0.1)
