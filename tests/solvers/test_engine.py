"""What is true of every solve, whatever the case."""

from collections.abc import Mapping
from typing import Any

import pytest
from brute_force import BALANCES
from hypothesis import HealthCheck, given, settings
from small_maps import CODES, make_geography, relabelled
from small_scenarios import cases, make_scenario
from thoroughness import examples

from geodata.geography import Geography
from geodata.problems import InputError
from modelling.cache import Cache
from modelling.case import Case
from modelling.linear import NoLinearForm
from modelling.objectives.compactness import Compactness
from modelling.rules.base import Violation
from modelling.rules.size import Size
from modelling.scenario import Scenario
from solvers import choosing
from solvers.engine import EngineError, solve
from solvers.outcome import Status

random_cases = settings(
    max_examples=examples(30),
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)

Data = dict[str, Any]


def best_of(data: Data, geography: Geography) -> float:
    """Return the optimum, -inf where there is no lawful plan."""
    outcome = solve(Scenario.model_validate(data), geography, why_not=False)
    assert outcome.status in (Status.OPTIMAL, Status.INFEASIBLE)
    return float("-inf") if outcome.objective is None else outcome.objective


def looser(data: Data) -> list[Data]:
    """Return the scenario with each of its rules in turn dropped or relaxed."""
    rules = data["rules"]
    droppable = set(rules)
    if set(BALANCES) & set(data["objectives"]):
        droppable -= {"cluster_count"}  # it says what balanced means
    if rules.get("cluster_count", {}).get("per_sha"):
        droppable -= {"sha_boundaries"}  # it says which SHA a cluster counts for
    kept = [{k: v for k, v in rules.items() if k != name} for name in sorted(droppable)]
    if "size" in rules:
        kept.append(rules | {"size": {"max": rules["size"]["max"] + 1}})
    if "contiguity" in rules:
        more = [*rules["contiguity"]["edges"], "land"]
        kept.append(rules | {"contiguity": rules["contiguity"] | {"edges": more}})
    return [data | {"rules": r} for r in kept]


def renamed(data: Any, new: Mapping[str, str]) -> Any:
    """Return the scenario's data with every PCT code in it replaced."""
    if isinstance(data, dict):
        return {new.get(k, k): renamed(v, new) for k, v in data.items()}
    if isinstance(data, list):
        return [renamed(v, new) for v in data]
    return new.get(data, data) if isinstance(data, str) else data


@random_cases
@given(cases(min_pcts=3))
def test_a_looser_rule_never_lowers_the_best_score(case: Case):
    data = case.scenario.as_data()
    best = best_of(data, case.geography)
    for relaxed in looser(data):
        assert best_of(relaxed, case.geography) >= best - 1e-9


@random_cases
@given(cases(min_pcts=3))
def test_more_weight_on_a_score_never_lowers_the_best_objective(case: Case):
    data = case.scenario.as_data()
    best = best_of(data, case.geography)
    for name in set(data["objectives"]) - set(BALANCES):
        given_ = data["objectives"][name]
        more = given_ | {"weight": given_["weight"] + 1} if isinstance(given_, dict) else given_ + 1
        heavier = data | {"objectives": data["objectives"] | {name: more}}
        assert best_of(heavier, case.geography) >= best - 1e-9


@random_cases
@given(cases(min_pcts=3))
def test_neither_the_codes_nor_the_order_of_rows_change_the_optimum(case: Case):
    new = dict(zip(CODES, [f"Z{9 - i}" for i in range(len(CODES))], strict=True))
    data = case.scenario.as_data()
    other = best_of(renamed(data, new), relabelled(case.geography, new))
    assert other == pytest.approx(best_of(data, case.geography), abs=1e-9)


@random_cases
@given(cases(min_pcts=3))
def test_solving_twice_gives_the_same_plan(case: Case):
    first, second = (solve(case.scenario, case.geography, why_not=False) for _ in range(2))
    assert first.plan == second.plan


def test_sha_boundaries_keep_the_plan_from_the_better_clusters_across_them(square):
    data = make_scenario({"cluster_count": {"national": 2}}).as_data()
    inside = data | {"rules": data["rules"] | {"sha_boundaries": {}}}
    assert best_of(data, square) == pytest.approx(7 / 10)
    assert best_of(inside, square) == pytest.approx(3 / 10)


def test_a_run_without_any_resident_is_solved_like_any_other():
    empty = make_geography(
        {"A1": 0, "A2": 0, "B1": 5},
        [("A1", "A2")],
        {"A1": "Alpha", "A2": "Alpha", "B1": "Beta"},
    )
    outcome = solve(make_scenario({"cluster_count": {"national": 2}}, shas=["Alpha"]), empty)
    assert outcome.status is Status.OPTIMAL
    assert len(outcome.plan.clusters) == 2


def test_more_candidates_than_the_cap_are_looked_through_without_being_stored(square):
    listed, streamed = solve(make_scenario(), square), solve(make_scenario(), square, cap=10)
    assert set(listed.engines.values()) == {"listed"}
    assert set(streamed.engines.values()) == {"streamed"}
    assert streamed.status is Status.OPTIMAL
    assert streamed.objective == pytest.approx(listed.objective, abs=1e-9)


def test_more_candidates_than_can_be_looked_through_are_left_to_labels(square, monkeypatch):
    monkeypatch.setattr(choosing, "MOST_STREAMED", 9)
    listed, labelled = solve(make_scenario(), square), solve(make_scenario(), square, cap=10)
    assert set(labelled.engines.values()) == {"labelled"}
    assert labelled.status is Status.OPTIMAL
    assert labelled.objective == pytest.approx(listed.objective, abs=1e-9)


def test_a_rule_that_can_only_judge_a_list_ends_in_advice_on_what_to_tighten(square, monkeypatch):
    def only_of_a_list(self, _case):
        raise NoLinearForm(self.name)
        yield

    monkeypatch.setattr(choosing, "MOST_STREAMED", 9)
    monkeypatch.setattr(Size, "linear", only_of_a_list)
    with pytest.raises(InputError, match=r"more than 10 clusters.*tighten size: max"):
        solve(make_scenario({"size": {"max": 4}}), square, cap=10)


def test_a_plan_that_a_rule_finds_unlawful_is_an_engine_error(square, monkeypatch):
    broken = Violation("size", "A1 is one too many")
    monkeypatch.setattr(Size, "check", lambda *_: iter([broken]))
    with pytest.raises(EngineError, match="A1 is one too many"):
        solve(make_scenario({"size": {"max": 3}}), square)


def test_a_plan_that_scores_otherwise_than_the_engine_thought_is_an_engine_error(
    square, monkeypatch
):
    monkeypatch.setattr(Compactness, "score", lambda *_: 0.123)
    with pytest.raises(EngineError, match=r"scores 0\.123, not"):
        solve(make_scenario(), square)


@pytest.mark.parametrize("solver", ["cbc", "highs"])
def test_a_solver_is_named_in_the_outcome_with_the_seconds_of_each_stage(square, solver):
    outcome = solve(make_scenario(), square, solver)
    assert outcome.solver == solver
    assert list(outcome.seconds) == ["list and score", "solve", "check"]


def test_an_impossible_scenario_is_explained_whichever_engine_found_it_so(square, monkeypatch):
    asked = make_scenario({"size": {"max": 1}, "cluster_count": {"national": 2}})
    listed = solve(asked, square)
    streamed = solve(asked, square, cap=0)
    monkeypatch.setattr(choosing, "MOST_STREAMED", 0)
    labelled = solve(asked, square, cap=0)
    for outcome, engine in ((listed, "listed"), (streamed, "streamed"), (labelled, "labelled")):
        assert set(outcome.engines.values()) == {engine}
        assert outcome.status is Status.INFEASIBLE
        assert outcome.reasons == listed.reasons
    assert listed.conflicts


def test_a_solve_that_begins_with_what_mattered_before_finds_the_same(square):
    cache = Cache()
    first = make_scenario({"size": {"max": 3}}, {"compactness": 1})
    second = make_scenario({"size": {"max": 3}, "apart": [["A1", "A2"]]}, {"compactness": 2})
    solve(first, square, cache=cache)
    for scenario in (second, first):
        fresh, kept = solve(scenario, square), solve(scenario, square, cache=cache)
        assert kept.status is Status.OPTIMAL
        assert kept.objective == pytest.approx(fresh.objective, abs=1e-12)
