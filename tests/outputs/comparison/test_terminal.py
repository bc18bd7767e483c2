"""A comparison at a terminal, however wide it is and whatever names hold."""

import re
from dataclasses import replace
from io import StringIO

import pytest
from rich.cells import cell_len
from rich.console import Console

from geodata.geography import Geography
from modelling.comparison import Comparison, compare
from modelling.plan import Plan
from modelling.scenario import Scenario
from outputs.comparison.tables import pairs_table
from outputs.comparison.terminal import print_comparison


def printed(found: Comparison, width: int) -> str:
    console = Console(file=StringIO(), width=width)
    print_comparison(found, console)
    return console.file.getvalue()


@pytest.mark.parametrize("width", [80, 100, 200])
def test_nothing_is_wider_than_the_terminal_and_no_column_is_lost(
    three: Comparison, width: int
) -> None:
    text = printed(three, width)
    assert max(map(cell_len, text.splitlines())) <= width
    for heading in ("Smallest", "Largest", "Breaches", "Adjusted", "(bits)", "Residents", "To"):
        assert heading in text
    assert "2,715,618" in text
    for plan in three.plans:
        assert f"{plan.scores['objective']:.3f}" in text
    assert re.search(r"No cluster on the footprint of a consortium +5 broken +5 broken +", text)


def test_more_plans_than_there_is_room_for_take_several_tables(
    plan: Plan, national: Scenario, england: Geography
) -> None:
    plans = [replace(plan, name=f"plan {i}") for i in range(1, 10)]
    found = compare(plans, national, england)
    text = printed(found, 80)
    assert max(map(cell_len, text.splitlines())) <= 80
    assert text.count("Scores side by side") == 3
    assert text.count("Which rules of the scenario") == 3
    assert "plan 5, plan 6 and 3 more are the same plan" in " ".join(text.split())
    assert "28 pairs more: --out FOLDER writes all of them." in text
    assert printed(found, 200).count("Scores side by side") == 1


def test_a_long_list_of_moves_is_cut_and_said_to_be(
    plan: Plan, national: Scenario, england: Geography
) -> None:
    one = Plan(dict.fromkeys(england.codes, "all"), {}, "one")
    text = printed(compare([plan, one], national, england), 100)
    moves = len(compare([plan, one], national, england).differences[0].moves)
    assert f"{moves - 12} PCTs more: --out FOLDER writes all of them." in text
    other_way = printed(compare([one, plan], national, england), 100)
    assert "What one breaks" in other_way
    assert "What clusters-2011 breaks" in other_way


def test_where_nothing_is_wrapped_no_bullet_is_filled_up_with_spaces(three: Comparison) -> None:
    bullets = [line for line in printed(three, 1000).splitlines() if "•" in line]
    assert bullets
    assert all(line == line.rstrip() for line in bullets)


def test_a_pair_of_few_common_pcts_is_marked_and_the_others_are_not(
    three: Comparison, plan: Plan, moved: Plan, national: Scenario, england: Geography
) -> None:
    table = pairs_table(three, three.pairs)
    only = "(over 31 of 151 PCTs only)"
    assert [row[0] for row in table.rows] == ["A and B", f"A and C {only}", f"B and C {only}"]
    assert "two plans that share few PCTs agree easily" in table.note
    whole = compare([plan, moved], national, england)
    assert "share few PCTs" not in pairs_table(whole, whole.pairs).note
    assert "of 151 PCTs" in " ".join(printed(three, 80).split())


def test_hostile_names_are_shown_as_they_are(
    hostile_three: Comparison, hostile: dict[str, str]
) -> None:
    text = printed(hostile_three, 200)
    assert hostile["markup"] in text
    assert hostile["script"] in text
