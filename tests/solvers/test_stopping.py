"""However a solve is stopped, it ends with what is known by then and claims no more."""

import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest
from brute_force import Judge
from hypothesis import HealthCheck, given, settings
from small_scenarios import cases
from thoroughness import examples

from geodata import load_geography
from modelling.check import check
from modelling.scenario_files import load_scenario
from solvers.budget import Budget
from solvers.engine import solve
from solvers.outcome import Outcome, Status

ROOT = Path(__file__).parents[2]


class Looks(Budget):
    """A budget that is over once it has been looked at so many times, whatever the clock says."""

    def __init__(self, looks: int) -> None:
        super().__init__()
        self._looks = looks

    @property
    def over(self) -> bool:
        self._looks -= 1
        return self._looks < 0


def claims_no_more_than_is_true(outcome: Outcome, best: float | None) -> None:
    """Fail if the outcome says anything that the true optimum contradicts."""
    if best is None:
        assert outcome.status in (Status.INFEASIBLE, Status.STOPPED)
        return
    assert outcome.status is not Status.INFEASIBLE
    assert outcome.bound is None or outcome.bound >= best - 1e-9
    if outcome.plan is None:
        assert outcome.status is Status.STOPPED
        assert outcome.objective is None
        return
    assert outcome.objective <= best + 1e-9
    assert outcome.gap == pytest.approx(outcome.bound - outcome.objective)
    if outcome.status is Status.OPTIMAL:
        assert outcome.objective == pytest.approx(best, abs=1e-9)


@settings(
    max_examples=examples(15),
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
@given(cases(min_pcts=4))
def test_a_solve_stopped_at_any_moment_claims_no_more_than_is_true(case):
    best = Judge(case).best()
    for looks in (0, 1, 2, 3, 5, 9):
        outcome = solve(case.scenario, case.geography, budget=Looks(looks), why_not=False)
        claims_no_more_than_is_true(outcome, best)


@pytest.fixture(scope="module")
def england():
    return load_geography("england-2011")


@pytest.fixture(scope="module")
def national():
    return load_scenario("national-flow")


@pytest.fixture(scope="module")
def optimum(national, england):
    return solve(national, england).objective


@pytest.mark.parametrize("seconds", [0.0, 1e-9])
def test_without_time_england_still_ends_with_a_lawful_plan_and_its_gap(
    seconds, national, england, optimum
):
    outcome = solve(national, england, time_limit_s=seconds)
    assert outcome.status is Status.FEASIBLE
    assert outcome.objective < optimum < outcome.bound
    assert outcome.gap == pytest.approx(outcome.bound - outcome.objective)
    assert check(outcome.plan, national, england) == ()


def test_a_stop_asked_for_on_the_way_ends_with_a_lawful_plan_and_its_gap(
    national, england, optimum
):
    budget = Budget()
    heard = []

    def stop_at_the_third_bound(text: str) -> None:
        heard.append(text)
        if sum("bounding" in t for t in heard) == 3:
            budget.stop()

    outcome = solve(national, england, budget=budget, on_progress=stop_at_the_third_bound)
    assert outcome.status is Status.FEASIBLE
    assert outcome.objective < optimum < outcome.bound
    assert outcome.gap > 0
    assert check(outcome.plan, national, england) == ()


def test_ctrl_c_ends_a_solve_within_seconds_with_a_plan_and_no_traceback():
    program = textwrap.dedent(
        """
        import threading

        from geodata import load_geography
        from modelling.scenario_files import load_scenario
        from solvers.budget import Budget
        from solvers.engine import solve

        first = threading.Lock()

        def say(text):
            print(text, flush=True)
            if "bounding" in text and first.acquire(blocking=False):
                input()

        budget = Budget()
        with budget.ended_by_interrupt():
            outcome = solve(
                load_scenario("national-flow"),
                load_geography("england-2011"),
                budget=budget,
                on_progress=say,
            )
        print(outcome.status, outcome.gap > 0, len(outcome.plan.clusters))
        """
    )
    with _started(program) as process:
        while "bounding" not in process.stdout.readline():
            pass
        os.killpg(process.pid, signal.SIGINT)
        began = time.monotonic()
        output, errors = process.communicate("\n", timeout=60)
    assert time.monotonic() - began < 20
    assert process.returncode == 0, errors
    assert output.splitlines()[-1] == "feasible True 50"
    assert "Traceback" not in errors


def test_ctrl_c_ends_a_long_integer_program_with_a_bound_that_holds():
    program = textwrap.dedent(
        """
        import random
        from itertools import combinations
        from small_blocks import make_block
        from solvers.budget import Budget
        from solvers.integer import choose

        rng = random.Random(3)
        sets = sorted(rng.sample(list(combinations(range(60), 4)), 8000))
        block = make_block(60, sets, [rng.random() for _ in sets])
        print("begun", flush=True)
        with Budget().ended_by_interrupt():
            choice = choose(block, range(len(sets)), 15, "cbc", 60.0)
        print(choice.proven, choice.value <= choice.bound, choice.bound > 0)
        """
    )
    with _started(program) as process:
        process.stdout.readline()
        time.sleep(1.5)
        os.killpg(process.pid, signal.SIGINT)
        output, errors = process.communicate(timeout=60)
    assert process.returncode == 0, errors
    assert output.splitlines()[-1] == "False True True"


def test_a_second_ctrl_c_is_not_swallowed():
    budget = Budget()
    with pytest.raises(KeyboardInterrupt), budget.ended_by_interrupt():
        signal.raise_signal(signal.SIGINT)
        assert budget.over
        signal.raise_signal(signal.SIGINT)


def test_ctrl_c_means_what_it_meant_before_once_the_solve_is_over():
    before = signal.getsignal(signal.SIGINT)
    with Budget().ended_by_interrupt():
        assert signal.getsignal(signal.SIGINT) is not before
    assert signal.getsignal(signal.SIGINT) is before


def test_a_budget_without_a_limit_is_never_over_by_itself():
    assert Budget().left_s() == float("inf")
    assert not Budget().over


def test_a_part_of_a_budget_ends_by_its_own_limit_or_with_the_whole():
    whole, short = Budget(), Budget(5)
    parts = [whole.part(None), whole.part(60), short.part(60), short.part(1)]

    assert [round(part.left_s()) if part.left_s() < 100 else None for part in parts] == [
        None, 60, 5, 1,
    ]  # fmt: skip
    assert whole.part(0).over
    assert not whole.over
    whole.stop()
    assert [part.over for part in parts] == [True, True, False, False]
    assert [part.stopped for part in parts] == [True, True, False, False]


def _started(program: str) -> subprocess.Popen:
    """Start a Python program in a process group of its own, as a terminal would."""
    return subprocess.Popen(
        [sys.executable, "-W", "ignore", "-c", program],
        env={**os.environ, "PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "tests")))},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
