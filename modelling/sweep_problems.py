"""What is wrong with the members of a sweep, at the lines of its file, alike faults summed up."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from pydantic import ValidationError

from geodata.model_problems import model_problems
from geodata.problems import InputError, Problem
from geodata.words import counted
from modelling.rules.base import Fault
from modelling.scenario import known_keys
from modelling.sweep import Changes, Sweep

Place = tuple[str | int, ...]

_Key = tuple[Place, str, int]
"""Where a refusal lies in the file and in the scenario, and which it is of those of a member."""

MOST_SHOWN = 40
"""Problems of one sweep that are shown at once."""

_HELP = "see `clusters scenario schema` for what a scenario may say"


def listed(problems: Iterable[Problem]) -> list[Problem]:
    """Return problems by line, each once; of more than `MOST_SHOWN` the others are counted."""
    found = sorted(dict.fromkeys(problems), key=lambda problem: (problem.file, _line(problem)))
    shown, more = found[:MOST_SHOWN], len(found) - MOST_SHOWN
    if more > 0:
        message = f"{counted(more, 'problem')} more, not shown"
        shown.append(Problem(found[0].file, "", message, "mend these first"))
    return shown


def _line(problem: Problem) -> int:
    found = re.match(r"line (\d+)", problem.where)
    return int(found[1]) if found else 0


@dataclass
class _Alike:
    """Refusals at one place of the sweep's file: the first, and how many more there are."""

    message: str
    remedy: str
    first: Changes
    members: int = 0
    messages: set[str] = field(default_factory=set)


class Refusals:
    """Collects what scenarios and the geography refuse, to be shown together."""

    def __init__(self, sweep: Sweep) -> None:
        self._sweep = sweep
        self._alike: dict[_Key, _Alike] = {}

    def __bool__(self) -> bool:
        return bool(self._alike)

    def add(self, section: Place, changes: Changes, error: ValidationError | InputError) -> None:
        """Keep what is wrong with a member of ("grid",), ("cases", 6) or ("sample", "fields")."""
        for key, problem in self._keyed(section, changes, refused(error)):
            self._kept(key, changes, problem).members += 1

    def add_value(self, section: Place, path: str, value: Any, problems: Iterable[Problem]) -> None:
        """Keep what is wrong with a value by itself, where no member was refused for it."""
        for key, problem in self._keyed(section, {path: value}, problems):
            known = self._alike.get(key)
            if known is None or not known.members:
                self._kept(key, {path: value}, problem)

    def _kept(self, key: _Key, changes: Changes, problem: Problem) -> _Alike:
        message = _message(problem, key[0])
        alike = self._alike.setdefault(key, _Alike(message, problem.remedy, changes))
        alike.messages.add(message)
        return alike

    def _keyed(
        self, section: Place, changes: Changes, problems: Iterable[Problem]
    ) -> Iterator[tuple[_Key, Problem]]:
        """Yield what is wrong with one member, each once, and what tells it from the rest of it.

        A value that stands for a list, as 50 for [50, 50], is refused as it is written.
        """
        seen: dict[Problem, None] = {}
        for problem in problems:
            path = next((p for p in changes if problem.where.startswith(f"{p}.")), None)
            bare = path is not None and not isinstance(changes[path], list | tuple | Mapping)
            seen[replace(problem, where=path) if path and bare else problem] = None
        times: Counter[tuple[Place, str]] = Counter()
        for problem in seen:
            at = self._place(section, changes, problem.where), problem.where
            times[at] += 1
            yield (*at, times[at]), problem

    def faults(self, asked_for: int | None) -> Iterator[Fault]:
        """Yield one fault for all that are alike, of so many scenarios, where that is known."""
        total = "" if asked_for is None else f" of {asked_for:,}"
        for place, alike in self._by_place():
            message = alike.message
            if len(alike.messages) > 1:
                message += f", and {counted(len(alike.messages) - 1, 'other value')} likewise"
            if alike.members > 1:
                message += f" (in {alike.members:,}{total} scenarios)"
            elif alike.members and len(alike.first) > 1 and place[0] != "cases":
                said = ", ".join(f"{path} {value}" for path, value in alike.first.items())
                message += f" (where {said})"
            yield Fault(place, message, alike.remedy)

    def _by_place(self) -> Iterator[tuple[Place, _Alike]]:
        """Yield refusals by place; what is said alike of several values of a field, of the field.

        It is then the field that is wrong, as an SHA of no such name.
        """
        grouped: dict[tuple[Place, str, str], list[tuple[Place, _Alike]]] = {}
        for (place, where, _), alike in self._alike.items():
            values = place[0] == "grid" and isinstance(place[-1], int)
            about = (place[:-1] if values else place, where, alike.message)
            grouped.setdefault(about, []).append((place, alike))
        for (field_place, _, _), found in grouped.items():
            (place, first), *others = found
            first.members += sum(alike.members for _, alike in others)
            yield (field_place if others else place), first

    def _place(self, section: Place, changes: Changes, where: str) -> Place:
        """Return what in the sweep's file the refusal of a field is to be blamed on.

        That is the change of the field, or of one inside or around it where it is the only one.
        """
        near = {path: len(_shared(path, where)) for path in changes}
        most = max(near.values(), default=0)
        closest = [path for path, shared in near.items() if shared == most]
        if len(closest) != 1 or (most < 2 and not where.startswith(closest[0])):
            return section
        path = closest[0]
        values = self._sweep.grid[path].values if section == ("grid",) else None
        return (*section, path, *_index(values or (), changes[path]))


def refused(error: ValidationError | InputError) -> tuple[Problem, ...]:
    """Return what a scenario or its geography refuses, each at the path of its field."""
    if isinstance(error, InputError):
        return error.problems
    return tuple(model_problems(error, "", {}, known_keys, _HELP))


def _message(problem: Problem, place: Place) -> str:
    """Return what is wrong, with the field where the place does not name it."""
    path = next((str(part) for part in reversed(place) if isinstance(part, str)), "")
    if problem.where == path:
        return problem.message
    if not problem.where.startswith(f"{path}."):
        return f"{problem.where}: {problem.message}"
    inside = problem.where.removeprefix(f"{path}.").split(".")
    said = (f"entry {int(key) + 1}" if key.isdecimal() else key for key in inside)
    return f"{', '.join(said)}: {problem.message}"


def _shared(path: str, where: str) -> list[str]:
    """Return the first keys that two paths have in common."""
    shared = []
    for a, b in zip(path.split("."), where.split("."), strict=False):
        if a != b:
            break
        shared.append(a)
    return shared


def _index(values: Iterable[Any], value: Any) -> tuple[int, ...]:
    found = [i for i, known in enumerate(values) if known is value or known == value]
    return tuple(found[:1])
