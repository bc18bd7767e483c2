"""Reads the parameters of the implications: those of a geography, or a planner's own file."""

from __future__ import annotations

from pathlib import Path

from pydantic import BaseModel, ValidationError

from geodata.loading import shipped_geographies
from geodata.model_problems import model_problems
from geodata.problems import InputError, Problem
from geodata.yaml_text import Path as KeyPath
from geodata.yaml_text import parse_yaml
from modelling.implications.parameters import ImplicationParameters

FILE = "implications.yaml"
"""What the parameters of a geography are called in its folder."""

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


def load_parameters(path: Path) -> ImplicationParameters:
    """Return the parameters of a file. Raises `InputError` with every problem found."""
    return parse_parameters(parameter_text(path), path.name)


def parameter_text(path: Path) -> str:
    """Return the text of a file of parameters. Raises `InputError` where it cannot be read."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        message = f"byte {error.start + 1} is not UTF-8"
        raise InputError([Problem(path.name, "", message, "save the file as UTF-8")]) from None
    except OSError as error:
        message = f"cannot be read: {error.strerror}"
        raise InputError([Problem(str(path), "", message, _HELP)]) from None


def parse_parameters(text: str, file: str = FILE) -> ImplicationParameters:
    """Return the parameters that a YAML text says. Raises `InputError` with every problem found."""
    data, lines, faults = parse_yaml(text, file)
    if faults:
        raise InputError(faults)
    try:
        return ImplicationParameters.model_validate({} if data is None else data)
    except ValidationError as error:
        raise InputError(model_problems(error, file, lines, _known_keys, _HELP)) from None


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
