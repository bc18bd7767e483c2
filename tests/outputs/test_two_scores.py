"""Two plans scored by one scenario, side by side."""

import pytest

from geodata.geography import Geography
from modelling.case import Case
from modelling.difference import difference
from modelling.plan import Plan
from modelling.scenario_files import load_scenario
from modelling.scoring import scores
from outputs.two_scores import change, two_scores


def test_both_plans_are_scored_over_the_pcts_of_the_scenario(
    england: Geography, plan: Plan
) -> None:
    case = Case.of(load_scenario("london"), england)
    one = Plan(dict.fromkeys(england.codes, "all"), {}, "one")
    found = two_scores(difference(plan, one, england), case)
    before, after = (scores(p.restricted(case.pcts), case) for p in (plan, one))
    assert {line.name: (line.value, new) for line, new in found.lines} == {
        name: (before[name], after[name]) for name in before if name != "objective"
    }
    assert found.total == (before["objective"], after["objective"])
    assert found.weighted + found.unweighted == found.lines
    assert {line.name for line, _ in found.weighted} == set(case.scenario.weights)
    assert found.most == pytest.approx(sum(case.scenario.weights.values()))
    assert found.warnings == ()


def test_a_plan_that_leaves_out_pcts_of_the_scenario_is_said_not_to_be_whole(
    england: Geography, plan: Plan
) -> None:
    case = Case.of(load_scenario("national-as-2011"), england)
    london = plan.restricted(c for c in england.codes if england.sha_of[c] == "London")
    part = Plan(london.cluster_of, london.cluster_names, "part")
    found = two_scores(difference(plan, part, england), case)
    assert found.warnings == (
        "part leaves 120 PCTs in no cluster: its scores are not those of a whole plan.",
    )


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (0.5, 0.512, "+0.012"),
        (0.5, 0.466, "−0.034"),
        (0.5001, 0.5004, "–"),
        (0.4994, 0.5006, "+0.001"),
        (0.9795, 0.98544, "+0.006"),
    ],
)
def test_a_change_is_that_of_the_scores_as_they_are_rounded_once(
    before: float, after: float, said: str
) -> None:
    assert change(before, after) == said
