"""What pages about two plans carry: shapes once, colours that go on, arrows and hatchings."""

from collections.abc import Mapping
from typing import Any

import pytest
import shapely

from geodata.geography import Geography
from modelling.difference import Difference, difference
from modelling.plan import Plan
from outputs.maps.arrows import arrows, homes
from outputs.maps.colours import PALETTE, cluster_graph
from outputs.maps.hatching import STROKES, hatches
from outputs.maps.printed.difference import DifferenceScene
from outputs.maps.two_plans import joint_colours, numbered, two_plans


@pytest.fixture(scope="module")
def page(found: Difference) -> Mapping[str, Any]:
    return two_plans(found).page


def test_a_cluster_that_both_plans_have_is_drawn_once(found: Difference, page) -> None:
    assert len(page["pcts"]) == 151
    assert (len(page["before"]), len(page["after"])) == (50, 51)
    assert len(page["shapes"]) == 50 + 51 - 45
    old = {cluster["id"]: cluster for cluster in page["before"]}
    for cluster in page["after"]:
        if cluster["same"]:
            assert old[found.continues[cluster["id"]]]["shape"] == cluster["shape"]


def test_every_pct_says_its_clusters_before_and_after_and_its_number(
    found: Difference, page
) -> None:
    said = {f["properties"]["pct"]: f["properties"] for f in page["pcts"]}
    for pct, properties in said.items():
        assert page["before"][properties["before"]]["id"] == found.before.cluster_of[pct]
        assert page["after"][properties["after"]]["id"] == found.after.cluster_of[pct]
        assert pct in page["after"][properties["after"]]["pcts"]
    assert {pct: p["move"] for pct, p in said.items() if p["move"]} == dict(numbered(found))


def test_moves_are_numbered_sha_by_sha_as_printed_maps_number_them(found: Difference) -> None:
    assert dict(numbered(found)) == {"5PT": "6c", "5C5": "18a", "5CQ": "31b", "5QD": "31a"}
    marks = DifferenceScene(found.geography, found.shared, found.after, found).marks
    assert {pct: marks[pct] for pct in numbered(found)} == dict(numbered(found))


def test_a_cluster_keeps_its_colour_and_no_neighbours_in_either_plan_are_alike(
    found: Difference, england: Geography
) -> None:
    before, after = joint_colours(found)
    assert all(before[old] == after[new] for new, old in found.continues.items())
    for plan, colours in ((found.before, before), (found.after, after)):
        assert set(colours) == set(plan.clusters)
        assert all(colours[a] != colours[b] for a, b in cluster_graph(plan, england).edges)


def test_a_pct_comes_to_those_that_stay_or_to_all_of_a_new_cluster(found: Difference) -> None:
    assert dict(homes(found)) == {
        "C25": ("5PQ", "5PR"),
        "alone": ("5C5",),
        "new": ("5CQ", "5QD"),
    }


def test_arrows_lead_out_of_the_pct_into_what_it_comes_to(
    found: Difference, england: Geography
) -> None:
    shapes = england.boundaries.to_crs("EPSG:4326").geometry

    def inside(at: tuple[float, float], pcts: tuple[str, ...]) -> bool:
        point = shapely.Point(at[1], at[0])
        return any(shapes[pct].buffer(0.001).contains(point) for pct in pcts)

    drawn = {arrow["pct"]: arrow for arrow in arrows(found, england.boundaries, numbered(found))}
    assert [arrow["number"] for arrow in drawn.values()] == ["6c", "18a", "31b", "31a"]
    assert all(inside(arrow["at"], (pct,)) for pct, arrow in drawn.items())
    assert inside(drawn["5PT"]["to"], ("5PQ", "5PR"))
    assert inside(drawn["5QD"]["to"], ("5CQ", "5QD"))
    assert drawn["5QD"]["to"] == drawn["5CQ"]["to"]
    assert drawn["5C5"]["to"] is None, "Newham is a cluster by itself"


def test_every_colour_of_the_palette_has_a_hatching_of_its_own() -> None:
    made = hatches(PALETTE)
    assert [hatch.colour for hatch in made] == list(PALETTE)
    assert len({hatch.strokes for hatch in made}) == len(STROKES) == len(PALETTE)
    assert len({hatch.name for hatch in made}) == len(made)


def test_a_colour_is_hatched_alike_whatever_else_is_drawn() -> None:
    alone = hatches([PALETTE[3]])[0]
    among = next(h for h in hatches([*PALETTE, "#FFFFFF"]) if h.colour == PALETTE[3])
    assert alone.strokes == among.strokes


@pytest.mark.parametrize("whole", [True, False])
def test_plans_of_one_sha_open_on_that_sha(
    plan: Plan, england: Geography, whole: bool, in_london: Plan
) -> None:
    other = plan if whole else in_london
    (south, west), (north, east) = two_plans(difference(other, in_london, england)).bounds
    assert (51.2 < south < north < 51.8) and (-0.6 < west < east < 0.4)
