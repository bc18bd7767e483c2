"""Scenarios without a plan are grouped by reason, and plans without proof keep their gaps."""

from __future__ import annotations

from pathlib import Path

import pytest
from written_sweeps import ROWS, WHOLE, filled, members

from outputs.sweeps.findings import Findings
from outputs.sweeps.reading import read_sweep
from outputs.sweeps.troubles import STOPPED, Otherwise, unproven, without_figures
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


def test_groups_say_what_they_ask_otherwise_than_the_base_and_in_how_many(troubled: Findings):
    first = troubled.infeasible[0]
    assert first.otherwise == {
        "rules.cluster_count.national": Otherwise(("1",), 2),
        "objectives.compactness": Otherwise(("0.25",), 2),
        "rules.size.max": Otherwise(("1", "4"), 2),
    }


def test_reasons_that_differ_in_names_and_in_how_many_there_are_alone_are_one(tmp_path: Path):
    said = (
        "No lawful cluster can hold A1 Alpha, A2 Beta and 2 others.",
        "No lawful cluster can hold B1 Gamma.",
        "No lawful cluster can hold B1 Gamma and A2 Beta.",
        "There can be no more than 1 lawful cluster; 2 are asked for.",
        "Lawful clusters cannot divide North as asked for.",
        "There can be no more than 3 lawful clusters; 4 are asked for.",
    )
    results = [{"status": "infeasible", "reason": reason} for reason in said]
    store = filled(tmp_path / "s.sqlite", members(tmp_path), results)
    found = Findings(read_sweep(Store.open(store))).infeasible
    assert [(t.words, t.scenarios) for t in found] == [
        ("No lawful cluster can hold ….", (1, 2, 3)),
        ("There can be no more than … lawful cluster; … are asked for.", (4, 6)),
        ("Lawful clusters cannot divide North as asked for.", (5,)),
    ]


def test_failures_and_scenarios_cut_short_stand_by_themselves(troubled: Findings):
    assert [(t.scenarios, t.reasons) for t in troubled.failed] == [
        ((4,), ("The worker had too little memory.",))
    ]
    assert [(t.scenarios, t.reasons) for t in troubled.stopped] == [((5,), (STOPPED,))]


def test_plans_without_proof_come_with_the_largest_gap_first(troubled: Findings):
    rows = unproven(troubled.reading)
    assert rows[["number", "gap"]].to_numpy().tolist() == [[7, 0.5], [6, 0.25]]
