"""The consortium whose footprint is nearest to a cluster's is the one that brute force finds."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from small_maps import CONSORTIA, PATHFINDERS, REFERENCE, geographies, make_geography
from small_scenarios import make_scenario

from geodata import load_geography
from geodata.geography import Geography
from modelling.case import Case
from modelling.overlaps import nearest_footprints, overlaps, thresholds
from modelling.plan import Plan
from modelling.plan_files import reference_plan
from modelling.scenario_files import load_scenario

MAP = make_geography(
    {"A1": 100, "A2": 200, "A3": 50},
    [("A1", "A2"), ("A2", "A3")],
    consortia=[("G", "A1", 80), ("G", "A2", 20), ("H", "A2", 180)],
    pathfinders=[("P", "A2", 150)],
)
PLAN = Plan({"A1": "x", "A2": "y", "A3": "z"})


def by_hand(plan: Plan, geography: Geography) -> dict[str, dict[tuple[str, str], float]]:
    """Count residents one by one, as people who each have a PCT and a consortium or none."""
    found: dict[str, dict[tuple[str, str], float]] = {c: {} for c in plan.clusters}
    for name, table in geography.consortia.items():
        for cluster, code in itertools.product(plan.clusters, sorted(set(table["consortium"]))):
            rows = table[table["consortium"] == code]
            both = sum(
                n
                for pct, n in zip(rows["pct"], rows["residents"], strict=True)
                if plan.cluster_of.get(pct) == cluster
            )
            either = sum(geography.residents[p] for p in plan.clusters[cluster])
            either += rows["residents"].sum() - both
            if both:
                found[cluster][name, code] = both / either
    return found


@given(geographies())
def test_overlaps_are_those_that_brute_force_counts(geography: Geography):
    plan = reference_plan(REFERENCE, geography)
    expected = by_hand(plan, geography)
    found = overlaps(plan, geography)
    assert list(found) == list(plan.clusters)
    for cluster, pairs in found.items():
        assert {(o.consortia, o.consortium): o.overlap for o in pairs} == pytest.approx(
            expected[cluster]
        )
        shares = [o.overlap for o in pairs]
        assert shares == sorted(shares, reverse=True)
        assert all(o.kept is None and o.margin is None for o in pairs)


@given(geographies())
def test_a_cluster_keeps_the_threshold_where_the_rule_finds_no_fault(geography: Geography):
    names = [{"consortia": name} for name in geography.consortia]
    scenario = make_scenario({"footprint": {"sets": names, "overlap": 0.7}})
    plan = reference_plan(REFERENCE, geography)
    case = Case(scenario, geography)
    nearest = nearest_footprints(overlaps(plan, geography, thresholds(case)))
    at_fault = {v.cluster for v in scenario.rules.footprint.check(plan, case)}
    assert {c for c, pair in nearest.items() if not pair.kept} == at_fault


def test_the_nearest_is_the_consortium_with_most_in_common():
    (x, y, z) = overlaps(PLAN, MAP, {CONSORTIA: 0.75}).values()
    assert [(o.name, o.shared) for o in x] == [("GPs G", 80)]
    assert x[0].overlap == pytest.approx(80 / 120)
    assert [o.name for o in y] == ["GPs H", "GPs G"]
    assert y[0].overlap == pytest.approx(0.9)
    assert y[0].margin == pytest.approx(-0.15)
    assert not y[0].kept
    assert y[1].kept
    assert z == ()


def test_one_that_breaks_its_threshold_comes_before_one_that_shares_more():
    sets = {CONSORTIA: 0.95, PATHFINDERS: 0.7}
    first, second, *_ = overlaps(PLAN, MAP, sets)["y"]
    assert (first.name, second.name) == ("GPs P", "GPs H")
    assert first.overlap < second.overlap


def test_the_sets_are_those_of_the_rule_or_all_of_them_without_it():
    ruled = make_scenario({"footprint": {"consortia": PATHFINDERS, "overlap": 0.8}})
    assert thresholds(Case.of(ruled, MAP)) == {PATHFINDERS: 0.8}
    assert thresholds(Case.of(make_scenario({}), MAP)) == {CONSORTIA: None, PATHFINDERS: None}


def test_a_cluster_that_shares_nobody_with_a_consortium_has_no_nearest():
    nearest = nearest_footprints(overlaps(PLAN, MAP))
    assert sorted(nearest) == ["x", "y"]


def test_five_clusters_of_2011_stand_on_the_footprint_of_a_ccg():
    england = load_geography("england-2011")
    plan = reference_plan("clusters-2011", england)
    nearest = nearest_footprints(
        overlaps(plan, england, thresholds(Case.of(load_scenario("national"), england)))
    )
    on_one = {pair.name for pair in nearest.values() if not pair.kept}
    assert len(nearest) == 50
    assert len(on_one) == 5
    assert {"NHS Kernow CCG", "NHS Dorset CCG", "NHS Somerset CCG", "NHS Cumbria CCG"} < on_one
