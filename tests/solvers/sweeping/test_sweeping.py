"""A sweep finds the same however it is solved, and goes on from wherever it was stopped."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from small_sweeps import found_in, log_writes, logged, small_members

from geodata.problems import InputError
from modelling.sweep_members import Members
from solvers.budget import Budget
from solvers.engine import solve
from solvers.sweeping import work
from solvers.sweeping.store import Store
from solvers.sweeping.sweeping import Manner, solve_sweep
from solvers.sweeping.tally import Tally

SIZES = {"grid": {"rules.size.max": [4, 5, 6, 7]}}


def stopping_after(results: int, budget: Budget) -> Callable[[Tally], None]:
    def look(tally: Tally) -> None:
        if tally.done - tally.before >= results:
            budget.stop()

    return look


def test_every_scenario_is_found_as_the_engine_finds_it(
    members: Members, undisturbed: dict[str, tuple[Any, ...]]
) -> None:
    for member in members.every:
        alone = solve(member.scenario, members.geography)
        status, objective, bound = undisturbed[member.hash][:3]
        assert status == str(alone.status)
        assert objective == pytest.approx(alone.objective, abs=1e-8)
        assert bound == pytest.approx(alone.bound, abs=1e-8)


def test_one_worker_of_our_own_finds_the_same_bit_for_bit(
    tmp_path: Path, members: Members, undisturbed: dict[str, tuple[Any, ...]]
) -> None:
    store = tmp_path / "one.sqlite"
    tally = solve_sweep(members, store, Manner(workers=1))
    assert tally.workers == 1
    assert found_in(store) == undisturbed


def test_a_sweep_that_is_stopped_and_gone_on_with_repeats_nothing(
    tmp_path: Path, members: Members, scheduler: str, undisturbed: dict[str, tuple[Any, ...]]
) -> None:
    store, how = tmp_path / "stopped.sqlite", Manner(scheduler=scheduler, resume=True)
    how.writer(members, store).__exit__(None, None, None)
    log_writes(store)
    dones = []
    for _ in range(3):
        budget = Budget()
        tally = solve_sweep(members, store, how, budget, stopping_after(4, budget))
        dones.append((tally.before, tally.done))
    assert [before for before, _ in dones] == [0, dones[0][1], dones[1][1]]
    assert dones[-1][1] < len(members.every)
    solve_sweep(members, store, how)
    assert sorted(logged(store)) == sorted(undisturbed)
    assert found_in(store) == undisturbed


def test_a_sweep_that_is_all_there_asks_for_no_worker(
    tmp_path: Path, members: Members, scheduler: str
) -> None:
    store = tmp_path / "whole.sqlite"
    solve_sweep(members, store, Manner(scheduler=scheduler))
    nowhere = Manner(scheduler="tcp://127.0.0.1:1", resume=True)
    tally = solve_sweep(members, store, nowhere)
    assert (tally.done, tally.before) == (60, 60)


def test_a_scenario_that_fails_is_kept_with_its_reason_and_stops_no_other(
    tmp_path: Path, inside: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    members, store = small_members(tmp_path, **SIZES), tmp_path / "failed.sqlite"
    engine = work.solve

    def faulty(scenario: Any, *given: Any, **more: Any) -> Any:
        if scenario.rules.size.max in (4, 6):
            raise ZeroDivisionError(f"by <b>{scenario.rules.size.max}</b>")
        return engine(scenario, *given, **more)

    monkeypatch.setattr(work, "solve", faulty)
    tally = solve_sweep(members, store, Manner(scheduler=inside))
    assert dict(tally.ended) == {"failed": 2, "optimal": 2}
    first = next(Store.open(store).results())
    assert first.reason == "The program failed: ZeroDivisionError: by <b>4</b>"
    monkeypatch.setattr(work, "solve", engine)
    assert solve_sweep(members, store, Manner(scheduler=inside, resume=True)).ended["failed"] == 2
    tally = solve_sweep(members, store, Manner(scheduler=inside, resume=True, again=True))
    assert (dict(tally.ended), tally.before) == ({"optimal": 4}, 2)


def test_scenarios_without_a_plan_say_why(tmp_path: Path, scheduler: str) -> None:
    members = small_members(tmp_path, grid={"rules.cluster_count.national": [2, 4, 17]})
    store = tmp_path / "none.sqlite"
    tally = solve_sweep(members, store, Manner(scheduler=scheduler))
    assert dict(tally.ended) == {"infeasible": 2, "optimal": 1}
    few, some, many = Store.open(store).results()
    assert "2 clusters can hold no more than 12 of the 16 PCTs" in few.reason
    assert some.reason == ""
    assert "17 clusters are asked for of the 16 PCTs" in many.reason


def test_a_limit_of_no_time_leaves_scenarios_unproven_until_they_are_tried_again(
    tmp_path: Path, scheduler: str
) -> None:
    members, store = small_members(tmp_path, **SIZES), tmp_path / "late.sqlite"
    tally = solve_sweep(members, store, Manner(scheduler=scheduler, time_limit_s=0.0))
    assert tally.done == 4
    assert tally.ended["feasible"] + tally.ended["stopped"] > 0
    tally = solve_sweep(members, store, Manner(scheduler=scheduler, resume=True, again=True))
    assert dict(tally.ended) == {"optimal": 4}


def test_a_scheduler_that_does_not_answer_is_named_and_leaves_no_store(tmp_path: Path) -> None:
    members = small_members(tmp_path, **SIZES)
    with pytest.raises(InputError, match="no Dask scheduler answers there"):
        solve_sweep(members, tmp_path / "a.sqlite", Manner(scheduler="not an address"))
    assert not (tmp_path / "a.sqlite").exists()


def test_a_worker_with_other_data_is_no_use(tmp_path: Path, inside: str) -> None:
    members = small_members(tmp_path, **SIZES)
    table = tmp_path / "squares" / "pcts.csv"
    table.write_text(table.read_text().replace(",100", ",101", 1))
    with pytest.raises(InputError, match=r"a worker is no use: its .*squares has other data"):
        solve_sweep(members, tmp_path / "a.sqlite", Manner(scheduler=inside))


def test_the_sweep_is_the_same_in_whatever_order_its_scenarios_are_solved(
    members: Members, undisturbed: dict[str, tuple[Any, ...]]
) -> None:
    firsts = {m.lists: m for m in reversed(members.every)}
    place = work.Workplace(Manner().asked(members))
    begun = {k: place.solve(m.hash, m.asked, None).beginning for k, m in firsts.items()}
    shuffled = [m for m in members.every if firsts[m.lists] is not m]
    random.Random(1).shuffle(shuffled)
    for member in shuffled:
        f = place.solve(member.hash, member.asked, begun[member.lists])
        assert (f.status, f.objective, f.bound, f.gap, f.clusters) == undisturbed[member.hash][:5]
        assert f.plan == undisturbed[member.hash][7]
