"""The members of a sweep: every scenario that it amounts to, checked and told apart by a hash."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from geodata.geography import Geography
from geodata.loading import load_geography
from geodata.problems import raise_if_any
from modelling.case import Case
from modelling.listing import lists_key
from modelling.registry import objective_types
from modelling.scenario import Scenario
from modelling.scenario_files import load_scenario
from modelling.settings import setting, with_settings
from modelling.sweep import Changes, Sweep
from modelling.sweep_files import load_sweep
from modelling.sweep_problems import Refusals, path_problems
from modelling.sweep_sampling import drawn


@dataclass(frozen=True)
class Member:
    """One scenario of a sweep.

    number    its place in the sweep, from 1
    hash      SHA-256 of the scenario in full, but for its name and title, and of the geography
    source    "grid", "case" or "sample"
    lists     members with the same share their lists of candidates
    settings  by path: the value of every field that the sweep varies
    asked     JSON: the scenario in full
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
    def load(cls, file: str | Path) -> Members:
        """Return the members of the sweep in that file.

        Raises `InputError` with every problem of the file, its scenario and its geography.
        """
        sweep = load_sweep(file)
        base = load_scenario(sweep.scenario)
        return cls.of(sweep, base, load_geography(base.geography))

    @classmethod
    def of(cls, sweep: Sweep, base: Scenario, geography: Geography) -> Members:
        """Return the members of a sweep whose base scenario is given.

        Raises `InputError` with every path that no scenario has and every value that a scenario
        or the geography refuses, alike ones summed up.
        """
        plain = base.as_data()
        raise_if_any(path_problems(sweep, plain))
        refused = Refusals(sweep)
        found: dict[str, Member] = {}
        asked_for = 0
        for source, changes in _changes(sweep, plain):
            asked_for += 1
            try:
                scenario = _changed(plain, changes)
            except ValidationError as error:
                refused.by_scenario(source, changes, error)
                continue
            case = Case(scenario, geography)
            problems = tuple(case.problems())
            if problems:
                refused.by_geography(source, changes, problems)
                continue
            data = scenario.as_data()
            key = content_hash(data, geography)
            if key not in found and not refused:
                settings = {path: setting(data, path) for path in sweep.paths}
                text = json.dumps(data, ensure_ascii=False)
                at = len(found) + 1
                found[key] = Member(at, key, source, lists_key(case), settings, text)
        raise_if_any(refused.problems(asked_for))
        return cls(sweep, base, geography, tuple(found.values()), asked_for - len(found))

    @cached_property
    def hash(self) -> str:
        """SHA-256 that equals that of another sweep with the same scenarios in the same order."""
        joined = "\n".join(member.hash for member in self.every)
        return hashlib.sha256(joined.encode()).hexdigest()

    @cached_property
    def lists(self) -> tuple[str, ...]:
        """The distinct lists of candidates, in the order in which members first need them."""
        return tuple(dict.fromkeys(member.lists for member in self.every))


def content_hash(data: Mapping[str, Any], geography: Geography) -> str:
    """Return the SHA-256 of what a scenario asks, whatever it is called, and of the geography."""
    said = {k: v for k, v in data.items() if k not in ("name", "title", "geography")}
    text = json.dumps([said, geography.fingerprint], sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def _changes(sweep: Sweep, base: Mapping[str, Any]) -> Iterator[tuple[str, Changes]]:
    yield from (("grid", changes) for changes in sweep.products())
    yield from (("case", changes) for changes in sweep.cases)
    if sweep.sample:
        whole = set(_whole_fields(sweep, base))
        yield from (("sample", changes) for changes in drawn(sweep.sample, whole))


def _changed(base: Mapping[str, Any], changes: Changes) -> Scenario:
    """Return the base scenario with the changes, and a title that says them."""
    data = with_settings(base, changes)
    if changes:
        data["title"] = f"{base.get('title', base['name'])}, but {in_words(changes)}"
    return Scenario.model_validate(data)


def in_words(changes: Changes) -> str:
    """Return changes as "Patient flow weighing 2; cluster_count.national 48"."""
    return "; ".join(_in_words(path, value) for path, value in changes.items())


def _in_words(path: str, value: Any) -> str:
    part, _, name = path.partition(".")
    if part == "objectives" and name in objective_types() and isinstance(value, int | float):
        return f"{objective_types()[name].title} weighing {value:g}"
    named = path if part not in ("rules", "objectives") else name
    return f"without {named}" if value is None else f"{named} {_plainly(value)}"


def _plainly(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)


def _whole_fields(sweep: Sweep, base: Mapping[str, Any]) -> Iterator[str]:
    """Yield the sampled fields that take whole numbers alone: those that refuse half of one."""
    for path, (low, high) in sweep.sample.fields.items() if sweep.sample else ():
        ends_are_whole = low.is_integer() and high.is_integer()
        if ends_are_whole and _faults(base, path, low + 0.5) - _faults(base, path, int(low)):
            yield path


def _faults(base: Mapping[str, Any], path: str, value: Any) -> set[tuple[Any, ...]]:
    """Return where and how the base refuses a value."""
    try:
        _changed(base, {path: value})
    except ValidationError as error:
        return {(item["type"], *item["loc"]) for item in error.errors()}
    return set()
