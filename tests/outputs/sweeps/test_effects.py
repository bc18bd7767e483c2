"""Rank correlations, averages and ranges compare like with like, by formulas written out here."""

from __future__ import annotations

import random
from math import sqrt
from pathlib import Path
from statistics import mean
from typing import Any

import pytest
from written_sweeps import COLUMNS, ROWS, WHOLE, filled, members

from modelling.sweep_members import Members
from outputs.sweeps.effects import FieldEffects
from outputs.sweeps.findings import Findings
from outputs.sweeps.levels import MOST_VALUES, effect
from outputs.sweeps.pictures.effect_charts import effect_picture
from outputs.sweeps.reading import read_sweep
from outputs.sweeps.sections.cases import cases_section
from outputs.sweeps.sections.scores import scores_section
from outputs.sweeps.values import shown_value
from solvers.sweeping.store import Store

COUNT, WEIGHT = "rules.cluster_count.national", "objectives.compactness"
ALONE = tuple((pct,) for pct in ("A1", "A2", "B1", "B2"))
THREE = (("A1", "A2"), ("B1",), ("B2",))


def of(findings: Findings, path: str) -> FieldEffects:
    (found,) = (item for item in findings.effects if item.path == path)
    return found


def read(folder: Path, of_sweep: Members, results: list[Any]) -> Findings:
    return Findings(read_sweep(Store.open(filled(folder / "s.sqlite", of_sweep, results))))


def ranks(values: list[float]) -> list[float]:
    """Return the rank of each value, equal ones the mean of theirs."""
    return [mean(i for i, v in enumerate(sorted(values)) if v == value) for value in values]


def spearman(a: list[float], b: list[float]) -> float:
    x, y = ranks(a), ranks(b)
    mx, my = mean(x), mean(y)
    top = sum((i - mx) * (j - my) for i, j in zip(x, y, strict=True))
    return top / sqrt(sum((i - mx) ** 2 for i in x) * sum((j - my) ** 2 for j in y))


def with_every_value(values: list[Any], others: list[tuple[Any, ...]]) -> set[tuple[Any, ...]]:
    """Return the combinations of other fields that have every value."""
    held: dict[tuple[Any, ...], set[Any]] = {}
    for value, combination in zip(values, others, strict=True):
        held.setdefault(combination, set()).add(value)
    return {combination for combination, found in held.items() if len(found) == len(set(values))}


def test_every_level_counts_the_same_combinations_and_agrees_with_the_formulas(
    findings: Findings, raw: list[dict[str, Any]]
):
    """Most combinations of the sweep are impossible at some value, and so left out."""
    rows = [row for row in raw if row["plan"] is not None]
    solved = findings.reading.solved
    plan_of = dict(zip(solved["number"], solved["plan"], strict=True))
    checked = left_out = 0
    for found in findings.effects:
        here = [row["settings"][found.path] for row in rows]
        others = [
            tuple(v for path, v in row["settings"].items() if path != found.path) for row in rows
        ]
        whole = with_every_value(here, others)
        kept = [row for row, combination in zip(rows, others, strict=True) if combination in whole]
        assert (found.compared, found.with_plan) == (len(kept), len(rows))
        assert found.alike == len(whole)
        left_out += len(rows) - len(kept)
        for one in found.effects:
            scores = [findings.measured.by_plan[plan_of[row["number"]]][one.score] for row in kept]
            values = [row["settings"][found.path] for row in kept]
            by_value = {
                v: [s for w, s in zip(values, scores, strict=True) if w == v] for v in values
            }
            assert {len(held) for held in by_value.values()} == {len(whole)}
            means = [mean(held) for held in by_value.values()]
            assert one.spread == pytest.approx(max(means) - min(means))
            for level in one.levels:
                held = by_value[float(level.label)]
                assert (level.least, level.mean, level.most) == pytest.approx(
                    (min(held), mean(held), max(held))
                )
            if len(set(scores)) > 1:
                assert one.rank == pytest.approx(spearman(values, scores))
                checked += 1
            else:
                assert one.rank is None
    assert checked > 3
    assert left_out > 0


def test_samples_and_cases_do_not_blur_what_the_grid_says(tmp_path: Path):
    """All samples have the base scenario's number: mixed in, they would make a peak of it."""
    draws = {"count": 3, "seed": 1, "fields": {"objectives.patient_flow": [0.5, 2.0]}}
    sweep = members(tmp_path, grid={COUNT: [1, 2, 3]}, cases=[{"rules.size.max": 1}], sample=draws)
    results = [{"groups": g} for g in (WHOLE, COLUMNS, THREE, ALONE, ROWS, ROWS, COLUMNS)]
    found = read(tmp_path, sweep, results)
    grid, sample = of(found, COUNT), of(found, "objectives.patient_flow")
    assert [(item.part, item.compared) for item in found.effects] == [("grid", 3), ("sample", 3)]
    assert all([x.scenarios for x in e.levels] == [1, 1, 1] for e in grid.effects)
    assert {v for e in sample.effects for v in e.values} <= set(
        found.reading.frame["set:objectives.patient_flow"][4:]
    )


def test_no_combination_with_a_plan_at_every_value_compares_nothing_and_says_so(tmp_path: Path):
    sweep = members(tmp_path, grid={COUNT: [1, 2], WEIGHT: [0.25, 1.0]})
    none = {"status": "infeasible", "reason": "No."}
    found = read(tmp_path, sweep, [{"groups": WHOLE}, none, none, {"groups": ROWS}])
    field = of(found, COUNT)
    assert (field.effects, field.alike, field.compared, field.with_plan) == ((), 0, 0, 2)
    said = [b.text for s in scores_section(found).sections for b in s.blocks if hasattr(b, "text")]
    assert any(text.startswith("Not compared: no combination") for text in said)


def test_a_case_is_set_beside_the_base_scenario_and_beside_nothing_else(tmp_path: Path):
    sweep = members(tmp_path, cases=[{"rules.size.max": 2}, {}, {COUNT: 4}, {COUNT: 3}])
    none = {"status": "infeasible", "reason": "No."}
    found = read(tmp_path, sweep, [{"groups": COLUMNS}, {"groups": ROWS}, none, {"groups": THREE}])
    assert found.base_scenario == 2
    first, base, impossible, _ = found.cases
    assert first.changes == {"rules.size.max": "2"}
    known = {p.plan: p.scores for p in found.points}
    for name, more in first.gained.items():
        if name in found.compared_by:
            assert more == pytest.approx(known[first.plan][name] - known[base.plan][name])
    assert set(base.gained.values()) == {0.0}
    assert (impossible.plan, impossible.gained) == (None, {})
    assert found.effects == ()


def test_without_the_base_scenario_cases_have_scores_and_the_report_says_what_to_add(
    tmp_path: Path,
):
    found = read(tmp_path, members(tmp_path, cases=[{COUNT: 2}]), [{"groups": ROWS}])
    assert found.base_scenario is None
    assert found.cases[0].scores
    assert found.cases[0].gained == {}
    said = [b.text for b in cases_section(found).blocks if hasattr(b, "text")]
    assert "An empty case in the sweep, - {}, adds it." in said[0]


def test_many_values_are_shown_by_ranges_that_hold_every_scenario_once():
    drawn = random.Random(2)
    values = [round(drawn.uniform(0.5, 2.0), 3) for _ in range(60)]
    found = effect("objectives.patient_flow", "whole_authorities", values, [v**2 for v in values])
    assert len(set(values)) > MOST_VALUES
    assert found.rank == pytest.approx(1.0)
    assert sum(level.scenarios for level in found.levels) == 60
    assert [level.mean for level in found.levels] == sorted(x.mean for x in found.levels)
    for value, place in zip(values, found.level_of, strict=True):
        ends = found.levels[place].label.split(" to ")
        low, high = float(ends[0]), float(ends[-1])
        assert low <= value <= high


def test_values_that_are_no_numbers_have_levels_and_no_rank_correlation():
    values = ["ccg-2015", None, "pathfinders", None]
    found = effect("rules.footprint.consortia", "whole_authorities", values, [0.5, 0.1, 0.9, 0.3])
    assert not found.numeric
    assert found.rank is None
    assert [(x.label, x.scenarios, x.mean) for x in found.levels] == [
        ("not set", 2, pytest.approx(0.2)),
        ("ccg-2015", 1, 0.5),
        ("pathfinders", 1, 0.9),
    ]


def test_yes_and_no_are_no_numbers():
    assert not effect("rules.x", "y", [True, False], [0.1, 0.2]).numeric
    assert [shown_value(v) for v in (True, None, 2.0, [1, 2])] == ["yes", "not set", "2", "[1, 2]"]


def test_numbers_read_in_full_and_values_that_differ_are_never_one():
    values = [1200000, 1200001, 1200000.5, 1e-7, -2500.0]
    assert [shown_value(value) for value in values] == [
        "1,200,000", "1,200,001", "1,200,000.5", "0.0000001", "−2,500",
    ]  # fmt: skip
    found = effect("rules.population.max", "compactness", values, [0.1, 0.2, 0.3, 0.4, 0.5])
    assert [level.scenarios for level in found.levels] == [1] * 5
    assert [level.label for level in found.levels] == sorted(
        map(shown_value, values), key=lambda said: float(said.replace(",", "").replace("−", "-"))
    )


def test_a_chart_of_many_scenarios_stays_small():
    drawn = random.Random(3)
    values = [drawn.random() for _ in range(5000)]
    found = effect("objectives.patient_flow", "compactness", values, [v**2 for v in values])
    picture = effect_picture([found])
    assert len(picture.svg) < 120_000
    assert "Compactness from an average of 0.0" in picture.alt


def test_a_range_of_one_value_is_called_by_it():
    values = [1.0] * 40 + [0.01 * i for i in range(20)]
    found = effect("objectives.patient_flow", "compactness", values, values)
    assert "1" in [level.label for level in found.levels]
    assert sum(level.scenarios for level in found.levels) == 60
