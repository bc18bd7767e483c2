"""Candidates are exactly the sets of PCTs that a scenario's rules allow, no more and no fewer."""

from itertools import combinations, pairwise

import numpy as np
import pytest
from brute_force import Judge
from hypothesis import HealthCheck, given, settings
from small_maps import make_geography
from small_scenarios import cases, make_scenario
from thoroughness import examples

from geodata.problems import InputError
from modelling.case import Case
from modelling.check import violations
from modelling.listing import candidates_of, list_candidates, scored
from modelling.plan import Plan

random_cases = settings(
    max_examples=examples(20),
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)


def subsets(pcts):
    return [frozenset(s) for n in range(1, len(pcts) + 1) for s in combinations(pcts, n)]


@random_cases
@given(cases())
def test_the_candidates_are_exactly_the_sets_that_the_plain_checks_allow(case):
    def lawful(cluster):
        """Whether no rule but the number of clusters minds the cluster, all others single."""
        lone = Plan(dict.fromkeys(cluster, "C"), name="one cluster")
        broken = list(violations(lone, case))
        rest = set(case.pcts) - cluster
        together = case.scenario.rules.together
        torn = any(cluster & set(g) and rest & set(g) for g in (together.root if together else ()))
        return not torn and all(v.rule in ("partition", "cluster_count") for v in broken)

    listed = [frozenset(c.members(i)) for c in list_candidates(case) for i in range(len(c))]
    assert len(listed) == len(set(listed))
    assert set(listed) == {s for s in subsets(case.pcts) if lawful(s)}


@random_cases
@given(cases())
def test_a_candidate_stands_in_the_list_of_the_sha_it_counts_for(case):
    judge = Judge(case)
    for listed in list_candidates(case):
        for i in range(len(listed)):
            if case.scenario.rules.sha_boundaries is not None:
                assert judge.counts_for(frozenset(listed.members(i))) == listed.sha


@random_cases
@given(cases())
def test_a_candidates_value_is_its_weighted_part_of_every_objective(case):
    judge = Judge(case)
    for listed in (scored(c, case) for c in list_candidates(case)):
        for i in range(len(listed)):
            members = frozenset(listed.members(i))
            assert listed.residents[i] == sum(judge.people[p] for p in members)
            assert listed.sizes[i] == len(members)
            assert listed.value[i] == pytest.approx(judge.value(members), abs=1e-12)


def chain(pcts: int):
    """Return a map of PCTs in a row, a person more in each."""
    codes = [f"P{i:03}" for i in range(pcts)]
    return codes, make_geography({c: i for i, c in enumerate(codes)}, pairwise(codes))


@pytest.mark.parametrize("pcts", [2, 63, 64, 65, 130])
def test_a_row_of_pcts_has_every_run_of_neighbours_as_a_candidate(pcts):
    codes, geography = chain(pcts)
    case = Case.of(make_scenario({"contiguity": {}, "size": {"max": 3}}), geography)
    (listed,) = list_candidates(case)
    runs = {tuple(codes[i : i + n]) for n in (1, 2, 3) for i in range(pcts - n + 1)}
    assert {listed.members(i) for i in range(len(listed))} == runs
    assert len(listed) == len(runs)


def test_taking_candidates_keeps_their_scores_beside_them():
    _, geography = chain(8)
    case = Case.of(make_scenario({"contiguity": {}, "size": {"max": 2}}), geography)
    listed = scored(list_candidates(case)[0], case)
    some = listed.take(np.array([3, 1]))
    assert [some.members(0), some.members(1)] == [listed.members(3), listed.members(1)]
    assert list(some.value) == [listed.value[3], listed.value[1]]
    assert list(some.scores["compactness"]) == list(listed.scores["compactness"][[3, 1]])


def test_each_sha_is_told_of_as_soon_as_it_is_listed(england):
    case = Case.of(make_scenario({"sha_boundaries": {}, "size": {"max": 1}}), england)
    told = []
    listed = candidates_of(case, on_listed=told.append)
    assert tuple(told) == listed
    assert [c.sha for c in told] == list(england.shas)


def test_more_sets_than_the_cap_name_the_sha_and_what_to_tighten():
    _, geography = chain(30)
    case = Case.of(make_scenario({"sha_boundaries": {}}), geography)
    with pytest.raises(InputError) as error:
        list_candidates(case, cap=1000)
    (problem,) = error.value.problems
    assert problem.where == "rules"
    assert problem.message == "Alpha (30 PCTs) has more than 1,000 clusters to look at"
    for remedy in ("size: max", "population: max", "contiguity", "shas"):
        assert remedy in problem.remedy


def test_exactly_as_many_sets_as_the_cap_are_listed():
    _, geography = chain(4)
    case = Case.of(make_scenario(), geography)
    assert len(list_candidates(case, cap=15)[0]) == 15
    with pytest.raises(InputError):
        list_candidates(case, cap=14)
