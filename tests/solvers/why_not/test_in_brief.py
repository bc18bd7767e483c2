"""What is said briefly of an impossible scenario is true, names the rule first and costs little."""

import re
import time
from collections import Counter
from collections.abc import Iterator
from itertools import combinations, pairwise
from typing import Any

import pytest
from brute_force import Judge
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st
from small_maps import geographies, make_geography
from small_scenarios import cases, make_scenario

from geodata.geography import Geography
from geodata.loading import load_geography
from modelling.case import Case
from modelling.scenario import Scenario
from modelling.scenario_files import load_scenario
from solvers import engine
from solvers.engine import solve
from solvers.outcome import Status
from solvers.why_not.in_brief import in_brief

thorough = settings(
    max_examples=15,
    deadline=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)

PCT = re.compile(r"\b(\w{3}) Town \1\b")
ENDS = re.compile(
    r"(?:([Tt]here is room for|[Aa] plan takes)|(\w+) (has room for|takes)) "
    r"at (most|least) (\d+) cluster"
)


def said_of(scenario: Scenario, geography: Geography) -> str:
    """Return why the scenario has no plan, as a sweep is told."""
    outcome = solve(scenario, geography, why_not=False)
    assert outcome.status is Status.INFEASIBLE
    (said,) = outcome.reasons
    return said


def sentences(said: str) -> Iterator[str]:
    """Yield the sentences."""
    yield from re.split(r"(?<=\.) (?=[A-Z0-9])", said)


def holds(limit: str, judge: Judge) -> dict[str, int]:
    """Return what each PCT has of what a limit counts, by the end of its words."""
    return {p: n if limit.endswith("residents") else 1 for p, n in judge.people.items()}


def check_causes(sentence: str, judge: Judge) -> None:
    """Check what a sentence says of PCTs: of their own figures, and of those beside them."""
    limit, _, rest = sentence.partition(": ")
    bound = re.fullmatch(r"A cluster has at (?:most|least) ([\d,]+) (?:PCT|resident)s?", limit)
    for pct in PCT.findall(rest):
        if not bound or not re.search(" more | less ", rest):
            continue
        amount, has = int(bound[1].replace(",", "")), holds(f"{limit}s".replace("ss", "s"), judge)
        if "more by" in rest:
            assert has[pct] > amount, sentence
        elif "with any PCT" in rest:
            assert has[pct] <= amount, sentence
            assert not judge.lawful(frozenset([pct])), sentence
        else:
            assert " less together with all " in rest
            assert has[pct] < amount, sentence


def check(sentence: str, judge: Judge) -> None:
    """Check a sentence against every set of PCTs and every division of them."""
    for pct in PCT.findall(sentence):
        assert not any(judge.lawful(c) for c in every_set(judge) if pct in c), sentence
    check_causes(sentence, judge)
    for in_all, sha, _, end, number in ENDS.findall(sentence):
        for clusters in judge.partitions(tuple(sorted(judge.people))):
            by_sha = Counter(map(judge.counts_for, clusters if judge.rules.sha_boundaries else ()))
            if in_all and not by_sha_as_asked(by_sha, judge):
                continue
            count = len(clusters) if in_all else by_sha[sha]
            assert count <= int(number) if end == "most" else count >= int(number), sentence


def every_set(judge: Judge) -> Iterator[frozenset[str]]:
    pcts = sorted(judge.people)
    yield from (frozenset(c) for n in range(1, len(pcts) + 1) for c in combinations(pcts, n))


def by_sha_as_asked(found: Counter[str], judge: Judge) -> bool:
    asked = judge.rules.cluster_count
    return all(low <= found[sha] <= high for sha, (low, high) in asked.per_sha.items())


@thorough
@given(cases(min_pcts=3, max_pcts=6))
def test_what_is_said_of_pcts_is_so_for_every_set_of_them(case: Case) -> None:
    outcome = solve(case.scenario, case.geography, why_not=False)
    assume(outcome.status is Status.INFEASIBLE)
    for sentence in sentences(outcome.reasons[0]):
        check(sentence, Judge(case))


@st.composite
def numbers_asked(draw: Any) -> Case:
    """Draw a map in one piece or nearly, and numbers of clusters that few such maps can have."""
    geography = draw(geographies(min_pcts=4, max_pcts=7, max_shas=2))
    rules = {"contiguity": {}, "population": {"min": draw(st.sampled_from((0, 1, 300, 600)))}}
    if draw(st.booleans()):
        rules["size"] = {"max": draw(st.integers(2, 4))}
    number = draw(st.integers(1, 5))
    rules["cluster_count"] = {"national": number}
    if draw(st.booleans()):
        rules["sha_boundaries"] = {}
        if draw(st.booleans()):
            one = {draw(st.sampled_from(geography.shas)): number}
            rules["cluster_count"] = {"national": [1, 9], "per_sha": one}
    return Case.of(make_scenario(rules, {"population_balance": 1}), geography)


@thorough
@given(numbers_asked())
def test_what_is_said_of_numbers_of_clusters_is_so_for_every_division(case: Case) -> None:
    outcome = solve(case.scenario, case.geography, why_not=False)
    assume(outcome.status is Status.INFEASIBLE)
    judge = Judge(case)
    assert next(judge.plans(), None) is None
    for sentence in sentences(outcome.reasons[0]):
        check(sentence, judge)


@pytest.fixture
def row() -> Geography:
    """Six PCTs in a row, with 60 to 600 residents."""
    people = {"5A1": 60, "5B2": 100, "5D4": 200, "5E1": 300, "5K7": 400, "5N9": 600}
    return make_geography(people, pairwise(people), dict.fromkeys(people, "Alpha"))


@pytest.mark.parametrize(
    ("rules", "said"),
    [
        (
            {"size": {"max": 2}, "cluster_count": {"per_sha": {"Alpha": 2}}},
            "A cluster has at most 2 PCTs: 2 clusters can hold no more than 4 of the 6 PCTs of "
            "Alpha.",
        ),
        (
            {"population": {"max": 700}, "cluster_count": {"national": 2}},
            "A cluster has at most 700 residents: 2 clusters can hold no more than 1,400 of the "
            "1,660 residents of Alpha.",
        ),
        (
            {"population": {"min": 500}, "cluster_count": {"national": 4}},
            "A cluster has at least 500 residents: the 1,660 residents of Alpha are enough for 3 "
            "clusters; 4 are asked for.",
        ),
        (
            {"population": {"min": 401}, "cluster_count": {"national": 4}},
            "A cluster has at least 401 residents: of the 6 PCTs of Alpha 1 has as many alone, "
            "and the others make at most 2 clusters; 4 are asked for.",
        ),
        (
            {"population": {"max": 500}},
            "A cluster has at most 500 residents: 5N9 Town 5N9 has more by itself.",
        ),
        (
            {"size": {"max": 1}, "population": {"min": 250}},
            "A cluster has at most 1 PCT: 5A1 Town 5A1, 5B2 Town 5B2 and 5D4 Town 5D4 have more "
            "with any PCT that they can be joined to, and by themselves break another rule.",
        ),
        (
            {"population": {"min": 2000}},
            "A cluster has at least 2,000 residents: 5A1 Town 5A1, 5B2 Town 5B2, 5D4 Town 5D4, "
            "5E1 Town 5E1 and 2 others have less together with all that they can be joined to.",
        ),
    ],
)
def test_the_rule_and_its_number_come_first_and_then_the_arithmetic(
    row: Geography, rules: dict[str, Any], said: str
) -> None:
    scenario = make_scenario({"contiguity": {}, "sha_boundaries": {}, **rules})
    assert said_of(scenario, row) == said


def test_the_most_clusters_possible_are_said_where_prices_prove_them() -> None:
    england = load_geography("england-2011")
    for asked in ({"per_sha": {"North West": 14}}, {"national": 14}):
        said = said_of(changed("north-west", cluster_count=asked), england)
        assert said == (
            "A cluster has at least 400,000 residents: with the other rules "
            f"{'North West has' if 'per_sha' in asked else 'there is'} room for at most 13 "
            "clusters; 14 are asked for."
        )


def test_it_names_the_most_residents_that_cost_most_pcts_their_home_in_milliseconds(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    spent = []

    def timed(*given: Any) -> str:
        began = time.perf_counter()
        said = in_brief(*given)
        spent.append(time.perf_counter() - began)
        return said

    monkeypatch.setattr(engine, "in_brief", timed)
    asked = changed("national", population={"min": 400_000, "max": 600_000})
    said = said_of(asked, load_geography("england-2011"))
    assert said.startswith("A cluster has at most 600,000 residents: 5CQ Milton Keynes")
    assert "and 15 others have more by themselves." in said
    assert spent[0] < 0.2  # 6 ms on a quiet machine


def changed(name: str, **rules: Any) -> Scenario:
    """Return a scenario that ships with some of its rules otherwise."""
    data = load_scenario(name).as_data()
    return Scenario.model_validate({**data, "rules": {**data["rules"], **rules}})
