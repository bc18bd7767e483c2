"""What pcts.csv may say of posts and boards is held to its contract and then counted."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_folder import Folder
from small_scenarios import make_scenario

from geodata import load_geography
from geodata.problems import InputError
from modelling.case import Case
from modelling.implications.parameters import ImplicationParameters
from modelling.implications.topics import topics
from modelling.plan import Plan

COLUMNS = "chief_executives,directors,very_senior_managers,joint_posts,chairs,non_executives"


def folder(tmp_path: Path, a1: str, a2: str) -> Folder:
    """Return four squares with the columns, filled in for the first two and blank for the rest."""
    found = Folder(tmp_path)
    found.swap("pcts.csv", "weighted_population\n", f"weighted_population,{COLUMNS},median_pay\n")
    for row, more in (("1100.5", a1), ("1900", a2), ("3100", ",,,,,,"), ("3900", ",,,,,,")):
        found.swap("pcts.csv", f",{row}\n", f",{row},{more}\n")
    return found


def test_what_the_columns_say_is_counted_and_blanks_stay_unknown(tmp_path: Path) -> None:
    geography = load_geography(folder(tmp_path, "1,3,4,1,1,6,20000", "0,2,2,0,0,5,25000").path)
    plan = Plan({"A1": "N", "A2": "N", "B1": "S", "B2": "S"})
    found = topics(plan, Case(make_scenario(), geography), ImplicationParameters())
    north = {t.name: t.by_cluster["N"] for t in found}
    south = {t.name: t.by_cluster["S"] for t in found}
    assert (north["posts"]["chief_executives"], south["posts"]["chief_executives"]) == (1, 2)
    assert (north["posts"]["directors"], south["posts"]["directors"]) == (5, None)
    assert (north["posts"]["joint_posts"], south["posts"]["joint_posts"]) == (1, None)
    assert (north["bonuses"]["managers"], south["bonuses"]["managers"]) == (6, None)
    assert north["boards"]["chairs_in_post"] == 1
    assert north["boards"]["non_executives_in_post"] == 11
    assert south["boards"]["non_executives_in_post"] is None
    assert north["pay"]["population"] == pytest.approx(3000.5)


def test_a_number_that_cannot_be_is_refused_with_its_row(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        load_geography(folder(tmp_path, "1,-3,4,1,1,6,20000", "0,2.5,two,0,0,5,0").path)
    said = str(caught.value)
    assert "row 2, column directors" in said
    assert "is negative" in said
    assert "row 3, column directors" in said
    assert "row 3, column very_senior_managers" in said
    assert "row 3, column median_pay" in said
