"""Every SHA has its clusters, scores, rules, arrangements and differences, figure by figure."""

import pytest
from finished_runs import run_in_memory, subject_in_memory, without_boundaries

from geodata.geography import Geography
from modelling.plan import Plan
from modelling.scenario_files import load_scenario
from outputs.report.blocks import Paragraph, Picture, Section, Table
from outputs.report.sections.shas import shas_section
from outputs.report.subject import Subject, judged


@pytest.fixture(scope="module")
def of_2011(england: Geography, plan: Plan) -> Subject:
    """Return the plan of 2011 as a run, compared with one that joins two of its clusters."""
    run = run_in_memory(plan, load_scenario("national-as-2011"), without_boundaries(england))
    joined = {p: "C13" if c == "C12" else c for p, c in plan.cluster_of.items()}
    return subject_in_memory(run, judged(Plan(joined, plan.cluster_names, "joined"), run.case))


@pytest.fixture(scope="module")
def section(of_2011: Subject) -> Section:
    return shas_section(of_2011)


def in_sha(section: Section, sha: str) -> dict[str, Table]:
    part = next(s for s in section.sections if s.title == sha)
    return {b.name.removesuffix(f" {sha}"): b for b in part.blocks if isinstance(b, Table)}


def said(section: Section, sha: str) -> str:
    part = next(s for s in section.sections if s.title == sha)
    return "\n".join(b.text for b in part.blocks if isinstance(b, Paragraph))


def test_every_sha_and_every_cluster_stands_there_once(
    section: Section, plan: Plan, england: Geography
) -> None:
    assert [s.title for s in section.sections] == list(england.shas)
    rows = [row for sha in england.shas for row in in_sha(section, sha)["clusters"].rows]
    assert sorted(str(row[1]) for row in rows) == sorted(
        plan.cluster_name(c) for c in plan.clusters
    )
    assert sum(row[3] for row in rows) == england.total_residents
    assert all(f"({pct})" in "".join(str(r[2]) for r in rows) for pct in england.codes)


def test_the_nearest_consortium_is_the_one_of_most_overlap(
    section: Section, plan: Plan, england: Geography
) -> None:
    """Somerset is a single PCT, and one CCG has exactly its residents."""
    table = england.consortia["ccg-2015"]
    people = table.groupby("consortium")["residents"].sum()
    row = next(r for r in in_sha(section, "South West")["clusters"].rows if r[1] == "Somerset")

    inside = table[table["pct"] == "5QL"].set_index("consortium")["residents"]
    overlaps = inside / (england.residents["5QL"] + people[inside.index] - inside)
    assert row[5] == pytest.approx(overlaps.max())
    assert row[4] == "NHS Somerset CCG"


def test_the_scores_of_clusters_are_those_worked_out(section: Section, of_2011: Subject) -> None:
    table = in_sha(section, "London")["scores"]
    names = {c.name: c for c in of_2011.by_sha["London"]}

    assert table.columns[1].title == "Patient flow"
    for row in table.rows:
        assert row[1] == names[str(row[0])].scores["patient_flow"]


def test_rules_are_said_to_be_met_or_broken_sha_by_sha(section: Section) -> None:
    south_west = in_sha(section, "South West")["rules"].rows
    london = in_sha(section, "London")["rules"].rows

    assert any(str(row[4]).startswith("BROKEN: 10.0 points too far") for row in south_west)
    assert not any(str(row[4]).startswith("BROKEN") for row in london)


def test_pcts_that_join_a_cluster_across_a_border_are_named_on_both_sides(section: Section) -> None:
    east, yorkshire = said(section, "East Midlands"), said(section, "Yorkshire and the Humber")

    assert "Bassetlaw (5ET) joins South Yorkshire and Bassetlaw, shown under Yorkshire" in east
    assert "Bassetlaw (5ET) is of East Midlands and joins South Yorkshire" in yorkshire


def test_what_differs_from_the_plan_compared_with_is_listed(
    section: Section, of_2011: Subject
) -> None:
    found = of_2011.difference
    assert found is not None
    moved = {move.pct for move in found.moves}
    shas = {of_2011.geography.sha_of[p] for p in moved}

    for sha in of_2011.by_sha:
        rows = in_sha(section, sha)["moves"].rows if sha in shas else ()
        assert {p for p in moved if any(f"({p})" in str(r[0]) for r in rows)} == (
            moved if sha in shas else set()
        )
        if sha not in shas:
            assert f"No PCT of {sha} is grouped otherwise than in joined" in said(section, sha)


def test_residents_who_move_add_up_to_those_of_the_plan_though_some_pcts_are_listed_twice(
    of_2011: Subject, section: Section
) -> None:
    found = of_2011.difference
    assert found is not None
    tables = [
        in_sha(section, sha)["moves"] for sha in of_2011.by_sha if "moves" in in_sha(section, sha)
    ]

    listed = [row for table in tables for row in table.rows]
    twice = [row for row in listed if "and is also there" in str(row[0])]

    assert len(listed) - len(twice) == len(found.moves)
    assert sum(table.total[1] for table in tables if table.total) == found.residents_moved


def test_arrangements_are_shown_with_what_becomes_of_them(section: Section) -> None:
    table = in_sha(section, "North West")["arrangements"]

    (manchester,) = (row for row in table.rows if row[0] == "Greater Manchester")
    assert manchester[2] == "Kept as it is, a cluster by itself"
    assert manchester[3] == "B"
    assert "No existing arrangement of PCTs in South East Coast" in said(
        section, "South East Coast"
    )


def test_divided_arrangements_are_set_in_capitals(england: Geography, plan: Plan) -> None:
    parted = dict(plan.cluster_of) | {"5F5": "C99"}
    run = run_in_memory(
        Plan(parted, plan.cluster_names), load_scenario("north-west"), without_boundaries(england)
    )

    table = in_sha(shas_section(subject_in_memory(run)), "North West")["arrangements"]

    (manchester,) = (row for row in table.rows if row[0] == "Greater Manchester")
    assert str(manchester[2]).startswith("DIVIDED among ")


def test_the_clusters_of_an_sha_are_drawn_and_numbered_as_in_the_table(two_shas: Subject) -> None:
    section = shas_section(two_shas)

    for part in section.sections:
        (picture,) = (b for b in part.blocks if isinstance(b, Picture))
        assert part.title in picture.alt
        assert all(str(row[0]).isdecimal() for row in in_sha(section, part.title)["clusters"].rows)
