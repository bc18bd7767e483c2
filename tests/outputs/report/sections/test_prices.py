"""What rules cost is never said to be nought where it is not known."""

from typing import Any

from finished_runs import run_in_memory, without_boundaries

from geodata.geography import Geography
from modelling.plan import Plan
from modelling.scenario_files import load_scenario
from outputs.report.answers import Kept
from outputs.report.blocks import Table
from outputs.report.sections.prices import prices


def rule(name: str, left: str, words: str, **more: Any) -> dict[str, Any]:
    """Return a row of price.json: a rule that is proven to cost nothing, but for `more`."""
    row = {"rule": name, "left_out": left, "words": words, "proven": True, "score_without": 2.0}
    return row | {"gained": 0.0, "most": None, "changed": [], "not_known": ""} | more


RULES = [
    rule("size", "rule", "a cluster has at most 10 PCTs"),
    rule("cluster_count", "part", "there are at least 50 clusters", score_without=2.5, gained=0.5),
    rule("cluster_count", "part", "there are at most 50 clusters"),
    rule("cluster_count", "rule", 'the rule "Number of clusters"', score_without=2.5, gained=0.5),
    rule(
        "contiguity",
        "rule",
        "a cluster hangs together",
        proven=False,
        most=0.116,
        not_known="the time was up",
    ),
    rule("contiguity", "allowance", "PCTs are joined by a ferry", score_without=None, gained=None),
    rule("footprint", "rule", "no cluster is on that of a consortium of ccg-2015", gained=0.01),
]


def count(clusters: int, score: float) -> dict[str, Any]:
    against = score - 2.0
    row = {"sha": "all", "clusters": clusters, "plan_score": score, "against_best": against}
    return row | {"proven": True}


def tables(england: Geography, plan: Plan) -> dict[str, Table]:
    run = run_in_memory(plan, load_scenario("national-as-2011"), without_boundaries(england))
    counts = [count(n, 2.4 - abs(n - 35) / 100) for n in range(25, 70)]
    found = prices(Kept({"rules": RULES, "counts": counts}), run)
    return {block.name: block for block in found if isinstance(block, Table)}


def test_a_cost_that_is_not_known_is_said_to_be_with_the_most_it_can_be(
    england: Geography, plan: Plan
) -> None:
    rows = tables(england, plan)["prices"].rows

    assert rows[1] == (
        "A cluster hangs together",
        "not known",
        "not known, at most 0.116",
        "no",
        "the time was up",
    )


def test_the_dearest_rule_is_first_and_none_is_told_twice(england: Geography, plan: Plan) -> None:
    said = [row[0] for row in tables(england, plan)["prices"].rows]

    assert said[0] == "There are at least 50 clusters"
    assert said[2] == "No cluster is on that of a consortium (CCGs of July 2015)"
    assert 'The rule "Number of clusters"' not in said


def test_what_a_rule_allows_has_a_table_of_its_own(england: Geography, plan: Plan) -> None:
    (row,) = tables(england, plan)["allowed"].rows

    assert row[:3] == ("PCTs are joined by a ferry", "no plan", "–")


def test_the_best_of_all_numbers_of_clusters_has_a_row(england: Geography, plan: Plan) -> None:
    table = tables(england, plan)["counts"]

    assert [row[0] for row in table.rows] == [35, *range(45, 56)]
    assert (table.rows[0][1], table.rows[0][4]) == (2.4, "highest of all numbers")
    assert table.rows[6][4] == "this plan"
    assert table.note.endswith("Of all numbers, 35 clusters would score highest.")
