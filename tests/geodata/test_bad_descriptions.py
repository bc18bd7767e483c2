"""Every way in which geography.yaml, or the name of a geography, can be wrong is explained."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from geodata import InputError, load_geography
from geodata.loading import check_geography

CASES = {
    "not YAML": ("name: [a\n", "line 2", "is not YAML", "mend"),
    "a tab": ("name:\n\t- a\n", "line 2", "is not YAML", "mend"),
    "a date that is none": ("title: 2011-13-45\n", "", "is not YAML", "plain text"),
    "an object": ("title: !!python/object:os.system {}\n", "line 1", "is not YAML", "mend"),
    "endless nesting": ("[" * 2000 + "]" * 2000, "", "is not YAML", "plain text"),
    "a list": ("- a\n", "", "is a list", "name: x"),
    "a key twice": ("name: a\nname: b\n", "line 2, name", "on line 1 already", "keep one"),
    "an unknown key": ("nmae: a\n", "line 1, nmae", "did you mean 'name'?", "use one of adjacency"),
    "an unknown key further in": (
        "name: a\nadjacency:\n  tolerance: 3\n", "line 3, adjacency.tolerance",
        "did you mean 'tolerance_m'?", "use one of max_gap_m",
    ),
    "a negative length": (
        "adjacency: {min_shared_m: -1}", "line 1, adjacency.min_shared_m",
        "not at least 0", "at least 0",
    ),
    "no number": ("adjacency: {min_shared_m: far}", "adjacency.min_shared_m", "'far'", "FORMAT"),
    "no number at all": ("adjacency: {max_gap_m: .nan}", "adjacency.max_gap_m", "finite", "number"),
    "no such CRS": ("crs: EPSG:99999999", "line 1, crs", "is not a CRS", "EPSG:27700"),
    "degrees to work in": (
        "working_crs: EPSG:4326", "line 1, working_crs", "in metres", "EPSG:27700",
    ),
    "no such encoding": ("encoding: latin-99", "line 1, encoding", "not an encoding", "utf-8"),
    "bytes for text": ("encoding: hex", "line 1, encoding", "not an encoding", "utf-8"),
    "no such plan": ("reference_plan: frist", "line 1, reference_plan", "mean 'first'?", "first"),
    "no such table": ("columns: {pct: {name: a}}", "line 1, columns.pct", "mean 'pcts'?", "pcts"),
    "no such column of ours": (
        "columns: {flows: {trusts: trust}}", "line 1, columns.flows.trusts", "mean 'trust'?", "pct",
    ),
    "no such column of theirs": (
        "columns: {pcts: {residents: residnets}}", "line 1, columns.pcts.residents",
        "pcts.csv has no column 'residnets', did you mean 'residents'?", "use one of pct, name",
    ),
}  # fmt: skip


@pytest.mark.parametrize("text,where,says,remedy", CASES.values(), ids=CASES)
def test_a_bad_description_is_refused_with_line_and_remedy(
    folder: Any, text: str, where: str, says: str, remedy: str
) -> None:
    folder.write("geography.yaml", text)

    with pytest.raises(InputError) as refusal:
        load_geography(folder.path)

    (problem,) = refusal.value.problems
    assert problem.file == f"{folder}/geography.yaml"
    assert where in problem.where
    assert says in problem.message
    assert remedy in problem.remedy


def test_a_description_that_is_not_utf_8_is_refused(folder: Any) -> None:
    folder.write("geography.yaml", b"title: caf\xe9\n")

    (problem,) = check_geography(folder.path)

    assert "byte 11 (0xE9) is not UTF-8" in problem.message


def test_an_unknown_geography_is_refused_with_the_nearest_one() -> None:
    with pytest.raises(InputError) as refusal:
        load_geography("england-2012")

    (problem,) = refusal.value.problems
    assert "did you mean 'england-2011'?" in problem.message
    assert "england-2011" in problem.remedy
    assert check_geography("england-2012") == [problem]


def test_a_file_is_not_a_geography(tmp_path: Path) -> None:
    (tmp_path / "pcts.csv").write_text("pct\n")

    (problem,) = check_geography(tmp_path / "pcts.csv")

    assert problem.message == "is a file, not a folder"
