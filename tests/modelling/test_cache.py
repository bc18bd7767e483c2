"""What was worked out once is found again, and what it depends on is never mistaken."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from geodata import load_geography
from modelling import cache as cache_module
from modelling.cache import Cache
from modelling.case import Case
from modelling.listing import candidates_of
from modelling.scenario_files import load_scenario, parse_scenario, scenario_text


def never() -> np.ndarray:
    raise AssertionError("made again")


def north_west(old: str = "", new: str = "") -> Case:
    scenario = load_scenario("north-west")
    text = scenario_text(scenario).replace(old, new) if old else scenario_text(scenario)
    return Case.of(parse_scenario(text), load_geography("england-2011"))


@pytest.fixture
def small_files_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache_module, "WORTH_A_FILE", 0)


def test_an_array_is_made_once_and_found_in_memory() -> None:
    cache = Cache()
    made = cache.array("a", lambda: np.arange(3))
    assert cache.array("a", never) is made


def test_an_array_is_found_on_disk_by_another_process(
    tmp_path: Path, small_files_too: None
) -> None:
    Cache(tmp_path).array("a", lambda: np.arange(3))
    assert Cache(tmp_path).array("a", never).tolist() == [0, 1, 2]


def test_a_damaged_file_is_made_again(tmp_path: Path, small_files_too: None) -> None:
    Cache(tmp_path).array("a", lambda: np.arange(3))
    (tmp_path / "a.npy").write_bytes(b"\x93NUMPY nonsense")
    assert Cache(tmp_path).array("a", lambda: np.arange(4)).tolist() == [0, 1, 2, 3]


def test_a_folder_that_cannot_be_written_to_stops_nothing(
    tmp_path: Path, small_files_too: None
) -> None:
    (tmp_path / "file").write_text("")
    assert len(Cache(tmp_path / "file" / "below").array("a", lambda: np.arange(3))) == 3


def test_memory_and_disk_drop_what_was_least_lately_used(
    tmp_path: Path, small_files_too: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cache_module, "MOST_IN_MEMORY", 100)
    monkeypatch.setattr(cache_module, "MOST_ON_DISK", 500)
    cache = Cache(tmp_path)
    for name in "abcd":
        cache.array(name, lambda: np.zeros(10))
    assert len(list(tmp_path.glob("*.npy"))) < 4
    with pytest.raises(AssertionError, match="made again"):
        Cache().array("a", never)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("patient_flow: 1.0", "patient_flow: 0.3"),
        ("North West: 5", "North West: 6"),
        ("objectives:", "  together: [[5NK, 5NL]]\nobjectives:"),
        ("objectives:", "  apart: [[5NK, 5NL]]\nobjectives:"),
    ],
)
def test_other_weights_counts_and_pins_list_nothing_again(
    old: str, new: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = Cache()
    candidates_of(north_west(), cache=cache)
    monkeypatch.setattr("modelling.bitsets.connected_sets", never)
    changed = north_west(old, new)
    (warm,) = candidates_of(changed, cache=cache)
    monkeypatch.undo()
    (cold,) = candidates_of(changed)
    assert (warm.masks == cold.masks).all()
    assert warm.value == pytest.approx(cold.value)


@pytest.mark.parametrize(
    ("old", "new"),
    [("max: 10", "max: 9"), ("overlap: 0.9", "overlap: 0.5"), ("- ferry", "- point_touch")],
)
def test_a_changed_rule_is_never_served_the_old_list(old: str, new: str) -> None:
    cache = Cache()
    candidates_of(north_west(), cache=cache)
    (warm,) = candidates_of(north_west(old, new), cache=cache)
    (cold,) = candidates_of(north_west(old, new))
    assert (warm.masks == cold.masks).all()


def test_the_programs_own_code_is_part_of_every_key(monkeypatch: pytest.MonkeyPatch) -> None:
    before = Cache.key("candidates")
    monkeypatch.setattr(cache_module, "_code", lambda: "a rule was edited")
    assert Cache.key("candidates") != before


def test_the_folder_of_lists_is_the_one_that_the_environment_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLUSTERS_CACHE", str(tmp_path))
    assert cache_module.user_cache_folder() == tmp_path
    monkeypatch.delenv("CLUSTERS_CACHE")
    assert cache_module.user_cache_folder().name == "pct-clusters"
