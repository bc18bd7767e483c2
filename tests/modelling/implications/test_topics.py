"""What holds of every topic: figures for every cluster, reasons for blanks, no made-up nought."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_maps import geographies, make_geography
from small_scenarios import make_scenario

from geodata.geography import Geography
from modelling.case import Case
from modelling.implications.equality import DEPRIVATION
from modelling.implications.parameter_files import parameters_of
from modelling.implications.parameters import ImplicationParameters
from modelling.implications.subject import Subject
from modelling.implications.topic import Listing, Measure, Span, Topic, total
from modelling.implications.topics import TOPICS, topics
from modelling.plan import Plan

KNOWN_OF_A_BARE_MAP = {
    "posts": {
        "pcts", "chief_executives", "posts", "without_post",
    },
    "pay": {"population"},
    "bonuses": {"chief_executives"},
    "boards": {"boards", "chairs_in_post"},
    "partners": set(),
    "accountability": {"boards", "agreements", "accounts", "shas"},
    "functions": {"pcts"},
    "equality": {"residents"},
}  # fmt: skip
"""Figures that need no table but pcts.csv with its required columns, and no parameter."""


def bare() -> Geography:
    """Return two PCTs without flows, trusts, authorities, consortia or arrangements."""
    geography = make_geography({"A": 10, "B": 20})
    object.__setattr__(geography, "consortia", {})
    return geography


@pytest.mark.parametrize("name", TOPICS)
def test_a_bare_geography_has_blanks_with_reasons_and_no_noughts(name: str) -> None:
    case = Case(make_scenario(), bare())
    (topic,) = topics(Plan({"A": "X", "B": "X"}), case, ImplicationParameters(), [name])
    known = {m.key for m in topic.known}
    assert known == KNOWN_OF_A_BARE_MAP[name]
    for measure in topic.measures:
        if measure.key not in known:
            assert topic.by_cluster["X"][measure.key] is None
            assert topic.unknown[measure.key]


def test_every_topic_has_a_figure_for_each_of_the_50_clusters(of_2011: Subject) -> None:
    for name, make in TOPICS.items():
        topic = make(of_2011)
        assert topic.name == name
        assert set(topic.by_cluster) == set(of_2011.plan.clusters)
        assert all(m.paragraph and m.formula for m in topic.every_measure())


def test_the_plan_of_the_country_is_read_for_the_shas_of_the_scenario(of_2011: Subject) -> None:
    """London alone: 31 PCTs in 6 clusters, so 25 chief executives without a post."""
    scenario = make_scenario(shas=["London"], geography="england-2011")
    case = Case.of(scenario, of_2011.geography)
    found = Subject.of(of_2011.plan, case, ImplicationParameters())
    topic = TOPICS["posts"](found)
    assert (topic.total["pcts"], topic.total["posts"], topic.total["without_post"]) == (31, 6, 25)


def test_what_a_planner_gives_is_no_longer_called_assumed() -> None:
    columns = {"chief_executives": 1.0, "chairs": 1.0, "non_executives": 6.0}
    columns |= {"weighted_population": 10.0, DEPRIVATION: 1.0}
    map_ = make_geography({"A": 10}, columns={name: {"A": n} for name, n in columns.items()})
    case = Case(make_scenario(), map_)
    found = topics(Plan({"A": "X"}), case, ImplicationParameters())
    labels = {topic.name: topic.labels for topic in found}
    assert labels["posts"] == labels["pay"] == ()
    assert labels["boards"] == ("model 4 read from the end of its paragraph",)


@settings(deadline=None, max_examples=50)
@given(geographies(), st.data())
def test_any_plan_of_any_map_can_be_told(geography: Geography, data: st.DataObject) -> None:
    """Also with PCTs in no cluster, no residents, and a run of one SHA."""
    run = data.draw(st.none() | st.sampled_from(geography.shas).map(lambda sha: [sha]))
    scenario = make_scenario(**({"shas": run} if run else {}))
    case = Case(scenario, geography)
    places = st.sampled_from(("X", "Y", None))
    drawn = {p: data.draw(places) for p in geography.codes}
    plan = Plan({p: c for p, c in drawn.items() if c})
    found = topics(plan, case, parameters_of("england-2011"))
    clusters = set(plan.restricted(case.pcts).clusters)
    assert all(set(topic.by_cluster) == clusters for topic in found)


def test_what_is_not_known_of_one_is_not_known_of_all() -> None:
    assert total([1, 2.5]) == 3.5
    assert total([1, Span(1, 2)]) == Span(2, 3)
    assert total([Span(1, 1), True]) == 2
    assert total([1, None]) is None
    with pytest.raises(TypeError, match="no figure to add up"):
        total(["one"])


def test_a_topic_with_a_blank_that_nothing_explains_is_an_error() -> None:
    measure = Measure("a", "A", "count", "1", "f")
    with pytest.raises(ValueError, match="a is not known and nothing says why"):
        Topic("t", "T", "1", "", (measure,), {"X": {"a": None}})
    with pytest.raises(ValueError, match="X has other figures than the topic"):
        Topic("t", "T", "1", "", (measure,), {"X": {"b": 1}})
    with pytest.raises(ValueError, match="rows of other lengths"):
        Listing("l", "L", (measure,), ((1, 2),))
    with pytest.raises(ValueError, match="2 is more than 1"):
        Span(2, 1)


def test_no_measure_is_shown_with_a_text_left_to_fill_in(of_2011: Subject) -> None:
    for topic in topics(of_2011.plan, of_2011.case, of_2011.parameters):
        said = "".join(f"{m.title}{m.formula}{m.source}{m.short}" for m in topic.measures)
        assert "{" not in said, topic.name
    filled = Measure("x", "{a}", "count", "1", "by {a}").filled({"a": "{b}"})
    assert (filled.title, filled.formula) == ("{b}", "by {b}"), "what is filled in stays as it is"
