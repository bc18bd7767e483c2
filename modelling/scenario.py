"""`Scenario`: what a planner asks for, as validated data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import Field, PrivateAttr, create_model, field_validator, model_validator

from geodata.problems import Problem
from geodata.yaml_text import Lines, Path, place
from modelling.objectives.base import Objective
from modelling.parameters import Code, Parameters
from modelling.priority import Order, Priority
from modelling.registry import objective_types, rule_types
from modelling.rules.base import Rule


class _Part(Parameters):
    """The rules or the objectives of a scenario: one optional field for each that exists."""

    @model_validator(mode="before")
    @classmethod
    def _an_empty_value_means_the_defaults(cls, value: Any) -> Any:
        """Read `sha_boundaries:` with nothing behind it as the rule with its defaults."""
        if not isinstance(value, Mapping):
            return value
        return {k: {} if v is None and k in cls.model_fields else v for k, v in value.items()}

    def active(self) -> Iterator[Any]:
        """Yield every rule or objective that the scenario has, in the order of their names."""
        for name in sorted(type(self).model_fields):
            item = getattr(self, name)
            if item is not None:
                yield item


def _part(title: str, types: Mapping[str, type]) -> Any:
    fields: dict[str, Any] = {
        name: (kind | None, Field(default=None, description=kind.title))  # type: ignore[attr-defined]
        for name, kind in sorted(types.items())
    }
    return create_model(title, __base__=_Part, **fields)


if TYPE_CHECKING:
    Rules = Any
    Objectives = Any
else:
    Rules = _part("Rules", rule_types())
    Objectives = _part("Objectives", objective_types())


_NO_OBJECTIVE = (
    "no objective has a weight above 0, so there is nothing to choose by "
    "→ give one a weight, such as patient_flow: 1.0"
)


ScenarioName = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9 _.-]{0,79}$")]
"""A name that every file system takes."""


class Origin:
    """Where a scenario was read from: its file and the line of every key in it."""

    def __init__(self, file: str, lines: Lines | None = None) -> None:
        self.file = file
        self._lines = MappingProxyType(dict(lines or {}))

    def __eq__(self, other: object) -> bool:
        """Two scenarios that say the same are equal, wherever they were read from."""
        return isinstance(other, Origin)

    __hash__ = None  # type: ignore[assignment]

    def problem(self, path: tuple[str | int, ...], message: str, remedy: str) -> Problem:
        """Return a problem at the deepest part of `path` that stands in the file."""
        return Problem(self.file, place(path, self._lines), message, remedy)


class Scenario(Parameters):
    """What a planner asks for: a geography, rules that a plan keeps, objectives that it serves.

    `shas` restricts the run to the named SHAs, and `priority` takes objectives in order of
    importance. The shape is fixed, since scenario files outlive the program.
    `modelling.scenario_files.load_scenario` reads one with its errors placed.
    """

    name: ScenarioName
    title: str | None = None
    geography: Annotated[str, Field(min_length=1)]
    shas: Annotated[tuple[Code, ...], Field(min_length=1)] | None = Field(
        default=None, description="The SHAs of the run; if left out, all SHAs of the geography."
    )
    rules: Rules = Field(
        default_factory=Rules,
        description="What a plan keeps; if left out, any division into clusters is lawful.",
    )
    objectives: Objectives
    priority: Order | None = Field(
        default=None,
        description="Objectives by importance; if left out, they are weighed against one another.",
    )

    _origin: Origin = PrivateAttr(default_factory=lambda: Origin("scenario"))

    @field_validator("rules", mode="before")
    @classmethod
    def _no_rules_are_rules_too(cls, value: Any) -> Any:
        """Read `rules:` with nothing behind it as a scenario without rules."""
        return {} if value is None else value

    @field_validator("objectives")
    @classmethod
    def _something_to_aim_at(cls, value: Any) -> Any:
        if not any(objective.weight > 0 for objective in value.active()):
            raise ValueError(_NO_OBJECTIVE)
        return value

    @property
    def weights(self) -> Mapping[str, float]:
        """Weight of every objective that the scenario names."""
        return MappingProxyType({o.name: o.weight for o in self.objectives.active()})

    @property
    def measured_on(self) -> Mapping[str, str]:
        """What each objective measures where the label of its table does not say it."""
        said = {o.name: o.measured_on() for o in self.objectives.active()}
        return MappingProxyType({name: what for name, what in said.items() if what})

    def problem(self, path: tuple[str | int, ...], message: str, remedy: str) -> Problem:
        """Return a problem with this scenario at `path`, with its file and line."""
        return self._origin.problem(path, message, remedy)

    def from_origin(self, origin: Origin) -> Scenario:
        """Return the same scenario, knowing where it was read from."""
        known = self.model_copy()
        known._origin = origin
        return known

    def as_data(self) -> dict[str, Any]:
        """Return the scenario in full, defaults included, as a scenario file would have it."""
        return self.model_dump(mode="json", exclude_none=True)

    def as_written(self) -> dict[str, Any]:
        """Return the scenario as its file has it, without the defaults."""
        return self.model_dump(mode="json", exclude_unset=True)


@cache
def known_keys(path: Path) -> frozenset[str]:
    """Return the keys that a scenario file may have under `path`, for suggesting the nearest."""
    if not path:
        return frozenset(Scenario.model_fields)
    parts: dict[str, Mapping[str, type[Rule] | type[Objective]]] = {
        "rules": rule_types(),
        "objectives": objective_types(),
    }
    if path[0] == "priority":
        return frozenset(Priority.model_fields)
    kinds = parts.get(str(path[0]), {})
    if len(path) == 1:
        return frozenset(kinds)
    fields: Iterable[str] = getattr(kinds.get(str(path[1])), "model_fields", ())
    return frozenset(f for f in fields if f != "root")
