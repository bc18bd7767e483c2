"""What differs between two plans, on small maps by definition and on one by hand."""

from itertools import permutations

from hypothesis import given, settings
from hypothesis import strategies as st
from small_maps import CODES, SHAS, make_geography
from thoroughness import examples

from modelling.difference import Difference, difference
from modelling.plan import Plan

thorough = settings(max_examples=examples(25), deadline=None, derandomize=True)


@st.composite
def differences(draw) -> Difference:
    """Draw two plans of a small map, either of which may leave out any PCT."""
    codes = CODES[: draw(st.integers(1, len(CODES)))]
    people = {pct: draw(st.sampled_from((0, 1, 50, 900))) for pct in codes}
    geography = make_geography(people, sha_of={p: draw(st.sampled_from(SHAS)) for p in codes})

    def plan(ids: str) -> Plan:
        drawn = {pct: draw(st.sampled_from(("", *ids))) for pct in codes}
        return Plan({pct: cluster for pct, cluster in drawn.items() if cluster})

    return difference(plan("abc"), plan("xyz"), geography)


def fewest_moves(before: Plan, after: Plan) -> int:
    """Return the fewest PCTs of both plans that move, over every way of matching clusters."""
    old, new = list(before.clusters.values()), list(after.clusters.values())
    old += [()] * len(new)
    both = set(before.cluster_of) & set(after.cluster_of)
    stay = (
        sum(len(set(a) & set(b)) for a, b in zip(chosen, new, strict=False))
        for chosen in permutations(old, len(new))
    )
    return len(both) - max(stay)


@thorough
@given(differences())
def test_as_few_pcts_move_as_any_matching_of_clusters_allows(found: Difference) -> None:
    assert len(found.moves) == fewest_moves(found.before, found.after)
    assert found.residents_moved == sum(found.geography.residents[p] for p in found.move_of)


@thorough
@given(differences())
def test_every_pct_moves_stays_or_is_of_one_plan_only(found: Difference) -> None:
    groups = (found.shared, found.only_before, found.only_after)
    everyone = set(found.before.cluster_of) | set(found.after.cluster_of)
    assert sorted(pct for group in groups for pct in group) == sorted(everyone)
    for pct in found.shared:
        continues = found.continues.get(found.after.cluster_of[pct])
        assert (pct in found.move_of) == (continues != found.before.cluster_of[pct])


@thorough
@given(differences())
def test_clusters_are_kept_where_both_plans_have_the_same_pcts(found: Difference) -> None:
    old, new = found.before.clusters, found.after.clusters
    same = {(b, a) for a in old for b in new if old[a] == new[b]}
    assert set(found.kept.items()) == same
    touched = {m.before_id for m in found.moves} | {m.after_id for m in found.moves}
    assert not touched & (set(found.kept) | set(found.kept.values()))


@thorough
@given(differences())
def test_split_and_merged_are_the_same_seen_from_either_end(found: Difference) -> None:
    back = difference(found.after, found.before, found.geography)
    assert (found.split, found.merged) == (back.merged, back.split)
    for cluster in found.split:
        homes = {found.after.cluster_of.get(p) for p in found.before.clusters[cluster]}
        assert len(homes - {None}) > 1


@thorough
@given(differences())
def test_clusters_that_are_new_and_gone_account_for_the_change_in_number(found: Difference) -> None:
    more = len(found.compared_after) - len(found.compared_before)
    assert len(found.new) - len(found.gone) == more
    assert set(found.gone) <= {m.before_id for m in found.moves}
    assert set(found.new) <= {m.after_id for m in found.moves}


@thorough
@given(differences())
def test_what_the_shas_say_adds_up_to_the_whole(found: Difference) -> None:
    parts = found.by_sha.values()
    assert {m for part in parts for m in part.moves} == set(found.moves)
    assert sum(len(part.moves) for part in parts) == len(found.moves)
    for compared, side in ((found.compared_before, "before"), (found.compared_after, "after")):
        assert set(compared) >= {c for part in parts for c in getattr(part, side)}
    assert {c for part in parts for c in part.kept} <= set(found.kept)


def by_hand() -> Difference:
    geography = make_geography(
        {"A1": 10, "A2": 20, "A3": 30, "A4": 35, "B1": 50, "B2": 60},
        sha_of={"A1": "Alpha", "A2": "Alpha", "A3": "Alpha", "A4": "Alpha", "B1": "Beta"}
        | {"B2": "Beta"},
    )
    before = Plan(
        {"A1": "west", "A2": "west", "A3": "west", "A4": "east", "B1": "b"},
        {"west": "West", "east": "East"},
    )
    after = Plan({"A1": "1", "A2": "2", "A3": "2", "A4": "2", "B1": "3", "B2": "4"}, {"2": "South"})
    return difference(before, after, geography)


def test_a_difference_of_six_pcts_as_worked_out_by_hand() -> None:
    found = by_hand()
    assert dict(found.continues) == {"2": "west", "3": "b"}
    assert [(m.pct, m.before, m.after, m.residents) for m in found.moves] == [
        ("A4", "East", "South", 35),
        ("A1", "West", "1", 10),
    ]
    assert (found.split, found.merged, found.new, found.gone) == (
        ("west",),
        ("2",),
        ("1",),
        ("east",),
    )
    assert (dict(found.kept), found.only_before, found.only_after) == ({"3": "b"}, (), ("B2",))
    alpha, beta = found.by_sha["Alpha"], found.by_sha["Beta"]
    assert (alpha.before, alpha.after, alpha.kept) == (("east", "west"), ("1", "2"), ())
    assert (beta.moves, beta.before, beta.after, beta.kept) == ((), ("b",), ("3",), ("3",))


def test_a_plan_does_not_differ_from_itself() -> None:
    plan = by_hand().after
    found = difference(plan, plan, by_hand().geography)
    assert found.moves == found.split == found.merged == found.new == found.gone == ()
    assert dict(found.kept) == {cluster: cluster for cluster in plan.clusters}
