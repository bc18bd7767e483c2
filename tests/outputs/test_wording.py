"""Proofs, proxies and figures are worded plainly."""

import pytest

from geodata.geography import Geography
from modelling.plan import Plan
from modelling.scenario import Scenario
from outputs.wording import (
    as_shown,
    called,
    holes,
    number,
    objective_title,
    proof_sentence,
    score_lines,
    with_sets_by_label,
    without_law,
)


@pytest.mark.parametrize(
    ("status", "gap", "bound", "words"),
    [
        ("optimal", 0.0, 1.0, "Proven optimal: no lawful plan scores higher."),
        ("infeasible", None, None, "Proven impossible: no plan keeps every rule."),
        ("stopped", None, None, "Stopped before any lawful plan was found."),
        ("feasible", 0.0123, 0.78, "scores at most 0.0123 more (none scores above 0.7800)"),
        ("feasible", None, None, "nothing is proven"),
        ("feasible", float("inf"), None, "nothing is proven"),
    ],
)
def test_the_proof_is_one_sentence(status: str, gap: float, bound: float, words: str):
    assert words in proof_sentence(status, gap, bound)


def test_a_score_on_a_proxy_is_labelled_as_one(england: Geography):
    lines = {line.name: line for line in score_lines({"patient_flow": 0.7}, {}, england)}
    assert lines["patient_flow"].label == england.label("flows")
    assert "proxy" in lines["patient_flow"].label


def test_posts_are_labelled_by_the_chief_executives_that_they_are_for(england: Geography):
    (line,) = score_lines({"chief_executive_posts": 0.3}, {}, england)
    assert line.label == "chief_executives of pcts.csv, 1 a PCT where it does not say"


def test_the_consortia_are_labelled_by_the_sets_that_the_geography_has(england: Geography):
    (line,) = score_lines({"consortia": 0.9}, {}, england)
    assert line.label == england.label("consortia/ccg-2015")


def test_a_column_of_the_planners_own_is_labelled_by_its_name(england: Geography):
    balance = {"weight": 1, "column": "practices"}
    scenario = Scenario.model_validate(
        {"name": "x", "geography": "x", "objectives": {"column_balance": balance}}
    )
    (line,) = score_lines({"column_balance": 0.9}, {}, england, scenario.measured_on)
    assert line.label == "practices, a column of pcts.csv"


def test_weighted_scores_come_first_and_the_total_is_no_line(england: Geography):
    scores = {"objective": 1.0, "compactness": 0.3, "patient_flow": 0.7, "arrangements": 0.9}
    lines = score_lines(scores, {"patient_flow": 1.0, "arrangements": 0.5}, england)
    assert [line.name for line in lines] == ["patient_flow", "arrangements", "compactness"]
    assert lines[-1].weight is None


def test_an_objective_that_is_not_registered_is_named_in_plain_words():
    assert objective_title("patient_flow") == "Patient flow"
    assert objective_title("walking_time") == "Walking time"


def test_scores_are_rounded_and_unknown_ones_are_a_dash():
    assert (number(0.98765), number(None), number(float("nan"))) == ("0.988", "–", "–")


def test_a_plan_with_holes_says_how_many_pcts_of_the_run_it_leaves_out():
    plan = Plan({"5N1": "A", "5NY": "A"})
    assert holes(plan, ["5N1", "5NY"]) == ""
    assert holes(plan, ["5N1", "5NY", "5K5"]) == "1 PCT in no cluster"
    assert holes(plan, ["5N1", "5K5", "5K6"]) == "2 PCTs in no cluster"


def test_plans_and_sets_are_called_by_their_label_where_they_have_one(england: Geography) -> None:
    assert called("plans/clusters-2011", england) == "the clusters of 2011"
    assert called("plans/ours", england) == "ours"
    said = with_sets_by_label("a consortium of ccg-2015", england)
    assert said == "a consortium (CCGs of July 2015)"


def test_the_pack_speaks_of_rules_where_the_program_says_lawful() -> None:
    rules = "keeps every rule of this scenario"
    proven = without_law(proof_sentence("optimal"))
    assert proven == f"Proven optimal: no plan that {rules} scores higher."
    for said in (
        without_law(proof_sentence("optimal", in_order=True)),
        without_law(proof_sentence("feasible", 0.1, 2.0)),
        without_law(proof_sentence("feasible")),
    ):
        assert rules in said.casefold()
        assert "lawful" not in said.casefold()


def test_scores_alike_to_three_decimals_are_shown_with_four() -> None:
    assert (as_shown(2.25412, 2.25449), as_shown(2.25449, 2.25412)) == ("2.2541", "2.2545")
    assert as_shown(2.247, 2.254) == "2.247"
    assert as_shown(2.0, 2.0) == "2.000"
