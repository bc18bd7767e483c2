"""The line of advice says what is known, and never says to approve anything."""

from dataclasses import replace
from pathlib import Path

import pytest
from finished_runs import (
    CHECKED,
    move,
    run_in_memory,
    squares_run,
    subject_in_memory,
    without_boundaries,
)
from small_maps import CONSORTIA, PATHFINDERS, make_geography
from small_scenarios import make_scenario

from geodata.geography import Geography
from modelling.case import Case
from modelling.plan import Plan
from modelling.scenario_files import load_scenario
from outputs.report.advice import POINTS, advice, close_to_a_footprint
from outputs.report.proof import Proof
from outputs.report.subject import Subject, judged, subject_of


def stopped(gap: float | None) -> Proof:
    return Proof("Lawful.", "Stopped.", "bound" if gap else "nothing", gap=gap)


def test_a_proven_plan_is_called_so_and_what_differs_is_counted(two_shas: Subject) -> None:
    difference = two_shas.difference
    assert difference is not None

    said = advice(two_shas)

    assert said.startswith("Proven best of all plans that keep every rule of this scenario; ")
    moved = len(difference.moves)
    assert f"{moved} PCTs would be grouped otherwise than in the clusters of 2011" in said


def test_a_plan_that_scores_higher_is_said_to_with_the_rule_that_excludes_it(
    england: Geography, plan: Plan
) -> None:
    """The plan of 2011 has Cumbria on the footprint of a CCG of 2015."""
    scenario = load_scenario("north-west")
    case = Case.of(scenario, england)
    one = Plan(dict.fromkeys(case.pcts, "1"), {"1": "All"}, "all in one")
    run = run_in_memory(one, scenario, without_boundaries(england))
    other = judged(plan, case)

    higher, lower = (
        advice(subject_in_memory(replace(run, violations=(), scores={"objective": ours}), other))
        for ours in (2.2, 2.3)
    )

    breach = (
        "1 rule of this scenario (No cluster on the footprint of a consortium: 1 cluster, on CCGs "
        "of July 2015, a proxy for the proposed consortia)"
    )
    assert f"which scores HIGHER (2.254 against 2.200) but is excluded by {breach}" in higher
    assert f"which scores lower (2.254 against 2.300) and breaks {breach}" in lower


@pytest.mark.parametrize(
    ("proof", "said"),
    [
        (replace(CHECKED, rests="engine"), "by the engine's own proof, not checked anew"),
        (stopped(0.25), "(another plan may score up to 0.2500 more, of at most "),
        (stopped(None), "Not proven: solve to the end before it is signed; it keeps every rule"),
    ],
)
def test_an_unproven_plan_is_never_called_proven(
    two_shas: Subject, proof: Proof, said: str
) -> None:
    line = advice(replace(two_shas, proof=proof))

    assert said in line
    assert "Proven best" not in line


def test_a_plan_that_breaks_rules_is_not_to_be_signed(england: Geography, plan: Plan) -> None:
    run = run_in_memory(plan, load_scenario("national-as-2011"), england)
    breaks = {v.rule for v in run.violations}

    said = advice(subject_in_memory(run))

    assert said.startswith(f"Not to be signed as it stands: it breaks {len(breaks)} rule")
    assert said.endswith("look first at the rules broken.")


def test_a_tampered_run_is_not_to_be_signed(tampered: Path) -> None:
    move(tampered / "plan.csv", "5N1", "C01")
    assert advice(subject_of(tampered)).startswith("Not to be signed as it stands: it breaks")


def test_a_run_of_other_tables_is_not_to_be_signed(tmp_path: Path) -> None:
    squares, folder = squares_run(tmp_path)
    squares.write("sources.csv", "table,title,source,certainty,label\n" + "flows,F,a,b,c\n")

    said = advice(subject_of(folder))

    assert "its tables are no longer those that it was made from" in said
    assert "look first at what is wrong" in said


def test_clusters_close_to_a_footprint_are_looked_at_first(england: Geography, plan: Plan) -> None:
    """Against 98.9%, Cumbria's 98.8% is close and the four at 100% or below 93.9% are not."""
    scenario = load_scenario("national-as-2011")
    footprint = {"consortia": "ccg-2015", "overlap": 0.9885}
    rules = {"cluster_count": {"national": 50}, "footprint": footprint}
    data = scenario.as_data() | {"rules": rules}
    run = run_in_memory(plan, type(scenario).model_validate(data), without_boundaries(england))
    subject = replace(subject_in_memory(run), run=replace(run, violations=()))

    close = close_to_a_footprint(subject)

    overlap = {c: pairs[0].overlap for c, pairs in subject.overlaps.items() if pairs}
    assert {plan.cluster_name(c) for c in close} == {
        "Cumbria",
        "Cambridgeshire and Peterborough",
    }
    assert all(0.9885 - POINTS / 100 <= overlap[c] < 0.9885 for c in close)
    assert "Cumbria (98.8%)" in advice(subject)


def test_the_same_plan_is_said_to_be_the_same(two_shas: Subject) -> None:
    itself = judged(two_shas.plan, two_shas.case, "the last run")

    assert "every PCT is grouped as in the last run" in advice(replace(two_shas, compared=itself))


def test_no_advice_ever_says_to_approve(two_shas: Subject) -> None:
    for proof in (two_shas.proof, stopped(0.1), stopped(None)):
        for compared in (two_shas.compared, None):
            said = advice(replace(two_shas, proof=proof, compared=compared)).casefold()
            assert not any(word in said for word in ("approve", "sign off", "recommend"))


def test_of_several_sets_the_overlap_nearest_to_its_own_threshold_is_given() -> None:
    """80% of the first set is 15 points off its threshold, 66% of the second 4 points off."""
    small = make_geography(
        {"A": 100, "B": 100, "C": 50},
        [("A", "B"), ("B", "C")],
        consortia=[("x", "A", 100), ("x", "B", 60)],
        pathfinders=[("y", "A", 100), ("y", "B", 32)],
    )
    sets = [{"consortia": CONSORTIA, "overlap": 0.95}, {"consortia": PATHFINDERS, "overlap": 0.7}]
    plan = Plan({"A": "1", "B": "1", "C": "2"}, {"1": "West"})
    run = run_in_memory(plan, make_scenario({"footprint": {"sets": sets}}), small)

    assert "look first at West (66.0%), within" in advice(subject_in_memory(run))
