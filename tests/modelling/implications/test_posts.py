"""Who is in the pool for posts, and who has none."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_maps import geographies, make_geography
from small_scenarios import make_scenario

from geodata.geography import Geography
from geodata.problems import InputError
from modelling.case import Case
from modelling.implications.parameters import ImplicationParameters
from modelling.implications.posts import posts
from modelling.implications.subject import Subject
from modelling.implications.topic import Topic
from modelling.plan import Plan
from modelling.registry import figure_types

Put = Callable[..., Subject]
PEOPLE = {"A": 100, "B": 200, "C": 300, "D": 400}
TWO = {"A": "X", "B": "X", "C": "X", "D": "Y"}


def pools(topic: Topic) -> dict[str, dict[str, object]]:
    """Return the rows of the listing of pools by pool."""
    (listing,) = (x for x in topic.listings if x.name == "pools")
    keys = [c.key for c in listing.columns]
    return {str(row[0]): dict(zip(keys, row, strict=True)) for row in listing.rows}


def test_greater_manchester_has_one_post_for_ten_chief_executives(of_2011: Subject) -> None:
    """10 PCTs with one each: 10 in the pool, 10 − 1 = 9 without a post."""
    figures = posts(of_2011).by_cluster["C07"]
    assert figures["chief_executives"] == 10
    assert figures["posts"] == 1
    assert figures["without_post"] == 10 - 1
    assert figures["director_posts"] == 4
    assert "(certainty " in figures["established"]


def test_the_chief_executive_of_a_single_pct_keeps_the_post(of_2011: Subject) -> None:
    """Cumbria: 1 in the pool for 1 post, nobody without; who is there at all is assumed."""
    figures = posts(of_2011).by_cluster["C05"]
    assert (figures["chief_executives"], figures["without_post"]) == (1, 0)
    assert figures["unfilled"] is None


def test_of_151_chief_executives_50_have_a_post_in_either_option(of_2011: Subject) -> None:
    topic = posts(of_2011)
    assert topic.total["chief_executives"] == 151
    assert topic.total["posts"] == 50
    assert topic.total["without_post"] == 151 - 50
    assert topic.total["director_posts"] == 50 * 4
    assert {m.key: v for m, v in topic.overall} == {
        "region_without_post": 101,
        "region_unfilled": None,
        "alike": 18,
    }
    assert all("at most" in m.title.lower() for m in topic.measures if m.key == "without_post")
    assert sum(f["pcts"] == 1 for f in topic.by_cluster.values()) == 8


def test_the_pool_of_the_north_west_is_that_of_its_pcts(of_2011: Subject) -> None:
    """24 PCTs in 5 clusters: 24 − 5 = 19 without a post, 5 × 4 = 20 director posts."""
    found = pools(posts(of_2011))["North West"]
    assert (found["chief_executives"], found["posts"], found["without_post"]) == (24, 5, 19)
    assert found["director_posts"] == 20


def test_a_pct_is_pooled_at_home_and_the_post_where_most_residents_live(of_2011: Subject) -> None:
    """Bassetlaw's chief executive is pooled in the East Midlands, whose 5 posts are without it.

    East Midlands: 9 PCTs and the clusters C15 to C19, Milton Keynes's among them.
    """
    found = pools(posts(of_2011))
    assert (found["East Midlands"]["pcts"], found["East Midlands"]["posts"]) == (9, 5)
    assert (found["South Central"]["pcts"], found["South Central"]["posts"]) == (9, 3)


def test_what_is_not_given_is_not_known_and_never_nought(of_2011: Subject) -> None:
    topic = posts(of_2011)
    for key in ("directors", "director_pool", "directors_without_post", "joint_posts"):
        assert all(f[key] is None for f in topic.by_cluster.values())
        assert topic.total[key] is None
        assert topic.unknown[key]


def test_chief_executives_without_a_post_join_the_directors_in_their_pool(put: Put) -> None:
    """Cluster X: 3 chief executives, 2 without a post; 3 + 2 + 2 directors; 4 posts.

    Pool 7 + 2 = 9, so 9 − 4 = 5 have none. Y: 1 director, 0 + 1 = 1 for 4 posts.
    """
    columns = {"directors": {"A": 3, "B": 2, "C": 2, "D": 1}}
    topic = posts(put(make_geography(PEOPLE, columns=columns), TWO))
    x, y = topic.by_cluster["X"], topic.by_cluster["Y"]
    assert (x["directors"], x["director_pool"], x["directors_without_post"]) == (7, 9, 5)
    assert (y["directors"], y["director_pool"], y["directors_without_post"]) == (1, 1, 0)
    assert pools(topic)["Alpha"]["director_pool"] == 8 + 2


def test_a_parameter_stands_in_where_the_table_does_not_say(put: Put) -> None:
    columns = {"directors": {"A": 6.0}}
    yaml = "posts: {directors_per_pct: 2, director_posts: [Finance]}"
    topic = posts(put(make_geography(PEOPLE, columns=columns), TWO, yaml))
    assert topic.by_cluster["X"]["directors"] == 6 + 2 + 2
    assert topic.by_cluster["X"]["director_posts"] == 1


def test_a_shared_chief_executive_is_counted_once_and_a_post_may_stay_empty(put: Put) -> None:
    columns = {"chief_executives": {"A": 1, "B": 0, "C": 0, "D": 0}}
    topic = posts(put(make_geography(PEOPLE, columns=columns), TWO))
    assert topic.by_cluster["X"]["without_post"] == 0
    assert topic.by_cluster["Y"]["unfilled"] == 1
    assert (topic.total["unfilled"], topic.overall[1][1]) == (1, 1)
    assert not any("is assumed" in note for note in topic.notes)
    assert any(
        "without a chief executive of its own in pcts.csv: the post is for the second stage (Y)"
        in note
        for note in topic.notes
    )


def test_an_assumed_number_is_said_to_be_assumed(put: Put) -> None:
    columns = {"chief_executives": {"A": 1, "B": 2}}
    topic = posts(put(make_geography(PEOPLE, columns=columns), TWO))
    assert topic.by_cluster["X"]["chief_executives"] == 1 + 2 + 1
    assert any("is assumed for 2 PCTs" in note for note in topic.notes)


def test_joint_posts_and_sub_regions_are_those_of_the_table(put: Put) -> None:
    map_ = make_geography(PEOPLE, columns={"joint_posts": {"A": 1, "B": 0, "C": 2, "D": 1}})
    coast = pd.Series({"A": "Coast", "B": "Hills", "C": "Hills", "D": "Coast"})
    map_.pcts["part"] = coast
    topic = posts(put(map_, TWO, "posts: {pool: part}"))
    assert topic.total["joint_posts"] == 4
    found = pools(topic)
    assert (found["Hills"]["chief_executives"], found["Hills"]["posts"]) == (2, 1)
    assert (found["Coast"]["chief_executives"], found["Coast"]["posts"]) == (2, 1)


def test_a_sub_region_that_no_column_holds_is_bad_input(put: Put) -> None:
    with pytest.raises(InputError, match="has no column 'part'"):
        put(make_geography(PEOPLE), TWO, "posts: {pool: part}")


def test_arrangements_are_compared_with_clusters_pct_by_pct(put: Put) -> None:
    rows = [("Team", "A"), ("Team", "B"), ("Whole", "A"), ("Whole", "B"), ("Whole", "C")]
    rows += [("Wide", "C"), ("Wide", "D")]
    topic = posts(put(make_geography(PEOPLE, arrangements=rows), TWO))
    (listing,) = (x for x in topic.listings if x.name == "established")
    found = {(row[0], row[2]): row[-1] for row in listing.rows}
    assert found == {
        ("X", "Team"): "part of it",
        ("X", "Whole"): "the whole cluster",
        ("Y", "Wide"): "more than it",
    }
    assert topic.by_cluster["X"]["established"] == "of a kind not said"
    assert topic.by_cluster["Y"]["established"] == "none known"
    assert topic.overall[-1][1] == 1


def test_the_kind_and_certainty_of_an_earlier_arrangement_are_said(of_2011: Subject) -> None:
    """The North of Tyne had one management team (A), and a team for hospitals (A)."""
    topic = posts(of_2011)
    said = str(topic.by_cluster["C01"]["established"])
    assert "single management team (certainty A)" in said
    assert any("in agreement with the NHS Chief Executive" in note for note in topic.notes)


@pytest.mark.parametrize("paragraph", ["20", "22", "7246", "28", "29", "31", "32", "33"])
def test_what_nobody_can_count_of_appointments_is_a_box(of_2011: Subject, paragraph: str) -> None:
    assert any(paragraph in hint for _, hint in posts(of_2011).boxes)


@settings(deadline=None, max_examples=50)
@given(geographies(), st.data())
def test_nobody_is_lost_and_limit_counts_alike(geography: Geography, data: st.DataObject) -> None:
    """Pool = with a post + without one, in clusters and in regions; as `limit` counts them."""
    chiefs = {p: data.draw(st.integers(0, 3)) for p in geography.codes}
    geography.pcts["chief_executives"] = pd.Series(chiefs)
    cluster_of = {p: data.draw(st.sampled_from("XYZ")) for p in geography.codes}
    case = Case(make_scenario(), geography)
    topic = posts(Subject.of(Plan(cluster_of), case, ImplicationParameters()))
    figures = topic.by_cluster
    for cluster, pcts in Plan(cluster_of).clusters.items():
        assert figures[cluster]["without_post"] == figure_types()[
            "chief_executives_without_post"
        ]().of(pcts, case)
    rows = pools(topic).values()
    for found, all_of in ((list(figures.values()), figures), (list(rows), rows)):
        filled = sum(f["posts"] - f["unfilled"] for f in found)
        assert filled + sum(f["without_post"] for f in found) == sum(chiefs.values())
        assert len(found) == len(all_of)
