"""The map of the plan of 2011; that plan changed in three places, and what differs."""

from collections.abc import Callable
from pathlib import Path

import pytest

from geodata.geography import Geography
from modelling.difference import Difference, difference
from modelling.plan import Plan

TOGETHER = "Buckinghamshire and Milton Keynes"


@pytest.fixture(scope="session")
def changed(plan: Plan) -> Plan:
    """Return the plan of 2011 with four PCTs moved.

    Buckinghamshire and Milton Keynes leave two clusters for a new one, Suffolk joins Norfolk and
    Waveney so that its cluster is gone, and Newham is by itself.
    """
    moved = {"5QD": "new", "5CQ": "new", "5PT": "C25", "5C5": "alone"}
    names = {"new": TOGETHER, "alone": "Newham", "C25": "East Anglia", "C19": "Northamptonshire"}
    return Plan({**plan.cluster_of, **moved}, {**plan.cluster_names, **names}, "what-if")


@pytest.fixture(scope="session")
def national(
    write_outcome_map: Callable[[Path, Plan, Geography], Path],
    plan: Plan,
    england: Geography,
    tmp_path_factory: pytest.TempPathFactory,
) -> Path:
    """Return the map of the plan of 2011."""
    return write_outcome_map(tmp_path_factory.mktemp("map") / "map.html", plan, england)


@pytest.fixture(scope="session")
def found(plan: Plan, changed: Plan, england: Geography) -> Difference:
    return difference(plan, changed, england)


@pytest.fixture(scope="session")
def in_london(plan: Plan, england: Geography) -> Plan:
    """Return the plan of 2011 for London alone."""
    part = plan.restricted(c for c in england.codes if england.sha_of[c] == "London")
    return Plan(part.cluster_of, part.cluster_names, "in-london")


@pytest.fixture(scope="session")
def hostile_found(
    hostile_plan: Plan, hostile_england: Geography, hostile: dict[str, str]
) -> Difference:
    """Return a difference with hostile names of both plans, of clusters, PCTs and an SHA.

    The two PCTs that move are the first and the second of the five with hostile names.
    """
    first, second = hostile_england.codes[:2]
    names = dict(hostile_plan.cluster_names) | {"new": hostile["image"]}
    moved = {**hostile_plan.cluster_of, first: "new", second: "new"}
    return difference(hostile_plan, Plan(moved, names, hostile["image"]), hostile_england)
