"""`Sweep`: many scenarios in one file, each a change of one base scenario.

    name: counts-and-balance
    scenario: national
    grid:
      rules.cluster_count.national: [46, 48, 50, 52, 54]
      objectives.population_balance: {from: 0, to: 2, steps: 5}
    cases:
      - {rules.footprint.overlap: 0.7}
    sample:
      {count: 200, seed: 1, method: latin-hypercube, fields: {objectives.patient_flow: [0.5, 2.0]}}

The members of a sweep are the product of the grid, then the cases, then the samples, each a change
of the base scenario and of nothing else: cases and samples are not crossed with the grid. The base
itself is a member where the grid holds its values, or where a case is empty: `- {}`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product
from math import isfinite, prod
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BeforeValidator,
    ConfigDict,
    Field,
    PrivateAttr,
    model_serializer,
    model_validator,
)

from modelling.parameters import Count, Number, Parameters, text_only
from modelling.scenario import Origin, ScenarioName

MOST_MEMBERS = 100_000
"""Scenarios of one sweep: a day's work and more for two cores."""

MOST_VALUES = 10_000
"""Values of one field of a grid."""

Path = Annotated[str, BeforeValidator(text_only)]
"""The path of a field in a scenario, as `rules.size.max`."""

Changes = Mapping[str, Any]
"""What a member changes of the base scenario: its new value by the path of the field."""


class Axis(Parameters):
    """The values that a field of the grid takes: a list of them, or evenly spaced ones.

    In a sweep it is a bare list, or `{from: 0, to: 2, steps: 5}`, which is 0, 0.5, 1, 1.5 and 2.
    """

    model_config = ConfigDict(
        populate_by_name=True, json_schema_extra={"or_else": "a list of values"}
    )

    values: Annotated[tuple[Any, ...], Field(min_length=1, max_length=MOST_VALUES)] | None = None
    least: Annotated[Number | None, Field(alias="from")] = None
    most: Annotated[Number | None, Field(alias="to")] = None
    steps: Annotated[Count, Field(le=MOST_VALUES)] | None = None

    @model_validator(mode="before")
    @classmethod
    def _bare_list(cls, value: Any) -> Any:
        if isinstance(value, list | tuple):
            if not value:
                raise ValueError("the list is empty → give at least one value")
            return {"values": tuple(value)}
        if isinstance(value, Mapping | Axis):
            return value
        raise ValueError(
            f"{value!r} is neither a list nor steps → write [{value}], "
            "or {from: 0, to: 1, steps: 5}"
        )

    @model_validator(mode="after")
    def _one_of_the_two(self) -> Axis:
        steps = (self.least, self.most, self.steps)
        if self.values is not None:
            if any(part is not None for part in steps):
                raise ValueError("both values and steps → keep one of the two")
            return self
        missing = [n for n, p in zip(("from", "to", "steps"), steps, strict=True) if p is None]
        if missing:
            raise ValueError(
                f"{' and '.join(missing)} missing → write {{from: 0, to: 1, steps: 5}}, or a list"
            )
        if self.steps == 1 and self.least != self.most:
            raise ValueError("one step cannot reach from one value to another → give 2 or more")
        _finite_width(self.least or 0.0, self.most or 0.0)
        return self

    @model_serializer(mode="plain")
    def _as_written(self) -> Any:
        if self.values is not None:
            return list(self.values)
        return {"from": self.least, "to": self.most, "steps": self.steps}

    def each(self) -> tuple[Any, ...]:
        """Return the values in order; what is whole is a whole number."""
        if self.values is not None:
            return self.values
        low, high, last = self.least or 0.0, self.most or 0.0, (self.steps or 1) - 1
        evenly = (low + (high - low) * step / max(1, last) for step in range(last + 1))
        rounded = (float(f"{value:.12g}") for value in evenly)
        return tuple(int(value) if value.is_integer() else value for value in rounded)

    @property
    def size(self) -> int:
        """How many values there are."""
        return len(self.values) if self.values is not None else (self.steps or 0)


def _finite_width(least: float, most: float) -> None:
    if not isfinite(most - least):
        raise ValueError(
            f"from {least:g} to {most:g} is further than any number reaches → narrow it"
        )


def _least_and_most(value: Any) -> Any:
    if not isinstance(value, list | tuple) or len(value) != 2:
        raise ValueError(f"{value!r} is no range → write the least and the most, as [0.5, 2.0]")
    return tuple(value)


def _running_upwards(ends: tuple[float, float]) -> tuple[float, float]:
    least, most = ends
    if least > most:
        raise ValueError(
            f"the range [{least:g}, {most:g}] runs downwards → write [{most:g}, {least:g}]"
        )
    _finite_width(least, most)
    return ends


Between = Annotated[
    tuple[Number, Number], BeforeValidator(_least_and_most), AfterValidator(_running_upwards)
]
"""The least and the most of a field, both included."""


class Sample(Parameters):
    """Scenarios drawn at random: so many, each field between its least and its most.

    `random` draws every field by itself. `latin-hypercube` divides the range of every field into
    as many parts as there are samples and draws one from each part (McKay, Beckman and Conover,
    Technometrics 21, 1979). The same seed draws the same samples.

    A field that is a whole number in a scenario gets whole numbers, at random each as likely as
    the others. A Latin hypercube shares them out among the parts, no part having two more than
    another, and draws each of a part alike; where there are more samples than numbers, each
    number comes up as often as the others, give or take one.
    """

    count: Annotated[Count, Field(le=MOST_MEMBERS)]
    seed: Annotated[int, Field(ge=0, lt=2**32, strict=True)]
    method: Literal["random", "latin-hypercube"] = "latin-hypercube"
    fields: Annotated[Mapping[Path, Between], Field(min_length=1)]


class Sweep(Parameters):
    """Many changes of one scenario: see the head of `modelling.sweep`.

    `scenario` is the name of one that ships or a path, beside the sweep's own file where there is
    one; `modelling.sweep_files.load_sweep` reads a sweep with its errors placed, and
    `modelling.sweep_members.Members` is what it amounts to.
    """

    name: ScenarioName
    scenario: Annotated[str, Field(min_length=1)]
    grid: Mapping[Path, Axis] = {}
    cases: tuple[Mapping[Path, Any], ...] = ()
    sample: Sample | None = None

    _origin: Origin = PrivateAttr(default_factory=lambda: Origin("sweep"))

    @model_validator(mode="after")
    def _something_to_vary(self) -> Sweep:
        for fault in amount_faults(self, not (self.grid or self.cases or self.sample)):
            raise ValueError(fault)
        return self

    def __len__(self) -> int:
        """How many scenarios there are, those that say the same not yet counted once."""
        return self.asked_for

    @property
    def asked_for(self) -> int:
        """The same of any size: `len` has a limit, which is reached before the validator speaks."""
        grid = prod(axis.size for axis in self.grid.values()) if self.grid else 0
        return grid + len(self.cases) + (self.sample.count if self.sample else 0)

    @property
    def origin(self) -> Origin:
        """Where it was read from."""
        return self._origin

    def from_origin(self, origin: Origin) -> Sweep:
        """Return the same sweep, knowing where it was read from."""
        known = self.model_copy()
        known._origin = origin
        return known

    def products(self) -> Iterator[Changes]:
        """Yield the changes of every member of the grid, the last field varying fastest."""
        if self.grid:
            for values in product(*(axis.each() for axis in self.grid.values())):
                yield dict(zip(self.grid, values, strict=True))

    @property
    def paths(self) -> tuple[str, ...]:
        """Every field that some member changes, in the order of the file."""
        named = [*self.grid]
        for case in self.cases:
            named += case
        named += self.sample.fields if self.sample else ()
        return tuple(dict.fromkeys(named))


def amount_faults(sweep: Sweep, empty: bool) -> Iterator[str]:
    """Yield what is wrong with the number of scenarios; `empty` where the file varies nothing."""
    if empty:
        yield "there is nothing to vary → add grid, cases or sample"
    if sweep.asked_for > MOST_MEMBERS:
        yield (
            f"{sweep.asked_for:,} scenarios are more than the {MOST_MEMBERS:,} of a sweep "
            "→ take fewer values or samples, or divide the sweep"
        )
