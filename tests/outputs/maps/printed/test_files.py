"""The printed maps of a plan are files: of the plan, of each SHA and of what moves."""

from __future__ import annotations

import dataclasses
from pathlib import Path

from PIL import Image

from geodata.geography import Geography
from modelling.plan import Plan
from outputs.maps.printed import write_printed


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_every_picture_is_written_as_svg_and_as_png(
    squares: Geography, pairs: Plan, tmp_path: Path
):
    written = write_printed(tmp_path / "maps", pairs, squares, against=pairs)
    expected = ["difference", "plan", "sha-Alpha", "sha-Beta"]
    assert files(tmp_path / "maps") == [f"{n}.{end}" for n in expected for end in ("png", "svg")]
    assert sorted(path.name for path in written) == files(tmp_path / "maps")
    assert Image.open(tmp_path / "maps" / "plan.png").info["dpi"][0] > 199


def test_a_plan_of_one_sha_leaves_one_picture(squares: Geography, pairs: Plan, tmp_path: Path):
    write_printed(tmp_path, pairs.restricted(["5A1", "5A2", "5A3"]), squares)
    assert files(tmp_path) == ["plan.png", "plan.svg"]


def test_shas_whose_names_differ_by_nothing_a_file_can_bear_keep_apart(
    squares: Geography, pairs: Plan, tmp_path: Path
):
    pcts = squares.pcts.assign(sha=squares.pcts["sha"].map({"Alpha": "../A b", "Beta": "a?B"}))
    write_printed(tmp_path, pairs, dataclasses.replace(squares, pcts=pcts))
    assert [name for name in files(tmp_path) if name.endswith(".svg")] == [
        "plan.svg",
        "sha-A-b.svg",
        "sha-a-B-2.svg",
    ]
