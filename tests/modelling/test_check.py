"""A plan is lawful where it keeps every rule, and every level that the order asks for."""

from __future__ import annotations

import pytest
from small_maps import make_geography
from small_scenarios import make_scenario

from modelling.case import Case
from modelling.check import check, every_violation
from modelling.plan import Plan

SMALL = make_geography({"A": 100, "B": 100, "C": 50}, [("A", "B"), ("B", "C")])
UNEVEN = Plan({"A": "1", "B": "1", "C": "2"})


@pytest.mark.parametrize(("above", "missed"), [(-0.001, False), (0.0, False), (0.001, True)])
def test_a_level_is_missed_by_a_thousandth_and_kept_to_the_hair(above: float, missed: bool) -> None:
    rules, objectives = {"cluster_count": {"national": 2}}, {"population_balance": 1}
    balance = make_scenario(rules, objectives).objectives.population_balance
    score = balance.score(UNEVEN, Case.of(make_scenario(rules, objectives), SMALL))
    order = [{"objective": "population_balance", "at_least": score + above}]
    scenario = make_scenario(rules, objectives, priority=order)

    found = every_violation(UNEVEN, Case.of(scenario, SMALL))

    assert [v.rule for v in found] == ["priority"] * missed
    assert check(UNEVEN, scenario, SMALL) == found
