"""The building blocks of what a scenario file may say."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field


class Parameters(BaseModel):
    """A frozen set of values that refuses a key it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


def text_only(value: Any) -> Any:
    """Refuse a code that YAML read as a number or a truth value, as `010` or `no`."""
    if isinstance(value, bool | int | float):
        raise ValueError(f"the code {value} was read as a number or yes/no → put it in quotes")
    return value


def _no_truth_value(value: Any) -> Any:
    """Refuse `yes`, which would pass for 1."""
    if isinstance(value, bool):
        raise ValueError(f"{'yes' if value else 'no'} is not a number → give a number")
    return value


Code = Annotated[str, BeforeValidator(text_only), Field(min_length=1)]
"""A PCT code or an SHA name, always text."""

Group = Annotated[tuple[Code, ...], Field(min_length=2)]
"""Two PCT codes or more."""

Residents = Annotated[int, BeforeValidator(_no_truth_value), Field(ge=0)]
"""A number of people."""

Count = Annotated[int, BeforeValidator(_no_truth_value), Field(ge=1, le=1_000_000)]
"""A number of clusters or PCTs, at least one."""

Number = Annotated[float, BeforeValidator(_no_truth_value)]
"""Any number."""
