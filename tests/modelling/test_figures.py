"""Figures that `limit` bounds: boards, chief executives without a post, authorities, split ones."""

from __future__ import annotations

import json
from itertools import combinations

import numpy as np
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from small_maps import CHIEFS, make_geography
from small_scenarios import cases, make_scenario
from thoroughness import examples

from geodata.geography import Geography
from geodata.problems import InputError
from modelling.case import Case
from modelling.check import check
from modelling.linear import GroupCount, allows
from modelling.listing import list_candidates
from modelling.plan import Plan
from modelling.plan_files import load_plan
from modelling.registry import figure_types
from modelling.rules.limit import Limit
from modelling.scenario_files import load_scenario, parse_scenario, scenario_schema, scenario_text

PEOPLE = {"A1": 100, "A2": 200, "A3": 50, "A4": 10}
TOUCHING = [("A1", "A2"), ("A2", "A3"), ("A3", "A4")]
SHIRES = [("North", "A1", 60), ("North", "A2", 40), ("South", "A3", 99), ("South", "A4", 1)]
CHIEF = {CHIEFS: {"A1": 2.0, "A2": 1.0, "A3": 0.0, "A4": 0.0}}
MAP = make_geography(PEOPLE, TOUCHING, local_authorities=SHIRES, columns=CHIEF)
PLAN = Plan({"A1": "x", "A2": "y", "A3": "y", "A4": "z"})


def limited(*bounds: dict) -> Limit:
    return make_scenario({"limit": list(bounds)}).rules.limit


@pytest.fixture(scope="module")
def national(england: Geography) -> tuple[Case, Plan]:
    """Return the case of `national`, and the plan of 2011."""
    return Case.of(load_scenario("national"), england), load_plan("clusters-2011", england)


@pytest.mark.parametrize(
    ("cluster", "boards", "chiefs", "authorities", "split"),
    [
        ("Greater Manchester", 10, 9, 11, ("Derbyshire",)),
        ("Norfolk and Waveney", 2, 1, 2, ("Suffolk",)),
        ("North Yorkshire and York", 1, 0, 2, ()),
        ("South Yorkshire and Bassetlaw", 5, 4, 5, ("Nottinghamshire",)),
    ],
)
def test_figures_of_clusters_of_2011_are_those_counted_by_hand(
    national, cluster: str, boards: int, chiefs: int, authorities: int, split: tuple[str, ...]
) -> None:
    """Of Greater Manchester: its ten boroughs, and Glossop in Derbyshire."""
    case, plan = national
    (pcts,) = (pcts for c, pcts in plan.clusters.items() if plan.cluster_name(c) == cluster)
    found = {name: kind() for name, kind in figure_types().items()}
    assert found["boards"].of(pcts, case) == boards
    assert found["chief_executives_without_post"].of(pcts, case) == chiefs
    assert found["authorities"].of(pcts, case) == authorities
    assert found["split_authorities"].counted(pcts, case) == split


def test_the_plan_of_2011_has_no_post_for_101_of_151_chief_executives(national) -> None:
    case, plan = national
    figure = figure_types()["chief_executives_without_post"]()
    assert sum(figure.of(pcts, case) for pcts in plan.clusters.values()) == 151 - 50


@settings(
    max_examples=examples(30),
    deadline=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(cases(max_pcts=6))
def test_every_form_of_a_figure_says_the_same_of_every_set_of_pcts(case: Case) -> None:
    loose = Case(make_scenario(shas=case.shas), case.geography)
    for kind in figure_types().values():
        figure = kind()
        for listed in list_candidates(loose):
            values = figure.over(listed, loose)
            for i, value in enumerate(values):
                assert figure.of(listed.members(i), loose) == value
        low, high = figure.span(loose)
        for size in range(1, len(loose.pcts) + 1):
            for pcts in combinations(loose.pcts, size):
                value = figure.of(pcts, loose)
                assert low <= value <= high
                assert allows(tuple(figure.linear(value, value, loose)), pcts)
                assert not allows(tuple(figure.linear(value + 1, np.inf, loose)), pcts)
                assert value == 0 or not allows(
                    tuple(figure.linear(-np.inf, value - 1, loose)), pcts
                )


@pytest.mark.parametrize(
    ("bounds", "messages"),
    [
        ({"figure": "boards", "max": 1}, ["y has 2 PCT boards, more than 1"]),
        (
            {"figure": "boards", "min": 2},
            ["x has 1 PCT board, fewer than 2", "z has 1 PCT board, fewer than 2"],
        ),
        (
            {"figure": "chief_executives_without_post", "max": 0},
            ["x has 1 chief executive without a post, more than 0"],
        ),
        (
            {"figure": "split_authorities", "max": 0},
            [
                "x has 1 split upper-tier authority (North), more than 0",
                "y has 1 split upper-tier authority (North), more than 0",
            ],
        ),
        (
            {"figure": "authorities", "max": 1},
            ["y has 2 upper-tier authorities (North, South), more than 1"],
        ),
    ],
)
def test_a_figure_out_of_bounds_is_told_with_what_was_counted(bounds, messages) -> None:
    """A4 has 1% of South, which is too small a part to count."""
    found = check(PLAN, make_scenario({"limit": bounds}), MAP)
    assert [v.message for v in found] == messages


def test_a_figure_out_of_bounds_cites_its_own_paragraph() -> None:
    rule = limited({"figure": "split_authorities", "max": 0}, {"figure": "boards", "max": 1})
    cited = {v.paragraph for v in rule.check(PLAN, Case(make_scenario(), MAP))}
    assert cited == {figure_types()[n].paragraph for n in ("split_authorities", "boards")}


def test_an_authority_that_reaches_beyond_the_run_is_split() -> None:
    sha_of = {"A1": "Alpha", "A2": "Beta", "A3": "Beta", "A4": "Beta"}
    geography = make_geography(PEOPLE, TOUCHING, sha_of, local_authorities=SHIRES)
    bounds = {"limit": {"figure": "split_authorities", "max": 0}}
    scenario = make_scenario(bounds, shas=["Beta"])
    found = check(Plan(dict.fromkeys(("A2", "A3", "A4"), "all")), scenario, geography)
    assert [v.message for v in found] == [
        "all has 1 split upper-tier authority (North), more than 0"
    ]


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ("{figure: boards}", "boards has no bound → add min, max or both"),
        ("{figure: borads, max: 3}", "'borads' is no figure, did you mean 'boards'"),
        ("{max: 3}", "nothing is named to bound → add column:, or figure: one of authorities, "),
        ("{figure: boards, column: residents, max: 3}", "both column and figure"),
        ("{figure: boards, max: 2.5}", "boards of 2.5 → give a whole number, 0 or more"),
        ("{figure: boards, max: -1}", "boards of -1 → give a whole number"),
        ("[{figure: boards, max: 3}, {figure: 7, max: 3}]", "'7' is no figure"),
    ],
)
def test_bounds_on_a_figure_that_say_nothing_sensible_are_refused(said, message) -> None:
    text = f"name: x\ngeography: small\nrules:\n  limit: {said}\nobjectives: {{compactness: 1}}\n"
    with pytest.raises(InputError, match=message):
        parse_scenario(text)


@pytest.mark.parametrize("figure", ["authorities", "split_authorities"])
def test_a_geography_without_authorities_is_refused_where_they_are_counted(figure) -> None:
    bare = make_geography(PEOPLE, TOUCHING)
    with pytest.raises(InputError, match=r"rules\.limit\.0.*has no local_authorities\.csv"):
        Case.of(make_scenario({"limit": {"figure": figure, "max": 1}}), bare)


def test_a_scenario_with_figures_is_written_back_the_same() -> None:
    bounds = [{"figure": "boards", "max": 6}, {"column": "residents", "min": 100}]
    scenario = make_scenario({"limit": bounds})
    assert parse_scenario(scenario_text(scenario)) == scenario
    assert scenario.as_data()["rules"]["limit"] == bounds


def test_editors_are_offered_the_names_of_figures() -> None:
    bounds = json.loads(scenario_schema())["$defs"]["Bounds"]
    assert bounds["properties"]["figure"]["enum"] == sorted(figure_types())


@pytest.mark.parametrize(
    ("figure", "most", "largest"),
    [("boards", 2, 2), ("boards", 0, 1), ("chief_executives_without_post", 0, 3)],
)
def test_the_search_grows_no_cluster_that_is_over_the_most(figure, most, largest) -> None:
    """With 2, 1, 0 and 0 chief executives, three PCTs can have one in all and four cannot."""
    case = Case.of(make_scenario({"limit": {"figure": figure, "max": most}}), MAP)
    assert case.search().max_pcts == largest


def test_a_bound_on_a_figure_is_loosened_by_one_at_a_time_as_far_as_the_run_goes() -> None:
    case = Case.of(make_scenario({"limit": {"figure": "authorities", "max": 0}}), MAP)
    rule = case.scenario.rules.limit
    (part,) = rule.parts(case)
    assert part.words == "a cluster has at most 0 upper-tier authorities"
    ladder = rule.ladder(part.path, (), case)
    assert ladder.rungs == 2
    first = ladder.change(0)
    assert first.words == "raise the most upper-tier authorities of a cluster to 1"
    assert first.rule == limited({"figure": "authorities", "max": 1})


def test_groups_met_and_groups_split_are_counted_as_the_statement_says() -> None:
    groups = (frozenset("AB"), frozenset("C"))
    assert GroupCount(groups, most=1).allows(("A", "B"))
    assert not GroupCount(groups, most=1).allows(("A", "C"))
    assert GroupCount(groups, least=2).allows(("A", "C"))
    assert GroupCount(groups, most=0, split=True).allows(("A", "B", "C"))
    assert not GroupCount(groups, most=0, split=True).allows(("A", "C"))
