"""Clusters and PCTs are called on a map as they are in the tables."""

from __future__ import annotations

from geodata.geography import Geography
from modelling.plan import Plan
from outputs.maps.marks import cluster_numbers, pct_marks


def test_ids_with_numbers_give_them_to_their_clusters(squares: Geography, pairs: Plan):
    assert cluster_numbers(pairs, squares) == {"C1": "1", "C2": "2", "C3": "3", "C4": "4"}
    padded = Plan({"5A1": "C01", "5A2": "C12"})
    assert cluster_numbers(padded, squares) == {"C01": "1", "C12": "12"}


def test_ids_without_numbers_or_with_one_twice_are_counted_by_sha(squares: Geography):
    words = Plan({"5B1": "aspen", "5A1": "beech", "5A2": "cedar"})
    assert cluster_numbers(words, squares) == {"beech": "1", "cedar": "2", "aspen": "3"}
    twice = Plan({"5A1": "A1", "5A2": "B1"})
    assert cluster_numbers(twice, squares) == {"A1": "1", "B1": "2"}


def test_a_mark_is_the_cluster_and_a_letter_in_order_of_name(squares: Geography, pairs: Plan):
    marks = pct_marks(pairs, squares)
    assert marks["5A1"] == "1a"
    assert marks["5A2"] == "1b"
    assert marks["5A3"] == "2a"


def test_a_cluster_of_thirty_pcts_has_thirty_marks(england: Geography):
    london = [pct for pct in england.codes if england.sha_of[pct] == "London"]
    marks = pct_marks(Plan(dict.fromkeys(london, "C1")), england)
    assert len(set(marks.values())) == 31
    assert {"1z", "1aa", "1ae"} <= set(marks.values())
