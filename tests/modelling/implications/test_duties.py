"""Who answers for which PCT, and what cluster, PCTs and consortia do until March 2013."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from small_maps import make_geography

from modelling.implications.accountability import accountability
from modelling.implications.functions import functions
from modelling.implications.paragraph_14 import BODIES, JUNE, YEARS, duties
from modelling.implications.subject import Subject
from modelling.implications.topic import Listing, Topic

Put = Callable[..., Subject]
PEOPLE = {"A": 100, "B": 200, "C": 300}


def listing(topic: Topic, name: str) -> Listing:
    (found,) = (x for x in topic.listings if x.name == name)
    return found


def test_the_chief_executive_of_a_cluster_answers_for_each_of_its_pcts(of_2011: Subject) -> None:
    topic = accountability(of_2011)
    rows = listing(topic, "officers").of_cluster("C07").rows
    assert len(rows) == 10
    assert {row[3] for row in rows} == {"Chief executive of Greater Manchester"}
    assert {row[4:] for row in rows} == {("North West", "NHS Commissioning Board")}
    assert topic.by_cluster["C07"]["agreements"] == 10
    assert topic.total["boards"] == 151
    assert topic.total["shas"] == 10


def test_a_cluster_across_a_border_answers_to_two_shas_and_that_is_said(of_2011: Subject) -> None:
    topic = accountability(of_2011)
    assert topic.by_cluster["C14"]["shas"] == 2
    assert any("Bassetlaw lies in East Midlands" in note for note in topic.notes)
    assert any("Milton Keynes lies in South Central" in note for note in topic.notes)


def test_pcts_in_no_cluster_are_named(put: Put) -> None:
    topic = accountability(put(make_geography(PEOPLE), {"A": "X"}))
    assert "In no cluster, and so left out: Town B; Town C." in topic.notes


def test_the_table_of_paragraph_14_has_nine_functions_three_bodies_and_two_years() -> None:
    """Each has something to do in each year but for PCTs and governance in 2012/13."""
    found = list(duties())
    functions_ = dict.fromkeys(d.function for d in found)
    assert len(functions_) == 9
    done = Counter((d.function, d.body, d.year) for d in found)
    expected = {(f, b, y) for f in functions_ for b in BODIES for y in YEARS}
    assert expected - set(done) == {("Governance", "PCTs", "2012/13")}


def test_what_is_due_by_june_2011_is_of_2011_12_and_carries_its_date() -> None:
    """Plans, contracts, QIPP, pathfinders, capacity and people for clusters; delivery for PCTs."""
    due = [d for d in duties() if d.by]
    assert {d.by for d in due} == {JUNE}
    assert {d.year for d in due} == {"2011/12"}
    assert Counter(d.body for d in due) == {"Cluster": 6, "PCTs": 1}
    assert not any(d.what.startswith("*") for d in duties())


def test_the_calendar_names_who_is_meant_in_each_cluster(of_2011: Subject) -> None:
    topic = functions(of_2011)
    calendar = listing(topic, "calendar").of_cluster("C05")
    keys = [c.key for c in calendar.columns]
    rows = [dict(zip(keys, row, strict=True)) for row in calendar.rows]
    assert len(rows) == len(list(duties()))
    assert {(r["body"], r["who"]) for r in rows} == {
        ("Cluster", "Cumbria"),
        ("PCTs", "Cumbria"),
        ("Consortia", "NHS Cumbria CCG"),
    }
    assert [r["year"] for r in rows] == sorted(str(r["year"]) for r in rows)
    assert rows[0]["by"] == JUNE


def test_consortia_that_are_not_known_are_not_named(put: Put) -> None:
    map_ = make_geography(PEOPLE, consortia=[("G1", "A", 100)], pathfinders=[("P1", "A", 100)])
    topic = functions(put(map_, {"A": "X", "B": "Y"}))
    assert topic.by_cluster["X"]["consortia"] is None
    assert "partners.consortia" in topic.unknown["consortia"]
