"""Scenarios without a plan are grouped by reason, and plans without proof keep their gaps."""

from __future__ import annotations

import pytest
from written_sweeps import ROWS, WHOLE, filled, members

from outputs.sweeps.findings import Findings
from outputs.sweeps.reading import read_sweep
from outputs.sweeps.troubles import STOPPED, unproven, without_figures
from solvers.sweeping.store import Store


@pytest.fixture(scope="module")
def troubled(tmp_path_factory: pytest.TempPathFactory) -> Findings:
    folder = tmp_path_factory.mktemp("troubled")
    results = [
        {"status": "infeasible", "reason": "There must be at least 25 clusters; 20 are asked for."},
        {"status": "infeasible", "reason": "No PCT may be alone."},
        {
            "status": "infeasible",
            "reason": "There must be at least 1,025 clusters; 4.5 are asked for.",
        },
        {"status": "failed", "reason": "The worker had too little memory."},
        {"status": "stopped", "reason": ""},
        {"status": "feasible", "groups": ROWS, "objective": 1.0, "bound": 1.25, "gap": 0.25},
        {"status": "feasible", "groups": WHOLE, "objective": 1.0, "bound": 1.5, "gap": 0.5},
        {"status": "optimal", "groups": WHOLE},
    ]
    return Findings(read_sweep(Store.open(filled(folder / "s.sqlite", members(folder), results))))


def test_reasons_that_differ_in_figures_alone_are_one(troubled: Findings):
    assert [(t.scenarios, t.reasons) for t in troubled.infeasible] == [
        (
            (1, 3),
            (
                "There must be at least 25 clusters; 20 are asked for.",
                "There must be at least 1,025 clusters; 4.5 are asked for.",
            ),
        ),
        ((2,), ("No PCT may be alone.",)),
    ]


def test_figures_within_codes_and_names_tell_reasons_apart():
    assert without_figures("5N1 Leeds has 12.5 km") == "5N1 Leeds has … km"
    assert without_figures("PCT A2 of ccg-2015x") == "PCT A2 of ccg-2015x"


def test_groups_say_what_they_ask_otherwise_than_the_base(troubled: Findings):
    first = troubled.infeasible[0]
    assert first.otherwise == {
        "rules.cluster_count.national": ("1",),
        "objectives.compactness": ("0.25",),
        "rules.size.max": ("1", "4"),
    }


def test_failures_and_scenarios_cut_short_stand_by_themselves(troubled: Findings):
    assert [(t.scenarios, t.reasons) for t in troubled.failed] == [
        ((4,), ("The worker had too little memory.",))
    ]
    assert [(t.scenarios, t.reasons) for t in troubled.stopped] == [((5,), (STOPPED,))]


def test_plans_without_proof_come_with_the_largest_gap_first(troubled: Findings):
    rows = unproven(troubled.reading)
    assert rows[["number", "gap"]].to_numpy().tolist() == [[7, 0.5], [6, 0.25]]
