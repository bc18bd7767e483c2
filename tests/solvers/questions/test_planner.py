"""Questions asked one after the other: each answered as if it were asked alone, and compared."""

from dataclasses import replace
from itertools import combinations

import pytest
from brute_force import Judge
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st
from small_maps import make_geography
from small_scenarios import cases, make_scenario
from thoroughness import examples

from geodata.geography import Geography
from geodata.problems import InputError
from modelling import listing
from modelling.case import Case
from modelling.plan import Plan
from modelling.scoring import score
from solvers import Planner
from solvers.budget import Budget
from solvers.engine import solve
from solvers.outcome import Outcome, Status
from solvers.questions import planner as planning

quick = settings(
    max_examples=examples(14),
    deadline=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture
def session(square: Geography) -> Planner:
    """Two clusters of the square's four PCTs: A1 with B1 and A2 with B2 is best."""
    rules = {"cluster_count": {"national": 2}, "contiguity": {}, "size": {"max": 2}}
    return Planner(make_scenario(rules, {"compactness": 1, "population_balance": 0.1}), square)


def groups(plan: Plan | None) -> set[tuple[str, ...]]:
    assert plan is not None
    return set(plan.clusters.values())


@quick
@given(cases(max_pcts=6), st.data())
def test_an_answer_is_the_best_of_all_partitions_and_so_are_the_plans_it_is_compared_with(
    case: Case, data: st.DataObject
) -> None:
    assume(case.scenario.rules.fixed is None)
    ask = data.draw(st.sampled_from(("together", "apart")))
    pairs = list(combinations(case.pcts, 2))
    assume(pairs)
    pair = data.draw(st.sampled_from(pairs))
    session = Planner(case.scenario, case.geography)

    asked = getattr(session, ask)(*pair)
    answer = asked.solve()

    best = Judge(Case.of(asked.scenario, case.geography)).best()
    before = Judge(case).best()
    pins = dict.fromkeys(("together", "apart", "fixed"))
    bare = case.scenario.model_copy(update={"rules": case.scenario.rules.model_copy(update=pins)})
    free = Judge(Case(bare, case.geography)).best()
    assert answer.objective == (best and pytest.approx(best, abs=1e-9))
    if best is not None:
        assert answer.given_up == (before and pytest.approx(before - best, abs=1e-9))
        assert answer.pins_cost == pytest.approx(free - best, abs=1e-7)


def test_a_question_leaves_the_planner_as_it_was(session: Planner) -> None:
    before = session.scenario

    asked = session.together("A1", "A2").count(3)

    assert session.scenario is before
    assert before.rules.together is None
    assert asked.scenario.rules.together.root == (("A1", "A2"),)
    with pytest.raises(AttributeError):
        session.scenario = asked.scenario  # type: ignore[misc]


def test_the_first_answer_is_compared_with_the_best_plan_of_the_scenario(session: Planner) -> None:
    answer = session.together("A1", "A2").solve()

    assert groups(answer.plan) == {("A1", "A2"), ("B1", "B2")}
    assert len(answer.moves) == 2
    assert answer.given_up == pytest.approx(session.solve().objective - answer.objective)
    assert answer.given_up > 0


def test_the_last_plan_is_the_last_that_was_solved_on_the_way(session: Planner) -> None:
    pinned = session.together("A1", "A2")
    unsolved = pinned.apart("A1", "B2")
    assert unsolved.solve().given_up > 0, "pinned was not solved: compared with the scenario"

    pinned.solve()
    after = pinned.apart("A1", "B2").solve()

    assert after.moves == ()
    assert after.given_up == pytest.approx(0)
    assert "No PCT moves" in str(after)


def test_freeing_a_pct_drops_every_pin_that_names_it_and_no_other(session: Planner) -> None:
    pinned = session.together("A1", "A2").apart("A1", "B2").fix("B1", "B2").apart("A2", "B1")

    rules = pinned.free("A1").scenario.rules

    assert rules.together is None
    assert rules.apart.root == (("A2", "B1"),)
    assert rules.fixed.groups == (("B1", "B2"),)
    with pytest.raises(InputError, match="no pin names A1 Town A1"):
        session.free("A1")


def test_a_fixed_group_is_a_cluster_as_it_stands(session: Planner) -> None:
    answer = session.count(3).fix("B2").solve()

    assert ("B2",) in groups(answer.plan)


def test_by_new_weights_the_last_plan_is_scored_anew(session: Planner) -> None:
    last = session.solve()

    asked = session.weights(compactness=0, population_balance=2)
    answer = asked.solve()

    by_new_weights = score(last.plan, asked.scenario, session.geography)["objective"]
    assert answer.given_up == pytest.approx(by_new_weights - answer.objective)
    assert answer.given_up <= 0
    assert "By the new weights it scores" in str(answer)


def test_what_is_impossible_says_why_and_the_next_question_goes_back_past_it(
    session: Planner,
) -> None:
    first = session.solve()
    impossible = session.together("A1", "B2")

    answer = impossible.solve()
    again = impossible.free("A1").solve()

    assert answer.outcome.status is Status.INFEASIBLE
    assert (answer.plan, answer.moves, answer.given_up) == (None, (), None)
    assert all(reason in str(answer) for reason in answer.outcome.reasons)
    assert again.last.plan == first.plan
    assert again.moves == ()


def test_a_plan_of_ones_own_is_what_the_first_answer_is_compared_with(
    session: Planner, square: Geography
) -> None:
    own = Plan({"A1": "n", "A2": "n", "B1": "s", "B2": "s"}, {"n": "The north", "s": "The south"})

    answer = Planner(session.scenario, square, plan=own).solve()

    assert answer.given_up < 0
    assert len(answer.moves) == 2
    assert set(answer.plan.clusters) == {"n", "s"}


def test_a_question_lists_no_cluster_that_the_one_before_has_listed(
    session: Planner, monkeypatch: pytest.MonkeyPatch
) -> None:
    session.solve()
    monkeypatch.delattr(listing, "_connected")

    for asked in (
        session.together("A1", "A2"),
        session.apart("A1", "A2").fix("B1", "A1"),
        session.weights(compactness=3),
        session.count(3),
    ):
        assert asked.solve().outcome.status is Status.OPTIMAL


def test_one_limit_holds_for_every_solve_that_a_question_takes(
    session: Planner, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[Budget] = []

    def noted(*asked, budget: Budget, **options) -> Outcome:
        given.append(budget)
        assert 0 < budget.left_s() <= 5
        return solve(*asked, budget=budget, **options)

    monkeypatch.setattr(planning, "solve", noted)
    session.together("A1", "A2").apart("A1", "B1").solve(time_limit_s=5)

    assert len(given) == 2, "the question and the scenario, which is the one without pins too"
    assert given[0] is given[1]


def test_once_stopped_nothing_more_is_solved_and_what_is_not_known_is_said(
    session: Planner, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []

    def stopped_after(scenario, *rest, budget: Budget, **options) -> Outcome:
        asked.append(scenario)
        found = solve(scenario, *rest, budget=budget, **options)
        budget.stop()
        return found

    monkeypatch.setattr(planning, "solve", stopped_after)
    pinned = session.together("A1", "A2")
    answer = pinned.solve()

    assert asked == [pinned.scenario]
    assert answer.outcome.status is Status.OPTIMAL
    assert (answer.last, answer.given_up, answer.pins_cost) == (None, None, None)
    assert "What the pins cost is not known" in str(answer)
    monkeypatch.undo()
    assert pinned.solve().pins_cost > 0


def test_a_question_asked_by_another_way_goes_by_its_own_title(session: Planner) -> None:
    one = session.count(3).weights(compactness=2)
    other = session.weights(compactness=2).count(3)
    one.solve()

    assert other.solve().outcome.scenario.title == other.scenario.title != one.scenario.title


def test_every_problem_with_a_change_is_told_at_once(session: Planner) -> None:
    with pytest.raises(InputError) as told:
        session.together("A1", "ZZ", "QQ")

    assert [p.message for p in told.value.problems] == [
        "no PCT has the code 'ZZ'",
        "no PCT has the code 'QQ'",
    ]


def test_a_notebook_shows_names_as_text_and_never_as_markup(square: Geography) -> None:
    names = square.pcts.assign(name=[f"<b>{name}</b>" for name in square.pcts["name"]])
    scenario = make_scenario({"cluster_count": {"national": 2}}, title="<i>Two</i>")
    session = Planner(scenario, replace(square, pcts=names))

    answer = session.together("A1", "A2").solve()

    shown = answer._repr_html_() + session._repr_html_()
    assert "&lt;b&gt;Town A1&lt;/b&gt;" in shown
    assert "&lt;i&gt;Two" in shown
    assert "<b>Town" not in shown
    assert "<i>" not in shown


def test_a_pin_on_the_north_west_moves_few_and_is_proven() -> None:
    session = Planner("north-west")
    first = session.solve()

    answer = session.together("Wirral", "Liverpool").solve()

    assert answer.outcome.status is Status.OPTIMAL
    assert answer.plan.cluster_of["5NK"] == answer.plan.cluster_of["5NL"]
    assert answer.pins_cost == pytest.approx(first.objective - answer.objective)
    kept = [c for c, pcts in first.plan.clusters.items() if answer.plan.clusters.get(c) == pcts]
    moved = set(first.plan.clusters) - set(kept)
    assert all(first.plan.cluster_names[c] == answer.plan.cluster_names[c] for c in kept)
    assert answer.moves
    assert {move.before for move in answer.moves} <= {first.plan.cluster_name(c) for c in moved}


def test_plans_measured_by_different_numbers_of_clusters_are_said_to_be():
    people = {"A1": 3, "A2": 4, "A3": 5, "A4": 6}
    line = make_geography(people, [("A1", "A2"), ("A2", "A3"), ("A3", "A4")])
    asked = make_scenario({"cluster_count": {"national": 2}}, {"population_balance": 1})
    planner = Planner(asked, line)
    planner.solve()
    said = "Balance is measured against 2 clusters for the last plan and against 3 for this one."
    assert said in list(planner.count(3).solve().sentences())
    assert said not in list(planner.together("A1", "A2").solve().sentences())
