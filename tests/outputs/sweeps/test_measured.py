"""Plans are scored once, by the formulas of the base scenario's objectives."""

from __future__ import annotations

from pathlib import Path

import pytest
from written_sweeps import COLUMNS, ROWS, WHOLE, filled, members

from modelling.case import Case
from modelling.scoring import scores
from outputs.sweeps.findings import Findings
from outputs.sweeps.measured import measured
from outputs.sweeps.reading import Reading, read_sweep
from solvers.sweeping.store import Store


def test_every_plan_has_the_scores_of_the_plain_formulas(reading: Reading):
    found = measured(reading)
    assert found.left_out == ()
    assert len(found.by_plan) == len(reading.plans) > 2
    for plan in reading.plans:
        number = len(plan.plan.clusters)
        case = Case(reading.base, reading.geography, balanced_for=number)
        expected = scores(plan.plan, case)
        del expected["objective"]
        assert found.by_plan[plan.number] == pytest.approx(expected)


def test_scores_that_are_weighed_come_first(findings: Findings):
    names = findings.measured.scores.columns.tolist()
    assert names[:2] == ["compactness", "patient_flow"]
    assert names[2:] == sorted(names[2:])


def test_plans_of_other_pcts_than_the_most_are_left_out_and_said(tmp_path: Path):
    results = [{"groups": g} for g in (ROWS, COLUMNS, WHOLE, (("A1", "A2"),))]
    store = filled(tmp_path / "s.sqlite", members(tmp_path), results)
    found = Findings(read_sweep(Store.open(store)))
    assert found.measured.left_out == (4,)
    assert {point.plan for point in found.points} == {1, 2, 3}


def test_where_every_plan_is_of_some_shas_these_are_the_measure(tmp_path: Path):
    results = [{"groups": (("A1", "A2"),)}, {"groups": (("A1",), ("A2",))}]
    store = filled(tmp_path / "s.sqlite", members(tmp_path), results)
    reading = read_sweep(Store.open(store))
    assert {reading.geography.sha_of[pct] for pct in ("A1", "A2")} == {"North"}
    found = measured(reading)
    assert found.left_out == ()
    north = reading.base.model_copy(update={"shas": ("North",)})
    for plan in reading.plans:
        case = Case(north, reading.geography, balanced_for=len(plan.plan.clusters))
        assert found.by_plan[plan.number]["compactness"] == pytest.approx(
            scores(plan.plan, case)["compactness"]
        )
