"""Parameters: what ships for England, and what is wrong with a planner's own."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from geodata.loading import shipped_geographies
from geodata.problems import InputError
from modelling.implications.parameter_files import (
    load_parameters,
    parameter_file,
    parameters_of,
    parse_parameters,
)
from modelling.implications.parameters import PLANNER, ImplicationParameters


def facts() -> dict[str, dict[str, str]]:
    """Return the rows of England's pay and governance facts by item."""
    path = shipped_geographies()["england-2011"] / "facts" / "pay_and_governance.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        return {row["item"]: row for row in csv.DictReader(file)}


def test_what_ships_for_england_says_what_its_facts_say(
    parameters: ImplicationParameters,
) -> None:
    known = facts()
    pay, boards = parameters.pay, parameters.boards
    rates = [float(known[f"PCT CE spot rate band {n}"]["value"]) for n in range(1, 6)]
    assert [band.pay for band in pay.bands.value.bands] == rates
    ends = [150_000, 300_000, 500_000, 1_000_000, None]
    assert [band.up_to for band in pay.bands.value.bands] == ends
    shares = {
        "CE recruitment and retention premium, maximum": pay.retention_premium.value,
        "CE additional duties payment, maximum": pay.additional_duties.value,
        "Bonus eligibility": parameters.bonuses.share.value,
    }
    assert {item: 100 * share for item, share in shares.items()} == {
        item: float(known[item]["value"]) for item in shares
    }
    whole = {
        "Treasury approval threshold": pay.treasury_threshold.value,
        "NED remuneration": boards.non_executive_pay.value,
        "Audit committee chair remuneration": boards.audit_chair_pay.value,
        "NEDs per PCT board, minimum": boards.least_non_executives.value,
        "NEDs per PCT board, maximum": boards.most_non_executives.value,
    }
    assert whole == {item: float(known[item]["value"]) for item in whole}
    assert known["FT counts"]["value"].endswith(
        f"{parameters.partners.pipeline_nationally.value} NHS trusts in pipeline"
    )


def test_every_value_that_ships_names_its_source_and_certainty(
    parameters: ImplicationParameters,
) -> None:
    for key, sourced in parameters.every():
        if sourced.value is not None:
            assert sourced.source, key
            assert sourced.certainty, key


def test_what_nobody_could_find_out_ships_blank(parameters: ImplicationParameters) -> None:
    blank = {key for key, sourced in parameters.every() if sourced.value is None}
    assert {"boards.chair_bands", "pay.pay_awards", "pay.director_shares"} <= blank
    assert {"bonuses.earn_back", "bonuses.median_pay", "posts.directors_per_pct"} <= blank


def test_a_geography_without_parameters_knows_none_of_them(tmp_path: Path) -> None:
    assert parameter_file(str(tmp_path)) is None
    assert parameters_of(str(tmp_path)) == ImplicationParameters()
    assert all(s.value is None for _, s in ImplicationParameters().every())


def test_the_parameters_of_a_folder_are_read_from_it(tmp_path: Path) -> None:
    (tmp_path / "implications.yaml").write_text("pay: {treasury_threshold: 5}\n")
    found = parameters_of(str(tmp_path)).pay.treasury_threshold
    assert (found.value, found.source) == (5, PLANNER)


def test_a_value_may_stand_by_itself_or_with_its_source() -> None:
    bare = parse_parameters("boards: {least_non_executives: 4}\npay:\nposts: {pool: }\n")
    assert bare.boards.least_non_executives.said == PLANNER
    full = "boards: {least_non_executives: {value: 4, source: us, certainty: sure}}"
    assert parse_parameters(full).boards.least_non_executives.said == "us (sure)"
    assert bare.posts.pool.value is None


def test_everything_wrong_is_listed_at_once_with_its_line_and_remedy() -> None:
    text = (
        "pay:\n"
        "  treasury_threshold: lots\n"
        "  bands: [{up_to: 5, pay: 1}, {up_to: 3, pay: 2}]\n"
        "bonuses: {rounding: dwn, shar: 1, earn_back: yes}\n"
        "boards: {least_non_executives: 9, most_non_executives: 4}\n"
    )
    with pytest.raises(InputError) as caught:
        parse_parameters(text, "mine.yaml")
    said = str(caught.value)
    for words in (
        "mine.yaml, line 2, pay.treasury_threshold.value: 'lots' is not a number",
        "only the last band has no end",
        "did you mean 'down'?",
        "'shar' is not known here, did you mean 'share'?",
        "yes is not a number",
        "least_non_executives 9 is more than most_non_executives 4 → swap the two",
    ):
        assert words in said
    assert len(caught.value.problems) == 6


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("pay: {bands: [{up_to: 5, pay: 1}, {up_to: 3, pay: 2}, {pay: 9}]}", "are not in order"),
        ("pay: {bands: [{pay: 1}, {pay: 2}]}", "only the last band has no end"),
        ("pay: {director_shares: {Cook: 0.5}}", "names Cook, no post of posts.director_posts"),
        (
            "boards: {most_non_executives: 7, shared_non_executives: 7}",
            "leaves no place for one of the locality",
        ),
        ("pay: {treasury_threshold: !!python/object:os.system 1}", "is not YAML"),
        ("posts: {pool: 010}", "was read as a number"),
        ("pay: {bands: []}", "too few entries"),
        ("[1, 2]", "is not a list of key: value"),
        ("bonuses: {share: .inf}", "is no finite number"),
    ],
)
def test_a_value_that_cannot_be_is_refused_with_its_reason(text: str, words: str) -> None:
    with pytest.raises(InputError) as caught:
        parse_parameters(text)
    assert words in str(caught.value)


def test_a_file_that_is_not_there_or_no_text_is_bad_input(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        load_parameters(tmp_path / "none.yaml")
    (tmp_path / "latin.yaml").write_bytes(b"# \xe9")
    with pytest.raises(InputError, match="is not UTF-8"):
        load_parameters(tmp_path / "latin.yaml")
