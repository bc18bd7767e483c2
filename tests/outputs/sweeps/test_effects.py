"""Rank correlations, medians and ranges agree with formulas written out here."""

from __future__ import annotations

import random
from math import sqrt
from statistics import mean, median
from typing import Any

import pytest

from outputs.sweeps.effects import MOST_VALUES, effect, shown_value
from outputs.sweeps.findings import Findings
from outputs.sweeps.pictures.effect_charts import effect_picture


def ranks(values: list[float]) -> list[float]:
    """Return the rank of each value, equal ones the mean of theirs."""
    return [mean(i for i, v in enumerate(sorted(values)) if v == value) for value in values]


def spearman(a: list[float], b: list[float]) -> float:
    x, y = ranks(a), ranks(b)
    mx, my = mean(x), mean(y)
    top = sum((i - mx) * (j - my) for i, j in zip(x, y, strict=True))
    return top / sqrt(sum((i - mx) ** 2 for i in x) * sum((j - my) ** 2 for j in y))


def test_every_field_and_score_of_a_sweep_agrees_with_the_formulas(
    findings: Findings, raw: list[dict[str, Any]]
):
    rows = [row for row in raw if row["plan"] is not None]
    assert set(findings.effects) == {
        path for path in raw[0]["settings"] if len({r["settings"][path] for r in rows}) > 1
    }
    checked = 0
    for path, of_path in findings.effects.items():
        for found in of_path:
            values = [row["settings"][path] for row in rows]
            scores = [row["scores"][found.score] for row in rows]
            by_value = {
                v: [s for w, s in zip(values, scores, strict=True) if w == v] for v in values
            }
            medians = [median(held) for held in by_value.values()]
            assert found.spread == pytest.approx(max(medians) - min(medians))
            for level in found.levels:
                held = by_value[float(level.label)]
                assert level.scenarios == len(held)
                assert (level.least, level.median, level.most) == pytest.approx(
                    (min(held), median(held), max(held))
                )
            if len(set(scores)) > 1:
                assert found.rank == pytest.approx(spearman(values, scores))
                checked += 1
            else:
                assert found.rank is None
    assert checked > 3


def test_many_values_are_shown_by_ranges_that_hold_every_scenario_once():
    drawn = random.Random(2)
    values = [round(drawn.uniform(0.5, 2.0), 3) for _ in range(60)]
    found = effect("objectives.patient_flow", "whole_authorities", values, [v**2 for v in values])
    assert len(set(values)) > MOST_VALUES
    assert found.rank == pytest.approx(1.0)
    assert sum(level.scenarios for level in found.levels) == 60
    assert [level.median for level in found.levels] == sorted(x.median for x in found.levels)
    for value, place in zip(values, found.level_of, strict=True):
        ends = found.levels[place].label.split(" to ")
        low, high = float(ends[0]), float(ends[-1])
        assert low <= value <= high


def test_values_that_are_no_numbers_have_levels_and_no_rank_correlation():
    values = ["ccg-2015", None, "pathfinders", None]
    found = effect("rules.footprint.consortia", "whole_authorities", values, [0.5, 0.1, 0.9, 0.3])
    assert not found.numeric
    assert found.rank is None
    assert [(x.label, x.scenarios, x.median) for x in found.levels] == [
        ("not set", 2, pytest.approx(0.2)),
        ("ccg-2015", 1, 0.5),
        ("pathfinders", 1, 0.9),
    ]


def test_yes_and_no_are_no_numbers():
    assert not effect("rules.x", "y", [True, False], [0.1, 0.2]).numeric
    assert [shown_value(v) for v in (True, None, 2.0, [1, 2])] == ["yes", "not set", "2", "[1, 2]"]


def test_a_chart_of_many_scenarios_stays_small():
    drawn = random.Random(3)
    values = [drawn.random() for _ in range(5000)]
    found = effect("objectives.patient_flow", "compactness", values, [v**2 for v in values])
    picture = effect_picture([found])
    assert len(picture.svg) < 120_000
    assert "Compactness from a median of 0.0" in picture.alt


def test_a_range_of_one_value_is_called_by_it():
    values = [1.0] * 40 + [0.01 * i for i in range(20)]
    found = effect("objectives.patient_flow", "compactness", values, values)
    assert "1" in [level.label for level in found.levels]
    assert sum(level.scenarios for level in found.levels) == 60
