"""`Priority`: an objective that comes before others, held high enough while they improve."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import BeforeValidator, Field, GetJsonSchemaHandler, model_serializer, model_validator

from geodata.problems import nearest
from modelling.parameters import Number, Parameters
from modelling.registry import objective_types
from modelling.rules.base import Fault

if TYPE_CHECKING:
    from modelling.scenario import Scenario


def _known(value: Any) -> Any:
    """Refuse what is not the name of an objective."""
    known = objective_types()
    if not isinstance(value, str) or value not in known:
        raise ValueError(
            f"'{value}' is no objective{nearest(str(value), known)} "
            f"→ use one of {', '.join(sorted(known))}"
        )
    return value


class Priority(Parameters):
    """One step in the order of importance: an objective, and where it is held.

    Each is made as good as the ones before allow, then held at (1 - within) × that score or above;
    or, with `at_least`, at that score or above, whatever its best. In a scenario it is a bare name,
    or a mapping with `objective` and one of the two.
    """

    objective: Annotated[str, BeforeValidator(_known)]
    within: Annotated[Number, Field(ge=0, lt=1)] = 0.0
    at_least: Annotated[Number, Field(gt=0, le=1)] | None = None

    @model_validator(mode="before")
    @classmethod
    def _bare_name(cls, value: Any) -> Any:
        if isinstance(value, Mapping | Priority):
            return value
        return {"objective": value}

    @model_validator(mode="after")
    def _one_of_the_two(self) -> Priority:
        if self.within and self.at_least is not None:
            raise ValueError("both within and at_least → keep one: a share of the best, or a level")
        return self

    @model_serializer(mode="wrap")
    def _as_written(self, handler: Any) -> Any:
        kept = {name: value for name, value in handler(self).items() if value}
        return kept if len(kept) > 1 else self.objective

    def held_at(self, best: float) -> float:
        """Return what the score must stay at or above, given the best that it can be."""
        return (1 - self.within) * best if self.at_least is None else self.at_least

    @classmethod
    def __get_pydantic_json_schema__(cls, core: Any, handler: GetJsonSchemaHandler) -> dict:
        """Offer editors the bare name as well as the mapping."""
        mapping = handler.resolve_ref_schema(handler(core))
        names = {"type": "string", "enum": sorted(objective_types())}
        mapping["properties"]["objective"] = names
        return {"title": "Priority", "anyOf": [names, mapping]}


Order = Annotated[tuple[Priority, ...], Field(min_length=1)]
"""Objectives in order of importance."""


def order_faults(order: Sequence[Priority], weights: Mapping[str, float]) -> Iterator[Fault]:
    """Yield objectives that the scenario does not have, or that stand in the order twice."""
    names = [step.objective for step in order]
    for i, name in enumerate(names):
        if name not in weights:
            message = f"{name} is not among the scenario's objectives"
            remedy = (
                "add it to objectives, with the weight 0 if it only counts here, "
                f"or use one of {', '.join(weights)}"
            )
            yield Fault((i,), message, remedy)
        elif name in names[:i]:
            yield Fault((i,), f"{name} stands here twice", "keep its first place only")


def scoring_every_step(scenario: Scenario) -> Scenario:
    """Return the scenario with a weight for every step of its order, so that all are scored."""
    objectives = scenario.objectives
    for step in scenario.priority or ():
        chosen = getattr(objectives, step.objective)
        if chosen is not None and chosen.weight == 0:
            lifted = chosen.model_copy(update={"weight": 1.0})
            objectives = objectives.model_copy(update={step.objective: lifted})
    return scenario.model_copy(update={"objectives": objectives}).from_origin(scenario._origin)
