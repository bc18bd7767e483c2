"""A run that was tampered with is not proven, and what is wrong with it is said plainly."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from tampering import HUMBER, TWO_SHAS, Change, Json, change, change_both, faults_of, row_of

from geodata import load_geography
from modelling.scenario import Scenario
from outputs.run_folder import write_run
from solvers.engine import solve
from solvers.proof.proving import Verdict, prove
from solvers.proof.refused import RefusedError


def test_an_honest_run_is_proven(honest_run: Path):
    verdict = prove(honest_run)
    assert verdict.proven, verdict.faults
    assert verdict.sentence.startswith("Proven: no lawful plan of 9 clusters for england-2011 (")
    assert verdict.candidates == sum(
        json.loads((honest_run / "outcome.json").read_text())["candidates"].values()
    )
    assert verdict.survivors > 0
    assert verdict.unchecked == ()


def test_a_pct_moved_in_the_plan_is_caught(run: Path):
    plan = run / "plan.csv"
    lines = plan.read_text(encoding="utf-8-sig").splitlines()
    moved = [re.sub('"C0."', '"C01"', line) if '"5N1"' in line else line for line in lines]
    plan.write_text("\n".join(moved))
    said = faults_of(run)
    assert "plan.csv is not the plan of the certificate: they differ at" in said
    assert "plan.csv: cluster C01 lies in North East and Yorkshire and the Humber" in said
    assert "the score population_balance is" in said


def test_a_pct_left_out_of_the_plan_or_named_twice_is_caught(run: Path):
    plan = run / "plan.csv"
    first, *rows = plan.read_text(encoding="utf-8-sig").splitlines()
    plan.write_text("\n".join([first, *rows[1:], rows[1]]))
    said = faults_of(run)
    assert "plan.csv lacks 5" in said or "plan.csv lacks T" in said
    assert "plan.csv repeats " in said


def test_a_rule_that_the_plan_breaks_is_named(run: Path):
    record = json.loads((run / "outcome.json").read_text())
    most = record["scenario"]["rules"]["population"]["max"]
    change_both(run, lambda s: s["rules"]["population"].update(max=1_000_000))
    assert most > 1_000_000
    assert "residents, more than 1,000,000" in faults_of(run)


@pytest.mark.parametrize("name", ["patient_flow", "compactness", "objective"])
def test_a_score_that_was_changed_is_caught(run: Path, name: str):
    def raise_it(record: Json) -> None:
        record["scores"][name] += 1e-9

    change(run / "outcome.json", raise_it)
    assert f"the score {name} is " in faults_of(run)


def test_a_score_of_one_cluster_that_was_changed_is_caught(run: Path):
    def raise_it(record: Json) -> None:
        record["cluster_scores"]["C01"]["patient_flow"] += 1e-6

    change(run / "outcome.json", raise_it)
    assert "the score patient_flow of cluster C01 is " in faults_of(run)


def test_an_objective_that_was_raised_with_its_bound_is_caught(run: Path):
    change(run / "outcome.json", lambda r: r.update(objective=4.0, bound=4.0))
    said = faults_of(run)
    assert "the objective of the run is 3.1" in said
    assert "not 4.000000000 as outcome.json says" in said


def test_a_stated_bound_that_was_lowered_is_caught(run: Path):
    def lower(record: Json) -> None:
        row = next(r for r in record["counts"] if r["bound"] is not None and r["best"] is None)
        row["bound"] -= 0.05

    def settled(record: Json) -> None:
        row_of(record)["bound"] -= 1e-6

    change(run / "outcome.json", settled)
    assert f"the bound of {HUMBER} at" in faults_of(run)
    change(run / "outcome.json", lower)
    assert "is below its best plan" in faults_of(run)


def test_a_bound_of_the_certificate_that_was_lowered_is_caught(run: Path):
    def lower(certificate: Json) -> None:
        row_of(certificate)["bound"] -= 10**6

    change(run / "certificate.json", lower)
    assert f"the prices of {HUMBER} at" in faults_of(run)


@pytest.mark.parametrize("by", [10**6, -(10**6), 10**12])
def test_a_price_that_was_changed_is_caught(run: Path, by: int):
    def shift(certificate: Json) -> None:
        row_of(certificate)["prices"]["pct"]["5N1"] += by

    change(run / "certificate.json", shift)
    assert "give a bound of" in faults_of(run)


def test_prices_that_were_removed_are_caught(run: Path):
    change(run / "certificate.json", lambda c: row_of(c)["prices"]["pct"].pop("5N1"))
    assert "lacks the prices of some PCT or SHA" in faults_of(run)


def test_a_count_that_was_removed_from_the_certificate_is_caught(run: Path):
    change(run / "certificate.json", lambda c: c["counts"].remove(row_of(c)))
    assert f"certificate.json lacks {HUMBER} at" in faults_of(run)


def test_an_sha_that_was_removed_altogether_is_caught(run: Path):
    def drop(data: Json) -> None:
        data["counts"] = [row for row in data["counts"] if row["block"] != HUMBER]

    change(run / "certificate.json", drop)
    change(run / "outcome.json", drop)
    assert f"certificate.json says nothing of {HUMBER}" in faults_of(run)


def test_survivors_that_were_removed_are_caught(run: Path):
    change(run / "certificate.json", lambda c: row_of(c).update(survivors=None))
    assert "differ in the survivors" in faults_of(run)


def test_a_best_plan_that_was_removed_is_caught(run: Path):
    change(run / "certificate.json", lambda c: row_of(c).update(best=None))
    assert "stands in only one of outcome.json and certificate.json" in faults_of(run)


def test_a_best_plan_that_is_no_plan_is_caught(run: Path):
    def spoil(certificate: Json) -> None:
        best = row_of(certificate)["best"]
        best[0].append(best[1].pop())

    change(run / "certificate.json", spoil)
    said = faults_of(run)
    assert f"the best plan of {HUMBER}" in said


def test_counts_that_were_swapped_are_caught(run: Path):
    def swap(data: Json) -> None:
        other = next(r for r in data["counts"] if r["block"] == HUMBER and not r["survivors"])
        searched = row_of(data)
        other["count"], searched["count"] = searched["count"], other["count"]

    change(run / "certificate.json", swap)
    assert faults_of(run)
    change(run / "outcome.json", swap)
    assert f"the best plan of {HUMBER}" in faults_of(run)


def test_a_number_of_candidates_that_was_changed_is_caught(run: Path):
    change(run / "outcome.json", lambda r: r["candidates"].update({HUMBER: 7}))
    assert f"{HUMBER} has 1," in faults_of(run)


def test_a_stopped_run_that_was_called_optimal_is_caught(tmp_path: Path):
    outcome = solve(
        Scenario.model_validate(TWO_SHAS), load_geography("england-2011"), time_limit_s=0
    )
    run = write_run(outcome, tmp_path)
    with pytest.raises(RefusedError, match="claims nothing to prove"):
        prove(run)
    change(run / "outcome.json", lambda r: r.update(status="optimal", bound=r["objective"], gap=0))
    assert "there is no certificate.json to prove it" in faults_of(run)


@pytest.mark.parametrize(
    ("how", "named"),
    [
        (lambda s: s["rules"]["size"].update(reach=1), "'reach' of the rule 'size'"),
        (lambda s: s["rules"].update(sea_view={}), "the rule 'sea_view'"),
        (lambda s: s["objectives"].update(happiness=1.0), "the objective 'happiness'"),
        (lambda s: s.update(mood=1), "'mood' of the scenario"),
    ],
)
def test_what_the_proof_does_not_know_is_refused_by_name(run: Path, how: Change, named: str):
    change_both(run, how)
    with pytest.raises(RefusedError) as error:
        prove(run)
    assert error.value.message == f"cannot prove: does not know {named}"


def test_a_certificate_of_nonsense_is_called_one(run: Path):
    for nonsense in ({}, {"denominator": 0, "counts": []}, {"denominator": 1, "counts": [1]}):
        (run / "certificate.json").write_text(json.dumps(nonsense))
        verdict: Verdict = prove(run)
        assert not verdict.proven
