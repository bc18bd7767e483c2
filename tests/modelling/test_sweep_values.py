"""Everything wrong with a sweep is listed at once, however many things are wrong with it."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_sweeps import small_members, write_sweep

from geodata.geography import Geography
from geodata.problems import InputError
from modelling.scenario_files import load_scenario
from modelling.sweep_files import parse_sweep
from modelling.sweep_members import Members
from modelling.sweep_problems import MOST_SHOWN

SEVEN_FAULTS = """\
name: try
scenario: national
grid:
  rules.cluster_count.national: [four, 5.5, -1]
  rules.cluster_count.per_sha.North Wset: [4, 5]
  objectives.arrangement: [1, 2]
  name: [a, b]
cases:
  - {rules.population.min: [-5, 3]}
  - {rules.contiguity.edges: [1, 2]}
sample:
  count: 20
  seed: 1
  fields:
    objectives.patient_flow: [2.0, 0.5]
    rules.footprint.overlap: [0.5, 2]
"""
PLACES = [
    "line 4, grid.rules.cluster_count.national, value 1: 'four' is not",
    "line 4, grid.rules.cluster_count.national, value 2: 5.5 is not",
    "line 4, grid.rules.cluster_count.national, value 3: -1 is not at least 1",
    "line 5, grid.rules.cluster_count.per_sha.North Wset: 'North Wset' is not an SHA",
    "line 6, grid.objectives.arrangement: no scenario has 'arrangement'",
    "line 7, grid.name: a sweep does not vary name",
    "line 9, case 1, rules.population.min: [-5, 3] is not",
    "line 10, case 2, rules.contiguity.edges: entry 1",
    "line 10, case 2, rules.contiguity.edges: entry 2",
    "line 15, sample.fields.objectives.patient_flow: the range [2, 0.5] runs downwards",
    "line 16, sample.fields.rules.footprint.overlap: 1.9",
]


def problems(file: Path) -> list[str]:
    with pytest.raises(InputError) as raised:
        Members.load(file)
    return [str(problem) for problem in raised.value.problems]


def refused(folder: Path, **said: object) -> list[str]:
    with pytest.raises(InputError) as raised:
        small_members(folder, **said)
    return [str(problem) for problem in raised.value.problems]


def test_faults_of_every_kind_are_listed_at_once_by_line_and_each_once(tmp_path: Path) -> None:
    (tmp_path / "sweep.yaml").write_text(SEVEN_FAULTS)
    said = problems(tmp_path / "sweep.yaml")
    assert len(said) == len(PLACES), said
    for problem, place in zip(said, PLACES, strict=True):
        assert problem.startswith(f"sweep.yaml, {place}")
        assert " → " in problem


def test_an_unknown_scenario_is_said_with_the_shape_and_the_paths(tmp_path: Path) -> None:
    text = "name: a/\nscenario: nationl\ngrid: {rules.sise.max: [3]}\n"
    (tmp_path / "sweep.yaml").write_text(text)
    said = " ".join(problems(tmp_path / "sweep.yaml"))
    for part in ("'a/' cannot be a name", "did you mean 'national'?", "did you mean 'size'?"):
        assert part in said
    (tmp_path / "sweep.yaml").write_text("name: a\ngrid: {rules.sise.max: [3]}\n")
    assert len(problems(tmp_path / "sweep.yaml")) == 2


def test_a_value_that_is_hidden_behind_another_field_is_said_too(tmp_path: Path) -> None:
    grid = {"rules.size.max": [0], "rules.together": [[["P00", "P99"]], [["P00", "P01"]]]}
    size, together = refused(tmp_path, grid=grid)
    assert "0 is not at least 1 (in 2 of 2 scenarios)" in size
    assert "grid.rules.together, value 1: entry 1: no PCT has the code 'P99'" in together


def test_nothing_is_refused_that_its_company_makes_right(tmp_path: Path) -> None:
    base = {"rules": {"population": {"max": 800}, "cluster_count": {"national": 4}}}
    cases = [
        {"rules.population.min": 900, "rules.population.max": 1000},
        {"rules.fixed.groups": [["P00"]], "rules.fixed.clusters": []},
        {"objectives.compactness": 0, "objectives.patient_flow": 1},
    ]
    assert len(Members.load(write_sweep(tmp_path, base, cases=cases)).every) == 3
    file = write_sweep(tmp_path, base, cases=[*cases, {"rules.size.max": 0}])
    (said,) = problems(file)
    assert "case 4, rules.size.max: 0 is not at least 1" in said


def test_what_goes_wrong_together_is_said_beside_a_fault_elsewhere(tmp_path: Path) -> None:
    together = {"rules.population.min": 900, "rules.population.max": 800}
    grid = {"rules.size.max": [5, 6]}
    first, second = refused(tmp_path, grid=grid, cases=[together, {"rules.sise.max": 3}])
    assert "case 1: rules.population: min 900 is more than max 800" in first
    assert "case 2, rules.sise.max" in second


@pytest.mark.parametrize(
    "fields",
    [
        {"rules.population": {"min": 1}, "rules.population.min": 2},
        {"rules.population.min": 2, "rules.population": {"min": 1}},
        {"rules.limit": [{"column": "residents", "max": 900}], "rules.limit.0.max": 800},
        {"rules.size": None, "rules.size.max": 5},
        {"objectives.patient_flow": 2, "objectives.patient_flow.weight": 1},
    ],
)
def test_a_field_inside_another_that_is_given_too_is_refused(tmp_path: Path, fields: dict) -> None:
    inner, outer = max(fields, key=len), min(fields, key=len)
    grid = {path: [value] for path, value in fields.items()}
    for part in ({"cases": [fields]}, {"grid": grid}):
        (said,) = refused(tmp_path, **part)
        assert f"{inner} lies inside {outer}, which is given another value here too" in said
        assert "keep one of the two" in said


def test_samples_that_contradict_themselves_are_refused(tmp_path: Path) -> None:
    fields = {"objectives.patient_flow": [0, 1], "objectives.patient_flow.weight": [0, 1]}
    (said,) = refused(tmp_path, sample={"count": 5, "seed": 1, "fields": fields})
    assert "objectives.patient_flow.weight lies inside objectives.patient_flow" in said


def test_neither_names_alike_nor_a_weight_beside_settings_contradict(tmp_path: Path) -> None:
    weighed = {"objectives.column_balance": 2, "objectives.column_balance.column": "residents"}
    turned = dict(reversed(weighed.items()))
    cases = [weighed, turned, {"rules.size.max": 5}]
    members = small_members(tmp_path, grid={"rules.size": [{"max": 4}]}, cases=cases)
    assert len(members.every) == 3
    (shas,) = refused(
        tmp_path,
        cases=[{"rules.cluster_count.per_sha.St": 1, "rules.cluster_count.per_sha.St. Helens": 1}],
    )[-1:]
    assert "lies inside" not in shas


def test_a_great_many_problems_are_counted_and_the_first_shown(tmp_path: Path) -> None:
    said = refused(tmp_path, cases=[{"rules.sise.max": i} for i in range(MOST_SHOWN + 7)])
    assert len(said) == MOST_SHOWN + 1
    assert any("7 problems more, not shown → mend these first" in problem for problem in said)


def test_odd_positions_in_a_list_are_refused_and_no_traceback(tmp_path: Path) -> None:
    base = {"rules": {"limit": [{"column": "residents", "max": 900}]}}
    for key in ("²", "9" * 5000, "-1"):
        (said,) = problems(write_sweep(tmp_path, base, cases=[{f"rules.limit.{key}.max": 800}]))
        assert "number them from 0 to 0" in said


def test_the_code_of_a_pct_that_is_called_by_its_name_is_given(england: Geography) -> None:
    sweep = parse_sweep(
        "name: a\nscenario: national\ncases: [{rules.together: [[wirral, Leeds, Nowhere]]}]"
    )
    with pytest.raises(InputError) as raised:
        Members.of(sweep, load_scenario("national"), england)
    wirral, leeds, nowhere = map(str, raised.value.problems)
    assert "wirral is 5NK" in wirral
    assert "Leeds is 5N1" in leeds
    assert "use a code of england-2011" in nowhere
