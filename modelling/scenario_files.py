"""Reads scenario files: every error collected, placed by line, and shown with its remedy."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from importlib import resources
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from geodata.problems import InputError, Problem, nearest
from modelling.scenario import Origin, Scenario
from modelling.scenario_problems import problems

Lines = dict[tuple[str | int, ...], int]


def shipped_scenarios() -> Mapping[str, Path]:
    """Return the scenarios that ship with the program, by name."""
    folder = Path(str(resources.files("modelling"))) / "scenarios"
    return {path.stem: path for path in sorted(folder.glob("*.yaml"))}


def load_scenario(name_or_path: str | Path) -> Scenario:
    """Return the scenario of that file, or the one that ships under that name.

    Raises `InputError` with every problem found.
    """
    shipped = shipped_scenarios()
    path = Path(name_or_path)
    if str(name_or_path) in shipped:
        path = shipped[str(name_or_path)]
    elif not path.is_file():
        remedy = f"give a file, or one of {', '.join(shipped)}{nearest(str(name_or_path), shipped)}"
        message = "is neither a file nor a scenario that ships"
        raise InputError([Problem(str(name_or_path), "", message, remedy)])
    scenario = parse_scenario(_text(path), str(path.name))
    return _beside(path, scenario)


def parse_scenario(text: str, file: str = "scenario") -> Scenario:
    """Return the scenario that a YAML text says. Raises `InputError` with every problem found."""
    data, lines, faults = _read_yaml(text, file)
    if faults:
        raise InputError(faults)
    origin = Origin(file, lines)
    try:
        return Scenario.model_validate(data).from_origin(origin)
    except ValidationError as error:
        raise InputError(problems(error, origin)) from None


def scenario_schema() -> str:
    """Return the JSON schema of scenario files, for editors."""
    return json.dumps(Scenario.model_json_schema(), indent=2)


def scenario_text(scenario: Scenario) -> str:
    """Return the scenario as YAML that `parse_scenario` reads back to an equal one."""
    return yaml.safe_dump(scenario.as_written(), sort_keys=False, allow_unicode=True)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        message = f"byte {error.start + 1} is not UTF-8"
        raise InputError([Problem(path.name, "", message, "save the file as UTF-8")]) from None
    except OSError as error:
        message = f"cannot be read: {error.strerror}"
        raise InputError([Problem(str(path), "", message, "check its permissions")]) from None


def _beside(path: Path, scenario: Scenario) -> Scenario:
    """Return the scenario with a geography folder named relative to its file made findable."""
    folder = path.parent / scenario.geography
    if not folder.is_dir():
        return scenario
    return scenario.model_copy(update={"geography": str(folder)}).from_origin(scenario._origin)


def _read_yaml(text: str, file: str) -> tuple[Any, Lines, list[Problem]]:
    """Return the data, the line of every key, and what is wrong with the text as YAML."""
    lines: Lines = {}
    faults: list[Problem] = []
    try:
        for event in yaml.parse(text, Loader=yaml.SafeLoader):
            if isinstance(event, yaml.AliasEvent):
                where = f"line {event.start_mark.line + 1}" if event.start_mark else ""
                message = f"the alias *{event.anchor} is not accepted"
                return None, {}, [Problem(file, where, message, "write its value out")]
        node = yaml.compose(text, Loader=yaml.SafeLoader)
        if node is None:
            return None, {}, [Problem(file, "", "is empty", "start from `clusters scenario new`")]
        for path, line in _walk(node, ()):
            if path in lines:
                message = f"'{path[-1]}' stands a second time (first on line {lines[path]})"
                where = f"line {line}, {'.'.join(map(str, path))}"
                faults.append(Problem(file, where, message, "keep one of the two"))
            lines.setdefault(path, line)
        return yaml.safe_load(text), lines, faults
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        where = f"line {mark.line + 1}, column {mark.column + 1}" if mark else ""
        message = f"is not plain YAML: {getattr(error, 'problem', None) or 'cannot be read'}"
        remedy = "mend the indentation, quotes or tag there"
        return None, {}, [Problem(file, where, message, remedy)]


def _walk(node: yaml.Node, path: tuple[str | int, ...]) -> Iterator[tuple[Any, int]]:
    """Yield the path and the line (from 1) of everything in a YAML document."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            at = (*path, str(key.value))
            yield at, key.start_mark.line + 1
            yield from _walk(value, at)
    elif isinstance(node, yaml.SequenceNode):
        for i, value in enumerate(node.value):
            yield (*path, i), value.start_mark.line + 1
            yield from _walk(value, (*path, i))
