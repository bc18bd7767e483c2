"""What `geography.yaml` may say of a folder."""

from __future__ import annotations

import codecs
from typing import Annotated

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from geodata.model_problems import model_problems
from geodata.problems import Problem
from geodata.yaml_text import Lines, Path, parse_yaml


def _known_crs(value: str) -> str:
    from pyproj import CRS
    from pyproj.exceptions import CRSError

    try:
        CRS.from_user_input(value)
    except CRSError:
        raise ValueError(f"'{value}' is not a CRS → write one such as EPSG:27700") from None
    return value


def _projected_in_metres(value: str) -> str:
    from pyproj import CRS

    crs = CRS.from_user_input(_known_crs(value))
    if not crs.is_projected or crs.axis_info[0].unit_name != "metre":
        raise ValueError(f"'{value}' is not a projected CRS in metres → use one such as EPSG:27700")
    return value


def _text_encoding(value: str) -> str:
    try:
        "a".encode(value)
    except (LookupError, UnicodeError):
        raise ValueError(f"'{value}' is not an encoding → write utf-8 or cp1252") from None
    name = codecs.lookup(value).name
    return "utf-8" if name == "utf-8-sig" else name


def _as_epsg(value: object) -> object:
    return f"EPSG:{value}" if isinstance(value, int) and not isinstance(value, bool) else value


class _Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class AdjacencySettings(_Section):
    """How adjacency is read off boundaries; all in metres."""

    min_shared_m: Annotated[float, Field(ge=0)] = 100.0
    """Shared border that makes a pair neighbours by land; less is a touch at a point."""
    tolerance_m: Annotated[float, Field(ge=0, le=1000)] = 5.0
    """Width of the slivers, gaps and overlaps that digitising leaves and that count as none."""
    max_gap_m: Annotated[float, Field(ge=0)] = 500.0
    """Width of water or gap, with no third PCT in it, that still makes a pair neighbours."""


class Description(_Section):
    """The keys of `geography.yaml`, every one optional."""

    name: str | None = None
    title: str = ""
    attribution: str = ""
    reference_plan: str | None = None
    crs: Annotated[str, BeforeValidator(_as_epsg), AfterValidator(_known_crs)] | None = None
    working_crs: (
        Annotated[str, BeforeValidator(_as_epsg), AfterValidator(_projected_in_metres)] | None
    ) = None
    small_areas: Annotated[str, Field(pattern=r"^\w[\w.-]*\.csv(\.gz)?$")] | None = None
    columns: dict[str, dict[str, str]] = Field(default_factory=dict)
    encoding: Annotated[str, AfterValidator(_text_encoding)] = "utf-8"
    adjacency: AdjacencySettings = AdjacencySettings()


def parse_description(text: str, file: str) -> tuple[Description, Lines, list[Problem]]:
    """Return what the text says, or the defaults, with every problem found."""
    data, lines, problems = parse_yaml(text, file)
    if problems or data is None:
        return Description(), lines, problems
    if not isinstance(data, dict):
        message = "is a list or a single value, not keys with values"
        return Description(), lines, [Problem(file, "", message, "write lines such as 'name: x'")]
    try:
        return Description.model_validate(data), lines, []
    except ValidationError as error:
        help_at = "see geodata/FORMAT.md for what may be said"
        return Description(), lines, list(model_problems(error, file, lines, _known_keys, help_at))


def _known_keys(path: Path) -> tuple[str, ...]:
    """Return the keys that may stand under a path, in the order of the page."""
    model = AdjacencySettings if path == ("adjacency",) else Description
    return tuple(model.model_fields)
