"""What is said to be proven of a run is never more than is known here."""

from pathlib import Path

import pytest
from finished_runs import move, run_in_memory, squares_run
from tampering import change

from geodata.geography import Geography
from modelling.plan import Plan
from modelling.scenario import Scenario
from modelling.scenario_files import load_scenario
from outputs.report import proof as proofs
from outputs.report.proof import proof_of
from outputs.report.run import load_run
from outputs.report.subject import Subject
from solvers.proof.proving import prove
from solvers.proof.refused import RefusedError


def national(**rules: object) -> Scenario:
    """Return the shipped scenario with these rules alone, which the plan of 2011 keeps."""
    data = load_scenario("national-as-2011").as_data()
    kept = {"cluster_count": {"national": 50}, **rules}
    return Scenario.model_validate(data | {"rules": kept})


def test_a_certificate_is_checked_anew_before_anything_is_called_proven(two_shas: Subject) -> None:
    proof, verdict = two_shas.proof, prove(two_shas.run.files.folder)

    assert verdict.proven
    assert (proof.proven, proof.rests, proof.gap) == (True, "certificate", 0.0)
    assert proof.sentence == "Proven optimal: no lawful plan scores higher."
    assert f"{verdict.candidates:,} possible clusters" in proof.basis


def test_a_run_that_lost_its_certificate_is_not_called_proven(tampered: Path) -> None:
    (tampered / "certificate.json").unlink()

    proof = proof_of(load_run(tampered))

    assert (proof.proven, proof.rests) == (False, "nothing")
    assert proof.sentence.startswith("Lawful, but nothing is proven")
    assert "certificate" in proof.basis


def test_a_certificate_that_does_not_hold_proves_nothing(tampered: Path) -> None:
    change(tampered / "certificate.json", lambda c: c["counts"].pop())

    proof = proof_of(load_run(tampered))

    assert not proof.proven
    assert proof.faults
    assert "does not hold" in proof.basis


def test_a_tampered_run_is_said_to_be_so_and_every_fault_is_listed(tampered: Path) -> None:
    move(tampered / "plan.csv", "5N1", "C01")
    run = load_run(tampered)

    proof = proof_of(run)

    assert proof.sentence == "Nothing is proven of this plan as it stands here."
    assert set(run.unlike) <= set(proof.faults)
    assert any(fault.startswith(run.violations[0].message) for fault in proof.faults)


def test_changed_tables_alone_are_told_from_a_changed_run(tmp_path: Path) -> None:
    squares, folder = squares_run(tmp_path)
    squares.write("bridges.csv", "pct_a,pct_b,kind,note\nA2,B1,bridge,Longer Bridge\n")

    proof = proof_of(load_run(folder))

    assert proof.sentence == "What was proven was proven with other tables than those read here."
    assert proof.faults == (
        "bridges.csv is no longer the file that the run read (its SHA-256 differs).",
    )


def test_an_order_of_objectives_rests_on_the_engines_word_and_says_so(tmp_path: Path) -> None:
    _, folder = squares_run(tmp_path, priority=["patient_flow", "compactness"])

    proof = proof_of(load_run(folder))

    assert (proof.proven, proof.rests, proof.gap) == (True, "engine", None)
    assert proof.sentence == "Proven optimal: no lawful plan is better in this order of objectives."
    assert "not checked anew" in proof.basis


def test_what_the_checker_refuses_rests_on_the_engines_word(
    two_shas: Subject, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_asked: object) -> None:
        raise RefusedError("outcome.json", "an SHA was labelled", "solve again")

    monkeypatch.setattr(proofs, "prove", refuse)
    proof = proof_of(two_shas.run)

    assert (proof.proven, proof.rests) == (True, "engine")
    assert "an SHA was labelled" in proof.basis


def test_a_run_that_was_stopped_says_how_much_better_a_plan_could_be(
    england: Geography, plan: Plan
) -> None:
    scenario = national(size={"max": 10})
    run = run_in_memory(plan, scenario, england)
    total = run.scores["objective"]
    run = run_in_memory(plan, scenario, england, status="feasible", bound=total + 0.25, gap=0.25)

    proof = proof_of(run)

    assert (proof.proven, proof.rests) == (False, "bound")
    assert proof.gap == pytest.approx(0.25)
    assert proof.sentence.startswith("Lawful; the best plan scores at most 0.2500 more")


def test_without_a_bound_nothing_is_said_of_better_plans(england: Geography, plan: Plan) -> None:
    scenario = national(size={"max": 10})
    run = run_in_memory(plan, scenario, england, status="feasible", bound=None, gap=None)

    proof = proof_of(run)

    assert (proof.gap, proof.rests) == (None, "nothing")
    assert "nothing is proven about how much better" in proof.sentence


def test_a_plan_that_breaks_a_rule_is_never_proven(england: Geography, plan: Plan) -> None:
    run = run_in_memory(plan, load_scenario("national-as-2011"), england)

    proof = proof_of(run)

    assert not proof.proven
    assert sum("is on the footprint of" in fault for fault in proof.faults) >= 5
