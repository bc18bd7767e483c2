"""Outcomes called as the plan before, on a map of four PCTs."""

from dataclasses import replace

from small_scenarios import make_scenario

from modelling.plan import Plan
from solvers.engine import solve
from solvers.questions.continued import continued


def test_an_outcome_keeps_the_ids_of_clusters_that_go_on_and_the_names_of_those_that_stay(
    square,
) -> None:
    found = solve(make_scenario({"cluster_count": {"national": 2}, "contiguity": {}}), square)
    assert set(found.plan.clusters.values()) == {("A1", "B1"), ("A2", "B2")}
    before = Plan(
        {"A1": "C07", "B1": "C07", "A2": "C03", "B2": "C01"}, {"C07": "Our name", "C03": "Old"}
    )

    called = continued(found, before)

    assert called.plan.clusters == {"C07": ("A1", "B1"), "C01": ("A2", "B2")}
    assert called.plan.cluster_names["C07"] == "Our name"
    assert called.plan.cluster_names["C01"] == found.plan.cluster_names["C02"]
    assert called.cluster_scores["C07"] == found.cluster_scores["C01"]
    assert called.cluster_scores["C01"] == found.cluster_scores["C02"]


def test_a_cluster_that_is_new_gets_an_id_that_the_plan_before_has_not_used(square) -> None:
    found = solve(make_scenario({"cluster_count": {"national": 4}}), square)
    before = Plan(dict.fromkeys(("A1", "A2", "B1", "B2"), "C02"))

    called = continued(found, before)

    assert called.plan.cluster_of["B2"] == "C02", "where most residents stay"
    assert sorted(called.plan.clusters) == ["C02", "C03", "C04", "C05"]
    assert continued(replace(found, plan=None), before).plan is None
