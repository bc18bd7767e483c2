"""What a report is about: a run, and the plan it is compared with."""

from pathlib import Path

import pytest
from finished_runs import run_in_memory, squares_run
from small_maps import make_geography
from small_scenarios import make_scenario

from geodata.problems import InputError
from modelling.check import check
from modelling.moves import moves
from modelling.plan import Plan
from modelling.scoring import score
from outputs.report.subject import Subject, judged, subject_of


def test_a_run_is_compared_with_the_reference_plan_unless_told_otherwise(two_shas: Subject) -> None:
    compared, run = two_shas.compared, two_shas.run

    assert compared is not None
    assert compared.name == "the clusters of 2011"
    assert two_shas.reference is None
    assert compared.scores == pytest.approx(score(compared.plan, run.scenario, run.geography))
    assert two_shas.difference is not None
    assert two_shas.difference.moves == moves(compared.plan, run.plan, run.geography.residents)


def test_it_may_be_compared_with_a_table_or_with_another_run(tmp_path: Path) -> None:
    _, one = squares_run(tmp_path)
    table = tmp_path / "drawn.csv"
    table.write_text("pct,cluster\nA1,X\nB1,X\nA2,Y\nB2,Y\n", encoding="utf-8")

    by_table, by_run = subject_of(one, table), subject_of(one, str(one))

    assert by_table.compared is not None
    assert by_table.compared.name == "drawn"
    assert by_table.reference is not None
    assert by_table.reference.name == "first"
    assert by_run.compared is not None
    assert by_run.compared.name == f"run {one.name}"
    assert by_run.difference is not None
    assert by_run.difference.moves == ()


def test_a_geography_without_plans_compares_with_nothing(tmp_path: Path) -> None:
    _, run = squares_run(tmp_path, bare=True)

    subject = subject_of(run)

    assert (subject.compared, subject.reference, subject.difference) == (None, None, None)
    assert subject.groupings == ()
    assert not any(subject.overlaps.values())


def test_pcts_that_the_plan_compared_with_leaves_out_are_known(tmp_path: Path) -> None:
    _, run = squares_run(tmp_path)
    table = tmp_path / "half.csv"
    table.write_text("pct,cluster\nA1,X\nA2,X\n", encoding="utf-8")

    subject = subject_of(run, table)

    assert subject.compared is not None
    assert subject.compared.missing == ("B1", "B2")
    assert "partition" in {v.rule for v in subject.compared.violations}


def test_the_reference_plan_under_other_names_is_not_shown_beside_itself(tmp_path: Path) -> None:
    _, run = squares_run(tmp_path)
    table = tmp_path / "renamed.csv"
    table.write_text("pct,cluster\nA1,X\nA2,X\nB1,Y\nB2,Y\n", encoding="utf-8")

    assert subject_of(run, table).reference is None


def test_a_level_that_the_order_asks_for_counts_in_a_report_as_in_a_check() -> None:
    order = [{"objective": "compactness", "at_least": 0.9}]
    small = make_geography({"A": 100, "B": 100, "C": 50}, [("A", "B"), ("B", "C")])
    scenario, plan = make_scenario(priority=order), Plan({"A": "1", "B": "1", "C": "2"})
    asked = [v.message for v in check(plan, scenario, small)]

    run = run_in_memory(plan, scenario, small)

    assert asked
    assert [v.message for v in run.violations] == asked
    assert [v.message for v in judged(plan, run.case).violations] == asked


def test_a_plan_of_other_pcts_is_refused(two_shas_run: Path, tmp_path: Path) -> None:
    table = tmp_path / "london.csv"
    table.write_text("pct,cluster\n5A4,X\n", encoding="utf-8")

    with pytest.raises(InputError, match="has no PCT of the run"):
        subject_of(two_shas_run, table)
