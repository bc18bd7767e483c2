"""Reads YAML so that everything wrong with it can be placed by line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import yaml
from pydantic import BaseModel, ValidationError

from geodata.problems import Problem, nearest

Path = tuple[str | int, ...]
Lines = Mapping[Path, int]


def parse_yaml(text: str, file: str) -> tuple[Any, Lines, list[Problem]]:
    """Return the data (None where it cannot be read), the line of every key, and the problems."""
    lines: dict[Path, int] = {}
    problems = []
    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
        for path, line in _walk(node, ()) if node else ():
            if path in lines:
                message = f"'{path[-1]}' stands on line {lines[path]} already"
                problems.append(Problem(file, place(path, {path: line}), message, "keep one"))
            lines.setdefault(path, line)
        return yaml.safe_load(text), lines, problems
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        where = f"line {mark.line + 1}" if mark else ""
        message, remedy = f"is not YAML: {error.problem}", "mend the indentation or the quotes"
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        where, message = "", f"is not YAML: {str(error).splitlines()[0]}"
        remedy = "write plain text, numbers and lists"
    return None, {}, [Problem(file, where, message, remedy)]


def place(path: Path, lines: Lines) -> str:
    """Return "line 5, adjacency.tolerance_m" for a key, or for what holds it where it is absent."""
    found = next((lines[path[:n]] for n in range(len(path), 0, -1) if path[:n] in lines), None)
    dotted = ".".join(map(str, path))
    return f"line {found}, {dotted}" if found and dotted else dotted


def model_problems(
    error: ValidationError, model: type[BaseModel], lines: Lines, file: str
) -> Iterator[Problem]:
    """Yield a problem for everything that pydantic found wrong, unknown keys with the nearest."""
    for item in error.errors(include_url=False):
        path: Path = tuple(item["loc"])
        message = f"{_lower(item['msg'])}, not {str(item['input'])[:60]!r}"
        remedy = "see geodata/FORMAT.md for what may be said"
        if item["type"] == "extra_forbidden":
            known = _known_keys(model, path[:-1])
            message = f"'{path[-1]}' is not known{nearest(str(path[-1]), known)}"
            remedy = f"use one of {', '.join(known)}"
        elif item["type"] == "value_error":
            message = str(item["ctx"]["error"])
        yield Problem(file, place(path, lines), message, remedy)


def _known_keys(model: type[BaseModel], path: Path) -> tuple[str, ...]:
    for step in path:
        inner = model.model_fields[str(step)].annotation
        if isinstance(inner, type) and issubclass(inner, BaseModel):
            model = inner
    return tuple(model.model_fields)


def _lower(message: str) -> str:
    return message[:1].lower() + message[1:]


def _walk(node: yaml.Node, path: Path) -> Iterator[tuple[Path, int]]:
    """Yield the path and the line, from 1, of everything in a YAML document."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            at = (*path, str(key.value))
            yield at, key.start_mark.line + 1
            yield from _walk(value, at)
    elif isinstance(node, yaml.SequenceNode):
        for i, value in enumerate(node.value):
            yield (*path, i), value.start_mark.line + 1
            yield from _walk(value, (*path, i))
