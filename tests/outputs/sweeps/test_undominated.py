"""Plans that none beats are those that no comparison one by one rules out."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from written_sweeps import COLUMNS, ROWS, WHOLE, filled, members

from outputs.sweeps.findings import Findings
from outputs.sweeps.reading import read_sweep
from outputs.sweeps.undominated import unbeaten
from solvers.sweeping.store import Store


def beats(a: tuple[float, ...], b: tuple[float, ...]) -> bool:
    return all(x >= y for x, y in zip(a, b, strict=True)) and a != b


@given(
    st.integers(1, 4).flatmap(
        lambda n: st.lists(st.tuples(*[st.sampled_from((0.0, 0.25, 0.5, 1.0))] * n), min_size=1)
    )
)
def test_what_none_beats_is_found_with_every_equal(rows: list[tuple[float, ...]]):
    expected = {i for i, row in enumerate(rows) if not any(beats(other, row) for other in rows)}
    assert unbeaten(np.array(rows)) == expected


def test_plans_are_compared_with_all_and_with_those_of_as_many_clusters(findings: Findings):
    assert findings.compared_by == ("compactness", "patient_flow")
    vectors = {p.plan: (p.clusters, tuple(p.scores.values())) for p in findings.points}
    for point in findings.points:
        many, vector = vectors[point.plan]
        assert point.beaten == any(beats(other, vector) for _, other in vectors.values())
        alike = [other for number, other in vectors.values() if number == many]
        assert point.beaten_alike == any(beats(other, vector) for other in alike)
    assert set(vectors) == {f.number for f in findings.reading.plans}
    assert 0 < len(findings.unbeaten) < len(findings.unbeaten_alike) < len(findings.points)


def test_a_plan_that_scenarios_score_otherwise_is_one_plan_with_one_score(tmp_path: Path):
    """Balance is measured against the number asked for, so a plan must not beat itself."""
    grid = {"rules.cluster_count.national": [1, 2, 3, [1, 4]]}
    of = members(tmp_path, grid=grid, cases=[{"objectives.population_balance": 1.0}])
    scores = [{"population_balance": value} for value in (0.5, 1.0, 0.75, 0.8)]
    results = [{"groups": ROWS, "scores": s} for s in (*scores, {"population_balance": 0.9})]
    found = Findings(read_sweep(Store.open(filled(tmp_path / "s.sqlite", of, results))))
    (point,) = found.points
    assert point.scenarios == (1, 2, 3, 4, 5)
    assert not point.beaten
    residents = found.reading.geography.residents
    sizes = [sum(residents[pct] for pct in row) for row in ROWS]
    off = sum(abs(size - sum(sizes) / 2) for size in sizes) / (2 * sum(sizes))
    assert point.scores["population_balance"] == pytest.approx(1 - off)


def test_a_score_that_the_base_scenario_cannot_measure_is_not_compared(tmp_path: Path):
    column = {"objectives.column_balance": {"weight": 1.0, "column": "residents"}}
    of = members(tmp_path, cases=[column, {}])
    results = [{"groups": g, "scores": {"column_balance": 0.5}} for g in (ROWS, COLUMNS)]
    found = Findings(read_sweep(Store.open(filled(tmp_path / "s.sqlite", of, results))))
    assert "column_balance" in found.reading.weighed
    assert "column_balance" not in found.compared_by


def test_patient_flow_and_balance_are_drawn_where_both_are_there(tmp_path: Path):
    of = members(
        tmp_path, cases=[{"objectives.population_balance": 1.0}, {}, {"rules.size.max": 3}]
    )
    store = filled(tmp_path / "s.sqlite", of, [{"groups": g} for g in (ROWS, COLUMNS, WHOLE)])
    reading = read_sweep(Store.open(store))
    assert Findings(reading).between == ("patient_flow", "population_balance")
    asked = ("compactness", "population_balance")
    assert Findings(reading, asked).between == asked


def test_else_the_two_scores_with_the_widest_ranges_are_drawn(findings: Findings):
    assert findings.between == ("compactness", "patient_flow")
