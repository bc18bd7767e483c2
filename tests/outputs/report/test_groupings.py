"""What becomes of existing arrangements is read off the plan and nothing else."""

from hypothesis import given, settings
from hypothesis import strategies as st
from small_maps import geographies
from small_scenarios import make_scenario

from modelling.case import Case
from modelling.plan import Plan
from outputs.report.groupings import groupings
from outputs.report.subject import Subject


@settings(max_examples=30, deadline=None)
@given(st.data())
def test_a_grouping_is_whole_where_one_cluster_holds_all_of_it(data: st.DataObject) -> None:
    geography = data.draw(geographies())
    case = Case(make_scenario(geography=geography.name), geography)
    plan = Plan({p: data.draw(st.sampled_from("XYZ")) for p in geography.codes})

    found = {g.name: g for g in groupings(plan, case)}

    table = geography.arrangements
    assert set(found) == set(table["arrangement"])
    for name, grouping in found.items():
        pcts = set(table.loc[table["arrangement"] == name, "pct"])
        homes = {plan.cluster_of[p] for p in pcts}
        assert grouping.whole == (len(homes) == 1)
        assert grouping.a_cluster == any(set(members) == pcts for members in plan.clusters.values())
        assert set(grouping.clusters) == homes


def test_the_arrangements_of_the_north_east_are_kept_or_named_as_divided(two_shas: Subject) -> None:
    plan = two_shas.plan
    tees = next(g for g in two_shas.groupings if g.name.startswith("Tees"))

    assert (tees.kind, tees.certainty) == ("planned cluster", "A")
    assert tees.whole == (len({plan.cluster_of[p] for p in tees.pcts}) == 1)
    assert all(two_shas.geography.sha_of[p] == "North East" for p in tees.pcts)
