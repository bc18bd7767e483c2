"""The reference pages say what a key that is left out means, and their examples are what they say.

A sweep's example is not solved: it is of England.
"""

import re
from pathlib import Path

import pytest
import yaml

from modelling.sweep import MOST_MEMBERS
from modelling.sweep_members import Members

REFERENCE = Path(__file__).parents[2] / "docs" / "reference"


@pytest.mark.parametrize(
    ("page", "key", "said"),
    [
        ("scenario", "shas", "all SHAs of the geography"),
        ("scenario", "rules", "any division into clusters is lawful"),
        ("scenario", "priority", "they are weighed against one another"),
        ("scenario", "geography", "it must be there"),
        ("scenario", "title", "nothing"),
    ],
)
def test_what_a_key_that_is_left_out_means_is_said(
    site: Path, page: str, key: str, said: str
) -> None:
    text = (site / "reference" / f"{page}.html").read_text(encoding="utf-8")
    row = next(r for r in re.findall(r"<tr.*?</tr>", text, re.DOTALL) if f">{key}</span>" in r)
    assert re.sub(r"<.*?>", "", row).strip().endswith(said)


def test_a_field_of_the_grid_is_said_to_be_a_list_first(site: Path) -> None:
    text = (site / "reference" / "sweep.html").read_text(encoding="utf-8")
    assert "by name: a list of values, or a mapping with" in re.sub(r"<.*?>", "", text)


def test_the_sweep_of_the_reference_has_every_part_and_as_many_members_as_it_says(
    tmp_path: Path,
) -> None:
    text = (REFERENCE / "sweep.md").read_text(encoding="utf-8")
    (shown,) = re.findall(r"```yaml\n(.*?)```", text, re.DOTALL)
    file = tmp_path / "sweep.yaml"
    file.write_text(shown, encoding="utf-8")
    members = Members.load(file)
    assert set(yaml.safe_load(shown)) == {"name", "scenario", "grid", "cases", "sample"}
    assert len(members.every) + members.repeated == 3 * 5 + 3 + 200
    assert f"at most {MOST_MEMBERS:,} members" in text
