"""`outcome.json` is a complete and valid record of a run."""

import dataclasses
import json
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from modelling.rules.base import Violation
from modelling.scenario import Scenario
from outputs.record import finite, outcome_record, record_json, versions
from solvers.outcome import CountBound, Outcome


def refuse(constant: str) -> None:
    pytest.fail(f"{constant} is not JSON")


def test_the_record_says_what_was_asked_found_and_proven(outcome: Outcome):
    record = json.loads(record_json(outcome), parse_constant=refuse)
    assert record["status"] == "optimal"
    assert record["gap"] == 0
    assert record["objective"] == record["bound"] == record["scores"]["objective"]
    assert record["cluster_count"] == 50
    assert record["violations"] == []
    assert record["candidates"] == {"London": 1_040_000, "North West": 106_000}
    assert record["agreement"]["clusters_found_exactly"] == 50
    assert record["agreement"]["adjusted_rand_index"] == 1


def test_the_scenario_in_the_record_is_the_scenario_that_was_run(outcome: Outcome):
    record = json.loads(record_json(outcome))
    assert Scenario.model_validate(record["scenario"]) == outcome.scenario


def test_the_record_names_the_hash_of_every_input_and_the_versions(outcome: Outcome):
    record = outcome_record(outcome)
    assert record["inputs_sha256"] == dict(outcome.geography.sha256)
    assert all(len(digest) == 64 for digest in record["inputs_sha256"].values())
    assert {"python", "numpy", "PuLP", "shapely"} <= set(versions())


def test_an_infeasible_run_has_reasons_and_no_figures(infeasible: Outcome):
    record = outcome_record(infeasible)
    assert record["status"] == "infeasible"
    assert record["objective"] is record["gap"] is record["cluster_count"] is None
    assert record["reasons"] == list(infeasible.reasons)


def test_violations_and_bounds_are_recorded_with_their_pcts(outcome: Outcome):
    odd = dataclasses.replace(
        outcome,
        bound=math.inf,
        gap=math.nan,
        violations=(Violation("size", "too many PCTs", ("5N1",), "C01"),),
        counts=(CountBound("London", 6, None, -math.inf, {}, None),),
    )
    record = json.loads(record_json(odd), parse_constant=refuse)
    assert record["bound"] is record["gap"] is None
    assert record["violations"][0]["pcts"] == ["5N1"]
    assert record["counts"][0]["count"] == 6
    assert record["counts"][0]["bound"] is None


def test_numpy_numbers_become_plain_ones():
    plain = finite({"a": np.float64("nan"), "b": np.int64(3), "c": (np.bool_(True), [np.inf])})
    assert plain == {"a": None, "b": 3, "c": [True, [None]]}


@given(st.recursive(st.floats() | st.text(), lambda x: st.lists(x) | st.dictionaries(st.text(), x)))
def test_whatever_it_holds_a_record_is_valid_json(value: object):
    json.loads(json.dumps(finite(value), allow_nan=False))
