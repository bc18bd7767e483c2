"""What a planner is told of objectives taken in order of importance."""

import pytest
from small_maps import make_geography
from small_scenarios import make_scenario

from outputs.answers.stages import stage_sentences
from outputs.record import outcome_record
from outputs.run_folder import write_run
from outputs.summary import summary
from outputs.terminal import console
from outputs.wording import proof_sentence
from solvers.engine import solve
from solvers.outcome import Outcome, Stage
from solvers.proof.proving import prove
from solvers.proof.refused import RefusedError


@pytest.fixture(scope="module")
def outcome() -> Outcome:
    square = make_geography(
        {"A": 10, "B": 20, "C": 30, "D": 40},
        [("A", "B", "land", 2.0), ("B", "C", "land", 1.0), ("C", "D", "land", 4.0)],
    )
    order = [{"objective": "compactness", "within": 0.25}, "population_balance"]
    rules = {"cluster_count": {"national": 2}, "contiguity": {"edges": ["land"]}}
    objectives = {"compactness": 1, "population_balance": 0}
    return solve(make_scenario(rules, objectives, priority=order), square)


def test_every_stage_says_its_best_what_may_be_given_up_and_where_it_stays() -> None:
    stages = (
        Stage("patient_flow", 0.8, 0.01, 0.792, True),
        Stage("population_balance", 0.9, 0.0, 0.9, True),
        Stage("compactness", 0.5, 0.125, 0.4375, False),
    )
    assert list(stage_sentences(stages)) == [
        "1. Patient flow: 0.800 is the best there is; up to 1% of it may be given up, so it stays "
        "at 0.792 or above.",
        "2. Population balance: 0.900 is the best there is with that held; none of it is given up.",
        "3. Compactness: 0.500 is the best found, not proven to be the best, with those held; up "
        "to 12.5% of it may be given up, so it stays at 0.438 or above.",
        "Between the plans that keep these, the weighted total decides.",
    ]


def test_a_level_is_said_to_be_kept_or_to_be_out_of_reach() -> None:
    kept = Stage("patient_flow", 0.8, 0.0, 0.75, True, 0.75)
    assert list(stage_sentences([kept])) == [
        "1. Patient flow stays at 0.750 or above, as asked.",
        "Between the plans that keep it, the weighted total decides.",
    ]
    missed = Stage("compactness", 0.8, 0.0, 0.9, True, 0.9)
    assert list(stage_sentences([kept, missed]))[1:] == [
        "2. Compactness: 0.800 is the best there is with that held; 0.900 is asked for."
    ]


def test_without_an_order_nothing_is_said() -> None:
    assert list(stage_sentences(())) == []


def test_the_summary_says_that_no_plan_is_better_in_this_order(outcome, capsys) -> None:
    console().print(summary(outcome))
    said = capsys.readouterr().out
    assert "In order of importance" in said
    assert "Proven optimal: no lawful plan is better in this order of objectives." in said
    assert "no lawful plan scores higher" not in said


def test_an_order_that_is_not_proven_to_the_end_is_said_to_be_so() -> None:
    said = "Lawful, but not every step is proven: a plan could be better in this order."
    assert proof_sentence("feasible", None, None, in_order=True) == said


def test_the_record_has_the_stages_and_the_order(outcome) -> None:
    record = outcome_record(outcome)
    first, second = record["stages"]
    assert first["held_at"] == pytest.approx(0.75 * first["best"])
    assert second["proven"] is True
    assert record["scenario"]["priority"][1] == "population_balance"


def test_a_run_by_an_order_has_no_certificate_and_is_refused_by_prove(outcome, tmp_path) -> None:
    folder = write_run(outcome, tmp_path)
    assert not (folder / "certificate.json").exists()
    with pytest.raises(RefusedError, match="objectives in order of importance"):
        prove(folder)
