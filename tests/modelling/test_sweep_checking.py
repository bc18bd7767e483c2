"""Members of a sweep are checked together as each would be by itself, and sooner."""

from __future__ import annotations

import copy
import json
from pathlib import Path

import pytest
from small_sweeps import small_members, write_sweep

from geodata.geography import Geography
from modelling.case import Case
from modelling.registry import objective_types
from modelling.sameness import content_hash
from modelling.scenario import Scenario
from modelling.settings import setting
from modelling.sweep_members import Members


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"rules.contiguity.edges": ["land", "ferry"]}, None),
        ({"rules.apart": [["P00", "P01"], ["P02", "P03"]]}, None),
        ({"objectives.compactness": 0}, {"objectives.compactness": None}),
        ({"rules.cluster_count.national": 5}, {"rules.cluster_count.national": [5, 5]}),
    ],
)
def test_what_is_said_the_other_way_round_is_one_scenario(
    tmp_path: Path, one: dict, other: dict | None
) -> None:
    turned = other or {path: copy.deepcopy(value[::-1]) for path, value in one.items()}
    forth = small_members(tmp_path, cases=[one, turned])
    back = small_members(tmp_path, cases=[turned, one])
    assert (len(forth.every), forth.repeated, len(forth.lists)) == (1, 1, 1)
    assert forth.hash == back.hash
    first, second = (dict(json.loads(m.every[0].asked), title="") for m in (forth, back))
    assert first == second


def test_what_is_solved_asks_for_what_was_put(tmp_path: Path) -> None:
    members = small_members(tmp_path)
    for member in members.every:
        data = member.scenario.as_data()
        assert content_hash(data, members.geography) == member.hash
        for path, value in member.settings.items():
            assert setting(data, path) == value


def test_members_are_what_they_are_one_by_one(tmp_path: Path) -> None:
    cases = [
        {"rules.size.max": 5, "objectives.patient_flow": 2},
        {"rules.size.max": 6, "objectives.patient_flow": 2},
        {"rules.size.max": 5, "objectives.patient_flow": 3},
        {"objectives.compactness": {"weight": 2}, "rules.size.max": 5},
        {"rules.size.max": 5, "objectives.compactness": None},
    ]
    together = small_members(tmp_path, cases=cases).every
    alone = [small_members(tmp_path, cases=[case]).every[0] for case in cases]
    assert [(m.hash, m.lists, m.asked) for m in together] == [
        (m.hash, m.lists, m.asked) for m in alone
    ]


def test_what_a_geography_contradicts_is_the_same_at_any_weight(england: Geography) -> None:
    for name in objective_types():
        found = set()
        for weight in (0, 0.5, 1000):
            objectives = {"compactness": 1, "patient_flow": 1, name: weight}
            said = {"name": "a", "geography": "england-2011", "objectives": objectives}
            case = Case(Scenario.model_validate(said), england)
            found.add(tuple((p.where, p.message) for p in case.problems()))
        assert len(found) == 1


def test_it_is_told_how_far_the_checking_is(tmp_path: Path) -> None:
    fields = {"objectives.patient_flow": [0.5, 2.0]}
    file = write_sweep(tmp_path, sample={"count": 2500, "seed": 1, "fields": fields})
    told: list[tuple[int, int]] = []
    members = Members.load(file, lambda done, total: told.append((done, total)))
    assert told == [(0, 2500), (1000, 2500), (2000, 2500)]
    assert len(members.every) == 2500


def test_thousands_of_scenarios_ask_the_geography_once_for_each_number_of_clusters(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Scenario] = []
    known = Case.problems
    monkeypatch.setattr(Case, "problems", lambda case: asked.append(case.scenario) or known(case))
    fields = {"objectives.patient_flow": [0.5, 2.0], "rules.cluster_count.national": [3, 5]}
    members = small_members(tmp_path, sample={"count": 300, "seed": 1, "fields": fields})
    assert len(members.every) == 300
    assert len(asked) == 3
