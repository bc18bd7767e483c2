"""Established clusters are kept exactly, or it is said what became of them."""

from dataclasses import replace

import pytest
from small_maps import REFERENCE, make_geography
from small_scenarios import make_scenario

from geodata.geography import Geography
from geodata.problems import InputError
from modelling.case import Case
from modelling.check import check
from modelling.plan import Plan
from modelling.scenario_files import parse_scenario
from solvers.engine import solve

MAP = make_geography(
    {"A1": 100, "A2": 200, "A3": 50, "B1": 300},
    [("A1", "A2"), ("A2", "A3"), ("A3", "B1")],
    {"A1": "Alpha", "A2": "Alpha", "A3": "Alpha", "B1": "Beta"},
    plan={"A1": "N", "A2": "N", "A3": "S", "B1": "S"},
)
NORTH = {"plan": REFERENCE, "clusters": ["N"]}


@pytest.mark.parametrize("called", ["N", "Cluster N"])
def test_a_cluster_of_a_plan_is_fixed_by_its_id_or_its_name(called):
    rules = {"fixed": {"plan": REFERENCE, "clusters": [called]}}
    kept = Plan({"A1": "x", "A2": "x", "A3": "y", "B1": "z"})
    assert check(kept, make_scenario(rules), MAP) == ()


@pytest.mark.parametrize(
    ("fixed", "plan", "became"),
    [
        (NORTH, "xyyz", "Cluster N should be a cluster as it stands but is divided among x, y"),
        (NORTH, "xxxz", "but is joined by A3 Town A3"),
        ({"groups": [["A1"]]}, "xxyz", "A1 Town A1 should be a cluster as it stands but is joined"),
        (
            {"groups": [["A1", "A3"]]},
            "xyyz",
            "is divided among x, y and is joined by A2 Town A2",
        ),
        ({"groups": [["A1", "A2"], ["A3", "B1"]]}, "xxyz", "A3 Town A3, B1 Town B1 should be"),
    ],
)
def test_what_became_of_a_fixed_cluster_is_told(fixed, plan, became):
    drawn = Plan(dict(zip(("A1", "A2", "A3", "B1"), plan, strict=True)))
    (violation,) = check(drawn, make_scenario({"fixed": fixed}), MAP)
    assert violation.rule == "fixed"
    assert became in violation.message


def test_a_fixed_cluster_that_the_plan_leaves_unfinished_is_told_with_what_it_lacks():
    violations = check(Plan({"A1": "x"}), make_scenario({"fixed": NORTH}), MAP)
    assert "Cluster N should be a cluster as it stands but lacks A2 Town A2" in [
        v.message for v in violations
    ]


def test_a_fixed_cluster_outside_the_run_asks_for_nothing():
    scenario = make_scenario({"fixed": {"groups": [["B1"]]}}, shas=["Alpha"])
    assert check(Plan(dict.fromkeys(("A1", "A2", "A3"), "x")), scenario, MAP) == ()


@pytest.mark.parametrize(
    ("fixed", "message", "remedy"),
    [
        (
            NORTH | {"plan": "as-it-wos"},
            "small has no plan 'as-it-wos'",
            "did you mean 'as-it-was'?",
        ),
        (
            {"plan": REFERENCE, "clusters": ["Clustr N"]},
            "as-it-was has no cluster 'Clustr N'",
            "did you mean 'Cluster N'?",
        ),
        ({"groups": [["A1", "AA2"]]}, "no PCT has the code 'AA2'", "did you mean 'A2'?"),
        ({"groups": [["A1", "A1"]]}, "A1 Town A1 is named twice", "name it once"),
        (
            NORTH | {"groups": [["A2", "A3"]]},
            "A2 Town A2 cannot be fixed in two clusters, Cluster N and A2 Town A2, A3 Town A3",
            "name each PCT in one",
        ),
    ],
)
def test_what_cannot_be_fixed_is_told_with_a_remedy(fixed, message, remedy):
    with pytest.raises(InputError) as error:
        Case.of(make_scenario({"fixed": fixed}), MAP)
    (problem,) = error.value.problems
    assert message in problem.message
    assert remedy in problem.remedy
    assert problem.where.startswith("rules.fixed.")


def test_a_fixed_cluster_that_the_run_cuts_is_told_with_what_lies_outside():
    scenario = make_scenario({"fixed": {"plan": REFERENCE, "clusters": ["S"]}}, shas=["Alpha"])
    with pytest.raises(InputError, match="B1 Town B1 of the fixed Cluster S is not in the run"):
        Case.of(scenario, MAP)


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ("{}", "nothing is fixed → add plan and clusters, or groups"),
        ("{plan: as-it-was}", "no cluster of as-it-was is named"),
        ("{clusters: [N]}", "clusters are named but no plan"),
        ("{groups: [[]]}", "too few entries"),
    ],
)
def test_a_rule_that_fixes_nothing_is_refused(said, message):
    text = f"name: x\ngeography: small\nrules:\n  fixed: {said}\nobjectives: {{compactness: 1}}\n"
    with pytest.raises(InputError, match=message):
        parse_scenario(text)


def test_a_name_that_two_clusters_of_a_plan_have_stands_for_neither():
    rows = MAP.plans[REFERENCE].assign(cluster_name="Same")
    twice = replace(MAP, plans={REFERENCE: rows})
    rules = {"fixed": {"plan": REFERENCE, "clusters": ["Same"]}}
    with pytest.raises(InputError, match="has no cluster 'Same'"):
        Case.of(make_scenario(rules), twice)


def test_the_best_plan_of_the_north_west_keeps_greater_manchester_as_it_was(england: Geography):
    text = """
name: kept
geography: england-2011
shas: [North West]
rules:
  cluster_count: {national: 6}
  sha_boundaries: {}
  contiguity: {}
  size: {max: 10}
  population: {min: 300000}
  fixed: {plan: clusters-2011, clusters: [Greater Manchester, C05]}
objectives: {patient_flow: 1}
"""
    plan = solve(parse_scenario(text), england).plan
    assert plan is not None
    rows = england.plans["clusters-2011"]
    for cluster in ("C07", "C05"):
        kept = set(rows["pct"][rows["cluster"] == cluster])
        assert kept in [set(pcts) for pcts in plan.clusters.values()]
