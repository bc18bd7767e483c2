"""The members of a sweep are changes of its base scenario, each checked and told apart."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest
from small_sweeps import BASE, small_members, write_sweep

from geodata.problems import InputError
from modelling.sameness import content_hash
from modelling.sweep_members import Members

HOSTILE = '<b>"Ω\u202ecod\u202c"</b>'


def problems(folder: Path, **said: object) -> list[str]:
    with pytest.raises(InputError) as raised:
        small_members(folder, **said)
    return [str(problem) for problem in raised.value.problems]


def sampled(folder: Path, count: int = 40, method: str = "latin-hypercube", **more: object) -> list:
    fields = {"objectives.patient_flow": [0.5, 2.0], "rules.size.max": [3, 6]}
    said = {"count": count, "seed": 7, "method": method, "fields": fields}
    return [dict(m.settings) for m in small_members(folder, sample=said | more).every]


def test_the_grid_is_a_product_whose_last_field_varies_fastest(tmp_path: Path) -> None:
    grid = {"rules.size.max": [5, 6], "rules.cluster_count.national": [3, 4]}
    settings = [tuple(m.settings.values()) for m in small_members(tmp_path, grid=grid).every]
    assert settings == [(5, 3), (5, 4), (6, 3), (6, 4)]


def test_cases_and_samples_change_the_base_and_are_not_crossed_with_the_grid(
    tmp_path: Path,
) -> None:
    members = small_members(
        tmp_path,
        grid={"rules.size.max": [5, 7]},
        cases=[{"rules.cluster_count.national": 5}],
        sample={"count": 2, "seed": 1, "fields": {"objectives.patient_flow": [0, 1]}},
    )
    assert [m.source for m in members.every] == ["grid", "grid", "case", "sample", "sample"]
    assert [m.settings["rules.size.max"] for m in members.every] == [5, 7, 6, 6, 6]
    assert [m.scenario.rules.cluster_count.national[0] for m in members.every] == [4, 4, 5, 4, 4]


def test_an_empty_case_is_the_base_itself(tmp_path: Path) -> None:
    (member,) = small_members(tmp_path, cases=[{}]).every
    assert member.scenario.rules.size.max == BASE["rules"]["size"]["max"]
    assert member.scenario.title is None


def test_nothing_takes_a_rule_away(tmp_path: Path) -> None:
    (member,) = small_members(tmp_path, cases=[{"rules.size": None}]).every
    assert member.scenario.rules.size is None
    assert member.settings == {"rules.size": None}
    assert member.scenario.title == "squares, but without size"


def test_a_new_weight_leaves_the_settings_of_an_objective_as_they_are(tmp_path: Path) -> None:
    objectives = {"column_balance": {"weight": 1.0, "column": "residents"}}
    base = {"objectives": objectives}
    file = write_sweep(tmp_path, base, cases=[{"objectives.column_balance": 2}])
    (member,) = Members.load(file).every
    assert member.scenario.objectives.column_balance.weight == 2
    assert member.scenario.objectives.column_balance.column == "residents"


def test_a_key_with_a_dot_in_it_is_one_key(tmp_path: Path) -> None:
    said = problems(tmp_path, cases=[{"rules.cluster_count.per_sha.St. Helens": 3}])
    assert "'St. Helens' is not an SHA" in said[0]


def test_scenarios_that_say_the_same_are_there_once(tmp_path: Path) -> None:
    members = small_members(
        tmp_path,
        grid={"rules.size.max": [6, 7], "objectives.patient_flow": [1, 1.0]},
        cases=[{}, {"rules.size.max": 7}],
    )
    assert [m.number for m in members.every] == [1, 2]
    assert members.repeated == 4


def test_the_hash_is_of_what_is_asked_and_not_of_what_it_is_called(tmp_path: Path) -> None:
    members = small_members(tmp_path, cases=[{}, {"rules.size.max": 5}])
    (one, other), geography = members.every, members.geography
    data = one.scenario.as_data()
    assert content_hash(data | {"name": "b", "title": "c", "geography": "d"}, geography) == one.hash
    assert other.hash != one.hash


def test_another_map_gives_another_hash(tmp_path: Path) -> None:
    before = small_members(tmp_path, cases=[{}]).every[0].hash
    table = tmp_path / "squares" / "pcts.csv"
    table.write_text(table.read_text().replace(",100", ",101", 1))
    assert small_members(tmp_path, cases=[{}]).every[0].hash != before


def test_scenarios_that_differ_in_weights_counts_and_pins_share_their_lists(
    tmp_path: Path,
) -> None:
    members = small_members(
        tmp_path,
        cases=[
            {"objectives.patient_flow": 2},
            {"rules.cluster_count.national": 5},
            {"rules.together": [["P00", "P01"]]},
            {"rules.size.max": 5},
        ],
    )
    assert len({m.lists for m in members.every[:3]}) == 1
    assert len(members.lists) == 2


def test_a_latin_hypercube_has_one_sample_in_every_part_of_a_range(tmp_path: Path) -> None:
    weights = sorted(s["objectives.patient_flow"] for s in sampled(tmp_path))
    parts = [int((weight - 0.5) / 1.5 * 40) for weight in weights]
    assert parts == list(range(40))


def test_a_field_of_whole_numbers_gets_each_as_often(tmp_path: Path) -> None:
    counts = Counter(s["rules.size.max"] for s in sampled(tmp_path))
    assert counts == {3: 10, 4: 10, 5: 10, 6: 10}
    assert all(isinstance(size, int) for size in counts)


def test_random_samples_stay_in_their_ranges(tmp_path: Path) -> None:
    for said in sampled(tmp_path, method="random"):
        assert 0.5 <= said["objectives.patient_flow"] <= 2.0
        assert said["rules.size.max"] in (3, 4, 5, 6)


def test_the_same_seed_draws_the_same_in_another_process(tmp_path: Path) -> None:
    here = sampled(tmp_path)
    script = (
        "import sys; from pathlib import Path; sys.path[:0] = ['tests', '.'];"
        "from modelling.sweep_members import Members;"
        f"print([dict(m.settings) for m in Members.load({str(tmp_path / 'sweep.yaml')!r}).every])"
    )
    said = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert said.stdout.strip() == str(here)


def test_another_seed_draws_others_and_the_order_of_lines_does_not_matter(tmp_path: Path) -> None:
    fields = {"rules.size.max": [3, 6], "objectives.patient_flow": [0.5, 2.0]}
    key = "objectives.patient_flow"
    assert [s[key] for s in sampled(tmp_path, fields=fields)] == [s[key] for s in sampled(tmp_path)]
    assert sampled(tmp_path, seed=8) != sampled(tmp_path)


def test_values_can_be_read_and_typed(tmp_path: Path) -> None:
    weights = sorted({s["objectives.patient_flow"] for s in sampled(tmp_path)})
    assert all(weight == round(weight, 4) for weight in weights)
    assert all(b > a for a, b in pairwise(weights))


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("rules.cluster_count.nationl", "did you mean 'national'?"),
        ("rule.size.max", "did you mean 'rules'?"),
        ("size.max", "use one of rules.size"),
        ("objectives.patient_flw", "did you mean 'patient_flow'?"),
        ("rules", "'rules' is not one field"),
        ("rules.size.max.deeper", "there is nothing inside rules.size.max, which is 6"),
        ("geography", "a sweep does not vary geography"),
        ("name", "a sweep does not vary name"),
        ("", "no scenario has '' there"),
        (HOSTILE, "no scenario has '<b>"),
    ],
)
def test_a_path_that_no_scenario_has_is_named_with_the_nearest(
    tmp_path: Path, path: str, said: str
) -> None:
    for place, part in (
        (f"grid.{path}", {"grid": {path: [1]}}),
        (f"case 1, {path}" if path else "case 1:", {"cases": [{path: 1}]}),
        (
            f"sample.fields.{path}",
            {"sample": {"count": 1, "seed": 1, "fields": {path: [0, 1]}}},
        ),
    ):
        (problem,) = problems(tmp_path, **part)
        assert said in problem
        assert place in problem


def test_values_that_a_scenario_refuses_are_said_together_and_alike_ones_summed(
    tmp_path: Path,
) -> None:
    said = problems(
        tmp_path,
        grid={"rules.size.max": [6, 0], "objectives.patient_flow": [1, 2, "much"]},
        sample={"count": 50, "seed": 1, "fields": {"objectives.compactness": [-1, 1]}},
    )
    assert len(said) == 3
    size, flow, compactness = sorted(said, key=lambda s: ("size" not in s, "flow" not in s))
    assert "grid.rules.size.max, value 2: 0 is not at least 1 (in 3 of 56 scenarios)" in size
    assert "grid.objectives.patient_flow, value 3" in flow and "(in 2 of 56 scenarios)" in flow
    assert "and 24 other values likewise (in 25 of 56 scenarios)" in compactness


def test_values_that_go_wrong_together_name_the_scenario(tmp_path: Path) -> None:
    grid = {"rules.population.min": [10, 900], "rules.population.max": [800, 1000]}
    (problem,) = problems(tmp_path, grid=grid)
    assert "min 900 is more than max 800" in problem
    assert "(where rules.population.min 900, rules.population.max 800)" in problem


def test_what_the_map_contradicts_is_said_too(tmp_path: Path) -> None:
    said = problems(tmp_path, cases=[{"rules.together": [["P00", "P99"]]}, {"shas": ["Betta"]}])
    together, shas, *_ = said
    assert "line 4, case 1, rules.together: entry 1: no PCT has the code 'P99'" in together
    assert "line 7, case 2, shas: entry 1: 'Betta' is not an SHA" in shas
