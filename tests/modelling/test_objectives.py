"""Each objective: its two forms agree with each other and with a formula of the test's own."""

import pytest
from brute_force import BALANCES, Judge
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from small_maps import CONSORTIA, make_geography
from small_scenarios import cases, make_scenario
from thoroughness import examples

from geodata.problems import InputError
from modelling.case import Case
from modelling.check import violations
from modelling.listing import list_candidates
from modelling.plan import Plan
from modelling.registry import objective_types
from modelling.scoring import cluster_scores, scorable, score, scores

random_cases = settings(
    max_examples=examples(14),
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
PAIR = {"A1": 100, "A2": 300}
TOUCHING = [("A1", "A2", "land", 2.5)]


def random_plan(case, data) -> Plan:
    labels = st.sampled_from(("C1", "C2", "C3", "C4"))
    return Plan({p: data.draw(labels) for p in case.pcts})


@random_cases
@given(cases(min_pcts=2), st.data())
def test_a_plans_score_is_what_the_formula_says_summed_over_its_clusters(case, data):
    plan = random_plan(case, data)
    judge = Judge(case)
    clusters = [frozenset(pcts) for pcts in plan.clusters.values()]
    found = scores(plan, case)
    for objective in scorable(case):
        summed = sum(judge.part(objective.name, cluster) for cluster in clusters)
        expected = objective.constant + summed
        assert found[objective.name] == pytest.approx(expected, abs=1e-12)
    assert found["objective"] == pytest.approx(judge.score(tuple(clusters)), abs=1e-9)


@random_cases
@given(cases(min_pcts=2), st.data())
def test_candidates_and_finished_plans_are_scored_alike(case, data):
    plan = random_plan(case, data)
    unlawful = [v for v in violations(plan, case) if v.rule != "cluster_count"]
    assume(not unlawful)
    found = scores(plan, case)
    wanted = set(plan.clusters.values())
    candidates = list_candidates(case)
    for objective in case.scenario.objectives.active():
        summed = objective.constant
        for listed in candidates:
            values = objective.cluster_scores(listed, case)
            summed += sum(v for i, v in enumerate(values) if listed.members(i) in wanted)
        assert found[objective.name] == pytest.approx(summed, abs=1e-12)


@random_cases
@given(cases(min_pcts=2), st.data())
def test_scores_lie_between_0_and_1(case, data):
    plan = random_plan(case, data)
    found = scores(plan, case)
    asked_for = case.clusters_asked_for
    for objective in scorable(case):
        if objective.name not in BALANCES or len(plan.clusters) <= asked_for + 1:
            assert -1e-12 <= found[objective.name] <= 1 + 1e-12
    for own in cluster_scores(plan, case).values():
        assert all(-1e-12 <= x <= 1 + 1e-12 for x in own.values())


@random_cases
@given(cases(min_pcts=2))
def test_one_cluster_of_everything_keeps_every_group_and_every_border_whole(case):
    found = scores(Plan(dict.fromkeys(case.pcts, "all")), case)
    for name in set(found) - {*BALANCES, "chief_executive_posts", "objective"}:
        assert found[name] == pytest.approx(1)


def test_patient_flow_is_the_chance_that_two_patients_of_a_trust_share_a_cluster():
    geography = make_geography(PAIR, TOUCHING, flows=[("A1", "RX1", 1.0), ("A2", "RX1", 1.0)])
    apart = Plan({"A1": "x", "A2": "y"})
    found = score(apart, make_scenario(objectives={"patient_flow": 1}), geography)
    assert found["patient_flow"] == pytest.approx((1 / 4) ** 2 + (3 / 4) ** 2)


def test_balance_counts_the_share_of_residents_too_many_or_too_few():
    scenario = make_scenario({"cluster_count": {"national": 2}}, {"population_balance": 1})
    found = score(Plan({"A1": "x", "A2": "y"}), scenario, make_geography(PAIR, TOUCHING))
    assert found["population_balance"] == pytest.approx(1 - (100 + 100) / (2 * 400))


def test_balance_takes_the_middle_of_a_range():
    scenario = make_scenario({"cluster_count": {"national": [1, 3]}}, {"population_balance": 1})
    found = score(Plan({"A1": "x", "A2": "y"}), scenario, make_geography(PAIR, TOUCHING))
    assert found["population_balance"] == pytest.approx(0.75)


def test_compactness_counts_land_borders_only():
    geography = make_geography(
        {"A1": 1, "A2": 1, "A3": 1},
        [("A1", "A2", "land", 3.0), ("A2", "A3", "land", 1.0), ("A1", "A3", "ferry", 9.0)],
    )
    found = score(Plan({"A1": "x", "A2": "x", "A3": "y"}), make_scenario(), geography)
    assert found["compactness"] == pytest.approx(3 / 4)


@pytest.mark.parametrize(
    ("rules", "objectives", "message"),
    [
        ({}, {"patient_flow": 1}, r"no flows\.csv about the run's PCTs"),
        ({}, {"arrangements": 1}, r"no arrangements\.csv"),
        ({}, {"local_authority": 1}, r"no local_authorities\.csv"),
        ({}, {"consortia": 1}, rf"no consortia/{CONSORTIA}\.csv"),
        ({}, {"consortia": {"weight": 1, "consortia": "gps"}}, "no set of consortia 'gps'"),
        ({}, {"population_balance": 1}, "how many clusters are asked for"),
        ({}, {"compactness": 1}, "no length of land border"),
    ],
)
def test_an_objective_without_its_data_is_refused_with_a_remedy(rules, objectives, message):
    with pytest.raises(InputError, match=message) as error:
        Case.of(make_scenario(rules, objectives), make_geography(PAIR))
    (problem,) = error.value.problems
    assert problem.where == f"objectives.{next(iter(objectives))}" or "consortia" in problem.where
    assert problem.remedy


def test_an_sha_without_residents_is_refused_by_population_balance():
    geography = make_geography({"A1": 0, "B1": 5}, sha_of={"A1": "Alpha", "B1": "Beta"})
    scenario = make_scenario(
        {"cluster_count": {"national": 1}}, {"population_balance": 1}, shas=["Alpha"]
    )
    with pytest.raises(InputError, match="residents"):
        Case.of(scenario, geography)


def test_an_unfinished_plan_is_scored_by_what_it_holds():
    geography = make_geography(PAIR, TOUCHING, local_authorities=[("E", "A1", 10), ("E", "A2", 10)])
    found = score(Plan({"A1": "x"}), make_scenario(), geography)
    assert found["local_authority"] == pytest.approx(1 / 4)
    assert found["compactness"] == 0


def test_every_objective_names_the_table_it_reads():
    tables = {kind.table for kind in objective_types().values()}
    assert tables <= {
        "flows",
        "local_authorities",
        "arrangements",
        "consortia",
        "pcts",
        "adjacency",
    }
