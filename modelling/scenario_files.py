"""Reads scenario files: every error collected, placed by line, and shown with its remedy."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from importlib import resources
from itertools import takewhile
from pathlib import Path

import yaml
from pydantic import ValidationError

from geodata.model_problems import model_problems
from geodata.problems import InputError, Problem, nearest
from geodata.yaml_text import parse_yaml
from modelling.scenario import Origin, Scenario, known_keys

_HELP = "see `clusters scenario schema` for what a scenario may say"


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
    scenario = parse_scenario(read_text(path), str(path.name))
    return _beside(path, scenario)


def parse_scenario(text: str, file: str = "scenario") -> Scenario:
    """Return the scenario that a YAML text says. Raises `InputError` with every problem found."""
    data, lines, faults = parse_yaml(text, file)
    if data is None and not faults:
        faults = [Problem(file, "", "is empty", "start from `clusters scenario new`")]
    if faults:
        raise InputError(faults)
    origin = Origin(file, lines)
    try:
        return Scenario.model_validate(data).from_origin(origin)
    except ValidationError as error:
        raise InputError(model_problems(error, file, lines, known_keys, _HELP)) from None


def scenario_schema() -> str:
    """Return the JSON schema of scenario files, for editors."""
    return json.dumps(Scenario.model_json_schema(), indent=2)


def scenario_text(scenario: Scenario) -> str:
    """Return the scenario as YAML that `parse_scenario` reads back to an equal one."""
    return yaml.safe_dump(scenario.as_written(), sort_keys=False, allow_unicode=True)


def scenario_to_start_from(like: str, name: str) -> str:
    """Return the text of a scenario, comments and all, under another name.

    Characters that a name cannot have become dashes.
    """
    scenario = load_scenario(like)
    shipped = shipped_scenarios()
    lawful = re.sub(r"[^A-Za-z0-9 _.-]+", "-", name).strip("-_. ")[:80] or "scenario"
    text = read_text(shipped[like] if like in shipped else Path(like))
    named, changed = re.subn(r"^name:.*$", f"name: {lawful}", text, count=1, flags=re.MULTILINE)
    bare = re.sub(r"^title:.*\n", "", named, flags=re.MULTILINE)
    if not changed or parse_scenario(bare).rules != scenario.rules:
        return scenario_text(scenario.model_copy(update={"name": lawful, "title": None}))
    return bare


def description(path: Path) -> str:
    """Return what the comment at the head of a scenario file says of it."""
    lines = read_text(path).splitlines()
    comment = takewhile(lambda line: line.startswith("#"), lines)
    return " ".join(line.lstrip("# ") for line in comment)


def read_text(path: Path) -> str:
    """Return the text of a file. Raises `InputError` where it is not UTF-8 or cannot be read."""
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
    return scenario.model_copy(update={"geography": str(folder.resolve())}).from_origin(
        scenario._origin
    )
