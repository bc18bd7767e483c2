"""The members of a sweep: every scenario that it amounts to, checked and told apart by a hash."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any

from pydantic import ValidationError

from geodata.geography import Geography
from geodata.loading import load_geography
from geodata.problems import InputError, Problem, raise_if_any
from modelling.rules.base import Fault
from modelling.scenario import Scenario
from modelling.scenario_files import load_scenario
from modelling.settings import setting, with_settings
from modelling.sweep import Changes, Sweep
from modelling.sweep_checking import Checked, Checking
from modelling.sweep_drafts import Draft, problems_at
from modelling.sweep_files import load_draft
from modelling.sweep_problems import Place, Refusals, listed
from modelling.sweep_sampling import drawn
from modelling.sweep_values import add_values, path_faults, sections

OFTEN = 1000
"""Scenarios from one word of how far the checking is to the next."""

OnProgress = Callable[[int, int], None]

_SOURCES = MappingProxyType({"grid": "grid", "cases": "case", "sample": "sample"})


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
        draft = load_draft(file)
        base, geography, problems = _put_to(draft)
        if base is None or geography is None:
            paths = path_faults(draft.sweep, None if base is None else base.as_data())
            found = problems_at(draft.sweep.origin, paths)
            raise InputError(listed([*draft.problems(), *problems, *found]))
        return cls._of(draft, base, geography, on_progress)

    @classmethod
    def of(
        cls, sweep: Sweep, base: Scenario, geography: Geography, on_progress: OnProgress = _unheard
    ) -> Members:
        """Return the members of a sweep whose base scenario is given.

        Raises `InputError` with every path that no scenario has and every value that a scenario
        or the geography refuses, alike ones summed up.
        """
        return cls._of(Draft(sweep), base, geography, on_progress)

    @classmethod
    def _of(
        cls, draft: Draft, base: Scenario, geography: Geography, on_progress: OnProgress
    ) -> Members:
        """Return the members of a sweep that may have faults, of which all are then raised."""
        sweep, plain = draft.sweep, base.as_data()
        faults = (*draft.faults, *path_faults(sweep, plain))
        faulty = {fault.path for fault in faults}
        whole = set(_whole_fields(sweep, plain, faulty))
        refusals, checking = Refusals(sweep), Checking(base, geography)
        found: dict[str, Member] = {}
        for done, (section, changes) in enumerate(_changes(sweep, faults, whole)):
            if done % OFTEN == 0:
                on_progress(done, len(sweep))
            try:
                checked = checking.checked(changes)
            except (ValidationError, InputError) as error:
                refusals.add(section, changes, error)
                continue
            if not faults and not refusals and checked.hash not in found:
                source = _SOURCES[str(section[0])]
                found[checked.hash] = _member(len(found) + 1, source, checked, sweep.paths)
        if faults or refusals:
            add_values(sweep, faults, checking, whole, refusals)
        summed = refusals.faults(None if faults else len(sweep))
        raise_if_any(listed([*draft.twice, *problems_at(sweep.origin, (*faults, *summed))]))
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


def _put_to(draft: Draft) -> tuple[Scenario | None, Geography | None, tuple[Problem, ...]]:
    """Return the base scenario and the geography of a draft, and what keeps either from it."""
    base = None
    if any(fault.path[:1] == ("scenario",) for fault in draft.faults) or not draft.sweep.scenario:
        return None, None, ()
    try:
        base = load_scenario(draft.sweep.scenario)
        return base, load_geography(base.geography), ()
    except InputError as error:
        return base, None, error.problems


def _changes(
    sweep: Sweep, faults: Sequence[Fault], whole: set[str]
) -> Iterator[tuple[Place, Changes]]:
    """Yield every member of the sections without faults."""
    for section in sections(sweep):
        if section.spoilt(faults):
            continue
        if section.place == ("grid",):
            yield from ((section.place, changes) for changes in sweep.products())
        elif section.place[0] == "cases":
            yield section.place, sweep.cases[int(section.place[1])]
        elif sweep.sample:
            yield from ((section.place, changes) for changes in drawn(sweep.sample, whole))


def _whole_fields(
    sweep: Sweep, base: Mapping[str, Any], faulty: Collection[Place]
) -> Iterator[str]:
    """Yield the sampled fields that take whole numbers alone: those that refuse half of one."""
    for path, (low, high) in sweep.sample.fields.items() if sweep.sample else ():
        ends_are_whole = low.is_integer() and high.is_integer()
        known = ("sample", "fields", path) not in faulty
        if not known or not ends_are_whole:
            continue
        if _faults(base, path, low + 0.5) - _faults(base, path, int(low)):
            yield path


def _faults(base: Mapping[str, Any], path: str, value: Any) -> set[tuple[Any, ...]]:
    """Return where and how the base refuses a value."""
    try:
        Scenario.model_validate(with_settings(base, {path: value}))
    except ValidationError as error:
        return {(item["type"], *item["loc"]) for item in error.errors()}
    return set()
