"""A store that holds what no sweep writes is bad input, which is said with the place in it."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from written_sweeps import COLUMNS, ROWS, WHOLE, filled, members

from geodata.problems import InputError
from modelling.sweep_members import Members
from outputs.sweeps.reading import read_sweep
from solvers.sweeping.store import Store
from solvers.sweeping.sweeping import Manner

MENDED = "take an older copy of it, or solve the sweep again into another file"
IN_MEMBERS = {
    "settings = '{'": "scenario 2, settings",
    "settings = '[1]'": "scenario 2, settings",
    "source = 'guess'": "scenario 2, source",
    "scenario = '[]'": "scenario 2, scenario",
    "scenario = '{}'": "scenario 2, name",
    """scenario = '{"objectives": {"compactness": "x"}}'""": "scenario 2, ",
}
IN_RESULTS = {
    "plan = '[1]'": "scenario 2, plan",
    """plan = '{"cluster_of": {}, "cluster_names": {}, "more": 1}'""": "scenario 2, plan.more",
    """plan = '{"cluster_of": 5, "cluster_names": {}}'""": "scenario 2, plan.cluster_of",
    "objective = 'abc'": "scenario 2, objective",
    "clusters = 'few'": "scenario 2, clusters",
    """scores = '{"compactness": "<script>"}'""": "scenario 2, scores.compactness",
    "scores = '[[[['": "scenario 2, scores",
    "status = '=cmd|x'": "scenario 2, status",
    "reason = CAST(x'ff' AS TEXT)": "",
    "recorded = 'zzz'": "when it was recorded",
}
IN_ABOUT = {
    "DELETE FROM about": "what it is about, sweep",
    "DELETE FROM about WHERE key = 'versions'": "what it is about, versions",
    "UPDATE about SET value = '{}' WHERE key = 'scenario'": "its base scenario, name",
    "UPDATE about SET value = 'nothing' WHERE key = 'sweep'": "its sweep",
    "DROP TABLE results": "",
    "DROP TABLE about": "",
}
SECOND = "WHERE hash = (SELECT hash FROM members WHERE number = 2)"
DAMAGES = (
    {f"UPDATE members SET {said} {SECOND}": where for said, where in IN_MEMBERS.items()}
    | {f"UPDATE results SET {said} {SECOND}": where for said, where in IN_RESULTS.items()}
    | IN_ABOUT
)
ASKED: tuple[Callable[[Store], object], ...] = (
    lambda store: store.about,
    lambda store: store.sweep,
    lambda store: store.scenario,
    lambda store: store.frame(),
    lambda store: list(store.results()),
    lambda store: store.recorded,
    lambda store: store.finished,
    read_sweep,
)


@pytest.fixture(scope="module")
def of(tmp_path_factory: pytest.TempPathFactory) -> Members:
    return members(tmp_path_factory.mktemp("good"))


@pytest.fixture(scope="module")
def good(of: Members, tmp_path_factory: pytest.TempPathFactory) -> Path:
    scores = {"compactness": 0.5, "patient_flow": 0.5}
    results = [{"groups": groups, "scores": scores} for groups in (ROWS, COLUMNS, WHOLE)]
    return filled(tmp_path_factory.mktemp("store") / "good.sqlite", of, results)


def damaged(good: Path, folder: Path, change: str) -> Path:
    path = Path(shutil.copy(good, folder / "s.sqlite"))
    with closing(sqlite3.connect(path)) as connection, connection:
        assert connection.execute(change).rowcount
    return path


@pytest.mark.parametrize(("change", "where"), DAMAGES.items())
def test_a_damaged_store_is_bad_input_that_names_the_place(
    good: Path, tmp_path: Path, change: str, where: str
) -> None:
    path = damaged(good, tmp_path, change)
    said = []
    for ask in ASKED:
        try:
            ask(Store.open(path))
        except InputError as error:
            said += error.problems
    assert said
    assert {p.remedy for p in said} == {MENDED}
    assert all(p.file == str(path) and p.message.startswith("is damaged (") for p in said)
    assert [p.where for p in said if not p.where.startswith(where)] == []


def test_a_plan_by_itself_is_checked_too(good: Path, tmp_path: Path) -> None:
    path = damaged(good, tmp_path, "UPDATE results SET plan = '{}'")
    first = Store.open(good).frame()["hash"][0]
    with pytest.raises(InputError, match=r"scenario 1, plan\.cluster_of: is damaged"):
        Store.open(path).plan(first)


def test_a_sweep_does_not_go_on_with_what_no_sweep_wrote(
    of: Members, good: Path, tmp_path: Path
) -> None:
    path = damaged(good, tmp_path, "UPDATE results SET status = 'done'")
    with Manner(resume=True).writer(of, path) as writer, pytest.raises(InputError) as raised:
        writer.known()
    assert "status: is damaged" in str(raised.value)
