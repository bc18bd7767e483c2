"""What a planner is told of an impossible scenario, and what is said where little is known."""

import pytest
from small_maps import make_geography
from small_scenarios import make_scenario

from geodata.geography import Geography
from modelling.case import Case
from solvers.budget import Budget
from solvers.engine import solve
from solvers.explain import NO_TIME, conflicts, in_words
from solvers.outcome import Status
from solvers.why_not import bounds, finding
from solvers.why_not.explaining import MORE, explain
from solvers.why_not.finding import TOO_MANY, find
from solvers.why_not.members import shrunk
from solvers.why_not.oracle import Oracle
from solvers.why_not.remedies import remedies
from solvers.why_not.words import worded


def quiet(_text: str) -> None:
    """Keep what is being done to oneself."""


@pytest.fixture
def square() -> Geography:
    """Four PCTs around a square, two in each of two SHAs."""
    return make_geography(
        {"A1": 100, "A2": 200, "B1": 300, "B2": 400},
        [("A1", "A2"), ("B1", "B2"), ("A1", "B1"), ("A2", "B2")],
        {"A1": "Alpha", "A2": "Alpha", "B1": "Beta", "B2": "Beta"},
    )


def test_a_pct_that_is_too_small_alone_is_named_with_what_would_help(square):
    outcome = solve(make_scenario({"population": {"min": 150}, "size": {"max": 1}}), square)
    assert outcome.status is Status.INFEASIBLE
    assert outcome.reasons == (
        "No lawful cluster can hold A1 Town A1.",
        "By itself, Town A1 has 100 residents, fewer than 150.",
        "It takes both of these together: a cluster has at most 1 PCT; a cluster has at least "
        "150 residents.",
        "Any one of these changes resolves it:",
        "Allow clusters of up to 2 PCTs.",
        "Lower the least residents of a cluster to 0.",
    )


@pytest.mark.parametrize(
    ("counts", "headline", "reason", "remedy"),
    [
        ({"national": 5}, "There cannot be 5 clusters", "There are only 4 PCTs", "Ask for 4"),
        (
            {"per_sha": {"Beta": 5}},
            "Beta cannot have 5 clusters",
            "There are only 2 PCTs",
            "Ask for 2 clusters in Beta",
        ),
        ({"national": 1}, "There cannot be 1 cluster", "The SHAs need at least", "Allow 2"),
        (
            {"per_sha": {"Alpha": 2, "Beta": 2}, "national": 3},
            "The numbers of clusters do not go together",
            "",
            "Allow 4 clusters in all",
        ),
    ],
)
def test_numbers_out_of_reach_are_told_with_the_nearest_that_is_not(
    square, counts, headline, reason, remedy
):
    outcome = solve(make_scenario({"sha_boundaries": {}, "cluster_count": counts}), square)
    assert outcome.reasons[0].startswith(headline)
    assert any(reason in said for said in outcome.reasons)
    assert any(said.startswith(remedy) for said in outcome.reasons)


def test_without_time_left_nothing_is_claimed(square):
    over = Budget()
    over.stop()
    case = Case.of(make_scenario({"cluster_count": {"national": 5}}), square)
    assert Oracle(over).possible(case) is None
    assert Oracle(over).housed(("A1",), case) is None
    assert list(find(case, Oracle(over), quiet)) == []
    assert in_words(conflicts(case, [], over, quiet)) == (NO_TIME,)


def test_a_solve_that_is_not_asked_why_says_no_more_than_a_sentence(square):
    outcome = solve(make_scenario({"cluster_count": {"national": 5}}), square, why_not=False)
    assert outcome.status is Status.INFEASIBLE
    assert outcome.conflicts == ()
    (said,) = outcome.reasons
    assert said == ("A cluster has a PCT at least: 5 clusters are asked for of the 4 PCTs in all.")


def test_clusters_that_are_too_many_to_list_are_said_to_be(square, monkeypatch):
    """Nothing is called needed, or not needed, that could not be settled."""
    monkeypatch.setattr(bounds, "impossible", lambda *_: False)
    monkeypatch.setattr(Oracle, "numbers", lambda *_: None)
    case = Case.of(make_scenario({"cluster_count": {"national": 5}, "size": {"max": 3}}), square)
    (found,) = find(case, Oracle(Budget()), quiet)
    assert worded(found, case, Budget()).headline == TOO_MANY
    assert found.unsettled


def test_remedies_that_could_not_be_settled_are_told_as_such(square, monkeypatch):
    case = Case.of(make_scenario({"cluster_count": {"national": 5}}), square)
    (found,) = find(case, Oracle(Budget()), quiet)
    monkeypatch.setattr(Oracle, "possible", lambda *_: None)
    (remedy,) = remedies(found, (), case, Oracle(Budget()))
    assert remedy.scenario is None
    assert remedy.order == (
        "which change to this alone helps is not known: there are at least 5 clusters"
    )


class Looks(Budget):
    """A budget, and whatever is a part of it, that is over once it was looked at so often."""

    def __init__(self, looks: int) -> None:
        super().__init__()
        self._looks = looks

    @property
    def over(self) -> bool:
        self._looks -= 1
        return self._looks < 0

    def part(self, _time_limit_s: float | None) -> Budget:
        return self


def test_pcts_are_called_as_few_as_it_takes_only_where_there_was_time_to_know():
    """Of three in a triangle, each has a cluster of two, and not all have: it takes all three."""
    triangle = [("A", "B"), ("B", "C"), ("A", "C"), ("D", "E")]
    geography = make_geography(dict.fromkeys("ABCDE", 100), triangle)
    rules = {"contiguity": {"edges": ["land"]}, "population": {"min": 200}, "size": {"max": 2}}
    case = Case.of(make_scenario(rules | {"sha_boundaries": {}}), geography)
    seen = set()
    for looks in range(1, 80):
        for found in find(case, Oracle(Looks(looks)), quiet):
            if found.needed:
                headline = worded(found, case, Budget()).headline
                assert found.pcts_settled == (found.needed == ("A", "B", "C"))
                assert found.pcts_settled == (", or fewer of them, cannot" not in headline)
                seen.add(found.pcts_settled)
    assert seen == {True, False}


def test_pcts_are_not_called_as_few_as_it_takes_where_clusters_are_too_many_to_list(
    square, monkeypatch
):
    monkeypatch.setattr(finding, "MOST_LISTED", 0)
    case = Case.of(make_scenario({"size": {"max": 2}}), square)
    monkeypatch.setattr(Oracle, "possible", lambda *_: False)
    (found,) = find(case, Oracle(Budget()), quiet)
    assert found.needed == case.pcts
    assert not found.pcts_settled


def test_what_the_time_does_not_allow_to_know_is_said_not_to_be_known(square):
    """Nothing is called a remedy, or no remedy, that there was no time to look at."""
    case = Case.of(make_scenario({"population": {"min": 150}, "size": {"max": 1}}), square)
    (at_once,) = explain(case, seconds=0.0)
    assert at_once.unsettled == at_once.members
    assert at_once.reasons[-1] == MORE
    (whole,) = explain(case)
    unknown = set()
    for looks in range(1, 60):
        for cut in explain(case, Looks(looks)):
            assert set(cut.reasons) <= {*whole.reasons, MORE}
            assert [r.member for r in cut.remedies] == list(cut.members)
            told = {r.order for r in cut.remedies}
            unknown |= told - {r.order for r in whole.remedies}
            assert (MORE in cut.reasons) <= bool(unknown)
    assert unknown
    assert all(" is not known: " in order for order in unknown)


def test_how_many_clusters_there_can_be_is_told_by_arithmetic_alone_without_time_left():
    """Round a centre of few residents that all need, arithmetic sees no more than the sums."""
    star = make_geography(dict.fromkeys("ABCDEF", 100), [("A", p) for p in "BCDEF"])
    case = Case.of(
        make_scenario({"contiguity": {"edges": ["land"]}, "population": {"min": 200}}), star
    )
    over = Budget()
    over.stop()
    assert bounds.most_of(case.pcts, case, over) == 3
    assert bounds.most_of(case.pcts, case, Budget()) == 1


def test_pcts_that_each_have_a_cluster_but_not_all_at_once_are_named():
    """Both trusts are in A1: every other PCT can be beside it, and only one of them is."""
    hospitals = make_geography(
        {"A1": 100, "A2": 200, "B1": 0, "B2": 400},
        [("A1", "A2")],
        flows=[("A1", "RA1", 0.5), ("A1", "RB2", 0.5)],
        headquarters={"RA1": "A1", "RB2": "A1"},
    )
    rules = {"providers": {"min": 2}, "size": {"max": 2}}
    (conflict,) = solve(make_scenario(rules), hospitals).conflicts
    assert len(conflict.needed) == 3, "A1, which can be in one cluster only, and two that need it"
    assert "A1" in conflict.needed
    assert {m.rule for m in conflict.members} == {"providers", "size"}
    assert "cannot each have a lawful cluster at the same time" in conflict.headline


def test_shrinking_keeps_just_what_conflicts():
    asked = []

    def both(items):
        asked.append(items)
        return {3, 7} <= set(items)

    assert shrunk(range(10), both) == (3, 7)
    assert shrunk((3, 7), both) == (3, 7)
    assert len(asked) < 2 * 10
    assert shrunk((5,), lambda _items: True) == ()
