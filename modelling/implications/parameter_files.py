"""Reads the parameters of the implications: those of a geography, or a planner's own file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from geodata.loading import shipped_geographies
from geodata.model_problems import model_problems
from geodata.problems import InputError, Problem
from geodata.yaml_text import Lines, parse_yaml
from geodata.yaml_text import Path as KeyPath
from modelling.implications.parameters import ImplicationParameters

FILE = "implications.yaml"
"""What the parameters of a geography are called in its folder."""

LARGEST_BYTES = 200_000
"""Size of a file of parameters beyond which it is refused; England's has under 6,000 bytes."""

MOST_PROBLEMS = 50
"""Problems of one file that are shown at once."""

_HELP = "start from `clusters implications --new FILE`"


def parameters_of(geography: str) -> ImplicationParameters:
    """Return the parameters in the folder of a geography, given as in a scenario; else none known.

    Raises `InputError` with every problem found.
    """
    path = parameter_file(geography)
    return ImplicationParameters() if path is None else load_parameters(path)


def parameter_file(geography: str) -> Path | None:
    """Return the file of parameters in the folder of a geography, None where it has none."""
    path = shipped_geographies().get(geography, Path(geography)) / FILE
    return path if path.is_file() else None


def load_parameters(path: Path, geography: str = "") -> ImplicationParameters:
    """Return the parameters of a file, and where it leaves some out, those of the geography.

    Without a geography these are not known. Raises `InputError` with every problem found.
    """
    base = parameter_file(geography) if geography else None
    return parse_parameters(
        parameter_text(path), path.name, "" if base is None else parameter_text(base)
    )


def parameter_text(path: Path) -> str:
    """Return the text of a file of parameters. Raises `InputError` where it cannot be read."""
    try:
        if (size := path.stat().st_size) > LARGEST_BYTES:
            message = f"has {size:,} bytes, and a file of parameters at most {LARGEST_BYTES:,}"
            raise InputError([Problem(str(path), "", message, _HELP)])
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        message = f"byte {error.start + 1} is not UTF-8"
        raise InputError([Problem(path.name, "", message, "save the file as UTF-8")]) from None
    except OSError as error:
        message = f"cannot be read: {error.strerror}"
        raise InputError([Problem(str(path), "", message, _HELP)]) from None


def parse_parameters(text: str, file: str = FILE, under: str = "") -> ImplicationParameters:
    """Return the parameters that a YAML text says, on top of those that the text `under` says.

    Raises `InputError` with the problems found, `MOST_PROBLEMS` of them at most.
    """
    data, lines, faults = parse_yaml(text, file)
    if faults:
        raise InputError(_the_first(faults, len(faults), file))
    base = parse_yaml(under, FILE)[0] if under else None
    try:
        known = ImplicationParameters.model_validate(_merged({} if data is None else data, base))
    except ValidationError as error:
        found = model_problems(error, file, _of_values(lines), _known_keys, _HELP)
        problems = (replace(p, where=p.where.replace(".value.bands", "")) for p in found)
        raise InputError(_the_first(problems, error.error_count(), file)) from None
    return known if base is None else known.beside(ImplicationParameters.model_validate(base))


def _merged(own: Any, base: Any) -> Any:
    """Return one's own values by section, and of each section those that are not given."""
    if not isinstance(own, Mapping) or not isinstance(base, Mapping):
        return own
    sections = {name: dict(values or {}) for name, values in base.items()}
    for name, values in own.items():
        if isinstance(values, Mapping):
            sections[name] = sections.get(name, {}) | dict(values)
        elif values is not None:
            sections[name] = values
    return sections


def _of_values(lines: Lines) -> Lines:
    """Return lines also by the paths under which pydantic knows what is in a value or a band."""
    more: dict[KeyPath, int] = dict(lines)
    for path, line in lines.items():
        inner = path[3:] if path[2:3] == ("value",) else path[2:]
        if inner:
            more.setdefault((*path[:2], "value", *inner), line)
            more.setdefault((*path[:2], "value", "bands", *inner), line)
    return more


def _the_first(problems: Iterable[Problem], many: int, file: str) -> Iterator[Problem]:
    """Yield the first problems, and that there are others."""
    yield from islice(problems, MOST_PROBLEMS)
    if many > MOST_PROBLEMS:
        others = f"{many - MOST_PROBLEMS:,} other problems are not shown"
        yield Problem(file, "", others, "mend these first")


def _known_keys(path: KeyPath) -> frozenset[str]:
    """Return the keys that may stand under a path, for suggesting the nearest."""
    model: type[BaseModel] = ImplicationParameters
    for key in path:
        field = model.model_fields.get(str(key))
        kind = None if field is None else field.annotation
        if not (isinstance(kind, type) and issubclass(kind, BaseModel)):
            return frozenset()
        model = kind
    return frozenset(model.model_fields)
