"""What is shown of a sweep is right in every figure, on a terminal and elsewhere."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
from rich.console import Console
from small_sweeps import small_members

from outputs import sweep_progress
from outputs.sweep_progress import estimate_lines, in_time, sweep_lines, sweep_record
from solvers.sweeping.estimate import Estimate, estimate
from solvers.sweeping.sweeping import Manner
from solvers.sweeping.tally import Tally
from solvers.sweeping.work import Finished


@pytest.fixture
def tally(tmp_path: Path) -> Tally:
    """Return how it goes after five of twelve scenarios, the best the second by its average."""
    weights = [{"objectives.patient_flow": weight} for weight in range(1, 13)]
    members = small_members(tmp_path, cases=weights).every
    how = Tally(len(members), workers=2)
    sums = [sum(m.scenario.weights.values()) for m in members]
    for at, (status, average) in enumerate(
        [("optimal", 0.5), ("feasible", 0.75), ("optimal", 0.6), ("infeasible", 0), ("failed", 0)]
    ):
        objective = average * sums[at] if average else None
        how.add(Finished("", status, objective), members[at], before=at == 0)
    return how


def test_the_best_is_the_best_on_average_and_not_the_heaviest(tally: Tally) -> None:
    assert tally.best is not None
    assert tally.best.number == 2
    assert tally.best.average == pytest.approx(0.75)


def test_every_way_to_end_is_counted(tally: Tally) -> None:
    said = sweep_progress.how_it_goes(tally)
    assert said == "3 with a plan (2 proven), 1 infeasible, 1 failed, 1 of them from before"
    assert next(sweep_lines(tally, Path("s"))) == f"5 of 12 scenarios: {said}."
    assert sweep_record(tally, Path("s"))["ended"]["failed"] == 1


def test_the_time_left_follows_the_latest_scenarios() -> None:
    tally = Tally(10)
    assert tally.left_s is None
    tally.ended["optimal"] = 4
    tally._lately.extend([100.0, 102.0, 104.0])
    assert tally.left_s == pytest.approx(12.0)
    tally.ended["optimal"] = 10
    assert tally.left_s == 0.0


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(0.2, "0 s"), (89, "89 s"), (90, "2 min"), (5300, "88 min"), (12_000, "3 h 20 min")],
)
def test_lengths_of_time_are_rounded_as_one_would(seconds: float, said: str) -> None:
    assert in_time(seconds) == said


def test_a_terminal_shows_a_bar_and_how_it_goes(tally: Tally) -> None:
    shown = io.StringIO()
    Console(file=shown, width=120, force_terminal=True, color_system=None).print(
        sweep_progress._picture(tally)
    )
    bar, *words = shown.getvalue().splitlines()
    assert "5 of 12 scenarios" in bar
    assert " left" in bar
    said = " ".join(" ".join(words).split())
    assert said.startswith("2 workers; 3 with a plan (2 proven)")
    assert said.endswith("best by its own weights: scenario 2, 0.7500 of 1")


def test_lines_come_now_and_then_and_at_the_end(
    tally: Tally, capsys: pytest.CaptureFixture[str]
) -> None:
    show = sweep_progress._line_by_line()
    show(tally)
    show(tally)
    tally.ended["optimal"] += 7
    show(tally)
    first, last = capsys.readouterr().err.splitlines()
    assert first.startswith("[5/12] 3 with a plan")
    assert last.startswith("[12/12] 10 with a plan")


def test_a_sweep_without_workers_says_that_it_waits(
    tally: Tally, capsys: pytest.CaptureFixture[str]
) -> None:
    """Once, and again only when something has changed, so that no log fills up."""
    show = sweep_progress._line_by_line()
    tally.workers = 0
    show(tally)
    show(tally)
    tally.workers = 2
    show(tally)
    tally.workers = 0
    show(tally)
    tally.ended["optimal"] += 1
    show(tally)
    lines = capsys.readouterr().err.splitlines()
    assert [line.split()[0] for line in lines] == ["[5/12]", "[5/12]", "[5/12]", "[6/12]"]
    waits = [line.endswith("waiting for workers") for line in lines]
    assert waits == [True, False, True, True]


def test_an_estimate_counts_first_scenarios_and_others_apart() -> None:
    found = Estimate(100, 4, 2, 3, ("optimal", "optimal", "failed"), 5.0, 0.5)
    assert found.seconds == (4 * 5.0 + 96 * 0.5) / 2
    assert replace(found, start_s=8.0).seconds == 8.0 + found.seconds
    one_list = replace(found, scenarios=11, lists=1, start_s=8.0)
    assert one_list.seconds == 8.0 + 2 * 5.0 + 10 * 0.5 / 2
    lines = list(estimate_lines(found, 7))
    assert lines[0] == "100 scenarios to solve (7 more said the same as another)."
    assert lines[2].startswith("About 34 s on 2 workers")
    assert lines[-1] == "  1 of these failed."


def test_an_estimate_of_one_scenario_speaks_of_no_others() -> None:
    *_, start, last = estimate_lines(Estimate(1, 1, 1, 1, ("optimal",), 0.5, 0.5, 6.0), 0)
    assert start.startswith("  6.0 s to start and end it, and 0.5 s for a worker's first scenario")
    assert last == "  no other shares its list: measured just now."


def test_an_estimate_solves_a_few_of_what_most_share(tmp_path: Path) -> None:
    members = small_members(
        tmp_path,
        grid={"rules.size.max": [5, 6], "objectives.patient_flow": [1, 2, 3, 4, 5, 6, 7]},
        cases=[{"rules.size.max": 5, "objectives.patient_flow": 8}],
    )
    found = estimate(members.every, Manner().asked(members), 1)
    assert (found.scenarios, found.lists, found.tried) == (15, 2, 5)
    assert set(found.ended) == {"optimal"}
    assert found.first_s > found.each_s > 0
    assert found.start_s > 0.5  # a process is started, which imports the program
    assert estimate((), Manner().asked(members), 2).seconds == 0
