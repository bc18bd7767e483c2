"""A sweep file says which scenarios there are, and everything wrong with it is said at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from geodata.problems import InputError
from modelling.sweep import MOST_MEMBERS, Sweep
from modelling.sweep_files import load_sweep, parse_sweep, sweep_text

WHOLE = """\
name: counts-and-balance
scenario: national                  # a name or a path
grid:                               # any field of a scenario by its path
  rules.cluster_count.national: [46, 48, 50, 52, 54]
  objectives.population_balance: {from: 0, to: 2, steps: 5}
cases:
  - {rules.footprint.overlap: 0.7}
sample: {count: 200, seed: 1, method: random, fields: {objectives.patient_flow: [0.5, 2.0]}}
"""
HEAD = "name: a\nscenario: national\n"


def problems(text: str) -> list[str]:
    with pytest.raises(InputError) as raised:
        parse_sweep(text, "sweep.yaml")
    return [str(problem) for problem in raised.value.problems]


def test_grid_cases_and_samples_add_up() -> None:
    assert len(parse_sweep(WHOLE)) == 5 * 5 + 1 + 200


def test_steps_run_from_one_end_to_the_other_without_rounding_noise() -> None:
    sweep = parse_sweep(HEAD + "grid: {objectives.patient_flow: {from: 0.1, to: 0.5, steps: 5}}")
    assert sweep.grid["objectives.patient_flow"].each() == (0.1, 0.2, 0.3, 0.4, 0.5)


def test_whole_steps_are_whole_numbers() -> None:
    sweep = parse_sweep(HEAD + "grid: {rules.size.max: {from: 6, to: 10, steps: 3}}")
    values = sweep.grid["rules.size.max"].each()
    assert values == (6, 8, 10)
    assert all(isinstance(value, int) for value in values)


def test_a_sweep_written_out_is_read_back_as_it_was() -> None:
    sweep = parse_sweep(WHOLE)
    assert parse_sweep(sweep_text(sweep)) == sweep


def test_a_scenario_beside_the_sweep_is_found_from_anywhere(tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text("")
    (tmp_path / "sweep.yaml").write_text("name: a\nscenario: mine.yaml\ncases: [{}]\n")
    assert load_sweep(tmp_path / "sweep.yaml").scenario == str(tmp_path / "mine.yaml")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "sweep.yaml: is empty"),
        (HEAD, "there is nothing to vary → add grid, cases or sample"),
        (HEAD + "grid: {a: 3}\n", "line 3, grid.a: 3 is neither a list nor steps → write [3]"),
        (HEAD + "grid: {a: []}\n", "the list is empty"),
        (HEAD + "grid: {a: {from: 1, to: 2}}\n", "steps missing"),
        (HEAD + "grid: {a: {from: 1, to: 2, step: 3}}\n", "'step' is not known here, did you mean"),
        (HEAD + "grid: {a: {from: 1, to: 2, steps: 1}}\n", "one step cannot reach"),
        (HEAD + "grid: {3: [1]}\n", "line 3, grid.3: the code 3 was read as a number or yes/no"),
        (HEAD + "cases: [{3: 1}]\n", "line 3, case 1, 3: the code 3 was read as a number or"),
        (HEAD + "sample: {count: 0, seed: 1, fields: {a: [0, 1]}}\n", "0 is not at least 1"),
        (HEAD + "sample: {count: 1, fields: {a: [0, 1]}}\n", "'seed' is missing"),
        (HEAD + "sample: {count: 1, seed: 1, fields: {a: [1]}}\n", "[1] is no range"),
        (HEAD + "sample: {count: 1, seed: 1, fields: {a: [2, 1]}}\n", "runs downwards"),
        (HEAD + "sample: {count: 1, seed: 1, fields: {a: [0, .inf]}}\n", "finite number"),
        (HEAD + "grid: {a: {from: -1.0e308, to: 1.0e308, steps: 3}}\n", "narrow it"),
        (HEAD + "sample: {count: 1, seed: 1, method: lhs, fields: {a: [0, 1]}}\n", "latin-hyper"),
        (HEAD + "cases: {a: 1}\n", "is not a list"),
        (HEAD + "cases: [{a: 1}]\ncases: [{b: 1}]\n", "'cases' stands on line 3 already"),
        (HEAD + "cases: [{a: !!python/object:os.system {}}]\n", "is not YAML"),
        (HEAD + "cases: [&x {a: 1}, *x]\n", "the alias *x is not accepted"),
        ("name: ../a\nscenario: national\ncases: [{}]\n", "'../a' cannot be a name"),
        ("name: a\ncases: [{}]\n", "'scenario' is missing"),
    ],
)
def test_what_is_wrong_is_said_with_its_line_and_a_remedy(text: str, said: str) -> None:
    assert any(said in problem and " → " in problem for problem in problems(text)), problems(text)


def test_all_that_is_wrong_is_said_together() -> None:
    text = (
        "name: a/\nscenario: b\ngrid: {x: 3, y: {from: 0, too: 3}}\nsample: {count: 0, seed: a}\n"
    )
    places = ("name", "grid.x", "grid.y.too", "sample.count", "sample.seed", "sample.fields")
    said = problems(text)
    assert all(any(f"{place}:" in problem for problem in said) for place in places), said


@pytest.mark.parametrize(
    ("text", "place", "right"),
    [
        ("name: [a]\nscenario: b\ncases: [{}]\n", "name", "write name: counts"),
        ("name: a\nscenario: 5\ncases: [{}]\n", "scenario", "write scenario: national"),
        (HEAD + "grid: 5\n", "grid", "write grid: {rules.cluster_count.national: [48, 50, 52]}"),
        (HEAD + "grid: {a: {from: x, to: 2, steps: 3}}\n", "grid.a.from", "{from: 0, to: 2, st"),
        (HEAD + "cases: 5\n", "cases", "write cases: [{rules.footprint.overlap: 0.7}]"),
        (HEAD + "cases: [{}, 5]\n", "case 2", "write a case as {rules.footprint.overlap: 0.7}"),
        (HEAD + "sample: 5\n", "sample", "write sample: {count: 200, seed: 1, fields: {"),
        (HEAD + "sample: {count: x, seed: 1, fields: {a: [0, 1]}}\n", "sample.count", "count: 200"),
        (HEAD + "sample: {count: 1, seed: x, fields: {a: [0, 1]}}\n", "sample.seed", "seed: 1"),
        (HEAD + "sample: {count: 1, seed: 1, fields: 5}\n", "sample.fields", "write fields: {"),
        (
            HEAD + "sample: {count: 1, seed: 1, fields: {a: [0, x]}}\n",
            "sample.fields.a, value 2",
            "write the least and the most, as [0.5, 2.0]",
        ),
        ("- 5\n", "", "begin it with name: counts and scenario: national"),
    ],
)
def test_the_remedy_is_a_line_that_would_be_right_there(text: str, place: str, right: str) -> None:
    (problem,) = problems(text)
    where, remedy = problem.split(": ", 1)[0], problem.split(" → ")[1]
    assert where.endswith(place)
    assert right in remedy


@pytest.mark.parametrize(
    "right",
    [
        "cases: [{}]",
        "grid: {rules.cluster_count.national: [48, 50, 52]}",
        "grid: {a: {from: 0, to: 2, steps: 5}}",
        "cases: [{rules.footprint.overlap: 0.7}]",
        "sample: {count: 200, seed: 1, fields: {objectives.patient_flow: [0.5, 2]}}",
    ],
)
def test_the_lines_that_remedies_show_are_right(right: str) -> None:
    assert parse_sweep(f"name: counts\nscenario: national\n{right}\n").name == "counts"


def test_cases_are_counted_from_one() -> None:
    cases = "cases:\n" + "  - {}\n" * 6
    assert problems(HEAD + cases + "  - 5\n")[0].startswith("sweep.yaml, line 10, case 7: 5 is not")
    said = problems(HEAD + cases + "  - {a: 1, a: 2}\n")
    assert said[0].startswith("sweep.yaml, line 10, case 7, a: 'a' stands on line 10 already")


def test_what_stands_twice_is_said_with_the_rest() -> None:
    said = problems("name: a/\nname: b/\nscenario: national\n")
    assert len(said) == 3
    assert "'name' stands on line 1 already" in said[0]
    assert any("there is nothing to vary" in problem for problem in said)


def test_too_many_scenarios_are_said_with_the_rest() -> None:
    axes = ", ".join(f"{field}: {{from: 0, to: 1, steps: 10000}}" for field in "abc")
    said = problems(f"name: a/\nscenario: b\ngrid: {{{axes}}}\n")
    assert len(said) == 2
    assert "1,000,000,000,000 scenarios are more than" in said[1]


@pytest.mark.parametrize(("fields", "scenarios"), [("abcd", 10**16), ("abcde", 10**20)])
def test_an_absurd_number_of_scenarios_is_refused_without_making_them(
    fields: str, scenarios: int
) -> None:
    axes = ", ".join(f"{field}: {{from: 0, to: 1, steps: 10000}}" for field in fields)
    assert problems(HEAD + f"grid: {{{axes}}}\n") == [
        f"sweep.yaml: {scenarios:,} scenarios are more than the {MOST_MEMBERS:,} of a "
        "sweep → take fewer values or samples, or divide the sweep"
    ]


def test_every_range_that_is_wrong_is_said_at_its_line() -> None:
    text = "sample:\n  count: 1\n  seed: 1\n  fields:\n    a: [-1.0e308, 1.0e308]\n    b: [2, 1]\n"
    assert problems(HEAD + text) == [
        "sweep.yaml, line 7, sample.fields.a: from -1e+308 to 1e+308 is further than any number "
        "reaches → narrow it",
        "sweep.yaml, line 8, sample.fields.b: the range [2, 1] runs downwards → write [1, 2]",
    ]


def test_a_sweep_made_in_python_knows_its_fields_in_order() -> None:
    sweep = Sweep(
        name="a",
        scenario="national",
        grid={"rules.size.max": [8, 9]},
        cases=[{"rules.population.min": 1, "rules.size.max": 7}],
        sample={"count": 1, "seed": 0, "fields": {"objectives.patient_flow": [0, 1]}},
    )
    assert sweep.paths == ("rules.size.max", "rules.population.min", "objectives.patient_flow")
