"""The whole report on a run: its sections in order, whatever the geography has or is called."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from finished_runs import run_in_memory, squares_run, subject_in_memory

from geodata.geography import Geography
from modelling.plan import Plan
from modelling.scenario_files import load_scenario
from outputs.report.assemble import PARTS, report_of
from outputs.report.blocks import Report
from outputs.report.plain import day
from outputs.report.subject import Subject, judged, subject_of
from outputs.report.writers.document import document
from outputs.report.writers.html import write_html
from outputs.report.writers.pdf import write_pdf
from outputs.report.writers.workbook import write_workbook

TITLES = (
    "The configuration on a page",
    "SHA by SHA",
    "The alternatives considered",
    "What it means for people and boards",
    "Assurance",
    "Sources, assumptions and signatures",
)


def written(report: Report, folder: Path) -> None:
    """Write the report in every format."""
    for name, write in (("pdf", write_pdf), ("html", write_html), ("xlsx", write_workbook)):
        write(folder / f"report.{name}", report)
        assert (folder / f"report.{name}").stat().st_size > 10_000


@pytest.mark.parametrize("have", [{}, {"drawn": True}, {"bare": True}])
def test_squares_are_reported_on_whatever_their_geography_has(
    tmp_path: Path, have: dict[str, bool]
) -> None:
    _, run = squares_run(tmp_path, **have)
    told: list[str] = []

    report = report_of(subject_of(run), told.append)

    assert tuple(section.title for section in report.sections) == TITLES
    assert told == list(PARTS)
    assert report.footer == f"Run {run.name}"
    assert report.moment is not None
    written(report, tmp_path)


def test_the_same_run_gives_the_same_report(tmp_path: Path) -> None:
    _, run = squares_run(tmp_path)

    one, two = (document(report_of(subject_of(run))) for _ in range(2))

    assert json.dumps(one) == json.dumps(two)


def test_hostile_names_are_reported_whole(
    hostile_england: Geography, hostile_plan: Plan, hostile: dict[str, str], tmp_path: Path
) -> None:
    geography = replace(hostile_england, boundaries=None)
    run = run_in_memory(hostile_plan, load_scenario("national"), geography)
    subject = subject_in_memory(run, judged(hostile_plan, run.case))

    report = report_of(subject)
    said = json.dumps(document(report), ensure_ascii=False)

    for name in ("script", "image", "formula", "markup"):
        assert json.dumps(hostile[name], ensure_ascii=False)[1:-1] in said
    written(report, tmp_path)


def test_a_record_without_a_moment_gives_a_report_without_one(
    england: Geography, plan: Plan
) -> None:
    run = run_in_memory(
        plan, load_scenario("north-west"), replace(england, boundaries=None), started="one day"
    )

    assert report_of(subject_in_memory(run)).moment is None


def test_the_cover_says_of_how_many_pcts_against_what_when_and_that_nobody_has_signed(
    two_shas: Subject,
) -> None:
    facts = report_of(two_shas).facts.values
    stopped = replace(two_shas, proof=replace(two_shas.proof, rests="bound"))

    clusters, pcts = len(two_shas.plan.clusters), len(two_shas.plan.cluster_of)
    assert facts["Clusters"] == f"{clusters} clusters of {pcts} PCTs"
    assert facts["Compared with"] == "The clusters of 2011"
    assert facts["Solved"] == day(two_shas.run.record["started"])
    assert facts["Status"] == "For signature: not yet signed"
    assert report_of(stopped).facts.values["Status"].startswith("A draft: not proven")
