"""Proposed consortia are read from a geography's folder where it has them."""

from pathlib import Path

import pytest

from geodata.loading import geography_folder
from geodata.problems import InputError
from geodata.proposals import Proposal, read_proposals

HEADER = "consortium,pct,covers,footprint_note\n"


def test_englands_proposals_of_whole_pcts_name_leeds_and_leave_single_practices_out() -> None:
    found = {p.name: p for p in read_proposals(geography_folder("england-2011")) or ()}

    assert found["Nene Commissioning CIC"].pcts == {"5PD"}
    assert any(p.pcts == {"5N1"} for p in found.values())
    assert any(p.pcts == {"5ND", "5J9"} for p in found.values())
    assert not any("Radlett" in name or "Newquay" in name for name in found)


def test_a_consortium_counts_where_it_was_to_have_all_its_pcts_or_most(tmp_path: Path) -> None:
    rows = "One,A,whole,joint\nOne,B,most,\nTwo,A,whole,\nTwo,B,part,\nThree,A,,\n"
    (tmp_path / "pathfinders.csv").write_text(HEADER + rows)

    assert read_proposals(tmp_path) == (Proposal("One", frozenset("AB"), "joint"),)


def test_a_folder_without_the_table_knows_of_none_and_a_bad_one_is_refused(tmp_path: Path) -> None:
    assert read_proposals(tmp_path) is None
    (tmp_path / "pathfinders.csv").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(InputError):
        read_proposals(tmp_path)
