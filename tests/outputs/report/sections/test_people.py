"""The section of the report on people and boards."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_maps import make_geography
from small_scenarios import make_scenario

from geodata.geography import Geography
from modelling.case import Case
from modelling.implications.parameter_files import parameters_of
from modelling.implications.parameters import ImplicationParameters
from modelling.implications.topics import TOPICS, topics
from modelling.plan import Plan
from modelling.scenario_files import load_scenario
from outputs.report.blocks import Boxes, Paragraph, Report, Section, Table
from outputs.report.sections.people import TITLE, people_section
from outputs.report.writers.html import write_html
from outputs.report.writers.pdf import write_pdf
from outputs.report.writers.workbook import write_workbook

PARAMETERS = parameters_of("england-2011")
MOST_COLUMNS = 10


def about(plan: Plan, geography: Geography) -> Section:
    return people_section(plan, Case(load_scenario("national-as-2011"), geography), PARAMETERS)


@pytest.fixture(scope="module")
def section(plan: Plan, england: Geography) -> Section:
    return about(plan, england)


def tables(section: Section) -> list[Table]:
    return [b for _, s in section.walk() for b in s.blocks if isinstance(b, Table)]


def test_it_opens_with_what_matters_most_of_the_whole_plan(section: Section) -> None:
    assert section.title == TITLE
    lead = section.blocks[0]
    assert isinstance(lead, Paragraph)
    assert lead.text == (
        "151 chief executives of 151 PCTs are in the first-stage pools for 50 posts: at most 101 "
        "are not appointed in their own cluster (one chief executive a PCT is assumed), and join "
        "the directors' pool. At least 22 of these posts have base pay above the Treasury's "
        "threshold (pay at the rates of April 2007; residents for weighted "
        "population). 151 PCT boards remain, whatever model of governance is chosen."
    )
    whole = section.blocks[1]
    assert isinstance(whole, Table)
    assert ("", "At most, chief executives not appointed at stage 1", "101", "23, 27") in whole.rows


def test_assumptions_and_proxies_stand_where_the_figures_do(section: Section) -> None:
    notes = {t.name: t.note for t in tables(section)}
    for words in (
        "one chief executive a PCT",
        "residents for weighted population",
        "one chair a PCT in post",
        "hospital admissions of 2018, a proxy for 2008-11",
        "CCGs of July 2015, a proxy for the proposed consortia",
        "deprivation of practices for that of residents",
    ):
        assert words in notes["people"]
    assert "one is assumed where it is blank" in notes["posts-1"].replace("one a PCT", "one")
    assert "model 4 read from the end of its paragraph" in notes["boards-models"]


def test_every_topic_has_a_part_with_its_figures_and_its_blanks(section: Section) -> None:
    titles = [s.title for s in section.sections]
    assert len(titles) == len(TOPICS) + 1
    assert titles[0] == "Posts"
    assert titles[-1] == "How each figure is worked out"


def test_every_figure_stands_with_its_paragraph_and_formula(
    section: Section, plan: Plan, england: Geography
) -> None:
    case = Case(load_scenario("national-as-2011"), england)
    workings = section.sections[-1]
    told = {row[:2] for b in workings.blocks if isinstance(b, Table) for row in b.rows}
    for topic in topics(plan, case, PARAMETERS):
        for measure in topic.every_measure():
            assert (measure.title, measure.paragraph) in told


def test_tables_fit_a_page_upright_and_their_names_are_their_own(section: Section) -> None:
    found = tables(section)
    assert all(len(t.columns) <= MOST_COLUMNS for t in found)
    names = [t.name for t in found]
    assert len(names) == len(set(names))


def test_nothing_is_ticked_and_nothing_unknown_is_shown_as_nought(section: Section) -> None:
    boxes = [b for _, s in section.walk() for b in s.blocks if isinstance(b, Boxes)]
    assert sum(len(b.boxes) for b in boxes) > 20
    headings = {c.title for t in tables(section) for c in t.columns}
    assert "Joint posts" not in headings


def test_hostile_names_come_through_in_every_format(
    tmp_path: Path, hostile_england: Geography, hostile_plan: Plan, hostile: dict[str, str]
) -> None:
    long = "Ü" * 200
    names = {**hostile_plan.cluster_names, "C07": long}
    plan = Plan(hostile_plan.cluster_of, names, hostile_plan.name)
    section = about(plan, hostile_england)
    report = Report("People", "", (section,))
    write_html(tmp_path / "p.html", report)
    write_pdf(tmp_path / "p.pdf", report)
    write_workbook(tmp_path / "p.xlsx", report)
    html = (tmp_path / "p.html").read_text(encoding="utf-8")
    assert "<script>window.hostile" not in html
    assert "<img src=x" not in html
    assert long in html.replace("<wbr>", "")
    shown = {str(cell) for t in tables(section) for row in t.rows for cell in row}
    assert any(hostile["markup"] in cell for cell in shown)


def test_a_bare_geography_has_the_section_with_its_blanks_explained() -> None:
    map_ = make_geography({"A": 10, "B": 20, "C": 30})
    case = Case(make_scenario(), map_)
    section = people_section(Plan({"A": "X", "B": "X"}), case, ImplicationParameters())
    texts = [b.text for _, s in section.walk() for b in s.blocks if isinstance(b, Paragraph)]
    assert "1 PCT in no cluster: they are left out here." in texts
    assert "Not known" in texts
    assert not any("Treasury's threshold" in text for text in texts)
