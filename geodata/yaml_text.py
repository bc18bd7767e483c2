"""Reads YAML so that everything wrong with it can be placed by line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import yaml

from geodata.problems import Problem

Path = tuple[str | int, ...]
Lines = Mapping[Path, int]


def parse_yaml(text: str, file: str) -> tuple[Any, Lines, list[Problem]]:
    """Return the data (None where it cannot be read), the line of every key, and the problems.

    Tags that make objects are refused, and so are aliases: a few lines of them can stand for
    more data than any machine holds.
    """
    lines: dict[Path, int] = {}
    problems: list[Problem] = []
    try:
        for event in yaml.parse(text, Loader=yaml.SafeLoader):
            if isinstance(event, yaml.AliasEvent):
                where = f"line {event.start_mark.line + 1}" if event.start_mark else ""
                message = f"the alias *{event.anchor} is not accepted"
                return None, {}, [Problem(file, where, message, "write its value out")]
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
        message, remedy = f"is not YAML: {error.problem}", "mend the indentation, quotes or tag"
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        where, message = "", f"is not YAML: {str(error).splitlines()[0]}"
        remedy = "write plain text, numbers and lists"
    return None, {}, [Problem(file, where, message, remedy)]


def place(path: Path, lines: Lines) -> str:
    """Return "line 5, adjacency.tolerance_m" for a key, or for what holds it where it is absent."""
    found = next((lines[path[:n]] for n in range(len(path), 0, -1) if path[:n] in lines), None)
    dotted = ".".join(map(str, path))
    return f"line {found}, {dotted}" if found and dotted else dotted


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
