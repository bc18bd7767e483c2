"""`Checking`: reads and checks the members of a sweep, what many of them say only once."""

from __future__ import annotations

import json
from collections.abc import Hashable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pydantic import ValidationError

from geodata.geography import Geography
from geodata.problems import Problem, raise_if_any
from modelling.case import Case
from modelling.listing import lists_key
from modelling.sameness import NAMES, aims, frame_text, hash_of, in_order
from modelling.scenario import Rules, Scenario
from modelling.settings import with_settings
from modelling.sweep import Changes
from modelling.sweep_words import in_words

MOST_FRAMES = 4096
"""Frames kept, a few kB each; when there are more they are made again."""


class Checking:
    """Turns changes of a base scenario into scenarios that a geography takes.

    What a scenario says beside its objectives is its frame. Members that differ in weights share
    theirs: it is read once, and checked against the geography once for each set of objectives.
    """

    def __init__(self, base: Scenario, geography: Geography) -> None:
        self._plain, self._geography = base.as_data(), geography
        self._frames: dict[str, _Frame] = {}

    def checked(self, changes: Changes) -> Checked:
        """Return the base scenario with the changes.

        Raises `PathError` where it has no such field, `ValidationError` where no scenario takes a
        value, and `InputError` with what the geography contradicts.
        """
        weighs = {path: value for path, value in changes.items() if _weighs(path)}
        frame = self._frame({path: v for path, v in changes.items() if path not in weighs})
        base = {"objectives": self._plain["objectives"]}
        scenario = Scenario.model_validate({**frame.data, **with_settings(base, weighs)})
        objectives = scenario.objectives.model_dump(mode="json", exclude_none=True)
        raise_if_any(frame.problems(scenario, objectives))
        return Checked(self._names(changes), objectives, frame.said, self._geography)

    def _names(self, changes: Changes) -> dict[str, str]:
        """Return what the base is called, with a title that says the changes."""
        names = {key: self._plain[key] for key in NAMES if key in self._plain}
        if changes:
            known = names.get("title", names["name"])
            names["title"] = f"{known}, but {in_words(changes)}"
        return names

    def _frame(self, changes: Changes) -> _Frame:
        key = repr(changes)
        found = self._frames.get(key)
        if found is None:
            if len(self._frames) >= MOST_FRAMES:
                self._frames.clear()
            data = with_settings(self._plain, changes)
            with suppress(ValidationError):  # the scenario as a whole says what is wrong, and where
                data["rules"] = Rules.model_validate(data["rules"])
            found = self._frames[key] = _Frame(data, self._geography)
        return found


class _Frame:
    """What members say beside their objectives, the rules read already where they can be."""

    def __init__(self, data: Mapping[str, Any], geography: Geography) -> None:
        self.data, self._geography = data, geography
        self._problems: dict[Hashable, tuple[Problem, ...]] = {}
        self._case: Case | None = None

    def problems(self, scenario: Scenario, objectives: Mapping[str, Any]) -> tuple[Problem, ...]:
        """Return what the geography contradicts. That depends on no weight."""
        key = tuple((name, _unweighed(said)) for name, said in objectives.items())
        found = self._problems.get(key)
        if found is None:
            self._case = Case(scenario, self._geography)
            found = self._problems[key] = tuple(self._case.problems())
        return found

    @cached_property
    def said(self) -> _Said:
        """What every scenario of the frame says, of the last that was put to the geography."""
        if self._case is None:
            raise ValueError("no scenario of the frame was put to the geography")
        return _Said.of(self._case)


@dataclass(frozen=True, eq=False)
class _Said:
    """What a valid frame says.

    own    as plain data, defaults included, but for the objectives and what it is called
    text   the same in canonical form, as JSON
    lists  equal for frames whose lists of candidates are the same
    """

    own: Mapping[str, Any]
    text: str
    lists: str

    @classmethod
    def of(cls, case: Case) -> _Said:
        """Return what the scenario says beside its objectives."""
        said = case.scenario.as_data()
        own = {key: value for key, value in said.items() if key not in (*NAMES, "objectives")}
        return cls(own, frame_text(in_order(own)), lists_key(case))


@dataclass(frozen=True, eq=False)
class Checked:
    """A scenario of a sweep that its geography takes."""

    names: Mapping[str, str]
    objectives: Mapping[str, Any]
    frame: _Said
    geography: Geography

    @property
    def lists(self) -> str:
        """Equal for scenarios whose lists of candidates before pins are the same."""
        return self.frame.lists

    @cached_property
    def hash(self) -> str:
        """See `modelling.sameness.content_hash`."""
        return hash_of(self.frame.text, self._aims, self.geography)

    @cached_property
    def asked(self) -> str:
        """The scenario in full and in canonical form, as JSON."""
        names = json.dumps(self.names)
        return f'{names[:-1]}, {self.frame.text[1:-1]}, "objectives": {self._aims}}}'

    @property
    def data(self) -> dict[str, Any]:
        """The scenario in full as it was put, as plain data."""
        return {**self.names, **self.frame.own, "objectives": self.objectives}

    @cached_property
    def _aims(self) -> str:
        said = aims(self.objectives, self.frame.own.get("priority"))
        return json.dumps(said, sort_keys=True)


def _weighs(path: str) -> bool:
    return path.startswith("objectives.")


def _unweighed(objective: Any) -> str:
    """Return as text what an objective says beside its weight, as plain data."""
    if not isinstance(objective, dict):
        return ""
    return repr({key: value for key, value in objective.items() if key != "weight"})
