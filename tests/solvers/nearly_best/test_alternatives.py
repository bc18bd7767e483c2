"""Plans nearly as good as the best, held to every partition of small maps."""

from collections import Counter
from itertools import permutations

import pytest
from brute_force import Judge
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from small_maps import make_geography
from small_scenarios import cases, joined_cases, make_scenario
from thoroughness import examples

from geodata.geography import Geography
from geodata.problems import InputError
from modelling.case import Case
from solvers.budget import Budget
from solvers.nearly_best import near_best
from solvers.nearly_best.alternatives import Alternatives, alternatives
from solvers.outcome import Status

HAIR = 1e-9
Clusters = frozenset[frozenset[str]]

random_maps = settings(
    max_examples=examples(14),
    deadline=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
many_plans = cases(loose=True, min_pcts=5, max_pcts=7) | cases(max_pcts=7) | joined_cases()


def _ranked(case: Case) -> list[tuple[float, Clusters]]:
    """Return every lawful plan with its score, best first."""
    judge = Judge(case)
    scored = [(judge.score(plan), frozenset(plan)) for plan in judge.plans()]
    return sorted(scored, key=lambda item: -item[0])


def _clusters(found: Alternatives) -> list[Clusters]:
    return [frozenset(map(frozenset, a.plan.clusters.values())) for a in found.plans]


def _apart(a: Clusters, b: Clusters) -> int:
    """Return how few PCTs move from one plan to another, trying every matching of clusters."""
    few, many = sorted((sorted(map(sorted, a)), sorted(map(sorted, b))), key=len)
    stay = max(
        sum(len(set(x) & set(y)) for x, y in zip(few, order, strict=True))
        for order in permutations(many, len(few))
    )
    return sum(map(len, few)) - stay


def _agreed(found: Alternatives, plans: list[Clusters]) -> None:
    """Hold neighbours and places to those of `plans`, shares to a hundredth of a plan."""
    for pair in found.neighbours:
        together = [any({pair.a, pair.b} <= c for c in plan) for plan in plans]
        assert (pair.always, pair.never) == (all(together), not any(together))
        assert pair.share == pytest.approx(sum(together) / len(plans), abs=0.01 / len(plans))
    assert {place.pct for place in found.places} == {p for c in plans[0] for p in c}
    for place in found.places:
        homes = Counter(next(c for c in plan if place.pct in c) for plan in plans)
        assert place.clusters == len(homes)
        assert place.settled == (len(homes) == 1)
        most = max(homes.values())
        assert homes[frozenset(place.usual)] == most
        assert place.share == pytest.approx(most / len(plans), abs=0.01 / len(plans))


@random_maps
@given(many_plans, st.integers(1, 12))
def test_the_best_plans_are_listed_in_order_and_said_to_be_all_or_not(case: Case, count: int):
    every = _ranked(case)
    found = alternatives(case.scenario, case.geography, count=count, solver="highs")
    if not every:
        assert found.status is Status.INFEASIBLE
        assert found.reasons and not found.plans
        return
    assert [a.score for a in found.plans] == pytest.approx([s for s, _ in every[:count]], abs=1e-9)
    assert len(set(_clusters(found))) == len(found.plans)
    assert set(_clusters(found)) <= {plan for _, plan in every}
    assert found.complete == (len(every) <= count)
    assert found.over_all == found.complete
    _agreed(found, _clusters(found))
    for a, plan in zip(found.plans, _clusters(found), strict=True):
        assert a.given_up == pytest.approx(every[0][0] - a.score, abs=1e-9)
        assert len(a.moves) == _apart(_clusters(found)[0], plan)


@random_maps
@given(many_plans, st.sampled_from(("0%", "5%", "20%", 0.03)), st.sampled_from((1, 3, 1000)))
def test_all_plans_within_a_tolerance_are_counted_and_summed_up(case: Case, within, count: int):
    every = _ranked(case)
    found = alternatives(case.scenario, case.geography, within, count, solver="highs")
    if not every:
        return
    best = every[0][0]
    given_up = within if isinstance(within, float) else float(within[:-1]) / 100 * best
    near = [plan for score, plan in every if score >= best - given_up - HAIR]
    assert found.tolerated == pytest.approx(given_up)
    assert found.complete == (len(near) <= count)
    assert found.over_all
    low, high = found.total
    assert low <= len(near) <= high
    assert len(found.plans) == min(count, len(near))
    if found.complete:
        assert set(_clusters(found)) == set(near)
        assert low == high
    if low == high:
        _agreed(found, near)


@random_maps
@given(many_plans, st.integers(1, 4), st.sampled_from((None, "10%")))
def test_each_differing_plan_is_the_best_that_differs_from_all_before_it(
    case: Case, differ: int, within: str | None
):
    every = _ranked(case)
    found = alternatives(case.scenario, case.geography, within, 6, differ, solver="highs")
    if not every:
        return
    best = every[0][0]
    least = best - 0.1 * best if within else float("-inf")
    plans = _clusters(found)
    for n in range(1, 7):
        left = [
            score
            for score, plan in every
            if score >= least - HAIR and all(_apart(plan, b) >= differ for b in plans[:n])
        ]
        if n < len(plans):
            assert found.plans[n].score == pytest.approx(max(left), abs=1e-9)
            assert all(_apart(plans[n], before) >= differ for before in plans[:n])
        else:
            assert n == 6 or (found.complete and not left)
            break


@pytest.fixture
def ring() -> Geography:
    """Six PCTs in a ring, all alike."""
    codes = ["A", "B", "C", "D", "E", "F"]
    sides = list(zip(codes, [*codes[1:], "A"], strict=True))
    return make_geography(dict.fromkeys(codes, 100), sides)


PAIRS = {"cluster_count": {"national": 3}, "contiguity": {"edges": ["land"]}, "size": {"max": 2}}


def test_plans_that_score_the_same_are_all_within_no_tolerance_at_all(ring: Geography) -> None:
    found = alternatives(make_scenario(PAIRS), ring, within="0%")
    assert [a.score for a in found.plans] == pytest.approx([0.5, 0.5])
    assert found.complete and found.total == (2, 2)
    assert {n.share for n in found.neighbours} == {0.5}
    assert not any(place.settled for place in found.places)
    assert len(found.plans[1].moves) == 3


def test_only_neighbours_that_a_cluster_could_hold_are_paired(square: Geography) -> None:
    scenario = make_scenario({"sha_boundaries": {}})
    found = alternatives(scenario, square)
    assert [(n.a, n.b) for n in found.neighbours] == [("A1", "A2"), ("B1", "B2")]


def test_a_limit_of_the_search_is_told_and_shares_are_then_of_the_plans_listed(
    ring: Geography, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(near_best.near_best, "__defaults__", (1,))
    found = alternatives(make_scenario(PAIRS), ring, within="0%", count=1)
    assert not found.complete and found.total is None and not found.over_all
    assert {n.share for n in found.neighbours} == {0.0, 1.0}


def test_a_stop_leaves_at_most_the_best_plan_and_is_told(ring: Geography) -> None:
    budget = Budget()
    budget.stop()
    found = alternatives(make_scenario(PAIRS), ring, budget=budget)
    assert found.cut_short and not found.complete
    assert len(found.plans) == (found.status is Status.OPTIMAL)


@pytest.mark.parametrize("within", ["five", "-1%", "101%", "nan", "inf", ""])
def test_what_is_no_tolerance_is_refused_with_what_to_give(ring: Geography, within: str) -> None:
    with pytest.raises(InputError, match="such as 1%"):
        alternatives(make_scenario(PAIRS), ring, within=within)


def test_candidates_that_are_not_listed_give_the_same_plans(ring: Geography) -> None:
    listed = alternatives(make_scenario(PAIRS), ring, count=5)
    streamed = alternatives(make_scenario(PAIRS), ring, count=5, cap=1)
    assert set(_clusters(streamed)) == set(_clusters(listed))
    assert streamed.complete and listed.complete


def test_pairs_of_clusters_are_matched_so_that_fewest_pcts_move() -> None:
    """The judge of these tests counts right: two PCTs swap, and a third stays."""
    before = frozenset(map(frozenset, ("ab", "cd", "e")))
    after = frozenset(map(frozenset, ("ac", "bd", "e")))
    assert _apart(before, after) == 2
    assert all(_apart(p, p) == 0 for p in (before, after))
