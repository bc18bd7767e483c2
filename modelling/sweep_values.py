"""What is wrong with a sweep field by field: its paths, and each value that it puts there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from geodata.problems import InputError, Problem
from modelling.rules.base import Fault
from modelling.settings import PathError, steps, with_settings
from modelling.sweep import Changes, Sweep
from modelling.sweep_checking import Checking
from modelling.sweep_problems import Place, Refusals, refused
from modelling.sweep_sampling import drawn

MOST_VALUES_TRIED = 1000
"""Values of one field that are tried by themselves."""


@dataclass(frozen=True)
class Section:
    """Fields of a sweep that vary together: its grid, one of its cases, or its samples.

    `place` is where it stands in the file: ("grid",), ("cases", 6) or ("sample", "fields").
    """

    place: Place
    fields: Mapping[str, Sequence[Any]]

    def spoilt(self, faults: Sequence[Fault]) -> bool:
        """Whether any of the faults lies in the section or in what it is part of."""
        top = self.place if self.place[0] == "cases" else self.place[:1]
        return any(f.path[: len(top)] == top or top[: len(f.path)] == f.path for f in faults)


def sections(sweep: Sweep) -> Iterator[Section]:
    """Yield the sections of a sweep, with the values of each field; of a sample, its ends."""
    if sweep.grid:
        yield Section(("grid",), {path: axis.each() for path, axis in sweep.grid.items()})
    for i, case in enumerate(sweep.cases):
        yield Section(("cases", i), {path: (value,) for path, value in case.items()})
    if sweep.sample:
        yield Section(("sample", "fields"), sweep.sample.fields)


def path_faults(sweep: Sweep, base: Mapping[str, Any] | None) -> Iterator[Fault]:
    """Yield every path that no scenario, or not the base scenario, has, and contradictory ones.

    Without a base only what no scenario has is known.
    """
    for section in sections(sweep):
        for path, values in section.fields.items():
            try:
                steps(path)
                if base is not None:
                    with_settings(base, {path: values[0]})
            except PathError as error:
                yield Fault((*section.place, path), error.message, error.remedy)
        yield from _contradictions(section)


def _contradictions(section: Section) -> Iterator[Fault]:
    """Yield the fields that lie inside another of the section, so that one undoes the other.

    The weight of an objective, as a number, leaves the objective's other settings as they are.
    """
    keys = {path: _known_steps(path) for path in section.fields}
    whole = {found: path for path, found in keys.items()}
    for path, found in keys.items():
        for n in range(1, len(found)):
            outer = whole.get(found[:n])
            if outer is None or (
                found[0] == "objectives"
                and n == 2
                and found[2] != "weight"
                and all(map(_bare, section.fields[outer]))
            ):
                continue
            message = f"{path} lies inside {outer}, which is given another value here too"
            yield Fault((*section.place, path), message, "keep one of the two")


def _known_steps(path: str) -> tuple[str, ...]:
    try:
        return steps(path)
    except PathError:
        return (path,)


def _bare(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def add_values(
    sweep: Sweep, faults: Sequence[Fault], checking: Checking, whole: set[str], refusals: Refusals
) -> None:
    """Add to the refusals what is wrong with each value of each field that has no fault itself.

    A value is put into the base scenario by itself; whether the geography takes it is asked in the
    company of a value of each other field of its section, as it stands in no scenario alone.
    """
    faulty = {fault.path for fault in faults}
    for section in sections(sweep):
        fields: Mapping[str, Sequence[Any]]
        fields = {p: v for p, v in section.fields.items() if (*section.place, p) not in faulty}
        if section.place[0] == "sample":
            fields = _least_and_most_drawn(sweep, fields, whole)
        company: dict[str, Any] = {}
        good: list[tuple[str, Any]] = []
        for path, values in fields.items():
            for value in values[:MOST_VALUES_TRIED]:
                wrong = _refused_by_itself(checking, path, value)
                refusals.add_value(section.place, path, value, wrong)
                if not wrong:
                    good.append((path, value))
                    company.setdefault(path, value)
        for path, value in good:
            wrong = _refused_by_geography(checking, company, path, value)
            refusals.add_value(section.place, path, value, wrong)


def _least_and_most_drawn(
    sweep: Sweep, fields: Mapping[str, Sequence[Any]], whole: set[str]
) -> dict[str, tuple[Any, ...]]:
    """Return the least and the most that the samples have of each field."""
    if sweep.sample is None or not fields:
        return {}
    rows = list(drawn(sweep.sample.model_copy(update={"fields": fields}), whole))
    ends = {p: (min(r[p] for r in rows), max(r[p] for r in rows)) for p in fields}
    return {path: tuple(dict.fromkeys(pair)) for path, pair in ends.items()}


def _refused_by_itself(checking: Checking, path: str, value: Any) -> tuple[Problem, ...]:
    """Return what any scenario refuses of a value."""
    try:
        checking.checked({path: value})
    except ValidationError as error:
        return _inside(path, error)
    except InputError:
        return ()
    return ()


def _refused_by_geography(
    checking: Checking, company: Changes, path: str, value: Any
) -> tuple[Problem, ...]:
    """Return what the geography refuses of a value, as far as its company does not hide it."""
    for others in (company, {}):
        try:
            checking.checked({**others, path: value})
        except ValidationError:
            continue
        except InputError as error:
            return _inside(path, error)
        return ()
    return ()


def _inside(path: str, error: ValidationError | InputError) -> tuple[Problem, ...]:
    """Return the problems with the field itself: others may lie in its company."""
    return tuple(p for p in refused(error) if f"{p.where}.".startswith(f"{path}."))
