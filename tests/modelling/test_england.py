"""England of 2011: the figures that the prototype and the guidance's own plan give."""

import re

import pytest

from modelling.case import Case
from modelling.check import check
from modelling.listing import list_candidates
from modelling.plan_files import load_plan
from modelling.scenario_files import load_scenario
from modelling.scoring import score

ON_A_FOOTPRINT = {
    "Cumbria": ("NHS Cumbria CCG", 98.8),
    "Cambridgeshire and Peterborough": ("NHS Cambridgeshire and Peterborough CCG", 95.9),
    "Cornwall and Isles of Scilly": ("NHS Kernow CCG", 100.0),
    "Bournemouth, Poole and Dorset": ("NHS Dorset CCG", 100.0),
    "Somerset": ("NHS Somerset CCG", 100.0),
}
"""Consortium and overlap in % of each cluster of 2011 that the guidance would not have allowed."""


@pytest.fixture(scope="module")
def as_2011(england):
    return load_plan("clusters-2011", england)


def test_the_national_rules_leave_1164968_lawful_clusters(england):
    found = {c.sha: len(c) for c in list_candidates(Case.of(load_scenario("national"), england))}
    assert found["London"] == 1_040_099
    assert found["North West"] == 106_265
    assert max(n for sha, n in found.items() if sha not in ("London", "North West")) < 15_000
    assert sum(found.values()) == 1_164_968


def test_the_clusters_of_2011_score_0_731_on_patient_flow(england, as_2011):
    found = score(as_2011, load_scenario("national-as-2011"), england)
    assert round(found["patient_flow"], 3) == 0.731


def test_five_clusters_of_2011_break_the_footprint_rule_and_no_other(england, as_2011):
    found = check(as_2011, load_scenario("national-as-2011"), england)
    assert {v.rule for v in found} == {"footprint"}
    said = re.compile(r"(.+) is on the footprint of (.+): overlap (.+)%, not below 90%")
    parts = [said.fullmatch(v.message).groups() for v in found]
    assert {cluster: (name, float(overlap)) for cluster, name, overlap in parts} == ON_A_FOOTPRINT


def test_without_the_exceptions_two_clusters_of_2011_cross_an_sha(england, as_2011):
    found = check(as_2011, load_scenario("national"), england)
    crossing = [v for v in found if v.rule == "sha_boundaries"]
    assert len(crossing) == 2
    assert {p for v in crossing for p in v.pcts} >= {"5ET", "5CQ"}
