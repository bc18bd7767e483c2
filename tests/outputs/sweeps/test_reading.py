"""What is read out of a store agrees with what anybody can count in it."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from written_sweeps import COLUMNS, ROWS, WHOLE, filled, members

from geodata.problems import InputError
from outputs.sweeps.reading import Reading, partition, read_sweep, weighed_objectives
from solvers.sweeping.store import Store


def sets(groups: Any) -> frozenset[frozenset[str]]:
    return frozenset(frozenset(group) for group in groups)


def test_plans_are_told_apart_by_content_and_counted(reading: Reading, raw: list[dict[str, Any]]):
    counts = Counter(row["plan"] for row in raw if row["plan"] is not None)
    assert len(counts) > 2
    assert {sets(partition(f.plan)): len(f.scenarios) for f in reading.plans} == counts
    total = sum(counts.values())
    for found in reading.plans:
        of = [row["number"] for row in raw if row["plan"] == sets(partition(found.plan))]
        assert list(found.scenarios) == of
        assert found.share == pytest.approx(len(of) / total)


def test_the_most_frequent_plan_is_the_first(reading: Reading):
    often = [len(found.scenarios) for found in reading.plans]
    assert often == sorted(often, reverse=True)
    assert [found.number for found in reading.plans] == list(range(1, len(often) + 1))


def test_every_row_names_its_plan_and_none_where_there_is_none(
    reading: Reading, raw: list[dict[str, Any]]
):
    for row, (_, line) in zip(raw, reading.frame.iterrows(), strict=True):
        if row["plan"] is None:
            assert line["plan"] is not line["plan"] or str(line["plan"]) == "<NA>"
        else:
            assert sets(partition(reading.plans[line["plan"] - 1].plan)) == row["plan"]


def test_clusters_of_other_names_are_the_same_plan(tmp_path: Path):
    of = members(tmp_path)
    results = [{"groups": ROWS}, {"groups": tuple(reversed(ROWS))}, {"groups": COLUMNS}]
    reading = read_sweep(Store.open(filled(tmp_path / "s.sqlite", of, results)))
    assert [found.scenarios for found in reading.plans] == [(1, 2), (3,)]


def test_a_sweep_that_is_unfinished_is_read_and_says_how_far_it_is(tmp_path: Path):
    of = members(tmp_path)
    store = filled(tmp_path / "s.sqlite", of, [{"groups": WHOLE}, None, {"groups": ROWS}])
    reading = read_sweep(Store.open(store))
    assert (reading.finished, reading.total, reading.unfinished) == (2, 27, 25)
    assert [found.scenarios for found in reading.plans] == [(1,), (3,)]


def test_a_sweep_is_read_while_it_is_written_to(tmp_path: Path):
    from solvers.sweeping.sweeping import Manner

    of = members(tmp_path)
    store = filled(tmp_path / "s.sqlite", of, [{"groups": WHOLE}])
    with Manner(resume=True).writer(of, store):
        assert read_sweep(Store.open(store)).finished == 1


def test_a_sweep_with_nothing_finished_is_refused_in_words(tmp_path: Path):
    store = filled(tmp_path / "s.sqlite", members(tmp_path), [])
    with pytest.raises(InputError, match="none of its 27 scenarios is finished yet"):
        read_sweep(Store.open(store))


def test_plans_of_another_geography_are_refused_by_their_codes(tmp_path: Path):
    strange = [{"groups": (("A1", "X9"), ("Y7",))}]
    store = filled(tmp_path / "s.sqlite", members(tmp_path), strange)
    with pytest.raises(InputError, match="lacks: X9, Y7"):
        read_sweep(Store.open(store))


def test_tables_that_have_changed_since_are_noticed(tmp_path: Path):
    of = members(tmp_path)
    store = filled(tmp_path / "s.sqlite", of, [{"groups": WHOLE}])
    assert not read_sweep(Store.open(store)).changed
    table = tmp_path / "squares" / "pcts.csv"
    table.write_text(table.read_text().replace("A1,Alpha,North,1000", "A1,Alpha,North,1001"))
    assert read_sweep(Store.open(store)).changed


def test_objectives_count_as_weighed_above_nought_or_in_an_order():
    asked = {
        "objectives": {"patient_flow": 0.0, "compactness": {"weight": 0.5}, "consortia": {}},
        "priority": ["population_balance", {"objective": "local_authority", "within": 0.1}],
    }
    weighed = {"compactness", "consortia", "population_balance", "local_authority"}
    assert set(weighed_objectives(asked)) == weighed
