"""Each rule on a finished plan: lawful when the judge says so, and broken in words that help."""

import pytest
from brute_force import Judge
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small_maps import CONSORTIA, make_geography
from small_scenarios import cases, make_scenario
from thoroughness import examples

from geodata.problems import InputError
from modelling.case import Case
from modelling.check import check, violations
from modelling.plan import Plan


@settings(
    max_examples=examples(50),
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
@given(cases(min_pcts=2), st.data())
def test_a_plan_breaks_no_rule_exactly_when_the_judge_finds_it_lawful(case, data):
    labels = st.sampled_from(("C1", "C2", "C3", "C4", "C5"))
    plan = Plan({p: data.draw(labels) for p in case.pcts})
    judge = Judge(case)
    clusters = tuple(map(frozenset, plan.clusters.values()))
    if any(judge.rules.sha_boundaries and not judge.shas_in_common(c) for c in clusters):
        lawful = False
    else:
        groups = judge.rules.together.root if judge.rules.together else ()
        run = set(case.pcts)
        torn = any(0 < len(c & set(g)) < len(run & set(g)) for c in clusters for g in groups)
        lawful = not torn and all(map(judge.lawful, clusters)) and judge.counted(clusters)
    assert (not list(violations(plan, case))) == lawful


MAP = make_geography(
    {"A1": 100, "A2": 200, "A3": 50, "B1": 300},
    [("A1", "A2"), ("A2", "A3", "ferry", 0.0), ("A3", "B1")],
    {"A1": "Alpha", "A2": "Alpha", "A3": "Alpha", "B1": "Beta"},
    consortia=[("G", "A1", 95), ("H", "A2", 80), ("H", "A3", 50)],
)
WHOLE = {"A1": "x", "A2": "x", "A3": "y", "B1": "y"}


@pytest.mark.parametrize(
    ("rules", "plan", "message"),
    [
        ({"cluster_count": {"national": 3}}, WHOLE, "2 clusters, not 3"),
        ({"cluster_count": {"national": [3, 4]}}, WHOLE, "2 clusters, not 3 to 4"),
        (
            {"cluster_count": {"per_sha": {"Beta": 2}}, "sha_boundaries": {}},
            {"A1": "x", "A2": "x", "A3": "x", "B1": "y"},
            "Beta has 1 cluster, not 2",
        ),
        ({"sha_boundaries": {}}, WHOLE, "y lies in Alpha and Beta"),
        (
            {"contiguity": {"edges": ["land"]}},
            {"A1": "x", "A2": "x", "A3": "x", "B1": "y"},
            "x falls into 2 parts: nothing joins A3 Town A3 to the rest",
        ),
        ({"population": {"min": 320}}, WHOLE, "x has 300 residents, fewer than 320"),
        ({"population": {"max": 320}}, WHOLE, "y has 350 residents, more than 320"),
        ({"size": {"max": 1}}, {**WHOLE, "B1": "z"}, "x has 2 PCTs, more than 1"),
        (
            {"footprint": {"consortia": CONSORTIA, "overlap": 0.9}},
            {"A1": "x", "A2": "y", "A3": "z", "B1": "y"},
            "x is on the footprint of GPs G: overlap 95.0%, not below 90%",
        ),
        (
            {"together": [["A1", "A3"]]},
            WHOLE,
            "A1 Town A1, A3 Town A3 should stay together but are in x, y",
        ),
        (
            {"apart": [["A1", "A2"]]},
            {"A1": "x", "A2": "x", "A3": "y", "B1": "z"},
            "A1 Town A1 and A2 Town A2 should be apart but share x",
        ),
        ({}, {"A1": "x", "A3": "y"}, "A2 Town A2, B1 Town B1 in no cluster"),
    ],
)
def test_a_broken_rule_says_which_cluster_and_by_how_much(rules, plan, message):
    found = check(Plan(plan), make_scenario(rules), MAP)
    assert [v.message for v in found] == [message]
    assert found[0].rule == next(iter(rules), "partition")


def test_a_pct_may_follow_its_exception_to_a_second_sha():
    rules = {"sha_boundaries": {"exceptions": {"A3": "Beta"}}}
    assert check(Plan(WHOLE), make_scenario(rules), MAP) == ()


def test_an_offer_to_an_sha_outside_the_run_is_void():
    three = make_geography(
        {"A1": 1, "B1": 1, "C1": 1}, [("A1", "B1")], {"A1": "Alpha", "B1": "Beta", "C1": "Gamma"}
    )
    rules = {"sha_boundaries": {"exceptions": {"A1": "Gamma", "B1": "Gamma"}}}
    scenario = make_scenario(rules, shas=["Alpha", "Beta"])
    (violation,) = check(Plan({"A1": "x", "B1": "x"}), scenario, three)
    assert violation.message == "x lies in Alpha and Beta"


def test_a_void_offer_does_not_change_which_sha_a_cluster_counts_for():
    empty = make_geography(
        {"B1": 0, "B2": 5, "A1": 5}, [("B1", "B2")], {"B1": "Beta", "B2": "Beta", "A1": "Alpha"}
    )
    rules = {
        "sha_boundaries": {"exceptions": {"B1": "Alpha"}},
        "cluster_count": {"per_sha": {"Beta": 2}},
    }
    scenario = make_scenario(rules, shas=["Beta"])
    assert check(Plan({"B1": "x", "B2": "y"}), scenario, empty) == ()


def test_a_cluster_exactly_at_the_footprint_threshold_is_on_it():
    half = make_geography({"A1": 100, "A2": 0}, [("A1", "A2")], consortia=[("G", "A1", 50)])
    for overlap, broken in ((0.5, 1), (0.51, 0)):
        rules = {"footprint": {"consortia": CONSORTIA, "overlap": overlap}}
        assert len(check(Plan({"A1": "x", "A2": "y"}), make_scenario(rules), half)) == broken


def test_a_consortium_counts_with_all_its_residents_also_outside_the_run():
    crossing = make_geography(
        {"A1": 100, "A2": 1, "B1": 100},
        [("A1", "A2")],
        {"A1": "Alpha", "A2": "Alpha", "B1": "Beta"},
        consortia=[("G", "A1", 100), ("G", "B1", 100)],
    )
    rules = {"footprint": {"consortia": CONSORTIA, "overlap": 0.9}}
    plan = Plan({"A1": "x", "A2": "y"})
    assert check(plan, make_scenario(rules, shas=["Alpha"]), crossing) == ()


def test_the_rest_of_a_national_plan_is_left_out_of_a_check_of_one_sha():
    rules = {"sha_boundaries": {}, "size": {"max": 2}}
    assert check(Plan(WHOLE), make_scenario(rules, shas=["Alpha"]), MAP) == ()


@pytest.mark.parametrize(
    ("rules", "message", "remedy"),
    [
        (
            {"sha_boundaries": {"exceptions": {"AA1": "Beta"}}},
            "no PCT has the code 'AA1'",
            "use a code of small, did you mean 'A1'?",
        ),
        (
            {"sha_boundaries": {"exceptions": {"A1": "Betta"}}},
            "'Betta' is not an SHA of small",
            "did you mean 'Beta'?",
        ),
        (
            {"sha_boundaries": {"exceptions": {"A1": "Alpha"}}},
            "A1 Town A1 is already in Alpha",
            "name another SHA",
        ),
        (
            {"sha_boundaries": {}, "cluster_count": {"per_sha": {"Alfa": 2}}},
            "'Alfa' is not an SHA of small",
            "did you mean 'Alpha'?",
        ),
        (
            {"cluster_count": {"per_sha": {"Alpha": 2}}},
            "need clusters that stay inside SHA boundaries",
            "add the rule sha_boundaries",
        ),
        (
            {"footprint": {"consortia": "gp-group"}},
            "no set of consortia 'gp-group'",
            "did you mean 'gp-groups'?",
        ),
        ({"together": [["A1", "A8"]]}, "no PCT has the code 'A8'", "use a code of small"),
        ({"apart": [["A1", "A1"]]}, "A1 Town A1 is named twice", "name each PCT once"),
    ],
)
def test_a_scenario_that_the_map_contradicts_is_told_what_to_change(rules, message, remedy):
    with pytest.raises(InputError) as error:
        Case.of(make_scenario(rules), MAP)
    (problem,) = error.value.problems
    assert message in problem.message
    assert remedy in problem.remedy
    assert problem.where.startswith(f"rules.{next(r for r in rules if r in problem.where)}")


def test_a_group_that_the_run_cuts_in_two_is_told_what_to_change():
    scenario = make_scenario({"together": [["A1", "B1"]]}, shas=["Alpha"])
    with pytest.raises(InputError, match=r"B1 Town B1 is not in the run.*add its SHA to shas"):
        Case.of(scenario, MAP)


def test_a_count_for_an_sha_outside_the_run_is_told_what_to_change():
    rules = {"sha_boundaries": {}, "cluster_count": {"per_sha": {"Beta": 1}}}
    with pytest.raises(InputError, match="Beta is not in the run"):
        Case.of(make_scenario(rules, shas=["Alpha"]), MAP)


def test_everything_that_the_map_contradicts_is_told_at_once():
    rules = {"apart": [["Q1", "A1"]], "footprint": {"consortia": "none"}}
    with pytest.raises(InputError) as error:
        Case.of(make_scenario(rules, shas=["Delta", "Alpha"]), MAP)
    assert len(error.value.problems) == 3
