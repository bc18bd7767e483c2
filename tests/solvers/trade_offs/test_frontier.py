"""The frontier of two objectives, against every partition of small maps."""

from itertools import pairwise

import pytest
from brute_force import BALANCES, Cluster, Judge
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from small_maps import make_geography
from small_scenarios import cases, joined_cases, make_scenario
from thoroughness import examples

from geodata import load_geography
from geodata.problems import InputError
from modelling import moves
from modelling.case import Case
from modelling.scenario import Scenario
from modelling.scenario_files import load_scenario
from solvers import search
from solvers.budget import Budget
from solvers.engine import EngineError, solve
from solvers.trade_offs import frontier_search
from solvers.trade_offs.frontier import between_alone, frontier
from solvers.trade_offs.undominated import HAIR

Pair = tuple[str, str]
Scores = tuple[float, float]

thorough = settings(
    max_examples=examples(8),
    deadline=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


def unbeaten(scores: list[Scores]) -> list[Scores]:
    """Return the pairs that no other beats, by comparing each with all; equal ones once."""
    kept: list[Scores] = []
    for one in sorted(set(scores), reverse=True):
        beaten = any(
            other[0] >= one[0] - HAIR
            and other[1] >= one[1] - HAIR
            and max(other[0] - one[0], other[1] - one[1]) > HAIR
            for other in scores
        )
        same = any(abs(k[0] - one[0]) < HAIR and abs(k[1] - one[1]) < HAIR for k in kept)
        if not beaten and not same:
            kept.append(one)
    return kept


def by_every_partition(case: Case, between: Pair) -> list[Scores]:
    judge = Judge(Case(between_alone(case.scenario, between), case.geography))

    def score(name: str, plan: tuple[Cluster, ...]) -> float:
        return (name in BALANCES) + sum(judge.part(name, cluster) for cluster in plan)

    return unbeaten([(score(between[0], p), score(between[1], p)) for p in judge.plans()])


def agrees_with_every_partition(case: Case, between: Pair) -> None:
    expected = by_every_partition(case, between)
    found = frontier(case.scenario, case.geography, between)
    assert found.complete
    assert found.impossible == (not expected)
    assert len(found.points) == len(expected)
    for point, scores in zip(found.points, expected, strict=True):
        assert point.scores == pytest.approx(scores, abs=1e-8)
    judge = Judge(case)
    for point in found.points:
        plan = tuple(map(frozenset, point.plan.clusters.values()))
        assert all(map(judge.lawful, plan))
        assert judge.counted(plan)


@st.composite
def pairs(draw, kinds) -> tuple[Case, Pair]:
    """Draw a case with at least two objectives, and two of them."""
    case = draw(kinds.filter(lambda c: len(c.scenario.weights) > 1))
    names = draw(st.permutations(sorted(case.scenario.weights)))
    return case, (names[0], names[1])


@thorough
@given(pairs(cases(min_pcts=6, loose=True)))
def test_the_points_are_all_that_no_partition_beats(drawn):
    agrees_with_every_partition(*drawn)


@settings(thorough, max_examples=examples(6))
@given(pairs(cases(min_pcts=4)))
def test_the_points_keep_every_rule_and_where_no_plan_does_there_is_none(drawn):
    agrees_with_every_partition(*drawn)


@settings(thorough, max_examples=examples(4))
@given(pairs(joined_cases()))
def test_the_points_are_all_where_shas_share_pcts(drawn):
    agrees_with_every_partition(*drawn)


@settings(thorough, max_examples=examples(5))
@given(pairs(cases(min_pcts=7, loose=True)))
def test_leaving_out_columns_loses_no_point(drawn):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(frontier_search, "WORTH_PRUNING", 0)
        patch.setattr(search, "MANY_TIED", 1)
        patch.setattr(search, "SOME_TIED", (0, 3))
        patch.setattr(frontier_search, "WEIGHINGS_TO_PRUNE_BY", 2)
        agrees_with_every_partition(*drawn)


CODES = "ABCDEFGH"
RING = make_geography(
    dict(zip(CODES, (310, 160, 170, 310, 100, 290, 220, 170), strict=True)),
    [
        (a, b, "land", km)
        for a, b, km in zip(
            CODES, CODES[1:] + CODES[0], (0.7, 4.0, 4.5, 4.9, 4.2, 3.4, 1.6, 1.8), strict=True
        )
    ],
    sha_of=dict(zip(CODES, ["Alpha"] * 4 + ["Beta"] * 4, strict=True)),
    plan=dict(zip(CODES, "UUVVWWXX", strict=True)),
)
BETWEEN = ("compactness", "population_balance")


def ring(**more) -> Scenario:
    rules = {"cluster_count": {"national": 4}, "contiguity": {"edges": ["land"]}}
    return make_scenario(rules | more, {"compactness": 1, "population_balance": 1})


@pytest.fixture(scope="module")
def found():
    return frontier(ring(), RING, BETWEEN)


def test_points_that_no_weights_would_choose_are_there_and_are_told_apart(found):
    agrees_with_every_partition(Case(ring(), RING), BETWEEN)
    assert sum(not point.supported for point in found.points) == 5
    for point in found.points:
        reached = any(
            all(
                share * point.scores[0] + (1 - share) * point.scores[1]
                >= share * other.scores[0] + (1 - share) * other.scores[1] - 1e-12
                for other in found.points
            )
            for share in [i / 5000 for i in range(5001)]
        )
        assert reached == point.supported


def test_points_run_from_the_best_by_the_first_to_the_best_by_the_second(found):
    first, second = zip(*(point.scores for point in found.points), strict=True)
    assert list(first) == sorted(first, reverse=True)
    assert list(second) == sorted(second)
    swapped = frontier(ring(), RING, (BETWEEN[1], BETWEEN[0]))
    back = [p.scores[1] for p in reversed(swapped.points)]
    assert back == pytest.approx(list(first))


def test_moves_count_the_pcts_that_change_clusters_from_the_point_before(found):
    plans = [point.plan for point in found.points]
    counted = [len(moves.moves(a, b, RING.residents)) for a, b in pairwise(plans)]
    assert [point.moves for point in found.points] == [0, *counted]
    assert all(counted)


def test_the_reference_plan_is_placed_with_the_rules_that_it_breaks(found):
    assert found.reference.name == "as-it-was"
    assert found.reference.broken == 0
    assert found.reference.scores[0] == pytest.approx((0.7 + 4.5 + 4.2 + 1.6) / 25.1)
    strict = frontier(ring(population={"min": 400}), RING, BETWEEN)
    assert strict.reference.broken > 0


def test_the_weights_and_the_order_of_the_scenario_count_for_nothing(found):
    data = ring().as_data() | {"objectives": {"compactness": 0, "population_balance": 9}}
    other = Scenario.model_validate(data | {"priority": ["compactness"]})
    assert [p.scores for p in frontier(other, RING, BETWEEN).points] == [
        p.scores for p in found.points
    ]


def test_objectives_that_the_scenario_does_not_name_can_be_traded_off():
    alone = make_scenario({"cluster_count": {"national": 4}}, {"compactness": 1})
    points = frontier(alone, RING, ("population_balance", "compactness")).points
    assert len(points) > 1


@pytest.mark.parametrize(
    ("between", "said"),
    [
        (("compactnes", "cohesion"), "did you mean 'compactness'"),
        (("compactness", "compactness"), "compactness is named twice"),
        (("compactness", "patient_flow"), "patient_flow"),
    ],
)
def test_what_cannot_be_traded_off_is_refused_in_words(between, said):
    with pytest.raises(InputError, match=said):
        frontier(ring(), RING, between)


def test_a_frontier_that_is_stopped_says_where_it_is_open():
    over = Budget()
    over.stop()
    stopped = frontier(ring(), RING, BETWEEN, budget=over)
    assert not stopped.complete
    whole = by_every_partition(Case(ring(), RING), BETWEEN)
    assert len(stopped.points) < len(whole)


def test_a_plan_that_scores_otherwise_than_thought_is_an_error(monkeypatch):
    monkeypatch.setattr("modelling.objectives.compactness.Compactness.score", lambda *_: 0.1)
    with pytest.raises(EngineError, match="scores"):
        frontier(ring(), RING, BETWEEN)


def test_whatever_the_weights_the_best_plan_of_a_solve_is_on_the_frontier():
    england = load_geography("england-2011")
    data = load_scenario("north-west").as_data()
    pair = ("patient_flow", "population_balance")
    points = frontier(Scenario.model_validate(data), england, pair).points
    assert {point.supported for point in points} == {True, False}
    for weight in (0.9, 0.5, 0.15):
        data["objectives"] = dict(zip(pair, (weight, 1 - weight), strict=True))
        best = solve(Scenario.model_validate(data), england, "highs").objective
        values = [weight * p.scores[0] + (1 - weight) * p.scores[1] for p in points]
        assert max(values) == pytest.approx(best, abs=1e-8)
        assert points[values.index(max(values))].supported
