"""The first page says how many clusters there are, what was asked, and what is proven."""

from dataclasses import replace

import pytest
from finished_runs import run_in_memory, subject_in_memory, without_boundaries

from geodata.geography import Geography
from modelling.plan import Plan
from modelling.scenario_files import load_scenario
from outputs.report.blocks import Facts, Items, Paragraph, Picture, Section, Table
from outputs.report.plain import rules_in_words
from outputs.report.sections.configuration import configuration_section
from outputs.report.subject import Subject, judged


@pytest.fixture(scope="module")
def of_2011(england: Geography, plan: Plan) -> Subject:
    """Return the plan of 2011 as a run, compared with itself, without maps."""
    run = run_in_memory(plan, load_scenario("national-as-2011"), without_boundaries(england))
    return subject_in_memory(run, judged(plan, run.case, "itself"))


def tables(section: Section) -> dict[str, Table]:
    return {b.name: b for _, s in section.walk() for b in s.blocks if isinstance(b, Table)}


def facts(section: Section) -> dict[str, str]:
    (found,) = (b for b in section.blocks if isinstance(b, Facts))
    return dict(found.values)


def test_the_facts_are_those_of_the_tables(
    of_2011: Subject, england: Geography, plan: Plan
) -> None:
    people = {c: sum(england.residents[p] for p in pcts) for c, pcts in plan.clusters.items()}
    alone = sum(len(pcts) == 1 for pcts in plan.clusters.values())

    said = facts(configuration_section(of_2011))

    assert said["Clusters"] == f"50 in 10 SHAs, of 151 PCTs; {alone} of a single PCT"
    assert alone == 8
    assert f"{england.total_residents:,}; from {min(people.values()):,}" in said["Residents"]
    assert f"to {max(people.values()):,} (Greater Manchester)" in said["Residents"]


def test_every_rule_is_said_in_words_with_its_paragraph(of_2011: Subject) -> None:
    said = facts(configuration_section(of_2011))["Asked for"]

    for words in (
        "there are 50 clusters (§8)",
        "a cluster stays inside its SHA (§4, 6)",
        "a cluster has at least 400,000 residents (§1, 2)",
        "a cluster has at most 10 PCTs (§1, 6, 40)",
        "no cluster shares 90% or more of the footprint of a consortium (CCGs of July 2015) (§7)",
    ):
        assert words in said
    rules = tables(configuration_section(of_2011))["rules"]
    assert rules.rows[0][1] == "8"


def test_scores_stand_beside_those_of_the_plan_compared_with(of_2011: Subject) -> None:
    table = tables(configuration_section(of_2011))["aims"]
    scores, weights = of_2011.run.scores, of_2011.run.scenario.weights

    assert {row[1] for row in table.rows} == set(weights.values())
    assert table.total is not None
    assert table.total[2] == scores["objective"]
    assert sum(row[1] * row[2] for row in table.rows) == pytest.approx(scores["objective"])
    assert [row[4] for row in table.rows] == [0.0] * len(table.rows)


def test_without_a_plan_to_compare_with_its_columns_are_not_there(of_2011: Subject) -> None:
    table = tables(configuration_section(replace(of_2011, compared=None)))["aims"]

    assert [c.title for c in table.columns] == ["Objective", "Weight", "This plan"]


def test_every_fault_of_a_run_is_listed_on_the_page(of_2011: Subject) -> None:
    wrong = replace(of_2011.proof, rests="nothing", faults=("One thing.", "Another."))

    page = configuration_section(replace(of_2011, proof=wrong))

    assert Items(("One thing.", "Another.")) in page.blocks
    assert any(isinstance(b, Paragraph) and b.kind == "warning" for b in page.blocks)


def test_a_geography_without_boundaries_says_so_in_place_of_a_map(of_2011: Subject) -> None:
    page = configuration_section(of_2011)

    remarks = [b.text for b in page.blocks if isinstance(b, Paragraph) and b.kind == "remark"]
    assert any("has no boundaries to draw" in text for text in remarks)
    assert [s.title for s in page.sections] == ["Rules and scores"]


def test_two_shas_are_drawn_on_the_page(two_shas: Subject) -> None:
    page = configuration_section(two_shas)

    (picture,) = (b for b in page.blocks if isinstance(b, Picture))
    assert picture.svg.startswith(b"<svg")
    assert "Yorkshire and the Humber" in picture.alt


def test_pins_are_counted_and_not_listed_on_the_page(two_shas: Subject) -> None:
    data = two_shas.run.scenario.as_data()
    data["rules"] |= {"apart": [["5N1", "5NY"]], "together": [["5D7", "5D8"]]}
    scenario = type(two_shas.run.scenario).model_validate(data)
    run = run_in_memory(two_shas.plan, scenario, two_shas.geography)

    said = rules_in_words(subject_in_memory(run))

    assert said.endswith("; 2 pins of single PCTs")
    assert "5N1" not in said


def test_an_order_of_objectives_is_said_with_what_each_came_to(two_shas: Subject) -> None:
    order = ["local_authority", {"objective": "patient_flow", "at_least": 0.5}]
    data = two_shas.run.scenario.as_data() | {"priority": order}
    scenario = type(two_shas.run.scenario).model_validate(data)
    stage = {
        "objective": "local_authority",
        "best": 0.9,
        "within": 0.0,
        "held_at": 0.9,
        "proven": True,
    }
    level = {**stage, "objective": "patient_flow", "held_at": 0.5, "at_least": 0.5}
    run = run_in_memory(
        two_shas.plan, scenario, without_boundaries(two_shas.geography), stages=[stage, level]
    )

    page = configuration_section(subject_in_memory(run))

    assert facts(page)["Aimed at"].startswith(
        "first Local authorities, then Patient flow at 0.5 or"
    )
    listed = [i for _, s in page.walk() for b in s.blocks if isinstance(b, Items) for i in b.items]
    assert any(item.startswith("2. Patient flow stays at 0.500 or above") for item in listed)
    assert any(
        item.startswith("1. Local authorities: 0.900 is the best there is") for item in listed
    )


def test_the_page_says_what_is_gained_for_how_much_and_what_it_means_for_people(
    two_shas: Subject,
) -> None:
    said = facts(configuration_section(two_shas))
    found, compared = two_shas.difference, two_shas.compared
    assert found is not None
    assert compared is not None

    gain = two_shas.run.scores["objective"] - compared.scores["objective"]
    assert f"(difference {gain:+.3f})".replace("-", "−") in said["Score"]
    assert f"for regrouping {len(found.moves)} PCTs with " in said["Score"]
    pcts, clusters = len(two_shas.plan.cluster_of), len(two_shas.plan.clusters)
    assert said["People"].startswith(
        f"At most {pcts - clusters} of {pcts} PCT chief executives are not appointed at stage 1"
    )
    assert "a proxy for 2008-11" in said["Proxies"]
    assert "a proxy for the proposed consortia" in said["Proxies"]
    assert "Nearly as good" not in said


def test_a_bound_that_is_only_just_kept_is_on_the_page(of_2011: Subject) -> None:
    said = facts(configuration_section(of_2011))["Only just kept"]

    assert "Greater Manchester" in said
    assert "84,382 residents to spare" in said
