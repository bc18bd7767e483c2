"""Plans nearly as good as the best, as a planner reads them and as programs do."""

import csv
import io
import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from rich.console import Console
from small_maps import make_geography
from small_scenarios import make_scenario

from geodata.geography import Geography
from modelling.moves import moves
from modelling.plan import Plan
from modelling.plan_files import load_plan
from outputs.answers.alternatives import print_alternatives
from outputs.answers.alternatives_files import alternatives_record, write_alternatives
from outputs.answers.alternatives_wording import (
    listing,
    moves_in_words,
    number_of_plans,
    over_what,
    share,
)
from solvers.nearly_best.alternatives import Alternatives, alternatives

RULES = {"cluster_count": {"national": 3}, "contiguity": {"edges": ["land"]}, "size": {"max": 3}}


LENGTHS = {"AB": 4.0, "BC": 1.0, "CD": 3.0, "DE": 1.2, "EF": 1.5, "AF": 1.3}
"""Border in km, 12 in all. The best plans cut three of the four short ones, but not DE, EF and AF
at once: that would leave four together. They score 8.5, 8.3 and 8.2 twelfths, the next 6.7."""


@pytest.fixture(scope="module")
def ring() -> Geography:
    """Six PCTs in a ring."""
    borders = [(*side, "land", km) for side, km in LENGTHS.items()]
    return make_geography(dict.fromkeys("ABCDEF", 100), borders)


def _said(found: Alternatives) -> str:
    out = io.StringIO()
    print_alternatives(found, Console(file=out, width=200))
    return out.getvalue()


def test_a_planner_reads_what_is_listed_and_what_is_settled(ring: Geography) -> None:
    text = _said(alternatives(make_scenario(RULES), ring, within="5%"))
    assert "The best plan scores 0.7083 of at most 1. Proven: no lawful plan scores higher." in text
    assert "These are all 3 plans that score within 5% of the best (0.6729 or more)." in text
    assert "What all 3 plans within 5% of the best agree on" in text
    assert "None of 6 PCTs has a settled place" in text
    assert (
        "Of 6 pairs of neighbours that could share a cluster, 2 are always together and 1 never."
        in text
    )
    assert "Town F leaves Town E to join Town A and Town B" in text


@pytest.mark.parametrize(
    ("asked", "sentences"),
    [
        (
            {"count": 2},
            ["The 2 best are listed, the last of which gives up 0.0167; there are more."],
        ),
        ({"count": 1000}, ["These are all 14 plans."]),
        (
            {"within": "0.01", "count": 1000},
            ["No other lawful plan scores within 0.01 of the best"],
        ),
        ({"within": "5%", "count": 2}, ["3 lawful plans score within 5%", "there are more"]),
        (
            {"within": "0%", "differ": 1},
            ["No lawful plan but the best scores", "No other plan that"],
        ),
        ({"differ": 2, "count": 2}, ["differ in 2 PCTs or more from every one above it", "more"]),
        ({"differ": 4, "count": 9}, ["No other plan differs from it in 4 PCTs or more."]),
    ],
)
def test_what_is_listed_is_said_in_sentences(
    ring: Geography, asked: Mapping, sentences: list[str]
) -> None:
    said = " ".join(listing(alternatives(make_scenario(RULES), ring, **asked)))
    assert [s for s in sentences if s not in said] == [], said


def test_shares_are_said_to_be_of_the_plans_listed_where_these_are_not_all(ring: Geography) -> None:
    few = alternatives(make_scenario(RULES), ring, count=3)
    assert over_what(few) == "the 3 plans listed"
    every = alternatives(make_scenario(RULES), ring, within="5%", count=1)
    assert over_what(every) == "all 3 plans within 5% of the best"
    assert over_what(replace(every, total=(4.0, 6.0))) == "all plans within 5% of the best"
    wide = " ".join(listing(replace(every, total=None, over_all=False)))
    assert "There are too many plans within 5% to count or to sum up" in wide
    cut = " ".join(listing(replace(few, cut_short=True)))
    assert cut.endswith("The search was cut short, so there may be more plans like these.")
    assert "there are more" not in cut


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        (8, 8, "8"),
        (672, 694, "between 672 and 694"),
        (1.707e11, 1.751e11, "between 170.7 and 175.1 billion"),
        (5e6, 5.1e6, "between 5.0 and 5.1 million"),
        (3e15, 4e15, "more than 3,000 million million"),
    ],
)
def test_numbers_of_plans_are_said_as_far_as_they_are_known(
    low: float, high: float, said: str
) -> None:
    assert number_of_plans(low, high) == said


def test_a_share_that_is_neither_nothing_nor_all_is_never_called_so() -> None:
    assert [share(x) for x in (0, 1e-9, 0.004, 0.5, 0.996, 1)] == [
        "0%",
        "under 1%",
        "under 1%",
        "50%",
        "over 99%",
        "100%",
    ]


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (
            ["ABC", "DEF"],
            ["AB", "CDEF"],
            ["Town C leaves Town A and Town B to join Town D, Town E"],
        ),
        (
            ["ABC", "DEF"],
            ["A", "BC", "DEF"],
            ["Town A leaves Town B and Town C to be a cluster of"],
        ),
        (["AB", "CDEF"], ["ABCDEF"], ["Town A and Town B join Town C, Town D and 2 others"]),
        (
            ["AB", "CD"],
            ["AC", "BD"],
            ["Town B leaves Town A to join", "Town C leaves Town D to join"],
        ),
        (["AB"], ["AB"], []),
    ],
)
def test_moves_are_told_by_who_is_left_and_who_is_joined(
    ring: Geography, before: list[str], after: list[str], said: list[str]
) -> None:
    one, other = (
        Plan({pct: f"{name}{i}" for i, pcts in enumerate(plan) for pct in pcts})
        for name, plan in (("old", before), ("new", after))
    )
    words = moves_in_words(one, other, moves(one, other, ring.residents), ring)
    assert len(words) == len(said)
    for start, whole in zip(said, sorted(words), strict=True):
        assert whole.startswith(start)


def test_the_record_and_the_tables_say_the_same(ring: Geography, tmp_path: Path) -> None:
    found = alternatives(make_scenario(RULES), ring, within="5%")
    folder = write_alternatives(found, tmp_path / "out")
    record = json.loads((folder / "alternatives.json").read_text(encoding="utf-8"))
    assert record == json.loads(json.dumps(alternatives_record(found)))
    assert record["complete"] and record["total"] == [3, 3]
    assert {f.name for f in folder.iterdir()} == {
        "alternatives.csv",
        "alternatives.json",
        "pairs.csv",
        "plans",
        "scenario.yaml",
        "settled.csv",
    }
    rows = _rows(folder / "alternatives.csv")
    assert [float(row["score"]) for row in rows] == [plan["score"] for plan in record["plans"]]
    for row, item in zip(rows, found.plans, strict=True):
        plan = load_plan(folder / "plans" / f"{row['plan']}.csv", ring)
        assert set(plan.clusters.values()) == set(item.plan.clusters.values())
        assert int(row["pcts_moved"]) == len(item.moves)
    pairs = {(row["pct_a"], row["pct_b"]): row for row in _rows(folder / "pairs.csv")}
    assert pairs["A", "B"]["always"] == "True" and float(pairs["A", "B"]["together"]) == 1
    assert [row["pct"] for row in _rows(folder / "settled.csv")] == list("ABCDEF")


def _rows(file: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(file.read_text(encoding="utf-8-sig"))))


def test_a_name_that_a_spreadsheet_would_run_is_made_harmless(
    ring: Geography, tmp_path: Path
) -> None:
    named = replace(ring, pcts=ring.pcts.assign(name="=cmd()"))
    folder = write_alternatives(alternatives(make_scenario(RULES), named, count=2), tmp_path)
    for file in ("pairs.csv", "settled.csv"):
        assert "'=cmd()" in (folder / file).read_text(encoding="utf-8-sig")
        assert ",=cmd()" not in (folder / file).read_text(encoding="utf-8-sig")


def test_a_scenario_without_any_plan_says_why_and_nothing_else(ring: Geography) -> None:
    rules = {"cluster_count": {"national": 2}, "size": {"max": 2}}
    found = alternatives(make_scenario(rules), ring)
    text = _said(found)
    assert "Proven impossible: no plan keeps every rule." in text
    assert all(reason in text for reason in found.reasons)
    assert alternatives_record(found)["plans"] == []
