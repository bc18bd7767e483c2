"""How closely every rule is met, worked out again by hand and held to the rules' own checks."""

from hypothesis import given, settings
from hypothesis import strategies as st
from small_maps import make_geography
from small_scenarios import cases, make_scenario

from geodata.geography import Geography
from modelling.case import Case
from modelling.check import violations
from modelling.plan import Plan
from outputs.report.margins.base import Margin
from outputs.report.margins.every import margins
from outputs.report.subject import Subject

ONE = {"A1": 100, "A2": 200, "B1": 300, "B2": 400}
EDGES = [("A1", "A2"), ("A2", "B1", "ferry", 0.0), ("B1", "B2")]
HOMES = {"A1": "Alpha", "A2": "Alpha", "B1": "Beta", "B2": "Beta"}
PLAN = Plan({"A1": "1", "A2": "1", "B1": "2", "B2": "3"}, {"1": "West", "2": "Mid", "3": "East"})


def small() -> Geography:
    """Return four PCTs in a row, 10 km apart, the middle two joined by a ferry."""
    at = {"A1": 0.0, "A2": 10_000.0, "B1": 20_000.0, "B2": 30_000.0}
    return make_geography(
        ONE,
        EDGES,
        HOMES,
        flows=[("A1", "T1", 0.9), ("B2", "T2", 0.5)],
        consortia=[("G", "A1", 100), ("G", "A2", 150)],
        headquarters={"T1": "A1", "T2": "B2"},
        columns={"easting": at, "northing": dict.fromkeys(at, 0.0), "costs": {**ONE}},
    )


def found(plan: Plan = PLAN, sha: str | None = None, **rules: object) -> list[Margin]:
    """Return the margins of these rules on the small map."""
    case = Case.of(make_scenario(rules), small())
    broken = tuple(violations(plan, case))
    return list(margins(plan, case, broken, sha=sha))


def test_residents_are_measured_from_both_bounds() -> None:
    least, most = found(population={"min": 250, "max": 350})

    assert (least.nearest, least.figure, least.met) == ("West; Mid", "300 residents", True)
    assert least.spare == "50 residents to spare"
    assert (most.nearest, most.figure, most.met) == ("East", "400 residents", False)
    assert most.spare == "50 residents too far"
    assert (least.asked, least.paragraph) == ("a cluster has at least 250 residents", "1, 2")


def test_a_rule_met_exactly_is_at_its_limit() -> None:
    (size,) = found(size={"max": 2})

    assert (size.nearest, size.figure) == ("West", "2 PCTs")
    assert (size.spare, size.met) == ("none: at the limit", True)


def test_the_widest_cluster_is_measured_in_km() -> None:
    (span,) = found(span={"max_km": 12.5})

    assert (span.nearest, span.figure, span.spare) == ("West", "10.0 km", "2.5 km to spare")


def test_a_cluster_wider_by_less_than_is_shown_breaks_the_rule_all_the_same() -> None:
    (span,) = found(span={"max_km": 9.96})

    assert (span.figure, span.spare, span.met) == ("10.0 km", "just beyond the limit", False)


def test_of_a_cluster_of_three_the_two_furthest_apart_are_measured() -> None:
    three = Plan({"A1": "1", "A2": "1", "B1": "1", "B2": "2"}, {"1": "Long"})

    (span,) = found(three, span={"max_km": 25})

    assert (span.nearest, span.figure, span.spare) == ("Long", "20.0 km", "5.0 km to spare")


def test_a_least_that_is_kept_stays_kept_where_the_most_is_broken() -> None:
    least, most = found(limit={"column": "costs", "min": 300, "max": 399})

    assert (least.spare, least.met) == ("none: at the limit", True)
    assert (most.spare, most.met) == ("1 too far", False)


def test_the_fewest_trusts_are_counted_by_their_headquarters() -> None:
    (trusts,) = found(providers={"min": 1})

    assert (trusts.nearest, trusts.figure, trusts.met) == ("Mid", "0 acute trusts", False)
    assert trusts.spare == "1 acute trust too far"


def test_totals_of_a_column_are_measured_from_both_bounds() -> None:
    least, most = found(limit={"column": "costs", "min": 100, "max": 500})

    assert (least.nearest, least.figure, least.spare) == ("West; Mid", "300", "200 to spare")
    assert (most.nearest, most.figure, most.spare) == ("East", "400", "100 to spare")


def test_the_nearest_consortium_is_named_with_its_overlap() -> None:
    """West has 300 residents, G 250, both 250: 250 / 300 of the two together."""
    (near,) = found(footprint={"consortia": "gp-groups", "overlap": 0.9})

    assert near.nearest == "West"
    assert near.figure == f"{250 / 300:.1%} with GPs G"
    assert near.spare == f"{100 * (0.9 - 250 / 300):.1f} points to spare"
    (on,) = found(footprint={"consortia": "gp-groups", "overlap": 0.8})
    assert not on.met
    assert on.spare.endswith("points too far")


def test_clusters_that_land_alone_does_not_join_are_named() -> None:
    ferried = Plan({"A1": "1", "A2": "1", "B1": "1", "B2": "2"}, {"1": "Long"})

    (joined,) = found(ferried, contiguity={"edges": ["land", "ferry"]})
    (parted,) = found(ferried, contiguity={"edges": ["land"]})

    assert (joined.nearest, joined.figure, joined.met) == ("Long", "not joined by land alone", True)
    assert (parted.nearest, parted.met) == ("Long", False)


def test_clusters_across_a_border_are_told_from_those_that_may_be() -> None:
    across = Plan({"A1": "1", "A2": "2", "B1": "2", "B2": "3"}, {"2": "Both"})

    (broken,) = found(across, sha_boundaries={})
    (allowed,) = found(across, sha_boundaries={"exceptions": {"A2": "Beta"}})

    assert (broken.nearest, broken.met) == ("Both", False)
    assert (allowed.nearest, allowed.met) == ("Both", True)
    assert "exception" in allowed.spare


def test_numbers_of_clusters_are_held_to_what_was_asked_for() -> None:
    national, alpha, beta = found(
        sha_boundaries={}, cluster_count={"national": [2, 3], "per_sha": {"Alpha": 1, "Beta": 1}}
    )[:3]

    assert (national.asked, national.figure, national.met) == (
        "there are 2 to 3 clusters",
        "3 clusters",
        True,
    )
    assert (alpha.asked, alpha.met) == ("Alpha has 1 cluster", True)
    assert (beta.figure, beta.spare, beta.met) == ("2 clusters", "1 off", False)


def test_a_cluster_across_a_border_counts_for_the_sha_that_it_may_belong_to() -> None:
    """Most of its residents live in Alpha, but only Beta may have both of its PCTs."""
    across = Plan({"A1": "1", "A2": "2", "B1": "2", "B2": "3"})
    case = Case.of(
        make_scenario(
            {
                "sha_boundaries": {"exceptions": {"A2": "Beta"}},
                "cluster_count": {"per_sha": {"Alpha": 1, "Beta": 2}},
            }
        ),
        make_geography({"A1": 100, "A2": 900, "B1": 300, "B2": 400}, EDGES, HOMES),
    )
    broken = tuple(violations(across, case))

    alpha, beta = (m for m in margins(across, case, broken) if " has " in m.asked)

    assert not broken
    assert (alpha.figure, alpha.met) == ("1 cluster", True)
    assert (beta.figure, beta.met) == ("2 clusters", True)


def test_a_pin_that_is_kept_is_not_said_to_be_broken_with_one_that_holds_it() -> None:
    pins = found(together=[["A1", "A2"], ["A1", "A2", "B1"]])

    assert [pin.spare for pin in pins] == ["kept", "broken"]


def test_every_pin_is_said_to_be_kept_or_broken() -> None:
    pins = found(together=[["A1", "A2"]], apart=[["B1", "B2"], ["A1", "A2"]])

    assert [(pin.pin, pin.met) for pin in pins] == [(True, True), (True, False), (True, True)]


def test_a_rule_that_no_module_knows_is_kept_or_broken_by_its_own_check() -> None:
    (fixed,) = found(fixed={"groups": [["A1", "B1"]]})

    assert (fixed.met, fixed.spare) == (False, "broken")


@settings(max_examples=30, deadline=None)
@given(st.data())
def test_margins_are_met_just_where_the_rules_own_checks_find_nothing(data: st.DataObject) -> None:
    case = data.draw(cases())
    plan = Plan({p: data.draw(st.sampled_from("XYZ")) for p in case.pcts})
    broken = tuple(violations(plan, case))
    rules = {rule.name: rule for rule in case.scenario.rules.active()}

    for name, rule in rules.items():
        alone = {n: rule if n == name else None for n in rules}
        one = case.scenario.model_copy(
            update={"rules": case.scenario.rules.model_copy(update=alone)}
        )
        said = margins(plan, Case(one, case.geography), broken)
        against = any(v.rule == name for v in broken)
        assert all(m.met for m in said) == (not against), (name, said, broken)


def test_margins_of_england_are_those_of_the_tables(two_shas: Subject) -> None:
    geography, plan = two_shas.geography, two_shas.plan
    said = {m.asked: m for m in margins(plan, two_shas.case, two_shas.run.violations)}

    people = {c: sum(geography.residents[p] for p in pcts) for c, pcts in plan.clusters.items()}
    fewest = min(people, key=lambda c: people[c])
    least = said["a cluster has at least 400,000 residents"]
    assert least.nearest == plan.cluster_name(fewest)
    assert least.spare == f"{people[fewest] - 400_000:,} residents to spare"
    assert all(m.met for m in said.values())


def test_margins_of_an_sha_are_of_its_clusters_alone(two_shas: Subject) -> None:
    clusters = two_shas.by_sha["North East"]
    ids, names = {c.id for c in clusters}, {c.name for c in clusters}

    said = margins(two_shas.plan, two_shas.case, (), tuple(ids), "North East")

    assert {name for m in said for name in m.nearest.split("; ") if name} <= names
    assert not any("there are" in m.asked for m in said)
