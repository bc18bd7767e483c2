"""Conflicts and remedies against every partition of small maps, with the independent judge."""

from collections.abc import Iterator, Sequence
from itertools import combinations

import pytest
from brute_force import Judge
from hypothesis import HealthCheck, Phase, assume, given, settings
from small_maps import make_geography
from small_scenarios import cases, make_scenario
from thoroughness import examples

from modelling.case import Case
from solvers.conflict import Conflict, Member, Remedy
from solvers.engine import solve
from solvers.outcome import Outcome, Status
from solvers.why_not.members import droppable, members_of, with_only, with_rules

thorough = settings(
    max_examples=examples(10),
    deadline=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


def impossible(case: Case) -> Outcome:
    """Return the outcome of a random case that has no lawful plan."""
    known = solve(case.scenario, case.geography, why_not=False)
    assume(known.status is Status.INFEASIBLE)
    return solve(case.scenario, case.geography)


def has_plan(case: Case) -> bool:
    """Whether any partition keeps the rules."""
    return next(Judge(case).plans(), None) is not None


def can_be_housed(needed: Sequence[str], case: Case) -> bool:
    """Whether there are lawful clusters that hold each of the PCTs once, the others at will."""
    judge = Judge(case)
    pcts = sorted(judge.people)
    every = (frozenset(c) for n in range(1, len(pcts) + 1) for c in combinations(pcts, n))
    parts = {cluster & set(needed) for cluster in every if judge.lawful(cluster)}

    def covers(left: frozenset[str]) -> bool:
        return not left or any(
            min(left) in part and part <= left and covers(left - part) for part in parts
        )

    return covers(frozenset(needed))


def stands(conflict: Conflict, members: Sequence[Member], case: Case) -> bool:
    """Whether the members alone let be what the conflict says is impossible."""
    if conflict.needed:
        return can_be_housed(conflict.needed, with_only(case, members))
    return has_plan(with_only(case, members, conflict.shas))


def without(members: Sequence[Member], gone: Member) -> list[Member]:
    return [m for m in members if m != gone]


@thorough
@given(cases(min_pcts=3, max_pcts=6))
def test_a_conflict_is_impossible_and_is_not_without_any_one_of_its_members_or_pcts(case):
    conflicts = impossible(case).conflicts
    assert conflicts
    for conflict in conflicts:
        members = conflict.members
        assert not conflict.unsettled
        assert conflict.pcts_settled
        assert not stands(conflict, members, case)
        for member in members:
            if droppable(member, without(members, member)):
                assert stands(conflict, without(members, member), case), member.key
        for pct in conflict.needed:
            rest = [p for p in conflict.needed if p != pct]
            assert can_be_housed(rest, with_only(case, members))
        for pct in conflict.also:
            assert not can_be_housed([pct], with_only(case, members))


def smaller_changes(remedy: Remedy, conflict: Conflict, case: Case) -> Iterator[Case]:
    """Yield the case after every change to the member that is tried before the remedy's.

    All of them, doing without the member too, where none makes the whole scenario possible.
    """
    rule = getattr(case.scenario.rules, remedy.member.rule)
    pcts = conflict.pcts or tuple(p for p in case.pcts if case.geography.sha_of[p] in conflict.shas)
    ladder = rule.ladder(remedy.member.part.path, pcts, case)
    for rung in range(ladder.rungs):
        change = ladder.change(rung)
        if remedy.whole and change.words == remedy.order:
            return
        yield with_rules(case, {rule.name: change.rule})
    if not remedy.whole and droppable(remedy.member, members_of(case)):
        paths = [p.path for p in rule.parts(case) if p.path != remedy.member.part.path]
        yield with_rules(case, {rule.name: rule.only(paths)})


@thorough
@given(cases(min_pcts=3, max_pcts=6))
def test_a_remedy_makes_the_scenario_possible_and_no_smaller_change_to_the_same_member_does(case):
    conflicts = impossible(case).conflicts
    for conflict in conflicts:
        assert [r.member for r in conflict.remedies] == list(conflict.members)
        for remedy in conflict.remedies:
            if remedy.whole:
                assert has_plan(Case(remedy.scenario, case.geography)), remedy.order
            if len(conflicts) == 1:
                assert not any(map(has_plan, smaller_changes(remedy, conflict, case)))
            assert bool(remedy.scenario) != (" alone " in remedy.order)


@pytest.mark.parametrize("clusters", [1, 2, 4])
def test_a_conflict_of_pcts_is_resolved_by_the_smallest_change_whatever_numbers_are_out_of_reach(
    clusters,
):
    """A is too small alone and B too large: no change to one of them makes a plan."""
    residents = {"A": 100, "B": 900, "C": 300, "D": 300}
    geography = make_geography(residents, [("B", "C"), ("C", "D")])
    rules = {
        "contiguity": {"edges": ["land"]},
        "population": {"min": 200, "max": 800},
        "sha_boundaries": {},
        "cluster_count": {"per_sha": {"Alpha": clusters}},
    }
    case = Case.of(make_scenario(rules), geography)
    conflicts = solve(case.scenario, geography).conflicts
    assert {c.needed for c in conflicts} == {("A",), ("B",)}
    for conflict in conflicts:
        for remedy in conflict.remedies:
            words = [
                order
                for order, variant in every_change(remedy, conflict, case)
                if can_be_housed(conflict.needed, variant)
            ]
            assert remedy.order == words[0]
            assert not has_plan(Case(remedy.scenario, geography))


def every_change(remedy: Remedy, conflict: Conflict, case: Case) -> Iterator[tuple[str, Case]]:
    """Yield the words of each change to the member and the case after it, the smallest first."""
    member = remedy.member
    rule = getattr(case.scenario.rules, member.rule)
    ladder = rule.ladder(member.part.path, conflict.pcts, case)
    for change in map(ladder.change, range(ladder.rungs)):
        yield change.words, with_rules(case, {rule.name: change.rule})
    rest = without(members_of(case), member)
    yield f"do without this: {member.part.words}", with_only(case, rest)
