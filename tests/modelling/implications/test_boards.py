"""Boards under the four models, checked by hand on two clusters, and their cost."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from small_maps import make_geography

from modelling.implications.boards import boards
from modelling.implications.subject import Subject
from modelling.implications.topic import Span
from modelling.registry import figure_types

Put = Callable[..., Subject]
PEOPLE = {"A": 100, "B": 200, "C": 300}
TWO = {"A": "X", "B": "X", "C": "Y"}
NED, AUDIT = 7_882, 13_136


def test_greater_manchester_by_hand(of_2011: Subject) -> None:
    """10 boards, no care trust; who is in post is not known, so 50 to 70 non-executives are.

    Model 2 keeps 1 chair and 7 of them: 10 + 50 − 8 = 52 to 10 + 70 − 8 = 72 have no place, and
    pays 4 × 7,882 + 13,136 = 44,664 to 6 × 7,882 + 13,136 = 60,428. Model 1 has an audit chair a
    board: 40 × 7,882 + 10 × 13,136 = 446,640 to 60 × 7,882 + 10 × 13,136 = 604,280.
    """
    figures = boards(of_2011).by_cluster["C07"]
    assert (figures["boards"], figures["nominees"]) == (10, 0)
    assert figures["non_executives_in_post"] == Span(50, 70)
    assert figures["model_1_non_executives"] == Span(50, 70)
    assert figures["model_1_kept"] == Span(60, 80)
    assert figures["model_1_leave"] == Span(0, 0)
    assert figures["model_1_cost"] == Span(446_640, 604_280)
    assert figures["model_2_kept"] == Span(8, 8)
    assert figures["model_2_leave"] == Span(52, 72)
    assert figures["model_2_cost"] == Span(4 * NED + AUDIT, 6 * NED + AUDIT)
    assert figures["model_3_cost"] == Span(13 * NED + AUDIT, 51 * NED + 10 * AUDIT)
    assert figures["model_3_kept"] == Span(1 + 50, 1 + 61)
    assert figures["model_3_leave"] == Span(9, 18)
    assert [figures[f"model_{m}_boards"] for m in (1, 2, 3, 4)] == [11, 1, 11, 10]


def test_cumbria_by_hand(of_2011: Subject) -> None:
    """One board: a chair and 5 to 7 under every model, nobody leaves, nothing is shared."""
    figures = boards(of_2011).by_cluster["C05"]
    for model in (1, 2, 3, 4):
        assert figures[f"model_{model}_chairs"] == 1
        assert figures[f"model_{model}_non_executives"] == Span(5, 7)
        assert figures[f"model_{model}_leave"] == Span(0, 0)
        assert figures[f"model_{model}_shared"] == Span(0, 0)
        assert figures[f"model_{model}_cost"] == Span(44_664, 60_428)


def test_in_all_151_boards_are_served_by_50_teams_as_one_or_with_42_cluster_boards_more(
    of_2011: Subject,
) -> None:
    """8 clusters of one PCT need no cluster board: 151 + 50 − 8 = 193."""
    total = boards(of_2011).total
    assert total["boards"] == 151
    assert [total[f"model_{m}_boards"] for m in (1, 2, 3, 4)] == [193, 50, 193, 151]
    assert total["model_1_non_executives"] == Span(5 * 151, 7 * 151)
    assert total["model_2_shared"] == Span(101 * 6, 101 * 8)
    assert total["nominees"] == 6


def test_the_boards_are_those_that_limit_counts(of_2011: Subject) -> None:
    figure = figure_types()["boards"]()
    for cluster, figures in boards(of_2011).by_cluster.items():
        assert figures["boards"] == figure.of(of_2011.clusters[cluster], of_2011.case)


def test_each_authority_of_a_care_trust_nominates_to_its_board(of_2011: Subject) -> None:
    """Northumberland Care Trust, in North of Tyne, has one: Northumberland."""
    assert boards(of_2011).by_cluster["C01"]["nominees"] == 1


def test_who_is_in_post_is_taken_from_the_table(put: Put) -> None:
    """X: 1 + 0 chairs, 7 + 5 non-executives; model 2 keeps 1 + 7 of 13; model 3 all 12 and 1."""
    columns = {"chairs": {"A": 1, "B": 0, "C": 1}, "non_executives": {"A": 7, "B": 5, "C": 6}}
    figures = boards(put(make_geography(PEOPLE, columns=columns), TWO)).by_cluster["X"]
    assert figures["chairs_in_post"] == 1
    assert figures["non_executives_in_post"] == 12
    assert figures["model_1_kept"] == Span(13, 13)
    assert figures["model_2_kept"] == Span(8, 8)
    assert figures["model_2_leave"] == Span(5, 5)
    assert figures["model_3_kept"] == Span(13, 13)


def test_what_authorities_a_care_trust_has_is_not_known_without_a_table(put: Put) -> None:
    map_ = make_geography(PEOPLE, columns={"care_trust": {"A": 1.0, "B": 0.0, "C": 0.0}})
    map_.pcts["care_trust"] = [True, False, False]
    topic = boards(put(map_, TWO))
    assert topic.by_cluster["X"]["nominees"] is None
    assert topic.by_cluster["Y"]["nominees"] == 0
    assert "local_authorities.csv" in topic.unknown["nominees"]


def test_a_blank_says_that_a_care_trust_is_not_known_and_never_that_it_is_none(put: Put) -> None:
    map_ = make_geography(PEOPLE, local_authorities=[("N", "A", 100)])
    map_.pcts["care_trust"] = ["true", "", "false"]

    assert put(map_, TWO).care_trusts is None

    map_.pcts["care_trust"] = ["true", "no", "false"]
    assert put(map_, TWO).care_trusts == {"A"}


def test_authorities_that_share_a_care_trust_each_nominate(put: Put) -> None:
    """Authority N has 100 people in A and M 98%, 60 of 61: both count; 1 of M in B does not."""
    rows = [("N", "A", 100), ("M", "A", 60), ("M", "B", 1)]
    map_ = make_geography(PEOPLE, local_authorities=rows)
    map_.pcts["care_trust"] = [True, True, False]
    topic = boards(put(map_, TWO))
    assert topic.by_cluster["X"]["nominees"] is None, "nobody is known to nominate to B"
    map_.pcts["care_trust"] = [True, False, False]
    assert boards(put(map_, TWO)).by_cluster["X"]["nominees"] == 2


def test_a_single_chair_is_paid_by_combined_population(put: Put) -> None:
    """Up to 200 people 10, above 20: apart A and B are 10 + 10, together 300 people 20."""
    yaml = (
        "boards: {least_non_executives: 5, most_non_executives: 7, "
        "chair_bands: [{up_to: 200, pay: 10}, {pay: 20}]}"
    )
    figures = boards(put(make_geography(PEOPLE), TWO, yaml)).by_cluster["X"]
    assert [figures[f"model_{m}_chairs_cost"] for m in (1, 2, 3, 4)] == [20, 20, 20, 20]
    assert figures["model_1_cost"] is None
    more = {"A": 150, "B": 150, "C": 10}
    figures = boards(put(make_geography(more), TWO, yaml.replace("200", "150"))).by_cluster["X"]
    assert [figures[f"model_{m}_chairs_cost"] for m in (1, 2, 3, 4)] == [20, 20, 20, 20]
    figures = boards(put(make_geography(more), TWO, yaml.replace("200", "300"))).by_cluster["X"]
    assert [figures[f"model_{m}_chairs_cost"] for m in (1, 2, 3, 4)] == [20, 10, 10, 20]


def test_without_the_sizes_of_boards_no_model_can_be_told(put: Put) -> None:
    topic = boards(put(make_geography(PEOPLE), TWO, "boards: {non_executive_pay: 100}"))
    assert topic.by_cluster["X"]["boards"] == 2
    assert topic.by_cluster["X"]["model_1_non_executives"] is None
    assert topic.total["model_2_kept"] is None


@pytest.mark.parametrize("shared", [1, 6])
def test_the_number_of_shared_members_is_a_parameter(put: Put, shared: int) -> None:
    """2 boards of 5 to 7: s shared and at least one of each locality."""
    yaml = (
        "boards: {least_non_executives: 5, most_non_executives: 7, "
        f"shared_non_executives: {shared}}}"
    )
    figures = boards(put(make_geography(PEOPLE), TWO, yaml)).by_cluster["X"]
    fewest = max(1, 5 - shared)
    assert figures["model_3_non_executives"] == Span(shared + 2 * fewest, shared + 2 * (7 - shared))
