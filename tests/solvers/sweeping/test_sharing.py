"""Sweeps that share a scheduler do not hear of one another, and leave nothing behind."""

from __future__ import annotations

import os
import threading
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from distributed import Client
from small_sweeps import GRID, found_in, small_members

from modelling.cores import CORES_VARIABLE, cores
from modelling.sweep_members import Members
from solvers.sweeping import work
from solvers.sweeping.places import MOST, Workplaces, places_of
from solvers.sweeping.sweeping import Manner, solve_sweep
from solvers.sweeping.tally import Tally
from solvers.sweeping.work import Asked, Finished

Found = dict[str, tuple[Any, ...]]


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> Members:
    """Return a dozen scenarios with the same lists."""
    return small_members(tmp_path_factory.mktemp("few"), grid=GRID)


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory, few: Members, scheduler: str) -> Found:
    """Return what comes of them when nobody else is there."""
    store = tmp_path_factory.mktemp("alone") / "s.sqlite"
    solve_sweep(few, store, Manner(scheduler=scheduler))
    return found_in(store)


def side_by_side(
    one: Members, store: Path, how: Manner, other: Members, its_store: Path, its_how: Manner
) -> None:
    """Solve a sweep, and another from a moment on at which the first is in the midst of its work.

    The first goes on only when the other has found something.
    """
    began, failed = threading.Event(), []

    def beside() -> None:
        try:
            solve_sweep(other, its_store, its_how, on_tally=lambda t: t.done and began.set())
        except Exception as error:
            failed.append(error)
        finally:
            began.set()

    thread = threading.Thread(target=beside)

    def look(tally: Tally) -> None:
        if tally.done == 5 and not thread.ident:
            thread.start()
            began.wait(60)

    solve_sweep(one, store, how, on_tally=look)
    thread.join()
    assert not failed


def workplaces(dask_worker: Any) -> int:
    return len(places_of(dask_worker))


def test_two_sweeps_of_different_data_each_find_what_they_find_alone(
    tmp_path: Path, few: Members, scheduler: str, alone: Found
) -> None:
    small_members(tmp_path, grid=GRID)
    table = tmp_path / "squares" / "pcts.csv"
    table.write_text(table.read_text().replace(",100", ",900", 1))
    other, how = small_members(tmp_path, grid=GRID), Manner(scheduler=scheduler)
    solve_sweep(other, tmp_path / "other.sqlite", how)
    side_by_side(few, tmp_path / "1.sqlite", how, other, tmp_path / "2.sqlite", how)
    assert found_in(tmp_path / "1.sqlite") == alone
    assert found_in(tmp_path / "2.sqlite") == found_in(tmp_path / "other.sqlite")
    assert len(alone) == len(found_in(tmp_path / "2.sqlite")) == 12
    assert not alone.items() & found_in(tmp_path / "2.sqlite").items()


def test_two_sweeps_with_different_limits_each_keep_to_their_own(
    tmp_path: Path, few: Members, scheduler: str, alone: Found
) -> None:
    how = Manner(scheduler=scheduler)
    hasty = replace(how, time_limit_s=0.0)
    side_by_side(few, tmp_path / "1.sqlite", how, few, tmp_path / "2.sqlite", hasty)
    assert found_in(tmp_path / "1.sqlite") == alone
    assert {status for status, *_ in alone.values()} == {"optimal"}
    late = [status for status, *_ in found_in(tmp_path / "2.sqlite").values()]
    assert len(late) == 12
    assert "feasible" in late, "some are proven at once, but not all of them"


def test_a_sweep_that_is_over_leaves_nothing_with_the_workers(
    tmp_path: Path, few: Members, scheduler: str, client: Client
) -> None:
    before, meanwhile = client.run(workplaces), {}

    def look(tally: Tally) -> None:
        if tally.done == 5:
            meanwhile.update(client.run(workplaces))

    solve_sweep(few, tmp_path / "s.sqlite", Manner(scheduler=scheduler), on_tally=look)
    assert sum(meanwhile.values()) > sum(before.values())
    assert client.run(workplaces) == before


def test_a_worker_keeps_what_the_latest_sweeps_have_loaded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So those that were killed, and never said that they are over, do not fill the memory."""
    loaded: list[float | None] = []

    def fake(self: work.Workplace, key: str, *_given: object) -> Finished:
        if not vars(self).get("at_hand"):
            loaded.append(self._asked.time_limit_s)
            vars(self)["at_hand"] = True
        return Finished(key, "optimal")

    monkeypatch.setattr(work.Workplace, "solve", fake)
    asked = [Asked("squares", "f", "v", time_limit_s=float(limit)) for limit in range(MOST + 1)]
    places = Workplaces()
    for one in (*asked[:MOST], asked[0], *asked[MOST:], asked[0]):
        places.solve(one, "", "", None)
    assert len(places) == MOST
    assert loaded == [float(limit) for limit in range(MOST + 1)], "the latest used are at hand"
    places.leave(asked[0])
    places.solve(asked[0], "", "", None)
    assert loaded[-1] == 0.0


@pytest.mark.parametrize(("said", "meanwhile"), [(None, 1), ("3", 3)])
def test_a_worker_uses_one_core_for_a_scenario_and_then_as_many_as_before(
    monkeypatch: pytest.MonkeyPatch, said: str | None, meanwhile: int
) -> None:
    used: list[int] = []

    def fake(_self: work.Workplace, key: str, *_given: object) -> Finished:
        used.append(cores())
        return Finished(key, "optimal")

    monkeypatch.setattr(work.Workplace, "solve", fake)
    monkeypatch.delenv(CORES_VARIABLE, raising=False)
    if said:
        monkeypatch.setenv(CORES_VARIABLE, said)
    Workplaces().solve(Asked("squares", "f", "v"), "", "", None)
    assert used == [meanwhile]
    assert os.environ.get(CORES_VARIABLE) == said
