"""Comparisons of England: the plan of 2011, the same with hostile names, and parts of it."""

from dataclasses import replace

import pytest

from geodata.geography import Geography
from modelling.comparison import Comparison, compare
from modelling.plan import Plan
from modelling.scenario import Scenario
from modelling.scenario_files import load_scenario


@pytest.fixture(scope="session")
def national() -> Scenario:
    return load_scenario("national")


@pytest.fixture(scope="session")
def london(plan: Plan, england: Geography) -> Plan:
    here = plan.restricted(c for c in england.codes if england.sha_of[c] == "London")
    return replace(here, name="London alone")


@pytest.fixture(scope="session")
def moved(plan: Plan) -> Plan:
    """Return the plan of 2011 with Leeds in the cluster of Bradford's other neighbours."""
    one = dict(plan.cluster_of) | {"5N1": plan.cluster_of["5N2"]}
    return Plan(one, plan.cluster_names, "Leeds moved")


@pytest.fixture(scope="session")
def three(plan: Plan, moved: Plan, london: Plan, national: Scenario, england: Geography):
    return compare([plan, moved, london], national, england)


@pytest.fixture(scope="session")
def hostile_three(
    hostile_plan: Plan, hostile: dict[str, str], national: Scenario, hostile_england: Geography
) -> Comparison:
    """Return three plans with hostile names of themselves, their clusters, PCTs and an SHA."""
    names = dict(zip(hostile_plan.clusters, hostile.values(), strict=False))
    of = dict(hostile_plan.cluster_of)
    first, second, *_ = hostile_plan.clusters
    of |= dict.fromkeys(hostile_plan.clusters[first], second)
    other = Plan(of, names, hostile["formula"])
    markup = replace(hostile_plan, name=hostile["markup"])
    return compare([hostile_plan, other, markup], national, hostile_england)
