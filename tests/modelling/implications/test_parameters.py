"""Parameters: what ships for England, and what is wrong with a planner's own."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from geodata.loading import shipped_geographies
from geodata.problems import InputError
from modelling.implications.parameter_files import (
    LARGEST_BYTES,
    MOST_PROBLEMS,
    load_parameters,
    parameter_file,
    parameters_of,
    parse_parameters,
)
from modelling.implications.parameters import CHANGED, PLANNER, ImplicationParameters


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
        ("pay: {retention_premium: 3}", "3 is 300% → write 0.3 for 30%"),
        ("bonuses: {share: 25}", "write 0.3 for 30%"),
        ("pay: {bands: [{up_to: 5, pay: 9}, {pay: 8}]}", "pay falls from 9 to 8"),
        (
            "boards: {most_non_executives: 7, audit_chairs_per_board: 12}",
            "audit_chairs_per_board 12 is more than most_non_executives 7",
        ),
    ],
)
def test_a_value_that_cannot_be_is_refused_with_its_reason(text: str, words: str) -> None:
    with pytest.raises(InputError) as caught:
        parse_parameters(text)
    assert words in str(caught.value)


@pytest.mark.parametrize("begin", ["bands:", "bands:\n    value:"])
def test_what_is_wrong_in_a_list_is_found_on_its_line(begin: str) -> None:
    text = f"pay:\n  {begin}\n      - {{up_to: 5, pay: 1}}\n      - {{pay: lots}}\n"
    with pytest.raises(InputError) as caught:
        parse_parameters(text)
    line = text.splitlines().index("      - {pay: lots}") + 1
    assert f"line {line}, pay.bands.1.pay: 'lots' is not a number" in str(caught.value)


ENGLAND = "england-2011"


def mine(tmp_path: Path, text: str) -> ImplicationParameters:
    """Return a planner's own file on top of England's."""
    (tmp_path / "mine.yaml").write_text(text, encoding="utf-8")
    return load_parameters(tmp_path / "mine.yaml", ENGLAND)


def test_a_file_of_one_line_changes_one_value_and_says_whose_it_is(
    tmp_path: Path, parameters: ImplicationParameters
) -> None:
    found = mine(tmp_path, "pay: {treasury_threshold: 150000}\n")

    assert found.pay.treasury_threshold.value == 150_000
    assert found.pay.treasury_threshold.said == CHANGED
    rest = dict(found.every())
    assert {k: v for k, v in rest.items() if k != "pay.treasury_threshold"} == {
        k: v for k, v in parameters.every() if k != "pay.treasury_threshold"
    }


def test_the_file_to_edit_is_the_shipped_one_until_it_is_edited(
    tmp_path: Path, parameters: ImplicationParameters
) -> None:
    path = parameter_file(ENGLAND)
    assert path is not None
    text = path.read_text(encoding="utf-8")

    assert mine(tmp_path, text) == parameters
    edited = mine(tmp_path, text.replace("value: 142500", "value: 130000")).pay.treasury_threshold
    assert (edited.value, edited.source, edited.certainty) == (130_000, CHANGED, "")


def test_a_value_of_ones_own_may_name_a_source_and_what_is_left_blank_is_not_known(
    tmp_path: Path,
) -> None:
    found = mine(
        tmp_path,
        "pay: {treasury_threshold: {value: 5, source: a letter}, retention_premium: }\n"
        "bonuses: {earn_back: 0.1}\n",
    )
    assert found.pay.treasury_threshold.source == f"{PLANNER}: a letter"
    assert found.pay.retention_premium.value is None
    assert found.pay.retention_premium.source == CHANGED
    assert found.bonuses.earn_back.source == PLANNER


def test_a_share_is_of_a_post_of_ones_own_file_or_of_the_geography(tmp_path: Path) -> None:
    found = mine(tmp_path, "pay: {director_shares: {Nurse director: 0.6}}\n")
    assert found.pay.director_shares.value == {"Nurse director": 0.6}
    with pytest.raises(InputError, match="names Cook"):
        mine(tmp_path, "pay: {director_shares: {Cook: 0.6}}\n")


def test_a_large_file_is_refused_unread(tmp_path: Path) -> None:
    (tmp_path / "large.yaml").write_text("# " + "x" * LARGEST_BYTES)
    with pytest.raises(InputError, match="a file of parameters at most 200,000"):
        load_parameters(tmp_path / "large.yaml")


def test_of_very_many_problems_the_first_are_shown() -> None:
    text = "".join(f"key{n}: 1\n" for n in range(1000))
    with pytest.raises(InputError) as caught:
        parse_parameters(text)
    assert len(caught.value.problems) == MOST_PROBLEMS + 1
    assert "950 other problems are not shown" in str(caught.value)


def test_a_file_that_is_not_there_or_no_text_is_bad_input(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        load_parameters(tmp_path / "none.yaml")
    (tmp_path / "latin.yaml").write_bytes(b"# \xe9")
    with pytest.raises(InputError, match="is not UTF-8"):
        load_parameters(tmp_path / "latin.yaml")
