"""Shares of pairs and places agree with counting them one by one."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from written_sweeps import COLUMNS, ROWS, WHOLE, filled, members

from outputs.sweeps.findings import Findings
from outputs.sweeps.reading import read_sweep
from outputs.sweeps.together import as_neighbours
from solvers.sweeping.store import Store


def test_pairs_are_together_as_often_as_their_plans_say(
    findings: Findings, raw: list[dict[str, Any]]
):
    plans = [row["plan"] for row in raw if row["plan"] is not None]
    counted = {
        pair: sum(any(set(pair) <= cluster for cluster in plan) for plan in plans)
        for pair in combinations(("A1", "A2", "B1", "B2"), 2)
    }
    found = {(p.a, p.b): (p.together, p.of) for p in findings.pairs}
    assert found == {
        pair: (often, len(plans))
        for pair, often in counted.items()
        if often or pair in {("A1", "A2"), ("A1", "B1"), ("A2", "B2"), ("B1", "B2"), ("A2", "B1")}
    }


def test_neighbours_come_first_and_then_by_share(findings: Findings):
    order = [(not pair.neighbours, -pair.share) for pair in findings.pairs]
    assert order == sorted(order)
    assert {pair.neighbours for pair in findings.pairs} == {True, False}


def test_places_are_the_clusters_that_come_up_most(findings: Findings, raw: list[dict[str, Any]]):
    plans = [row["plan"] for row in raw if row["plan"] is not None]
    for place in findings.places:
        mine = [next(c for c in plan if place.pct in c) for plan in plans]
        assert place.clusters == len(set(mine))
        assert place.share == pytest.approx(max(map(mine.count, mine)) / len(mine))
        assert mine.count(frozenset(place.usual)) == max(map(mine.count, mine))


def test_a_pair_counts_among_scenarios_that_have_both(tmp_path: Path):
    """Scenarios of other SHAs have other PCTs."""
    results = [
        {"groups": WHOLE},
        {"groups": (("A1", "A2"),)},
        {"groups": COLUMNS},
        {"groups": ROWS},
    ]
    store = filled(tmp_path / "s.sqlite", members(tmp_path), results)
    found = {(p.a, p.b): p for p in Findings(read_sweep(Store.open(store))).pairs}
    assert (found["A1", "A2"].together, found["A1", "A2"].of) == (3, 4)
    assert (found["B1", "B2"].together, found["B1", "B2"].of) == (2, 3)
    assert found["A1", "A2"].open
    neighbours = as_neighbours(found["A1", "A2"])
    assert (neighbours.share, neighbours.always, neighbours.never) == (0.75, False, False)
