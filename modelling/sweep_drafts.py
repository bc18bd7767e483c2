"""`Draft`: as much of a sweep as can be read from its file, and what is wrong with the rest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter, ValidationError

from geodata.model_problems import model_problems
from geodata.problems import Problem
from modelling.rules.base import Fault
from modelling.scenario import Origin
from modelling.sweep import Axis, Between, Sample, Sweep, amount_faults
from modelling.sweep_words import place_in_words

Place = tuple[str | int, ...]

_BETWEEN: TypeAdapter[tuple[float, float]] = TypeAdapter(Between)
_USUAL: Mapping[str, Any] = {"count": 100, "seed": 0, "method": "latin-hypercube"}
"""What a sample is read with where its file says it wrongly."""

_RIGHT: Mapping[str, str] = {
    "": "begin it with name: counts and scenario: national",
    "name": "write name: counts",
    "scenario": "write scenario: national, or the path of a scenario file",
    "grid": "write grid: {rules.cluster_count.national: [48, 50, 52]}",
    "grid.*": "write a list of values, or {from: 0, to: 2, steps: 5}",
    "grid.*.from": "write {from: 0, to: 2, steps: 5}",
    "grid.*.to": "write {from: 0, to: 2, steps: 5}",
    "grid.*.steps": "write {from: 0, to: 2, steps: 5}",
    "cases": "write cases: [{rules.footprint.overlap: 0.7}]",
    "cases.*": "write a case as {rules.footprint.overlap: 0.7}",
    "sample": "write sample: {count: 200, seed: 1, fields: {objectives.patient_flow: [0.5, 2]}}",
    "sample.count": "write count: 200",
    "sample.seed": "write seed: 1",
    "sample.method": "write method: latin-hypercube",
    "sample.fields": "write fields: {objectives.patient_flow: [0.5, 2.0]}",
    "sample.fields.*": "write the least and the most, as [0.5, 2.0]",
}
"""What would be right at a place of a sweep's file; * stands for any field or case."""

_HOLDERS: tuple[Place, ...] = (("grid",), ("cases",), ("sample", "fields"))
"""Where fields or cases stand that a planner names."""


@dataclass(frozen=True)
class Draft:
    """A sweep as far as it can be read, and what is wrong; if nothing is, it is the sweep itself.

    `twice` is what the text says twice, and `faults` stand by their places in it, such as
    ("cases", 6, "rules.size.max").
    """

    sweep: Sweep
    twice: tuple[Problem, ...] = ()
    faults: tuple[Fault, ...] = ()

    def problems(self) -> Iterator[Problem]:
        """Yield everything that is wrong as problems with the file."""
        yield from self.twice
        yield from problems_at(self.sweep.origin, self.faults)


def draft_of(data: Any, origin: Origin, twice: Iterable[Problem] = ()) -> Draft:
    """Return what plain data say of a sweep, given what its text says twice."""
    try:
        return Draft(Sweep.model_validate(data).from_origin(origin), tuple(twice))
    except ValidationError as error:
        found = [*_shape_faults(error)]
    said = data if isinstance(data, Mapping) else {}
    sweep = _readable(said)
    if not any(not fault.path for fault in found):
        empty = not any(said.get(part) for part in ("grid", "cases", "sample"))
        found += [Fault((), *text.split(" → ")) for text in amount_faults(sweep, empty)]
    return Draft(sweep.from_origin(origin), tuple(twice), tuple(found))


def problems_at(origin: Origin, faults: Iterable[Fault]) -> Iterator[Problem]:
    """Yield faults as problems with a sweep's file, by line, cases and values counted from 1."""
    for fault in faults:
        placed = origin.problem(fault.path, fault.message, fault.remedy)
        line = placed.where.removesuffix(".".join(map(str, fault.path)))
        where = f"{line}{place_in_words(fault.path)}"
        yield Problem(placed.file, where, fault.message, fault.remedy)


def _shape_faults(error: ValidationError) -> Iterator[Fault]:
    locations = (item["loc"] for item in error.errors(include_url=False))
    places = [_place(loc) for loc in locations]
    by_words = {".".join(map(str, place)): place for place in places}
    for problem in model_problems(error, "", {}, _known_keys, ""):
        place = by_words[problem.where]
        yield Fault(place, problem.message, problem.remedy or _right(place))


def _place(location: Place) -> Place:
    """Return where pydantic finds something wrong: a key that is a number is no position."""
    if location[-1:] == ("[key]",):
        location = (*location[:-2], str(location[-2]))
    return tuple(part for part in location if part != "root")


def _right(place: Place) -> str:
    """Return what to write at a place, or at the nearest around it."""
    keys = [str(part) for part in place]
    for holder in _HOLDERS:
        if place[: len(holder)] == holder and len(place) > len(holder):
            keys[len(holder)] = "*"
    around = (".".join(keys[:n]) for n in range(len(keys), -1, -1))
    return next(_RIGHT[text] for text in around if text in _RIGHT)


def _known_keys(path: Place) -> frozenset[str]:
    """Return the keys that a sweep may have under `path`, for suggesting the nearest."""
    if not path:
        return frozenset(Sweep.model_fields)
    if path == ("sample",):
        return frozenset(Sample.model_fields)
    if path[0] == "grid" and len(path) == 2:
        return frozenset(f.alias or name for name, f in Axis.model_fields.items()) - {"values"}
    return frozenset()


def _readable(said: Mapping[Any, Any]) -> Sweep:
    """Return the sweep of all that can be read; a case that cannot is empty, to keep the count."""
    cases = said.get("cases")
    scenario = said.get("scenario")
    return Sweep.model_construct(
        name="draft",
        scenario=scenario if isinstance(scenario, str) else "",
        grid=dict(_read(Axis.model_validate, said.get("grid"))),
        cases=tuple(dict(_named(c)) for c in cases) if isinstance(cases, list) else (),
        sample=_readable_sample(said.get("sample")),
    )


def _readable_sample(said: Any) -> Sample | None:
    """Return the sample of the ranges that can be read, those that run downwards turned round."""
    given = dict(_named(said))
    fields = dict(_read(_between, given.get("fields")))
    if not fields:
        return None

    def alone(key: str) -> Any:
        return Sample.model_validate({**_USUAL, key: given.get(key), "fields": fields})

    known = {key: getattr(read, key) for key, read in _read(alone, {key: key for key in _USUAL})}
    return Sample.model_validate({**_USUAL, **known, "fields": fields})


def _between(value: Any) -> tuple[float, float]:
    try:
        return _BETWEEN.validate_python(value)
    except ValidationError:
        return _BETWEEN.validate_python(value[::-1] if isinstance(value, list) else value)


def _read(reader: Any, said: Any) -> Iterator[tuple[str, Any]]:
    """Yield what can be read of the values of a mapping."""
    for key, value in _named(said):
        try:
            yield key, reader(value)
        except ValidationError:
            continue


def _named(said: Any) -> Iterator[tuple[str, Any]]:
    """Yield the entries of a mapping whose keys are text."""
    if isinstance(said, Mapping):
        yield from ((key, value) for key, value in said.items() if isinstance(key, str))
