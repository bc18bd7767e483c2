"""The consortia, authorities and trusts of each cluster."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_maps import geographies, make_geography
from small_scenarios import make_scenario

from geodata.geography import Geography
from geodata.problems import InputError
from modelling.case import Case
from modelling.implications.parameters import ImplicationParameters
from modelling.implications.partners import partners
from modelling.implications.subject import Subject
from modelling.implications.topic import Topic, Value
from modelling.plan import Plan
from modelling.registry import figure_types
from modelling.scenario import Scenario

Put = Callable[..., Subject]
PEOPLE = {"A": 100, "B": 200, "C": 300}
TWO = {"A": "X", "B": "X", "C": "Y"}


def rows(topic: Topic, name: str) -> list[Mapping[str, Value]]:
    """Return the rows of a listing by the keys of its columns, none where it is not there."""
    found = [x for x in topic.listings if x.name == name]
    keys = [c.key for x in found for c in x.columns]
    return [dict(zip(keys, row, strict=True)) for x in found for row in x.rows]


def test_greater_manchester_by_hand(of_2011: Subject) -> None:
    """12 CCGs, three of them in Manchester; 10 boroughs, and Glossop of Derbyshire, split.

    11 trusts have their headquarters there. Pennine Acute and the ambulance service were no
    foundation trust in 2020; Pennine Care, the ambulances and mental health treat no admissions.
    """
    figures = partners(of_2011).by_cluster["C07"]
    assert figures["consortia"] == 12
    assert (figures["authorities"], figures["split_authorities"]) == (11, 1)
    assert (figures["trusts"], figures["acute_trusts"]) == (11, 11 - 3)
    assert figures["pipeline"] == "at least 2; of 9 not known"
    assert figures["led"] == 8


def test_cumbria_by_hand(of_2011: Subject) -> None:
    figures = partners(of_2011).by_cluster["C05"]
    assert (figures["consortia"], figures["authorities"]) == (1, 1)
    assert figures["split_authorities"] == 0
    assert (figures["trusts"], figures["acute_trusts"], figures["pipeline"]) == (
        3,
        2,
        "at least 1; of 2 not known",
    )


def test_in_all_each_partner_is_counted_once(of_2011: Subject) -> None:
    """Derbyshire, Nottinghamshire, Suffolk and Essex are each split between two clusters."""
    topic = partners(of_2011)
    assert topic.total["consortia"] == 209
    assert topic.total["authorities"] == 152
    assert topic.total["split_authorities"] == 4
    split = {row["authority"] for row in rows(topic, "authorities") if row["others"]}
    assert split == {"Derbyshire", "Nottinghamshire", "Suffolk", "Essex"}


def test_proxies_and_what_the_table_cannot_know_are_said(of_2011: Subject) -> None:
    notes = " ".join(partners(of_2011).notes)
    assert "a proxy for the proposed consortia" in notes
    assert "a proxy for 2008-11" in notes
    assert "Nationally 113 NHS trusts were in the pipeline" in notes
    assert "Of the trusts in this list (trust headquarters (ODS 2020)) at least 71 were" in notes
    assert "Manchester University NHS Foundation Trust" in notes


def test_trusts_that_did_not_exist_in_2011_are_not_known_and_never_nought(of_2011: Subject) -> None:
    """Of 78 with known headquarters that were none in 2020, 7 are of a later date than 2011."""
    topic = partners(of_2011)
    assert str(topic.total["pipeline"]).startswith("at least 71; of ")
    for figures in topic.by_cluster.values():
        assert figures["pipeline"] != "0" or figures["trusts"] == 0
    for row in rows(topic, "trusts"):
        assert row["pipeline"] in (True, None)
        if "did not exist" in str(row["note"]):
            assert row["pipeline"] is None


def test_a_part_of_the_country_is_not_held_against_the_national_pipeline(
    of_2011: Subject,
) -> None:
    data = {"name": "nw", "geography": "england-2011", "shas": ["North West"]}
    asked = Scenario.model_validate(data | {"objectives": {"compactness": 1}})
    case = Case.of(asked, of_2011.geography)
    topic = partners(Subject.of(of_2011.plan, case, of_2011.parameters))
    assert not any("Nationally" in note for note in topic.notes)
    derbyshire = [r["others"] for r in rows(topic, "authorities") if r["authority"] == "Derbyshire"]
    assert "outside this run" in str(derbyshire[0])


def test_only_the_largest_commissioner_is_said_to_lead(of_2011: Subject) -> None:
    topic = partners(of_2011)
    leading = {m.key for m in topic.measures if "lead" in f"{m.title} {m.formula}"}
    assert leading == {"led"}
    assert "trust headquarters (ODS 2020)" in topic.labels
    assert "admissions as share × residents, an estimate" in topic.labels


def test_the_largest_commissioner_sends_most_admissions(put: Put) -> None:
    """T1: X sends 0.5 × 100 + 0.1 × 200 = 70, Y 0.3 × 300 = 90, so Y leads with 90 / 160."""
    flows = [("A", "T1", 0.5), ("B", "T1", 0.1), ("C", "T1", 0.3), ("A", "T2", 0.2)]
    map_ = make_geography(PEOPLE, flows=flows, headquarters={"T1": "A", "T2": "B"})
    topic = partners(put(map_, TWO))
    first, second = rows(topic, "trusts")
    assert (first["cluster"], first["lead"]) == ("X", "Y")
    assert first["share"] == pytest.approx(90 / 160)
    assert (second["lead"], second["share"]) == ("X", 1)
    assert topic.by_cluster["X"]["trusts"] == 2
    assert (topic.by_cluster["X"]["led"], topic.by_cluster["Y"]["led"]) == (1, 1)


def test_pcts_in_no_cluster_are_no_commissioner_though_their_admissions_count(put: Put) -> None:
    """X sends 0.1 × 100 = 10 of 10 + 0.9 × 200 = 190 admissions: B is in no cluster."""
    map_ = make_geography(PEOPLE, flows=[("A", "T1", 0.1), ("B", "T1", 0.9)])
    (only,) = rows(partners(put(map_, {"A": "X", "C": "Y"})), "trusts")
    assert only["lead"] == "X"
    assert only["share"] == pytest.approx(10 / 190)


def test_a_trust_with_its_headquarters_outside_the_run_is_left_to_others(put: Put) -> None:
    map_ = make_geography(PEOPLE, flows=[("A", "T1", 0.5)], headquarters={"T1": "C"})
    topic = partners(put(map_, {"A": "X", "B": "X"}))
    assert rows(topic, "trusts") == []
    assert topic.by_cluster["X"]["led"] == 0


def test_a_sliver_of_a_consortium_or_an_authority_is_no_part(put: Put) -> None:
    """1 of 100 people is under 2%, 2 of 100 are not."""
    consortia = [("G1", "A", 99), ("G1", "C", 1), ("G2", "A", 2), ("G2", "C", 98)]
    authorities = [("East", "A", 99), ("East", "C", 1), ("West", "B", 2), ("West", "C", 98)]
    map_ = make_geography(PEOPLE, consortia=consortia, local_authorities=authorities)
    topic = partners(put(map_, TWO))
    assert {(r["cluster"], r["consortium"]) for r in rows(topic, "consortia")} == {
        ("X", "G1"),
        ("X", "G2"),
        ("Y", "G2"),
    }
    assert {(r["cluster"], r["authority"], r["others"]) for r in rows(topic, "authorities")} == {
        ("X", "East", ""),
        ("X", "West", "Y"),
        ("Y", "West", "X"),
    }


def test_which_of_several_sets_of_consortia_is_meant_has_to_be_said(put: Put) -> None:
    groups = [("G1", "A", 100)]
    map_ = make_geography(PEOPLE, consortia=groups, pathfinders=groups)
    assert partners(put(map_, TWO)).by_cluster["X"]["consortia"] is None
    chosen = put(map_, TWO, "partners: {consortia: pathfinders}")
    assert partners(chosen).by_cluster["X"]["consortia"] == 1
    with pytest.raises(InputError, match="did you mean 'pathfinders'"):
        put(map_, TWO, "partners: {consortia: pathfinder}")


@settings(deadline=None, max_examples=50)
@given(geographies(), st.data())
def test_authorities_are_those_that_limit_counts(geography: Geography, data: st.DataObject) -> None:
    case = Case(make_scenario(), geography)
    plan = Plan({p: data.draw(st.sampled_from("XYZ")) for p in geography.codes})
    topic = partners(Subject.of(plan, case, ImplicationParameters()))
    for key in ("authorities", "split_authorities"):
        figure = figure_types()[key]()
        for cluster, pcts in plan.clusters.items():
            found = topic.by_cluster[cluster][key]
            assert found is None or found == figure.of(pcts, case)
