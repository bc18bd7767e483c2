"""Plans that none beats are those that no comparison one by one rules out."""

from __future__ import annotations

from pathlib import Path

import numpy as np
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


def test_plans_of_a_sweep_are_compared_by_what_it_weighs(findings: Findings):
    assert findings.compared_by == ("compactness", "patient_flow")
    vectors = [tuple(point.scores.values()) for point in findings.points]
    for point, vector in zip(findings.points, vectors, strict=True):
        assert point.beaten == any(beats(other, vector) for other in vectors)
    assert {p.plan for p in findings.points} == {f.number for f in findings.reading.plans}
    assert findings.unbeaten
    assert len(findings.unbeaten) < len(findings.points)


def test_a_plan_that_scenarios_score_otherwise_is_a_point_for_each(tmp_path: Path):
    scored = (
        (ROWS, {"compactness": 0.5, "patient_flow": 0.5}),
        (ROWS, {"compactness": 0.5, "patient_flow": 0.5 + 1e-13}),
        (ROWS, {"compactness": 0.5, "patient_flow": 0.75}),
        (COLUMNS, {"compactness": 0.75, "patient_flow": 0.25}),
        (WHOLE, {"compactness": 0.5, "patient_flow": 0.25}),
    )
    results = [{"groups": groups, "scores": scores} for groups, scores in scored]
    store = filled(tmp_path / "s.sqlite", members(tmp_path), results)
    found = Findings(read_sweep(Store.open(store))).points
    assert [(p.scenarios, p.beaten) for p in found] == [
        ((4,), False),
        ((3,), False),
        ((1, 2), True),
        ((5,), True),
    ]


def test_a_score_that_some_plans_lack_is_not_compared(tmp_path: Path):
    scored = ({"compactness": 0.5, "patient_flow": 0.5}, {"compactness": 0.4})
    results = [{"groups": g, "scores": s} for g, s in zip((ROWS, COLUMNS), scored, strict=True)]
    store = filled(tmp_path / "s.sqlite", members(tmp_path), results)
    found = Findings(read_sweep(Store.open(store)))
    assert found.compared_by == ("compactness",)
    assert found.between is None
    assert [point.plan for point in found.unbeaten] == [1]
