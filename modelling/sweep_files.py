"""Reads sweep files: every error collected, placed by line, and shown with its remedy."""

from __future__ import annotations

from pathlib import Path

import yaml
from pydantic import ValidationError

from geodata.model_problems import model_problems
from geodata.problems import InputError, Problem
from geodata.yaml_text import Path as Place
from geodata.yaml_text import parse_yaml
from modelling.scenario import Origin
from modelling.scenario_files import read_text
from modelling.sweep import Axis, Sample, Sweep

_HELP = "see the head of a sweep in the README for what it may say"


def load_sweep(path: str | Path) -> Sweep:
    """Return the sweep of that file. Raises `InputError` with every problem found in the file.

    A scenario that is a file beside it is named by its whole path from here on.
    """
    file = Path(path)
    if not file.is_file():
        remedy = "give the file of a sweep, which begins with name: and scenario:"
        raise InputError([Problem(str(path), "", "there is no such file", remedy)])
    sweep = parse_sweep(read_text(file), file.name)
    beside = file.parent / sweep.scenario
    if not beside.is_file():
        return sweep
    return sweep.model_copy(update={"scenario": str(beside.resolve())}).from_origin(sweep.origin)


def parse_sweep(text: str, file: str = "sweep") -> Sweep:
    """Return the sweep that a YAML text says. Raises `InputError` with every problem found."""
    data, lines, faults = parse_yaml(text, file)
    if data is None and not faults:
        faults = [Problem(file, "", "is empty", "begin it with name: and scenario:")]
    if faults:
        raise InputError(faults)
    try:
        return Sweep.model_validate(data).from_origin(Origin(file, lines))
    except ValidationError as error:
        raise InputError(model_problems(error, file, lines, _known_keys, _HELP)) from None


def sweep_text(sweep: Sweep) -> str:
    """Return the sweep as YAML that `parse_sweep` reads back to an equal one."""
    written = sweep.model_dump(mode="json", exclude_unset=True)
    return yaml.safe_dump(written, sort_keys=False, allow_unicode=True)


def _known_keys(path: Place) -> frozenset[str]:
    """Return the keys that a sweep may have under `path`, for suggesting the nearest."""
    if not path:
        return frozenset(Sweep.model_fields)
    if path == ("sample",):
        return frozenset(Sample.model_fields)
    if path[0] == "grid" and len(path) == 2:
        return frozenset(f.alias or name for name, f in Axis.model_fields.items()) - {"values"}
    return frozenset()
