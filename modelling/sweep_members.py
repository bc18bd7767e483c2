"""The members of a sweep: every scenario that it amounts to, checked and told apart by a hash."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from geodata.geography import Geography
from geodata.loading import load_geography
from geodata.problems import InputError, raise_if_any
from modelling.scenario import Scenario
from modelling.scenario_files import load_scenario
from modelling.settings import PathError, setting, with_settings
from modelling.sweep import Changes, Sweep
from modelling.sweep_checking import Checked, Checking
from modelling.sweep_files import load_sweep
from modelling.sweep_problems import Refusals, path_problems
from modelling.sweep_sampling import drawn

OFTEN = 1000
"""Scenarios from one word of how far the checking is to the next."""

OnProgress = Callable[[int, int], None]


def _unheard(_done: int, _total: int) -> None:
    pass


@dataclass(frozen=True)
class Member:
    """One scenario of a sweep.

    number    its place in the sweep, from 1
    hash      equal for scenarios that ask for the same (`modelling.sameness.content_hash`)
    source    "grid", "case" or "sample"
    lists     members with the same share their lists of candidates
    settings  by path: the value of every field that the sweep varies
    asked     JSON: the scenario in full, in canonical form (`modelling.sameness.canonical`)
    """

    number: int
    hash: str
    source: str
    lists: str
    settings: Mapping[str, Any]
    asked: str

    @property
    def scenario(self) -> Scenario:
        """The scenario itself."""
        return Scenario.model_validate_json(self.asked)


@dataclass(frozen=True, eq=False)
class Members:
    """The scenarios of a sweep on a geography, each that says the same once.

    `repeated` is how many were left out because they say the same as one before.
    """

    sweep: Sweep
    base: Scenario
    geography: Geography
    every: tuple[Member, ...]
    repeated: int

    @classmethod
    def load(cls, file: str | Path, on_progress: OnProgress = _unheard) -> Members:
        """Return the members of the sweep in that file.

        `on_progress` is told now and then how many scenarios are checked, and of how many. Raises
        `InputError` with every problem of the file, its scenario and its geography.
        """
        sweep = load_sweep(file)
        base = load_scenario(sweep.scenario)
        return cls.of(sweep, base, load_geography(base.geography), on_progress)

    @classmethod
    def of(
        cls, sweep: Sweep, base: Scenario, geography: Geography, on_progress: OnProgress = _unheard
    ) -> Members:
        """Return the members of a sweep whose base scenario is given.

        Raises `InputError` with every path that no scenario has and every value that a scenario
        or the geography refuses, alike ones summed up.
        """
        plain = base.as_data()
        raise_if_any(path_problems(sweep, plain))
        refused, checking = Refusals(sweep), Checking(base, geography)
        found: dict[str, Member] = {}
        for done, (source, changes) in enumerate(_changes(sweep, plain)):
            if done % OFTEN == 0:
                on_progress(done, len(sweep))
            try:
                checked = checking.checked(changes)
            except (PathError, ValidationError, InputError) as error:
                refused.add(source, changes, error)
                continue
            if checked.hash not in found and not refused:
                found[checked.hash] = _member(len(found) + 1, source, checked, sweep.paths)
        raise_if_any(refused.problems(len(sweep)))
        return cls(sweep, base, geography, tuple(found.values()), len(sweep) - len(found))

    @cached_property
    def hash(self) -> str:
        """SHA-256 that equals that of another sweep with the same scenarios in the same order."""
        joined = "\n".join(member.hash for member in self.every)
        return hashlib.sha256(joined.encode()).hexdigest()

    @cached_property
    def lists(self) -> tuple[str, ...]:
        """The distinct lists of candidates, in the order in which members first need them."""
        return tuple(dict.fromkeys(member.lists for member in self.every))


def _member(number: int, source: str, checked: Checked, paths: Iterable[str]) -> Member:
    data = checked.data
    settings = {path: setting(data, path) for path in paths}
    return Member(number, checked.hash, source, checked.lists, settings, checked.asked)


def _changes(sweep: Sweep, base: Mapping[str, Any]) -> Iterator[tuple[str, Changes]]:
    yield from (("grid", changes) for changes in sweep.products())
    yield from (("case", changes) for changes in sweep.cases)
    if sweep.sample:
        whole = set(_whole_fields(sweep, base))
        yield from (("sample", changes) for changes in drawn(sweep.sample, whole))


def _whole_fields(sweep: Sweep, base: Mapping[str, Any]) -> Iterator[str]:
    """Yield the sampled fields that take whole numbers alone: those that refuse half of one."""
    for path, (low, high) in sweep.sample.fields.items() if sweep.sample else ():
        ends_are_whole = low.is_integer() and high.is_integer()
        if ends_are_whole and _faults(base, path, low + 0.5) - _faults(base, path, int(low)):
            yield path


def _faults(base: Mapping[str, Any], path: str, value: Any) -> set[tuple[Any, ...]]:
    """Return where and how the base refuses a value."""
    try:
        Scenario.model_validate(with_settings(base, {path: value}))
    except ValidationError as error:
        return {(item["type"], *item["loc"]) for item in error.errors()}
    return set()
