"""Rules come apart into parts, and can be loosened step by step."""

from hypothesis import HealthCheck, Phase, given, settings
from small_maps import make_geography
from small_scenarios import cases, make_scenario
from thoroughness import examples

from modelling.case import Case
from modelling.listing import list_candidates
from modelling.registry import rule_types
from modelling.rules.base import Rule

some = settings(
    max_examples=examples(20),
    deadline=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)

FEW_RUNGS = 4


def with_rule(case: Case, name: str, rule: Rule | None) -> Case:
    rules = case.scenario.rules.model_copy(update={name: rule})
    return Case(case.scenario.model_copy(update={"rules": rules}), case.geography)


def clusters(case: Case) -> set[tuple[str, ...]]:
    """Return every cluster that the rules allow."""
    return {c.members(i) for c in list_candidates(case) for i in range(len(c))}


@some
@given(cases(min_pcts=3, max_pcts=6))
def test_all_parts_of_a_rule_together_are_the_rule_and_none_of_them_nothing(case):
    for rule in case.scenario.rules.active():
        parts = list(rule.parts(case))
        whole = rule.only([part.path for part in parts])
        assert rule.only([]) is None
        if whole is not None:
            assert clusters(with_rule(case, rule.name, whole)) == clusters(case)


@some
@given(cases(min_pcts=3, max_pcts=6))
def test_dropping_a_part_forbids_nothing_that_was_allowed(case):
    for rule in case.scenario.rules.active():
        paths = [part.path for part in rule.parts(case)]
        for path in paths:
            less = with_rule(case, rule.name, rule.only([p for p in paths if p != path]))
            assert clusters(case) <= clusters(less) or rule.name == "sha_boundaries"


@some
@given(cases(min_pcts=3, max_pcts=6))
def test_every_rung_of_a_ladder_is_a_rule_that_allows_all_that_the_one_before_allows(case):
    for rule in case.scenario.rules.active():
        for part in rule.parts(case):
            ladder = rule.ladder(part.path, (), case)
            allowed = clusters(case)
            for rung in range(min(FEW_RUNGS, ladder.rungs)):
                change = ladder.change(rung)
                rule_types()[rule.name].model_validate(change.rule.model_dump(mode="json"))
                looser = clusters(with_rule(case, rule.name, change.rule))
                assert allowed <= looser or rule.name == "sha_boundaries"
                allowed = looser if ladder.nested else allowed


def test_residents_are_loosened_to_whole_thousands_and_limits_in_their_third_digit():
    geography = make_geography({"A1": 5_000, "A2": 7_000}, columns={"cost": {"A1": 3.0, "A2": 4.0}})
    rules = {
        "population": {"min": 2_500, "max": 9_100},
        "limit": {"column": "cost", "max": 3.52},
        "size": {"max": 1},
    }
    case = Case(make_scenario(rules), geography)
    wanted = {
        ("population", ("min",)): ["lower the least residents of a cluster to 2,000"],
        ("population", ("max",)): ["raise the most residents of a cluster to 10,000"],
        ("limit", (0, "max")): ["raise the most total cost of a cluster to 3.53"],
        ("size", ()): ["allow clusters of up to 2 PCTs"],
    }
    for (name, path), (first,) in wanted.items():
        rule = getattr(case.scenario.rules, name)
        assert rule.ladder(path, (), case).change(0).words == first


def test_an_offer_is_made_of_pcts_at_a_border_the_smallest_first():
    geography = make_geography(
        {"A1": 9, "A2": 5, "B1": 7},
        [("A1", "A2"), ("A1", "B1")],
        {"A1": "Alpha", "A2": "Alpha", "B1": "Beta"},
    )
    case = Case(make_scenario({"sha_boundaries": {}}), geography)
    ladder = case.scenario.rules.sha_boundaries.ladder((), (), case)
    offers = [ladder.change(rung).words for rung in range(ladder.rungs)]
    assert offers == ["offer B1 Town B1 to Alpha", "offer A1 Town A1 to Beta"]
