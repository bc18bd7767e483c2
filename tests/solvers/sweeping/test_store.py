"""A store keeps what is finished, is read meanwhile, and refuses what does not belong to it."""

from __future__ import annotations

import os
import shutil
import sqlite3
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd
import pytest
from small_sweeps import small_members

from geodata.problems import InputError
from modelling.plan import Plan
from modelling.sweep_members import Members
from solvers.sweeping.store import Store, plan_text
from solvers.sweeping.sweeping import Manner
from solvers.sweeping.version import versions
from solvers.sweeping.work import Asked, Finished
from solvers.sweeping.writing import Writer

CASES = [
    {"rules.size.max": 5},
    {"rules.size.max": 7, "objectives.patient_flow": 2},
    {"rules.contiguity.edges": ["land", "ferry"]},
]


@pytest.fixture
def members(tmp_path: Path) -> Members:
    return small_members(tmp_path, cases=CASES)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "results.sqlite"


def begun(members: Members, path: Path) -> Writer:
    return Manner().writer(members, path)


def good(members: Members, at: int = 0) -> Finished:
    plan = Plan(dict.fromkeys(members.geography.codes, "C01"), {"C01": "Ω <b>All</b>"})
    return Finished(
        members.every[at].hash,
        "optimal",
        0.1 + 0.2,
        0.1 + 0.2,
        0.0,
        seconds=0.5,
        scores={"patient_flow": 1 / 3, "objective": 0.1 + 0.2},
        clusters=1,
        plan=plan_text(plan),
    )


def of_version(members: Members, version: str) -> Asked:
    return replace(Manner().asked(members), version=version)


def refused(members: Members, path: Path, how: Manner | None = None) -> str:
    with pytest.raises(InputError) as raised:
        (how or Manner(resume=True)).writer(members, path)
    return str(raised.value)


def test_what_is_kept_is_read_back_to_the_last_bit(members: Members, path: Path) -> None:
    with begun(members, path) as writer:
        writer.record(good(members))
    (result,) = Store.open(path).results()
    assert result.objective == 0.1 + 0.2
    assert result.scores["patient_flow"] == 1 / 3
    assert result.plan is not None
    assert result.plan.cluster_names == {"C01": "Ω <b>All</b>"}
    assert result.scenario == members.every[0].scenario
    assert result.settings == members.every[0].settings
    assert Store.open(path).plan(result.hash).cluster_of == result.plan.cluster_of


def test_a_table_has_the_value_of_every_field_in_every_scenario(
    members: Members, path: Path
) -> None:
    with begun(members, path) as writer:
        for at in (2, 0):
            writer.record(good(members, at))
        writer.record(Finished(members.every[1].hash, "infeasible", reason="No plan."))
    frame = Store.open(path).frame()
    assert frame["number"].tolist() == [1, 2, 3]
    assert frame["set:rules.size.max"].tolist() == [5, 7, 6]
    assert frame["set:objectives.patient_flow"].tolist() == [1.0, 2.0, 1.0]
    assert frame["set:rules.contiguity.edges"].tolist()[2] == '["land", "ferry"]'
    assert frame["status"].tolist() == ["optimal", "infeasible", "optimal"]
    assert frame["score:patient_flow"].isna().tolist() == [False, True, False]
    assert pd.isna(frame["clusters"][1])
    assert frame["clusters"][2] == 1


def test_a_store_of_nothing_yet_has_an_empty_table(members: Members, path: Path) -> None:
    begun(members, path).__exit__(None, None, None)
    store = Store.open(path)
    assert store.frame().empty
    assert "set:rules.size.max" in store.frame()
    assert (len(store), store.finished) == (3, 0)


def test_readers_see_each_result_while_the_sweep_writes(members: Members, path: Path) -> None:
    with begun(members, path) as writer:
        store = Store.open(path)
        seen = [store.finished]
        for at in range(3):
            reader = store.results()
            next(reader, None)  # a reader in the middle stops no writer
            writer.record(good(members, at))
            seen.append(len(store.frame()))
        assert seen == [0, 1, 2, 3]


def test_a_store_is_one_file_once_the_sweep_is_over(members: Members, path: Path) -> None:
    """But for its lock, which is empty."""
    with begun(members, path) as writer:
        writer.record(good(members))
    store = Store.open(path)
    assert len(store.frame()) == 1
    beside = {p.name: p.stat().st_size for p in path.parent.iterdir() if "results" in p.name}
    assert beside.pop(path.name)
    assert beside == {f".{path.name}.lock": 0}


def test_a_result_is_on_the_disk_before_it_counts_as_done(members: Members, path: Path) -> None:
    full = 2
    with begun(members, path) as writer:
        asked = writer._connection.execute
        assert asked("PRAGMA journal_mode").fetchone()[0] == "wal"
        assert asked("PRAGMA synchronous").fetchone()[0] == full


def test_a_copy_without_the_files_beside_it_lacks_the_latest_alone(tmp_path: Path) -> None:
    members, path = small_members(tmp_path), tmp_path / "long.sqlite"
    with begun(members, path) as writer:
        for at, member in enumerate(members.every):
            writer.record(good(members, at), member.lists)
        alone = tmp_path / "alone"
        alone.mkdir()
        shutil.copy(path, alone)
        assert Store.open(path).finished == 60
    assert 20 <= Store.open(alone / path.name).finished < 60


def test_a_store_says_when_its_last_result_was_kept(members: Members, path: Path) -> None:
    with begun(members, path) as writer:
        assert Store.open(path).recorded.timestamp() == int(path.stat().st_mtime)
        before = datetime.now(UTC).replace(microsecond=0)
        writer.record(good(members))
        os.utime(path, (0, 0))
        assert before <= Store.open(path).recorded <= datetime.now(UTC)


def test_a_store_says_what_sweep_it_is_of(members: Members, path: Path) -> None:
    begun(members, path).__exit__(None, None, None)
    store = Store.open(path)
    assert store.sweep == members.sweep
    assert store.scenario == members.base
    assert store.geography == members.base.geography


def test_a_store_that_is_there_is_not_begun_again(members: Members, path: Path) -> None:
    begun(members, path).__exit__(None, None, None)
    said = refused(members, path, Manner())
    assert "is there already → go on with it (--resume)" in said


def test_no_file_of_another_kind_is_written_to(members: Members, path: Path) -> None:
    path.write_text("my notes\n" * 500)
    assert "is not the store of a sweep" in refused(members, path)
    path.unlink()
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE notes (a)")
    other.close()
    assert "is not the store of a sweep" in refused(members, path)
    with pytest.raises(InputError, match="is not the store of a sweep"):
        Store.open(path)


def test_a_missing_or_a_later_store_is_refused_in_words(members: Members, path: Path) -> None:
    with pytest.raises(InputError, match="there is no such store"):
        Store.open(path)
    begun(members, path).__exit__(None, None, None)
    with sqlite3.connect(path) as later:
        later.execute("PRAGMA user_version = 99")
    later.close()
    with pytest.raises(InputError, match="written by a later version"):
        Store.open(path)
    with sqlite3.connect(path) as earlier:
        earlier.execute("PRAGMA user_version = 1")
    earlier.close()
    with pytest.raises(InputError, match="written by an earlier version"):
        Store.open(path)


def test_another_sweep_is_not_mixed_in(tmp_path: Path, members: Members, path: Path) -> None:
    begun(members, path).__exit__(None, None, None)
    assert "by a sweep of other scenarios" in refused(small_members(tmp_path, cases=[{}]), path)


def test_results_of_other_data_are_not_mixed_in(
    tmp_path: Path, members: Members, path: Path
) -> None:
    begun(members, path).__exit__(None, None, None)
    table = tmp_path / "squares" / "pcts.csv"
    table.write_text(table.read_text().replace(",100", ",101", 1))
    assert "the tables of the geography have changed" in refused(
        small_members(tmp_path, cases=CASES), path
    )


def test_results_of_another_solver_are_not_mixed_in(members: Members, path: Path) -> None:
    begun(members, path).__exit__(None, None, None)
    said = refused(members, path, Manner(resume=True, solver="highs"))
    assert "with the other solver, cbc → add --solver cbc" in said


def test_what_was_begun_by_other_versions_names_them(
    members: Members, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    numpy = versions()["numpy"]
    older = {**versions(), "numpy": "1.9.9"}
    monkeypatch.setattr("solvers.sweeping.about.versions", lambda: older)
    Writer.begin(path, members, of_version(members, "older")).__exit__(None, None, None)
    said = refused(members, path)
    assert f"was begun with numpy 1.9.9, where this is numpy {numpy} → " in said
    assert "install numpy==1.9.9 to finish it" in said


def test_what_was_begun_by_changed_files_of_one_release_says_so(
    members: Members, path: Path
) -> None:
    Writer.begin(path, members, of_version(members, "older")).__exit__(None, None, None)
    said = refused(members, path)
    release = f"pct-clusters {versions()['pct-clusters']}"
    assert f"before files of the program were changed: it is still {release}" in said
    assert "put the program's files back as they were" in said


def test_a_name_with_all_kinds_of_characters_is_a_name(members: Members, tmp_path: Path) -> None:
    path = tmp_path / "a b?mode=ro#%20 'Ω'.sqlite"
    with begun(members, path) as writer:
        writer.record(good(members))
        assert Store.open(path).finished == 1


def test_a_store_is_made_whole_or_not_at_all(
    members: Members, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("solvers.sweeping.writing._rows", lambda _members: [("too", "few")])
    with pytest.raises(sqlite3.ProgrammingError):
        begun(members, path)
    assert not path.exists()
    monkeypatch.undo()
    begun(members, path).__exit__(None, None, None)


def test_a_plan_that_is_not_there_is_a_key_error(members: Members, path: Path) -> None:
    with begun(members, path) as writer:
        writer.record(Finished(members.every[0].hash, "infeasible", reason="No plan."))
    with pytest.raises(KeyError):
        Store.open(path).plan(members.every[0].hash)
