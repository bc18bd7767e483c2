"""The plan compared with and the reference plan stand beside the run's, with what they break."""

from pathlib import Path

import pytest
from finished_runs import run_in_memory, squares_run, subject_in_memory, without_boundaries

from geodata.geography import Geography
from modelling.check import check
from modelling.moves import moves
from modelling.plan import Plan
from modelling.scenario_files import load_scenario
from modelling.scoring import score
from outputs.report.blocks import Items, Paragraph, Picture, Section, Table
from outputs.report.sections.alternatives import alternatives_section
from outputs.report.subject import Subject, judged, subject_of


def side_by_side(subject: Subject) -> Section:
    section = alternatives_section(subject)
    return next(s for s in section.sections if s.title == "Plans side by side")


def pictures(section: Section) -> list[Picture]:
    return [b for _, s in section.walk() for b in s.blocks if isinstance(b, Picture)]


def tables(section: Section) -> dict[str, Table]:
    return {b.name: b for b in section.blocks if isinstance(b, Table)}


@pytest.fixture(scope="module")
def england_2011(england: Geography, plan: Plan) -> Subject:
    """Return the North West of 2011 as a run, against one cluster for all, and against itself."""
    run = run_in_memory(plan, load_scenario("north-west"), without_boundaries(england))
    one = Plan(dict.fromkeys(run.case.pcts, "1"), {"1": "All"}, "all in one")
    return subject_in_memory(run, judged(one, run.case), reference=judged(plan, run.case))


def test_every_plan_has_a_row_and_a_column(england_2011: Subject) -> None:
    found = tables(side_by_side(england_2011))

    assert [row[0] for row in found["plans"].rows] == ["This plan", "all in one", "clusters-2011"]
    titles = [c.title for c in found["scores"].columns]
    assert titles[2:5] == ["This plan", "all in one", "clusters-2011"]


def test_the_figures_of_a_plan_are_those_of_the_tables(england_2011: Subject) -> None:
    run, geography = england_2011.run, england_2011.geography
    compared = england_2011.compared
    assert compared is not None
    here = [p for p in geography.codes if geography.sha_of[p] == "North West"]
    everybody = sum(geography.residents[p] for p in here)

    row = tables(side_by_side(england_2011))["plans"].rows[1]

    moved = moves(compared.plan, run.plan, geography.residents)
    broken = check(compared.plan, run.scenario, geography)
    residents = sum(geography.residents[move.pct] for move in moved)
    assert row[:7] == ("all in one", 1, everybody, everybody, 0, len(moved), residents)
    assert row[7:] == (len({violation.rule for violation in broken}), len(broken))


def test_scores_are_those_of_the_plain_formulas(england_2011: Subject) -> None:
    run, compared = england_2011.run, england_2011.compared
    assert compared is not None
    table = tables(side_by_side(england_2011))["scores"]

    theirs = score(compared.plan, run.scenario, run.geography)
    ours = score(run.plan, run.scenario, run.geography)

    assert sorted(row[2] for row in table.rows) == sorted(
        v for n, v in ours.items() if n != "objective"
    )
    assert table.total is not None
    assert table.total[2:5] == (ours["objective"], theirs["objective"], ours["objective"])


def test_what_another_plan_breaks_is_listed_and_cut_short(england_2011: Subject) -> None:
    blocks = side_by_side(england_2011).blocks
    compared = england_2011.compared
    assert compared is not None

    lists = [b.items for b in blocks if isinstance(b, Items)]

    assert lists[0] == tuple(f"{v.message}." for v in compared.violations)
    assert any("on the footprint of NHS Cumbria CCG" in item for item in lists[1])


def test_what_moves_is_drawn_where_there_are_boundaries(tmp_path: Path) -> None:
    _, run = squares_run(tmp_path, drawn=True)
    table = tmp_path / "drawn.csv"
    table.write_text("pct,cluster\nA1,X\nA2,Y\nB1,X\nB2,Y\n", encoding="utf-8")

    subject = subject_of(run, table)
    same = subject_of(run, run / "plan.csv")

    (picture,) = pictures(alternatives_section(subject))

    assert subject.difference is not None
    assert subject.difference.moves
    assert picture.caption == "What differs from drawn."
    assert pictures(alternatives_section(same)) == []


def test_a_geography_without_other_plans_says_so(tmp_path: Path) -> None:
    _, run = squares_run(tmp_path, bare=True)

    (said,) = side_by_side(subject_of(run)).blocks

    assert isinstance(said, Paragraph)
    assert said.text.startswith("There is no other plan to set beside this one")
