"""The assurance page vouches for what a run shows and leaves the rest to a person."""

from dataclasses import replace
from pathlib import Path

import pytest
from finished_runs import run_in_memory, squares_run, subject_in_memory, without_boundaries
from small_maps import make_geography
from small_scenarios import make_scenario

from geodata.geography import Geography
from modelling.plan import Plan
from modelling.scenario import Scenario
from modelling.scenario_files import load_scenario
from outputs.report.assurance.base import Finding
from outputs.report.assurance.boxes import BOXES
from outputs.report.assurance.requirements import requirements
from outputs.report.blocks import Boxes, Table
from outputs.report.sections.assurance import assurance_section
from outputs.report.subject import Subject, subject_of


def findings(subject: Subject) -> dict[str, Finding]:
    """Return what is found of each requirement, by the first words of it."""
    return {f.requirement.split(",")[0]: f for r in requirements(subject) for f in r.findings}


def one(subject: Subject, words: str) -> Finding:
    (found,) = (f for f in findings(subject).values() if words in f.requirement)
    return found


@pytest.fixture(scope="module")
def of_2011(england: Geography, plan: Plan) -> Subject:
    run = run_in_memory(plan, load_scenario("national"), without_boundaries(england))
    return subject_in_memory(run)


def test_every_paragraph_from_6_to_12_is_there_with_boxes_that_are_never_ticked(
    of_2011: Subject,
) -> None:
    section = assurance_section(of_2011)

    numbers = [s.title.partition(":")[0] for s in section.sections]
    assert numbers == [f"Paragraph {n}" for n in range(6, 13)]
    for part, number in zip(section.sections, BOXES, strict=True):
        (boxes,) = (b for b in part.blocks if isinstance(b, Boxes))
        assert boxes.boxes == BOXES[number]
    answers = {
        row[1]
        for part in section.sections
        for block in part.blocks
        if isinstance(block, Table)
        for row in block.rows
    }
    assert answers <= {"Yes", "No", "Figures only", "Not asked for", "Not known"}


@pytest.mark.parametrize(
    "words",
    [
        "director",
        "chief executive",
        "Directors of Public Health",
        "transparent",
        "national oversight",
        "Top Leaders",
        "QIPP",
        "foundation trust pipeline",
        "National Quality Board",
        "Equality Delivery System",
        "statutory duty",
        "Equality Act 2010",
        "consortia",
        "Local authorities",
        "NHS providers",
        "signed off by the NHS Chief Executive",
        "assurance process",
    ],
)
def test_what_no_table_shows_has_a_box(words: str) -> None:
    assert any(words in box.label for boxes in BOXES.values() for box in boxes)


def test_the_plan_of_2011_breaks_the_footprint_and_the_borders_by_name(of_2011: Subject) -> None:
    footprint = one(of_2011, "same footprint")
    borders = one(of_2011, "one SHA that leads")

    assert (footprint.answer, borders.answer) == ("No", "No")
    for name in ("Cumbria", "Somerset", "Cornwall", "Dorset", "Cambridgeshire"):
        assert name in footprint.evidence
    assert "a proxy for the proposed consortia" in footprint.evidence
    assert "South Yorkshire and Bassetlaw" in borders.evidence


def test_what_the_plan_of_2011_keeps_is_said_with_its_figures(of_2011: Subject) -> None:
    assert one(of_2011, "Every PCT belongs").evidence.startswith(
        "151 PCTs, each in one of 50 clusters"
    )
    assert one(of_2011, "Around 50 clusters").answer == "Figures only"
    assert one(of_2011, "hangs together").answer == "Yes"
    assert "up to 10 PCT boards (Greater Manchester)" in one(of_2011, "sustained").evidence


def test_a_pct_in_no_cluster_is_named(england: Geography, plan: Plan) -> None:
    rest = plan.restricted(set(plan.cluster_of) - {"5N1"})
    run = run_in_memory(rest, load_scenario("national"), without_boundaries(england))

    found = one(subject_in_memory(run), "Every PCT belongs")

    assert found == Finding(found.requirement, "No", "5N1 Leeds in no cluster.")


def test_a_part_of_the_country_is_not_judged_by_the_national_number(two_shas: Subject) -> None:
    found = one(two_shas, "Around 50 clusters")

    assert found.answer == "Figures only"
    assert "North East, Yorkshire and the Humber" in found.evidence


def test_exceptions_that_the_scenario_makes_are_named(england: Geography, plan: Plan) -> None:
    data = load_scenario("national-as-2011").as_data()
    data["rules"]["together"] = [["5N1", "5NY"]]
    run = run_in_memory(plan, Scenario.model_validate(data), without_boundaries(england))

    said = one(subject_in_memory(run), "Exceptions for local").evidence

    assert "5ET Bassetlaw may go to Yorkshire and the Humber" in said
    assert "5N1 Leeds, 5NY Bradford and Airedale Teaching share a cluster" in said


def test_arrangements_are_counted_and_what_is_not_known_of_pcts_is_said(of_2011: Subject) -> None:
    several = [g for g in of_2011.groupings if len(g.pcts) > 1]
    inside = {p for g in several for p in g.pcts}

    found = one(of_2011, "sub-regional")

    assert found.answer == "Figures only"
    whole, known = sum(g.whole for g in several), len(several)
    assert f"{whole} of {known} arrangements of several PCTs are kept together" in found.evidence
    assert f"Of {151 - len(inside)} of 151 PCTs no such arrangement is known" in found.evidence
    assert "by certainty" in found.evidence


def test_nothing_of_paragraph_12_is_shown_by_a_run(of_2011: Subject) -> None:
    (asked,) = (r for r in requirements(of_2011) if r.paragraph == "12")
    assert asked.findings == ()


def test_a_footprint_is_figures_only_and_its_bound_is_called_a_choice(two_shas: Subject) -> None:
    found = one(two_shas, "same footprint")

    assert found.answer == "Figures only"
    assert "a choice of the scenario: the guidance sets no figure" in found.evidence
    assert "a proxy for the proposed consortia" in found.evidence


def test_a_cluster_of_the_pcts_of_a_proposed_consortium_is_named(two_shas: Subject) -> None:
    leeds = next(c for c in two_shas.clusters if "5N1" in c.pcts)
    cluster_of = dict(two_shas.plan.cluster_of) | {p: "rest" for p in leeds.pcts if p != "5N1"}
    alone = replace(two_shas, run=replace(two_shas.run, plan=Plan(cluster_of)))

    said = one(alone, "same footprint").evidence

    assert "Leeds (three consortia as one pathfinder" in said
    assert "a tenth of the list" in said


def test_an_authority_that_lies_outside_the_run_too_is_said_to(
    england: Geography, plan: Plan
) -> None:
    data = {"name": "nw", "geography": "england-2011", "shas": ["North West"]}
    data |= {"objectives": {"compactness": 1}}
    run = run_in_memory(plan, Scenario.model_validate(data), without_boundaries(england))

    found = one(subject_in_memory(run), "public health moves")

    assert found.answer == "Figures only"
    assert "Derbyshire, which also lies outside this run" in found.evidence


def test_an_authority_whose_only_pct_is_in_no_cluster_is_not_counted_as_whole() -> None:
    small = make_geography(
        {"A": 100, "B": 100}, [("A", "B")], local_authorities=[("X", "A", 100), ("Y", "B", 100)]
    )
    run = run_in_memory(Plan({"A": "1"}), make_scenario({}), small)

    said = one(subject_in_memory(run), "public health moves").evidence

    assert said == "1 of 2 lie in one cluster. The others: Y, with a PCT in no cluster."


def test_bounds_on_how_wide_a_cluster_is_count_as_asked_for() -> None:
    places = {"easting": {"A": 0.0, "B": 9.0}, "northing": {"A": 0.0, "B": 0.0}}
    small = make_geography({"A": 100, "B": 100}, [("A", "B")], columns=places)
    run = run_in_memory(Plan({"A": "1", "B": "1"}), make_scenario({"span": {"max_km": 5}}), small)

    assert one(subject_in_memory(run), "sustained").answer == "Figures only"


def test_a_geography_of_nothing_but_pcts_is_said_not_to_be_known(tmp_path: Path) -> None:
    _, run = squares_run(tmp_path, bare=True)

    answers = {f.answer for f in findings(subject_of(run)).values()}
    subject = subject_of(run)

    assert "No" not in answers
    for words in ("same footprint", "sub-regional", "patient flows", "Upper-tier", "large consort"):
        assert one(subject, words).answer == "Not known"
    for words in ("hangs together", "one SHA that leads", "Around 50"):
        assert one(subject, words).answer == "Not asked for"
