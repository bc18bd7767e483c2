"""Facts that implications, rules and objectives share: chief executives, boards, authorities."""

import numpy as np
import pytest
from small_folder import Folder
from small_maps import CHIEFS, make_geography

from geodata import load_geography
from geodata.geography import Geography
from geodata.problems import InputError
from modelling.implications.facts import (
    LEAST_SHARE,
    authority_parts,
    boards,
    chief_executives,
    without_chief_executives,
)

PEOPLE = {"A1": 100, "A2": 200, "A3": 50}


def test_a_pct_of_which_the_table_says_nothing_has_one_chief_executive_and_is_named() -> None:
    known = make_geography(PEOPLE, columns={CHIEFS: {"A1": 0.0, "A2": np.nan, "A3": 2.0}})
    assert dict(chief_executives(known)) == {"A1": 0, "A2": 1, "A3": 2}
    assert without_chief_executives(known) == ("A2",)
    assert set(chief_executives(make_geography(PEOPLE)).values()) == {1}
    assert without_chief_executives(make_geography(PEOPLE)) == ("A1", "A2", "A3")


def test_every_pct_keeps_its_board() -> None:
    assert dict(boards(make_geography(PEOPLE))) == {"A1": 1, "A2": 1, "A3": 1}


def test_a_part_counts_from_two_in_a_hundred_of_the_authority_s_residents_on() -> None:
    rows = [("Shire", "A1", 980), ("Shire", "A2", 20), ("City", "A1", 981), ("City", "A3", 19)]
    parts = authority_parts(make_geography(PEOPLE, local_authorities=rows))
    assert {a: dict(p) for a, p in parts.items()} == {
        "City": {"A1": 981},
        "Shire": {"A1": 980, "A2": 20},
    }


def test_another_least_share_may_be_asked_for() -> None:
    rows = [("Shire", "A1", 980), ("Shire", "A2", 20)]
    geography = make_geography(PEOPLE, local_authorities=rows)
    assert list(authority_parts(geography, 0.05)["Shire"]) == ["A1"]
    assert list(authority_parts(geography)["Shire"]) == ["A1", "A2"]


def test_an_authority_without_residents_has_no_parts() -> None:
    assert not authority_parts(make_geography(PEOPLE, local_authorities=[("Isle", "A1", 0)]))


def test_no_part_of_an_authority_of_england_is_near_the_least_share(england: Geography) -> None:
    """So that what counts does not hang on the second digit of a share."""
    table = england.local_authorities
    total = table.groupby("upper_tier_la")["residents"].transform("sum")
    shares = (table["residents"] / total).sort_values()
    assert not ((shares > 0.7 * LEAST_SHARE) & (shares < 2 * LEAST_SHARE)).any()


def test_eleven_authorities_of_england_lie_in_several_pcts(england: Geography) -> None:
    several = {a: sorted(p) for a, p in authority_parts(england).items() if len(p) > 1}
    assert len(authority_parts(england)) == 152
    assert len(several) == 11
    assert several["Derbyshire"] == ["5LH", "5N6"]
    assert several["Essex"] == ["5P1", "5PV", "5PW", "5PX", "5PY"]
    assert "Oxfordshire" not in several


@pytest.mark.parametrize(("cell", "said"), [("-1", "is negative"), ("0.5", "is not a whole")])
def test_chief_executives_come_whole_and_not_fewer_than_none(tmp_path, cell, said) -> None:
    folder = Folder(tmp_path)
    folder.swap("pcts.csv", "weighted_population\n", "weighted_population,chief_executives\n")
    folder.swap("pcts.csv", "1100.5\n", f"1100.5,{cell}\n")
    for end in ("1900\n", "3100\n", "3900\n"):
        folder.swap("pcts.csv", end, f"{end.strip()},\n")
    with pytest.raises(InputError, match=f"row 2, column chief_executives.*{said}"):
        load_geography(tmp_path)


def test_a_folder_s_chief_executives_are_read_blank_ones_as_one(tmp_path) -> None:
    folder = Folder(tmp_path)
    folder.swap("pcts.csv", "weighted_population\n", "weighted_population,chief_executives\n")
    for end, more in (("1100.5\n", "2"), ("1900\n", ""), ("3100\n", "0"), ("3900\n", "")):
        folder.swap("pcts.csv", end, f"{end.strip()},{more}\n")
    folder.draw()
    known = load_geography(tmp_path)
    assert dict(chief_executives(known)) == {"A1": 2, "A2": 1, "B1": 0, "B2": 1}
