"""What differs between two plans, in sentences."""

import re

import pytest
from small_maps import make_geography

from geodata.geography import Geography
from modelling.difference import Difference, difference
from modelling.plan import Plan
from outputs.difference_words import not_compared, residents_in_words, summary, what_happens

RESIDENTS = {"A1": 700_000, "A2": 800_000, "B1": 900_000, "B2": 1}


def between(before: str, after: str) -> Difference:
    """Return the difference of two plans, each the cluster of every PCT in order, "." for none."""

    def plan(clusters: str, name: str) -> Plan:
        pairs = zip(RESIDENTS, clusters, strict=True)
        return Plan({pct: cluster for pct, cluster in pairs if cluster != "."}, {}, name)

    return difference(plan(before, "old"), plan(after, "new"), make_geography(RESIDENTS))


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("xxyy", "1122", "No PCT moves; all 2 clusters are the same."),
        ("xxyy", "1233", "1 PCT with 700,000 residents moves; 1 of 3 clusters is the same."),
        ("xyzz", "1122", "1 PCT with 700,000 residents moves; 1 of 2 clusters is the same."),
        ("xxyy", "1212", "2 PCTs with 700,001 residents move; none of the 2 clusters is the same."),
        ("xyyy", "1111", "1 PCT with 700,000 residents moves; the one cluster is not the same."),
        ("xx..", "1122", "No PCT moves; the one cluster compared is the same."),
        ("xx..", "..11", "The two plans have no PCT in common, so there is nothing to compare."),
    ],
)
def test_the_summary_counts_moves_and_clusters_that_are_the_same(before, after, said) -> None:
    assert summary(between(before, after)) == said


def test_residents_are_in_millions_from_a_million_on() -> None:
    assert residents_in_words(1) == "1 resident"
    assert residents_in_words(999_999) == "999,999 residents"
    assert residents_in_words(5_149_999) == "5.1 million residents"


def test_what_becomes_of_the_clusters_of_each_plan_is_said_where_anything_does() -> None:
    assert list(what_happens(between("xxyy", "1122"))) == []
    assert list(what_happens(between("xxyy", "1233"))) == [
        "Of the 2 clusters of old, 1 is the same and 1 is split.",
        "Of the 3 clusters of new, 1 is the same, 1 is new and 1 has only lost PCTs.",
    ]
    assert list(what_happens(between("xyyz", "1122"))) == [
        "Of the 3 clusters of old, 1 is split, 1 is gone and 1 only gains PCTs.",
        "Of the 2 clusters of new, 2 are made of parts of several.",
    ]


def test_what_becomes_of_clusters_adds_up_to_all_of_them(england: Geography, plan: Plan) -> None:
    """Against England by SHA, and against every PCT by itself."""
    for other in (dict(england.sha_of), {pct: pct for pct in england.codes}):
        for one, two in ((plan, Plan(other)), (Plan(other), plan)):
            for said in what_happens(difference(one, two, england)):
                (clusters,) = map(int, re.findall(r"Of the (\d+) clusters", said))
                assert (
                    sum(map(int, re.findall(r"(\d+) (?:is|are|has|have|only) ", said))) == clusters
                )


def test_pcts_that_only_one_plan_has_are_counted_and_said_not_to_be_compared() -> None:
    assert list(not_compared(between("xx.y", ".122"))) == [
        "1 PCT of old is not in new and not compared.",
        "1 PCT of new is not in old and not compared.",
    ]
    assert list(not_compared(between("xxyy", "1233"))) == []
