"""Objectives that count: authorities that lie whole in a cluster, chief executives with a post."""

import pytest
from small_maps import CHIEFS, make_geography
from small_scenarios import make_scenario

from geodata.geography import Geography
from geodata.problems import InputError
from modelling.case import Case
from modelling.linear import ClusterScore, WholeScore
from modelling.plan import Plan
from modelling.plan_files import load_plan
from modelling.scenario_files import load_scenario
from modelling.scoring import cluster_scores, score

PEOPLE = {"A1": 100, "A2": 200, "A3": 50}
TOUCHING = [("A1", "A2"), ("A2", "A3")]
ROWS = [("North", "A1", 60), ("North", "A2", 40), ("South", "A2", 9), ("East", "A3", 5)]
CHIEF = {CHIEFS: {"A1": 2.0, "A2": 1.0, "A3": 0.0}}
MAP = make_geography(PEOPLE, TOUCHING, local_authorities=ROWS, columns=CHIEF)
PAIR = Plan({"A1": "x", "A2": "x", "A3": "y"})
SPLIT = Plan({"A1": "x", "A2": "y", "A3": "y"})
BOTH = {"whole_authorities": 1, "chief_executive_posts": 1}


def test_the_plan_of_2011_keeps_148_of_152_authorities_whole(england: Geography) -> None:
    """Derbyshire, Essex, Nottinghamshire and Suffolk are split, and 50 of 151 have a post."""
    scenario = load_scenario("national")
    found = score(load_plan("clusters-2011", england), scenario, england)
    assert found["whole_authorities"] == pytest.approx(148 / 152)
    assert found["chief_executive_posts"] == pytest.approx(50 / 151)


def test_authorities_count_alike_whatever_their_residents() -> None:
    assert score(PAIR, make_scenario(objectives=BOTH), MAP)["whole_authorities"] == 1
    found = score(SPLIT, make_scenario(objectives=BOTH), MAP)
    assert found["whole_authorities"] == pytest.approx(2 / 3)


def test_a_cluster_without_a_chief_executive_fills_no_post_of_its_own() -> None:
    found = score(PAIR, make_scenario(objectives=BOTH), MAP)
    assert found["chief_executive_posts"] == pytest.approx(1 / 3)
    found = score(SPLIT, make_scenario(objectives=BOTH), MAP)
    assert found["chief_executive_posts"] == pytest.approx(2 / 3)


def test_each_cluster_shows_what_it_holds_of_its_authorities_and_of_its_pool() -> None:
    case = Case.of(make_scenario(objectives=BOTH), MAP)
    own = cluster_scores(SPLIT, case)
    assert own["x"]["whole_authorities"] == 0
    assert own["y"]["whole_authorities"] == pytest.approx(2 / 3)
    assert own["x"]["chief_executive_posts"] == pytest.approx(1 / 2)
    assert "chief_executive_posts" not in cluster_scores(PAIR, case)["y"]


def test_what_is_assumed_of_chief_executives_is_said_where_the_score_is_shown() -> None:
    said = make_scenario(objectives=BOTH).measured_on["chief_executive_posts"]
    assert said == "chief_executives of pcts.csv, 1 a PCT where it does not say"


@pytest.mark.parametrize(
    ("objective", "more", "message"),
    [
        ("whole_authorities", {}, r"no local_authorities\.csv about the run's PCTs"),
        (
            "chief_executive_posts",
            {"columns": {CHIEFS: dict.fromkeys(PEOPLE, 0.0)}},
            "have no chief executives → fill in chief_executives",
        ),
    ],
)
def test_a_run_with_nothing_to_count_is_refused(objective, more, message) -> None:
    with pytest.raises(InputError, match=message):
        Case.of(make_scenario(objectives={objective: 1}), make_geography(PEOPLE, **more))


def test_the_terms_that_count_score_a_set_as_their_formulas_do() -> None:
    groups = WholeScore((frozenset("AB"), frozenset("C")), worth=0.5)
    assert groups.of(("A", "C"), {}) == 0.5
    assert groups.times(2).of(("A", "B", "C"), {}) == 2.0
    assert ClusterScore(0.25).times(2).of(("A",), {}) == 0.5
