"""`localisation` is the share of admissions at trusts of the patient's own cluster."""

import pytest
from small_maps import make_geography
from small_scenarios import make_scenario

from geodata.geography import Geography
from geodata.problems import InputError
from modelling.case import Case
from modelling.plan import Plan
from modelling.plan_files import reference_plan
from modelling.scoring import cluster_scores, score

PEOPLE = {"A1": 100, "A2": 300, "B1": 50}
FLOWS = [
    ("A1", "RX1", 0.5),
    ("A1", "RX2", 0.5),
    ("A2", "RX1", 0.2),
    ("A2", "RX2", 0.6),
    ("A2", "RX9", 0.2),
    ("A2", "RX3", 0.1),
]
MAP = make_geography(
    PEOPLE,
    [("A1", "A2")],
    {"A1": "Alpha", "A2": "Alpha", "B1": "Beta"},
    flows=FLOWS,
    headquarters={"RX1": "A1", "RX2": "A2", "RX3": "B1"},
)
LOCAL = {"localisation": 1}


def test_it_is_the_share_of_admissions_that_stay_and_trusts_of_no_pct_do_not_count():
    found = score(Plan({"A1": "x", "A2": "y", "B1": "z"}), make_scenario(objectives=LOCAL), MAP)
    assert found["localisation"] == pytest.approx((50 + 180) / (50 + 50 + 60 + 180 + 30))


def test_admissions_at_trusts_outside_the_run_do_not_count():
    scenario = make_scenario(objectives=LOCAL, shas=["Alpha"])
    found = score(Plan({"A1": "x", "A2": "y"}), scenario, MAP)
    assert found["localisation"] == pytest.approx((50 + 180) / (50 + 50 + 60 + 180))


def test_a_clusters_own_share_is_of_its_own_residents():
    case = Case.of(make_scenario(objectives=LOCAL), MAP)
    found = cluster_scores(Plan({"A1": "x", "A2": "y", "B1": "z"}), case)
    assert found["x"]["localisation"] == pytest.approx(0.5)
    assert found["y"]["localisation"] == pytest.approx(180 / 270)
    assert "localisation" not in found["z"]


def test_an_unfinished_plan_is_measured_by_all_admissions_of_the_run():
    found = score(Plan({"A1": "x"}), make_scenario(objectives=LOCAL), MAP)
    assert found["localisation"] == pytest.approx(50 / 370)


def test_a_geography_that_places_no_trust_is_refused():
    with pytest.raises(InputError, match="has no admissions of the run's PCTs at trusts"):
        Case.of(make_scenario(objectives=LOCAL), make_geography(PEOPLE, flows=FLOWS))


def test_the_clusters_of_2011_treated_four_fifths_of_their_residents(england: Geography):
    found = score(
        reference_plan("clusters-2011", england), make_scenario(objectives=LOCAL), england
    )
    assert 0.75 < found["localisation"] < 0.9
