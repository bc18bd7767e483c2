"""Scenario files: what they may say is read, and what they may not is placed and remedied."""

import json

import jsonschema
import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from small_scenarios import cases

from geodata.problems import InputError
from modelling.registry import objective_types, rule_types
from modelling.scenario_files import (
    load_scenario,
    parse_scenario,
    scenario_schema,
    scenario_text,
    shipped_scenarios,
)

GOOD = """\
name: national
geography: england-2011
rules:
  cluster_count: {national: [48, 52], per_sha: {London: 6, North West: [4, 6]}}
  sha_boundaries: {exceptions: {5ET: Yorkshire and the Humber, 5CQ: East Midlands}}
  contiguity: {edges: [land, water_or_gap, ferry]}
  population: {min: 400000, max: 2800000}
  size: {max: 10}
  footprint: {consortia: ccg-2015, overlap: 0.9}
  together: [[TAC, 5D8]]
  apart: [[5N1, 5NY]]
objectives:
  patient_flow: 1.0
"""


def problems(text: str):
    with pytest.raises(InputError) as error:
        parse_scenario(text, "plan.yaml")
    return error.value.problems


def edited(old: str, new: str) -> str:
    assert GOOD.count(old) == 1
    return GOOD.replace(old, new)


def test_the_fixed_shape_of_scenario_files_is_read():
    scenario = parse_scenario(GOOD)
    rules = scenario.rules
    assert rules.cluster_count.national == (48, 52)
    assert rules.cluster_count.per_sha == {"London": (6, 6), "North West": (4, 6)}
    assert rules.sha_boundaries.exceptions["5ET"] == "Yorkshire and the Humber"
    assert rules.contiguity.edges == ("land", "water_or_gap", "ferry")
    assert (rules.population.min, rules.population.max, rules.size.max) == (400_000, 2_800_000, 10)
    assert (rules.footprint.consortia, rules.footprint.overlap) == ("ccg-2015", 0.9)
    assert rules.together.root == (("TAC", "5D8"),)
    assert rules.apart.root == (("5N1", "5NY"),)
    assert scenario.weights == {"patient_flow": 1.0}


def test_a_rule_with_nothing_behind_it_has_its_defaults():
    scenario = parse_scenario(GOOD.replace("{edges: [land, water_or_gap, ferry]}", ""))
    assert scenario.rules.contiguity.edges == ("land", "water_or_gap", "ferry")


@pytest.mark.parametrize("name", sorted(shipped_scenarios()))
def test_a_shipped_scenario_is_read_back_equal_from_its_text(name):
    scenario = load_scenario(name)
    assert scenario.name == name
    assert parse_scenario(scenario_text(scenario)) == scenario


@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(cases())
def test_any_scenario_is_read_back_equal_from_its_text(case):
    assert parse_scenario(scenario_text(case.scenario)) == case.scenario


def test_the_schema_describes_every_rule_and_objective():
    schema = json.loads(scenario_schema())
    defined = schema["$defs"]
    assert set(defined["Rules"]["properties"]) == set(rule_types())
    assert set(defined["Objectives"]["properties"]) == set(objective_types())
    assert schema["additionalProperties"] is False


@pytest.mark.parametrize("name", sorted(shipped_scenarios()))
def test_the_schema_accepts_the_shipped_scenarios(name):
    data = yaml.safe_load(shipped_scenarios()[name].read_text())
    jsonschema.validate(data, json.loads(scenario_schema()))
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(data | {"objektives": {}}, json.loads(scenario_schema()))


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ("rules:\n", "ruls:\n", 3, "'ruls' is not known here, did you mean 'rules'?"),
        ("contiguity:", "contiguty:", 6, "did you mean 'contiguity'?"),
        ("patient_flow:", "patient_flows:", 13, "did you mean 'patient_flow'?"),
        ("{max: 10}", "{maxi: 10}", 8, "'maxi' is not known here, did you mean 'max'?"),
        ("overlap:", "overlaps:", 9, "did you mean 'overlap'?"),
        ("{max: 10}", "{max: ten}", 8, "'ten' is not a whole number"),
        ("{max: 10}", "{max: 0}", 8, "0 is not at least 1"),
        ("{max: 10}", "{max: [1, 2]}", 8, "[1, 2] is not a whole number"),
        ("{max: 10}", "10", 8, "10 is not a list of key: value"),
        ("min: 400000", "min: -1", 7, "-1 is not at least 0"),
        ("min: 400000", "min: 4000000", 7, "min 4000000 is more than max 2800000"),
        ("[48, 52]", "[52, 48]", 4, "national: the range [52, 48] runs downwards"),
        ("[4, 6]", "[6, 4]", 4, "North West: the range [6, 4] runs downwards"),
        ("[48, 52]", "[48, 50, 52]", 4, "[48, 50, 52]"),
        ("[48, 52]", "true", 4, "True is not"),
        ("[48, 52]", "0", 4, "0 is not at least 1"),
        ("0.9", "1.5", 9, "1.5 is not at most 1"),
        ("0.9", "0", 9, "0 is not more than 0"),
        ("0.9", ".nan", 9, "no finite number"),
        ("ferry]", "fery]", 6, "did you mean 'ferry'?"),
        ("[land, water_or_gap, ferry]", "[]", 6, "[] has too few entries"),
        ("[[TAC, 5D8]]", "[[TAC]]", 10, "has too few entries"),
        ("[[TAC, 5D8]]", "[[TAC, 010]]", 10, "was read as a number or yes/no"),
        ("[[5N1, 5NY]]", "[[5N1, no]]", 11, "was read as a number or yes/no"),
        ("patient_flow: 1.0", "patient_flow: -1", 13, "-1 is not at least 0"),
        ("patient_flow: 1.0", "patient_flow: .inf", 13, "no finite number"),
        ("patient_flow: 1.0", "patient_flow: yes", 13, "is not a weight"),
        ("patient_flow: 1.0", "patient_flow: 0", 12, "no objective has a weight above 0"),
        ("name: national", "name: ../../etc", 1, "cannot be a name"),
        ("england-2011\n", "england-2011\nshas: []\n", 3, "[] has too few entries"),
        ("  size:", "  size: {max: 9}\n  size:", 9, "stands on line 8 already"),
        ("  size:", "   size:", 8, "is not YAML"),
        ("{max: 10}", "{max: 10", 9, "is not YAML"),
        ("{max: 10}", "{max: *ten}", 8, "the alias *ten is not accepted"),
        ("{max: 10}", "!!python/object/apply:os.system ['exit 3']", 8, "is not YAML"),
        ("{max: 10}", "{max: yes}", 8, "yes is not a number"),
    ],
)
def test_a_mistake_is_placed_by_file_and_line_with_a_remedy(old, new, line, message):
    found = problems(edited(old, new))
    assert all(p.file == "plan.yaml" and p.message and p.remedy for p in found)
    assert any(p.where.split(",")[0] == f"line {line}" and message in p.message for p in found)


@pytest.mark.parametrize("key", ["name", "geography", "objectives"])
def test_a_missing_key_is_named(key):
    lines = GOOD.splitlines()
    at = next(i for i, text in enumerate(lines) if text.startswith(f"{key}:"))
    del lines[at : at + (2 if key == "objectives" else 1)]
    (problem,) = problems("\n".join(lines))
    assert (problem.message, problem.remedy) == (f"'{key}' is missing", f"add the line '{key}: …'")


@pytest.mark.parametrize("text", ["", "# nothing but a comment\n", "\n\n"])
def test_an_empty_file_is_called_empty(text):
    assert [p.message for p in problems(text)] == ["is empty"]


@pytest.mark.parametrize("text", ["just words", "- a\n- list", "42", "[" * 1500, "a: \x07"])
def test_a_file_of_another_kind_is_refused(text):
    (problem,) = problems(text)
    assert problem.file == "plan.yaml"
    assert problem.remedy


def test_all_mistakes_are_told_at_once():
    text = edited("{max: 10}", "{max: 0}").replace("0.9", "9").replace("min: 400000", "min: few")
    assert len(problems(text)) == 3


def test_a_bomb_of_aliases_is_refused_at_once():
    layers = [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]" for i in range(1, 30)]
    (problem,) = problems("\n".join(["a0: &a0 [x, x]", *layers]))
    assert "alias" in problem.message


def test_a_tag_that_would_run_code_runs_nothing(tmp_path):
    made = tmp_path / "made"
    tag = (
        f"!!python/object/apply:pathlib.Path.touch [!!python/object/apply:pathlib.Path ['{made}']]"
    )
    problems(edited("{max: 10}", tag))
    assert not made.exists()


def test_a_file_that_is_not_utf8_is_placed_by_byte(tmp_path):
    path = tmp_path / "latin.yaml"
    path.write_bytes(b"name: caf\xe9\n")
    with pytest.raises(InputError, match=r"latin\.yaml: byte 10 is not UTF-8 → save the file as"):
        load_scenario(path)


def test_a_file_with_a_byte_order_mark_is_read(tmp_path):
    path = tmp_path / "windows.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode())
    assert load_scenario(path) == parse_scenario(GOOD)


def test_an_unknown_name_suggests_the_nearest_scenario_that_ships():
    with pytest.raises(InputError, match=r"did you mean 'north-west'\?"):
        load_scenario("northwest")


def test_a_geography_folder_is_found_beside_the_scenario_file(tmp_path):
    (tmp_path / "wales").mkdir()
    path = tmp_path / "mine.yaml"
    path.write_text(GOOD.replace("england-2011", "wales"))
    assert load_scenario(path).geography == str(tmp_path / "wales")
