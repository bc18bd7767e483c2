"""`Objective`: what every objective says of candidate clusters and of a finished plan."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Annotated, Any, ClassVar

import numpy as np
from pydantic import Field, GetJsonSchemaHandler, model_serializer, model_validator

from modelling.linear import NoLinearForm, ScoreTerm
from modelling.parameters import Parameters
from modelling.rules.base import Fault

if TYPE_CHECKING:
    from modelling.candidates import Candidates
    from modelling.case import Case
    from modelling.plan import Plan


def _as_number(text: object) -> str:
    """Return how to write the number that YAML took for text, as it does 1e-3."""
    try:
        number = float(str(text))
    except ValueError:
        return "give a number, such as 1.0"
    return f"write it as {number:.12f}".rstrip("0")


class Objective(Parameters, ABC):
    """A score in [0, 1], higher is better, that is a constant plus a sum over clusters.

    score(plan) = constant + Σ_S cluster score(S). In a scenario it is a bare weight, or a
    mapping with `weight` and the objective's own parameters. `table` names the geography's
    table that it reads, so that a proxy is named wherever the score is shown, and `label` what
    of it is read where the label of the whole table says something else.
    """

    name: ClassVar[str]
    title: ClassVar[str]
    reads: ClassVar[str]
    table: ClassVar[str]
    label: ClassVar[str] = ""
    constant: ClassVar[float] = 0.0

    weight: Annotated[float, Field(ge=0, le=1000)] = 1.0

    @model_validator(mode="before")
    @classmethod
    def _bare_weight(cls, value: Any) -> Any:
        if isinstance(value, int | float) and not isinstance(value, bool):
            return {"weight": value}
        if not isinstance(value, Mapping | Objective):
            raise ValueError(f"'{value}' is not a weight → {_as_number(value)}")
        return value

    @model_serializer(mode="wrap")
    def _as_written(self, handler: Any) -> Any:
        values = {k: v for k, v in handler(self).items() if v is not None}
        return values["weight"] if list(values) == ["weight"] else values

    @classmethod
    def __get_pydantic_json_schema__(cls, core: Any, handler: GetJsonSchemaHandler) -> dict:
        """Offer editors the bare weight as well as the mapping."""
        mapping = handler.resolve_ref_schema(handler(core))
        weight = {"type": "number", "minimum": 0, "maximum": 1000}
        return {"title": cls.title, "description": cls.reads, "anyOf": [weight, mapping]}

    def faults(self, case: Case) -> Iterator[Fault]:
        """Yield what the geography lacks for this objective."""
        yield from ()

    def source(self, case: Case) -> str:
        """Return the name of the geography's table that the score is computed from."""
        return self.table

    def measured_on(self) -> str:
        """Return what is measured where the label of `table` does not say it, else ""."""
        return ""

    def depends_on(self, case: Case) -> object:
        """Return what of the scenario, beside the run's PCTs, the clusters' scores depend on."""
        return None

    @abstractmethod
    def cluster_scores(self, candidates: Candidates, case: Case) -> np.ndarray:
        """Return float64 (n,): what each candidate adds to the score."""

    def linear(self, case: Case) -> Iterator[ScoreTerm]:
        """Yield the terms that sum to a cluster's score, unweighted, meaning `cluster_scores`.

        Raises `NoLinearForm` where an objective cannot be said so.
        """
        raise NoLinearForm(self.name)

    @abstractmethod
    def score(self, plan: Plan, case: Case) -> float:
        """Return the score of a finished plan, by a formula of its own."""

    @abstractmethod
    def by_cluster(self, plan: Plan, case: Case) -> dict[str, float]:
        """Return how well each cluster of a plan does on its own, in [0, 1], for showing."""
