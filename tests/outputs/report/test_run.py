"""A finished run is read back, scored anew, and held against its record and its tables."""

import copy
import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from finished_runs import move, squares_run
from tampering import Change, change

from geodata.problems import InputError
from modelling.scoring import score
from outputs.report.run import load_run
from outputs.report.subject import Subject
from outputs.run_folder import write_run
from solvers.outcome import Outcome


def test_an_honest_run_is_what_its_record_says(two_shas: Subject) -> None:
    run = two_shas.run

    assert (run.unlike, run.changed, run.violations) == ((), (), ())
    assert run.as_recorded
    assert run.scores == pytest.approx(run.record["scores"])
    assert run.scores == pytest.approx(score(run.plan, run.scenario, run.geography))
    assert run.certificate is not None
    assert run.id == run.files.folder.name


TAMPERINGS: dict[str, tuple[Change, str]] = {
    "a score": (
        lambda r: r["scores"].update(patient_flow=0.9),
        r"Patient flow: the record says 0\.900000; the plan scores 0\.\d+\.",
    ),
    "the total": (
        lambda r: r["scores"].update(objective=9.0),
        r"The weighted total: the record says 9\.000000",
    ),
    "the objective": (lambda r: r.update(objective=9.0), r"The record's objective is 9\.0"),
    "a score left out": (
        lambda r: r["scores"].pop("local_authority"),
        "Local authorities: the record has no score.",
    ),
    "a score of nothing": (
        lambda r: r["scores"].update(beauty=1.0),
        "Beauty: the record says 1.000000; it cannot be worked out",
    ),
    "a cluster's score": (
        lambda r: r["cluster_scores"]["C01"].update(patient_flow=0.9),
        ": the record has another score for Patient flow",
    ),
    "a cluster that is not": (
        lambda r: r["cluster_scores"].update(C99={}),
        "a cluster C99, which plan.csv does not have",
    ),
    "the number of clusters": (
        lambda r: r.update(cluster_count=8),
        "The record says 8 clusters; plan.csv has 9.",
    ),
    "the bound": (lambda r: r.update(bound=9.0, gap=None), "with the bound 9.000000; it scores"),
    "no bound": (lambda r: r.update(bound=None), "with no bound; it scores"),
    "the gap": (lambda r: r.update(gap=0.5), "The record says the gap is 0.500000"),
    "the scenario": (
        lambda r: r["scenario"]["rules"]["size"].update(max=9),
        "scenario.yaml is not the scenario that outcome.json records.",
    ),
    "no scenario": (lambda r: r.update(scenario=7), "The scenario in outcome.json cannot be read."),
    "the geography": (
        lambda r: r.update(geography="scotland"),
        "The record is of the geography scotland; this one is england-2011.",
    ),
    "a violation": (
        lambda r: r.update(violations=[{"rule": "size", "message": "Leeds is too fair"}]),
        "The record says, and it is not so: Leeds is too fair.",
    ),
}


@pytest.mark.parametrize("what", TAMPERINGS)
def test_a_record_that_was_changed_is_said_to_be_so(two_shas: Subject, what: str) -> None:
    how, said = TAMPERINGS[what]
    record = copy.deepcopy(dict(two_shas.run.record))
    how(record)

    run = replace(two_shas.run, record=record)

    assert re.search(said, "\n".join(run.unlike)), run.unlike
    assert not run.as_recorded


def test_a_record_changed_in_its_folder_is_said_to_be_so(tampered: Path) -> None:
    change(tampered / "outcome.json", lambda r: r["scores"].update(patient_flow=0.9))

    assert any("Patient flow: the record says 0.900000" in x for x in load_run(tampered).unlike)


def test_a_plan_that_was_changed_is_said_to_be_so(tampered: Path) -> None:
    move(tampered / "plan.csv", "5N1", "C01")

    run = load_run(tampered)

    assert any(x.startswith("The certificate is of another plan") for x in run.unlike)
    assert any("Population balance: the record says" in x for x in run.unlike)
    assert {v.rule for v in run.violations} >= {"sha_boundaries"}
    assert any(x.startswith("The record does not say so: ") for x in run.unlike)


def test_tables_that_were_changed_added_or_taken_away_are_named(tmp_path: Path) -> None:
    squares, folder = squares_run(tmp_path)
    squares.swap("pcts.csv", "Alpha,North,1000", "Alpha,North,1001")
    squares.write("consortia/other.csv", "consortium,consortium_name,pct,residents\nX,X,A1,5\n")
    squares.remove("arrangements.csv")

    changed = load_run(folder).changed

    assert changed == (
        "arrangements.csv, which the run read, is no longer there.",
        "consortia/other.csv is there now, and the run did not read it.",
        "pcts.csv is no longer the file that the run read (its SHA-256 differs).",
    )


def test_tables_read_off_boundaries_are_held_to_what_was_derived(tmp_path: Path) -> None:
    squares, folder = squares_run(tmp_path, drawn=True)
    squares.remove("adjacency.csv")

    changed = "; ".join(load_run(folder).changed)

    assert "adjacency.csv, which the run read, is no longer there." in changed
    assert "adjacency.csv, read off boundaries, is no longer what the run derived." in changed


def test_a_geography_that_moved_is_read_where_it_is_now(tmp_path: Path) -> None:
    squares, folder = squares_run(tmp_path)
    moved = Path(shutil.move(squares.path, tmp_path / "elsewhere"))

    with pytest.raises(InputError, match="neither a geography nor a folder"):
        load_run(folder)
    run = load_run(folder, moved)

    assert run.as_recorded
    assert run.files.geography_folder == moved


def test_a_run_without_a_plan_is_refused_with_the_reason(
    infeasible: Outcome, tmp_path: Path
) -> None:
    folder = write_run(infeasible, tmp_path)

    with pytest.raises(InputError, match="no plan keeps every rule of its scenario"):
        load_run(folder)


def test_what_is_no_run_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="is not the folder of a run"):
        load_run(tmp_path / "nowhere")
    with pytest.raises(InputError, match=r"outcome\.json: cannot be read"):
        load_run(tmp_path)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "is not JSON"),
        ("[]", "is not a record"),
        ('{"status": "fine"}', "status is 'fine'"),
        ('{"status": "optimal", "scores": []}', "is not as `clusters solve` wrote it .scores"),
        ('{"status": "optimal", "stages": [{}]}', "wrote it .stages.0"),
    ],
)
def test_a_broken_record_is_refused(tampered: Path, text: str, said: str) -> None:
    (tampered / "outcome.json").write_text(text, encoding="utf-8")

    with pytest.raises(InputError, match=said):
        load_run(tampered)


def test_a_broken_certificate_is_refused(tampered: Path) -> None:
    change(tampered / "certificate.json", lambda c: c.update(plan="none"))

    with pytest.raises(InputError, match=r"certificate\.json: is not as"):
        load_run(tampered)


def test_a_run_that_lost_its_plan_is_refused(tampered: Path) -> None:
    (tampered / "plan.csv").unlink()

    with pytest.raises(InputError, match=r"has no plan\.csv"):
        load_run(tampered)
