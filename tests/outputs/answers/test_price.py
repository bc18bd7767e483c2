"""What a price is called, and the tables of the numbers of clusters."""

import csv
import json
from dataclasses import replace
from pathlib import Path

import pytest
from rich.console import Console
from small_maps import make_geography
from small_scenarios import make_scenario

from geodata.geography import Geography
from outputs.answers.price import in_order, price_sentence, print_prices
from outputs.answers.price_tables import COUNTS, RULES, price_record, write_prices
from solvers.outcome import Status
from solvers.questions.price import NO_TIME, STOPPED, TOO_MANY, Left, Price, PriceList, price

SIZE = ("size", Left.RULE, "a cluster has at most 10 PCTs")
FERRY = ("contiguity", Left.ALLOWANCE, "PCTs are joined by a ferry")


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (
            Price(*SIZE, Status.OPTIMAL, 2.0, 0.0021, changed=("North", "South", "East")),
            "Without the rule that a cluster has at most 10 PCTs the best plan scores 0.0021 more; "
            "3 clusters would change: North; South; East.",
        ),
        (
            Price(*SIZE, Status.OPTIMAL, 2.0, 1e-6, changed=tuple("ABCDEFG")),
            "Without the rule that a cluster has at most 10 PCTs the best plan scores less than "
            "0.0001 more; 7 clusters would change: A; B; C; D; E; and 2 more.",
        ),
        (
            Price(*SIZE, Status.OPTIMAL, 2.0, 0.0),
            "Without the rule that a cluster has at most 10 PCTs no plan scores higher: "
            "it costs nothing.",
        ),
        (
            Price(*SIZE, Status.FEASIBLE, 2.0, 0.01, 0.05, ("North",), NO_TIME),
            "Without the rule that a cluster has at most 10 PCTs a plan scores 0.0100 more; "
            "1 cluster would change: North. The best plan is not known and scores at most 0.0500 "
            "more: the time was up.",
        ),
        (
            Price(*SIZE, Status.FEASIBLE, 2.0, 0.0, 0.05, why=STOPPED),
            "What the rule that a cluster has at most 10 PCTs costs is not known but at most "
            "0.0500: the search was stopped.",
        ),
        (
            Price(*FERRY, Status.FEASIBLE, 2.0, -0.1, why=NO_TIME),
            "Without allowing that PCTs are joined by a ferry a plan scores 0.1000 less. "
            "The best plan is not known: the time was up.",
        ),
        (
            Price(*SIZE, None, why=TOO_MANY),
            "What the rule that a cluster has at most 10 PCTs costs is not known: "
            "too many clusters to look at.",
        ),
        (
            Price(*SIZE, Status.OPTIMAL, 2.0),
            "Without the rule that a cluster has at most 10 PCTs there is a plan; "
            "the best scores 2.0000.",
        ),
        (
            Price(*SIZE, Status.INFEASIBLE),
            "Without the rule that a cluster has at most 10 PCTs no plan keeps the other rules "
            "either.",
        ),
        (
            Price(*FERRY, Status.INFEASIBLE),
            "Without allowing that PCTs are joined by a ferry no plan keeps every rule.",
        ),
        (
            Price(*FERRY, Status.OPTIMAL, 2.0, -0.25, changed=("Isle",)),
            "Without allowing that PCTs are joined by a ferry the best plan scores 0.2500 less; "
            "1 cluster would change: Isle.",
        ),
        (
            Price(*FERRY, None, why=TOO_MANY),
            "What allowing that PCTs are joined by a ferry brings is not known: "
            "too many clusters to look at.",
        ),
        (
            Price("size", Left.RULE, 'the rule "Size"', Status.OPTIMAL, 2.0, 0.5),
            'Without the rule "Size" the best plan scores 0.5000 more.',
        ),
    ],
)
def test_a_price_is_said_in_one_plain_sentence(found: Price, said: str) -> None:
    assert price_sentence(found) == said


def test_what_costs_most_comes_first_and_what_is_unknown_last() -> None:
    unknown, nothing = Price(*SIZE, None, why=TOO_MANY), Price(*SIZE, Status.OPTIMAL, 2.0, 0.0)
    little, much = (Price(*SIZE, Status.OPTIMAL, 2.0, gained) for gained in (0.1, -0.2))

    assert in_order([unknown, nothing, little, much]) == [much, little, nothing, unknown]


@pytest.fixture(scope="module")
def geography() -> Geography:
    """Two SHAs of three PCTs in a row."""
    codes = ("A1", "A2", "A3", "B1", "B2", "B3")
    rows = [("A1", "A2", "land", 4.0), ("A2", "A3", "land", 3.0), ("A3", "B1", "land", 9.0)]
    rows += [("B1", "B2", "land", 2.0), ("B2", "B3", "land", 1.0)]
    homes = {pct: "Alpha" if pct[0] == "A" else "=Beta" for pct in codes}
    return make_geography(dict.fromkeys(codes, 100), rows, homes)


@pytest.fixture(scope="module")
def found(geography: Geography) -> PriceList:
    rules = {"cluster_count": {"national": 4}, "contiguity": {}, "sha_boundaries": {}}
    return price(make_scenario({**rules, "apart": [["A1", "A2"]]}), geography)


def shown(found: PriceList, capsys: pytest.CaptureFixture) -> list[str]:
    print_prices(found, Console(width=120))
    return [" ".join(line.split()) for line in capsys.readouterr().out.splitlines()]


def test_the_tables_show_what_more_and_fewer_clusters_cost(
    found: PriceList, capsys: pytest.CaptureFixture
) -> None:
    lines = shown(found, capsys)

    # of 19 km of border the best four keep A2-A3 (3) and B1-B2 (2)
    best = "The best plan scores 0.2632 of at most 1. Proven optimal: no lawful plan scores higher."
    assert best in lines
    assert "3 (the highest score of all) 0.3158 +0.0526" in lines
    assert "4 0.2632 the same" in lines
    assert "6 0.0000 −0.2632" in lines
    assert "Alpha 2 no plan no plan −0.1053 no plan" in lines
    assert "=Beta 2 no plan −0.1053 no plan no plan" in lines


def test_a_run_of_one_sha_shows_its_numbers_once(
    geography: Geography, capsys: pytest.CaptureFixture
) -> None:
    rules = {"cluster_count": {"per_sha": {"Alpha": 2}}, "contiguity": {}, "sha_boundaries": {}}

    lines = shown(price(make_scenario(rules, shas=["Alpha"]), geography), capsys)

    assert "1 (the highest score of all) 1.0000 +0.4286" in lines
    assert not any("If this SHA had" in line for line in lines)


def test_a_scenario_without_a_plan_still_shows_which_numbers_are_possible(
    geography: Geography, capsys: pytest.CaptureFixture
) -> None:
    rules = {"cluster_count": {"national": 1}, "contiguity": {}, "sha_boundaries": {}}

    lines = shown(price(make_scenario(rules), geography), capsys)

    assert "Proven impossible: no plan keeps every rule." in lines
    assert any(
        "Without the rule that there are at most 1 cluster there is a plan" in x for x in lines
    )
    assert "2 (the highest score of all) 0.5263" in lines


def test_the_files_hold_every_price_and_every_number_that_is_possible(
    found: PriceList, tmp_path: Path
) -> None:
    rules, counts, record = write_prices(tmp_path, found)

    with rules.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert tuple(rows[0]) == RULES
    assert [row["words"] for row in rows] == [p.words for p in found.prices]
    with counts.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert tuple(rows[0]) == COUNTS
    assert {(row["sha"], row["clusters"]) for row in rows} == {
        *(("all", str(k)) for k in range(3, 7)),
        *(("Alpha", k) for k in "23"), *(("'=Beta", k) for k in "123"),
    }  # fmt: skip
    (alpha,) = (r for r in rows if (r["sha"], r["clusters"]) == ("Alpha", "2"))
    assert float(alpha["own_score"]) == pytest.approx(3 / 19)
    assert float(alpha["plan_score"]) == pytest.approx(5 / 19)
    assert json.loads(record.read_text(encoding="utf-8")) == price_record(found)


def test_the_record_says_the_same(found: PriceList) -> None:
    record = price_record(found)

    assert record["status"] == "optimal"
    assert [r["gained"] for r in record["rules"]] == [p.gained for p in found.prices]
    assert len(record["counts"]) == 9
    assert record["counts_not_known"] == ""
    unasked = price_record(replace(found, counts=None, why=NO_TIME))
    assert (unasked["counts"], unasked["counts_not_known"]) == (None, NO_TIME)
