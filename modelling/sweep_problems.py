"""What is wrong with the members of a sweep, at the lines of its file, alike faults summed up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

from geodata.model_problems import model_problems
from geodata.problems import InputError, Problem
from geodata.words import counted
from modelling.scenario import known_keys
from modelling.settings import PathError, with_settings
from modelling.sweep import Changes, Sweep

Place = tuple[str | int, ...]

_HELP = "see `clusters scenario schema` for what a scenario may say"


def path_problems(sweep: Sweep, base: Mapping[str, Any]) -> Iterator[Problem]:
    """Yield every path that no scenario, or not the base scenario, has."""
    first = {path: axis.each()[0] for path, axis in sweep.grid.items()}
    drawn = {path: low for path, (low, _) in sweep.sample.fields.items()} if sweep.sample else {}
    yield from _unknown(sweep, ("grid",), first, base)
    for i, case in enumerate(sweep.cases):
        yield from _unknown(sweep, ("cases", i), case, base)
    yield from _unknown(sweep, ("sample", "fields"), drawn, base)


def _unknown(
    sweep: Sweep, place: Place, changes: Changes, data: Mapping[str, Any]
) -> Iterator[Problem]:
    for path, value in changes.items():
        try:
            data = with_settings(data, {path: value})
        except PathError as error:
            yield sweep.origin.problem((*place, path), error.message, error.remedy)


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
        self._cases = {id(case): i for i, case in enumerate(sweep.cases)}
        self._alike: dict[tuple[Place, str], _Alike] = {}

    def __bool__(self) -> bool:
        return bool(self._alike)

    def add(
        self, source: str, changes: Changes, error: PathError | ValidationError | InputError
    ) -> None:
        """Keep what is wrong with a member: its fields, their values, or that no map has them."""
        problems: Iterable[Problem]
        if isinstance(error, PathError):
            problems = [Problem("", "", error.message, error.remedy)]
        elif isinstance(error, ValidationError):
            problems = model_problems(error, "", {}, known_keys, _HELP)
        else:
            problems = error.problems
        for problem in problems:
            place = self._place(source, changes, problem.where)
            blamed = place[-1] == problem.where or place[-2:-1] == (problem.where,)
            message = problem.message if blamed else f"{problem.where}: {problem.message}"
            first = _Alike(message, problem.remedy, changes)
            alike = self._alike.setdefault((place, problem.where), first)
            alike.members += 1
            alike.messages.add(message)

    def problems(self, asked_for: int) -> Iterator[Problem]:
        """Yield one problem for all that are alike."""
        for (place, _), alike in self._alike.items():
            message = alike.message
            if len(alike.messages) > 1:
                message += f", and {counted(len(alike.messages) - 1, 'other value')} likewise"
            if alike.members > 1:
                message += f" (in {alike.members:,} of {counted(asked_for, 'scenario')})"
            elif len(alike.first) > 1:
                said = ", ".join(f"{path} {value}" for path, value in alike.first.items())
                message += f" (where {said})"
            yield self._sweep.origin.problem(place, message, alike.remedy)

    def _place(self, source: str, changes: Changes, where: str) -> Place:
        """Return what in the sweep's file the refusal of a field is to be blamed on.

        That is the change of the field, or of one inside or around it where it is the only one.
        """
        section: Place = ("sample", "fields") if source == "sample" else ("grid",)
        if source == "case":
            section = ("cases", self._cases[id(changes)])
        near = {path: len(_shared(path, where)) for path in changes}
        most = max(near.values(), default=0)
        closest = [path for path, shared in near.items() if shared == most]
        if len(closest) != 1 or (most < 2 and not where.startswith(closest[0])):
            return section
        path = closest[0]
        values = self._sweep.grid[path].values if source == "grid" else None
        return (*section, path, *_index(values or (), changes[path]))


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
