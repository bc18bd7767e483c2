"""What a run's records must look like before a report reads them: anybody may have edited one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from solvers.outcome import Stage

Number = float | int | None


class _Shape(BaseModel):
    model_config = ConfigDict(extra="allow")


class RunRecord(_Shape):
    """What a report reads of outcome.json."""

    status: str
    bound: Number = None
    gap: Number = None
    objective: Number = None
    scores: dict[str, Number] = {}
    cluster_scores: dict[str, dict[str, Number]] = {}
    violations: list[dict[str, Any]] = []
    stages: list[Stage] = []
    inputs_sha256: dict[str, str] = {}
    derived_sha256: dict[str, str] = {}
    versions: dict[str, str] = {}


class Certificate(_Shape):
    """What a report reads of certificate.json."""

    plan: list[list[str]]


class _Move(_Shape):
    pct: str


class _ListedPlan(_Shape):
    plan: int
    score: float
    given_up: float
    scores: dict[str, Number]
    moves: list[_Move]


class _Place(_Shape):
    pct: str
    settled: bool


class AlternativesRecord(_Shape):
    """What a report reads of alternatives.json."""

    inputs_sha256: dict[str, str]
    plans: list[_ListedPlan]
    places: list[_Place] = []
    total: tuple[int, int] | None = None
    differ: int = 0


class _PricedRule(_Shape):
    rule: str
    words: str
    left_out: str
    proven: bool
    score_without: Number
    gained: Number
    most: Number = None
    changed: list[str] | None
    not_known: str


class _PricedCount(_Shape):
    sha: str
    clusters: int
    plan_score: Number
    against_best: Number
    proven: bool


class PriceRecord(_Shape):
    """What a report reads of price.json."""

    inputs_sha256: dict[str, str]
    rules: list[_PricedRule]
    counts: list[_PricedCount] | None = None
    counts_not_known: str = ""


def misshapen(record: Mapping[str, Any], shape: type[BaseModel]) -> str:
    """Return where a record is not of its shape: "scores.patient_flow: ..."; "" where it is."""
    try:
        shape.model_validate(record)
    except ValidationError as error:
        first = error.errors()[0]
        return f"{'.'.join(map(str, first['loc']))}: {first['msg']}"
    return ""
