"""What says the same is said in one way, and hashed alike."""

from __future__ import annotations

import copy

import pytest
from small_maps import make_geography

from geodata.geography import Geography
from modelling.case import Case
from modelling.listing import lists_key
from modelling.registry import rule_types
from modelling.sameness import NAMES, SETS, SETS_OF_SETS, canonical, content_hash
from modelling.scenario import Scenario

DATA = Scenario.model_validate(
    {
        "name": "a",
        "geography": "small",
        "shas": ["North", "South"],
        "rules": {
            "apart": [["A1", "A2"], ["B1", "B2", "B3"]],
            "cluster_count": {"per_sha": {"North": 2, "South": [1, 2]}},
            "contiguity": {"edges": ["land", "ferry"]},
            "fixed": {"plan": "old", "clusters": ["x", "y"], "groups": [["C1", "C2"], ["D1"]]},
            "footprint": {"sets": [{"consortia": "one"}, {"consortia": "two", "overlap": 0.5}]},
            "limit": [{"column": "cost", "max": 10}, {"column": "area", "min": 1}],
            "sha_boundaries": {"exceptions": {"A1": "South", "B1": "North"}},
            "together": [["E1", "E2"], ["F1", "F2"]],
        },
        "objectives": {"compactness": 1, "patient_flow": 0.5},
    }
).as_data()


@pytest.fixture(scope="module")
def geography() -> Geography:
    return make_geography({"A1": 10, "A2": 20, "A3": 30}, [("A1", "A2"), ("A2", "A3")])


def turned(value: object) -> object:
    """Return plain data with every list and every mapping the other way round."""
    if isinstance(value, dict):
        return {key: turned(value[key]) for key in reversed(value)}
    return [turned(item) for item in reversed(value)] if isinstance(value, list) else value


def at(data: dict, path: str) -> list:
    for key in path.split("."):
        data = data[key]
    return data


@pytest.mark.parametrize("path", [*SETS, *SETS_OF_SETS])
def test_neither_the_order_of_a_set_nor_a_repetition_counts(
    path: str, geography: Geography
) -> None:
    other = copy.deepcopy(DATA)
    said = at(other, path)
    said[:] = [turned(item) for item in reversed(said)] + [said[0]]
    assert other != DATA
    assert canonical(other) == canonical(DATA)
    assert content_hash(other, geography) == content_hash(DATA, geography)
    said.pop(0), said.pop()
    assert content_hash(other, geography) != content_hash(DATA, geography)


def test_the_order_of_mappings_does_not_count_in_what_is_solved(geography: Geography) -> None:
    other = copy.deepcopy(DATA)
    for path in ("rules", "objectives", "rules.cluster_count.per_sha"):
        said = at(other, path)
        for key in list(reversed(said)):
            said[key] = said.pop(key)
    assert str(canonical(other)["rules"]) == str(canonical(DATA)["rules"])
    assert content_hash(other, geography) == content_hash(DATA, geography)


def test_a_range_and_an_order_of_importance_keep_their_order(geography: Geography) -> None:
    order = DATA | {"priority": ["compactness", "patient_flow"]}
    other = DATA | {"priority": ["patient_flow", "compactness"]}
    assert canonical(order)["priority"] == order["priority"]
    assert content_hash(order, geography) != content_hash(other, geography)
    assert canonical(DATA)["rules"]["cluster_count"]["per_sha"]["South"] == [1, 2]


def test_an_objective_without_weight_counts_only_in_an_order_or_with_parameters() -> None:
    def kept(**more: object) -> set[str]:
        objectives = DATA["objectives"] | {"localisation": 0.0}
        return set(canonical(DATA | {"objectives": objectives} | more)["objectives"])

    assert kept() == set(DATA["objectives"])
    assert "localisation" in kept(priority=["localisation"])
    assert "localisation" in kept(priority=[{"objective": "localisation", "at_least": 0.5}])
    balance = {"weight": 0.0, "column": "cost"}
    assert "column_balance" in kept(objectives={"compactness": 1.0, "column_balance": balance})


def test_what_is_canonical_stays_as_it_is_and_is_a_scenario() -> None:
    said = canonical(DATA)
    assert canonical(said) == said
    assert {key: said[key] for key in NAMES if key in said} == {"name": "a", "geography": "small"}
    assert canonical(Scenario.model_validate(said).as_data()) == said


def test_every_set_is_a_field_of_a_scenario() -> None:
    for path in (*SETS, *SETS_OF_SETS):
        part, _, rest = path.partition(".")
        rule, _, field = rest.partition(".")
        assert part in Scenario.model_fields
        assert not rule or (field or "root") in rule_types()[rule].model_fields


def test_lists_are_the_same_whatever_the_order_of_a_set(geography: Geography) -> None:
    def key(edges: list[str]) -> str:
        said = {"name": "a", "geography": "small", "objectives": {"compactness": 1}}
        scenario = Scenario.model_validate(said | {"rules": {"contiguity": {"edges": edges}}})
        return lists_key(Case(scenario, geography))

    assert key(["land", "ferry"]) == key(["ferry", "land"]) != key(["land"])
