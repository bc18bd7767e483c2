"""Near-best plans of England, held to what the engine says when neighbours are pinned."""

import pytest

from geodata import load_geography
from modelling.moves import moves
from modelling.scenario_files import load_scenario
from solvers.nearly_best.alternatives import Alternatives, alternatives
from solvers.questions.planner import Planner

WITHIN = 0.01


@pytest.fixture(scope="module")
def north_west() -> Alternatives:
    england = load_geography("england-2011")
    return alternatives(load_scenario("north-west"), england, within=f"{WITHIN:.0%}", count=1)


def test_neighbours_are_always_together_where_no_near_best_plan_keeps_them_apart(
    north_west: Alternatives,
) -> None:
    planner = Planner(north_west.scenario, north_west.geography)
    least = north_west.plans[0].score * (1 - WITHIN)
    checked = north_west.neighbours[::7]
    assert any(n.always for n in checked) and any(n.never for n in checked)
    for pair in checked:
        apart = planner.apart(pair.a, pair.b).solve().objective
        together = planner.together(pair.a, pair.b).solve().objective
        assert pair.always == (apart is None or apart < least)
        assert pair.never == (together is None or together < least)


def test_a_settled_pct_keeps_its_cluster_in_every_plan_listed(north_west: Alternatives) -> None:
    every = alternatives(
        north_west.scenario, north_west.geography, within=f"{WITHIN:.0%}", count=1000
    )
    assert every.complete and every.total == north_west.total
    for place in north_west.places:
        homes = {a.plan.clusters[a.plan.cluster_of[place.pct]] for a in every.plans}
        assert place.clusters == len(homes)
        assert place.usual in homes


def test_the_best_plans_of_england_differ_and_sink_in_score() -> None:
    england = load_geography("england-2011")
    found = alternatives(load_scenario("national"), england, count=8, differ=3)
    scores = [a.score for a in found.plans]
    assert scores == sorted(scores, reverse=True)
    for i, a in enumerate(found.plans):
        for b in found.plans[:i]:
            assert len(moves(b.plan, a.plan, england.residents)) >= 3
