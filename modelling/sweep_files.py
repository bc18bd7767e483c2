"""Reads sweep files: every error collected, placed by line, and shown with its remedy."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import yaml

from geodata.problems import InputError, Problem, raise_if_any
from geodata.yaml_text import parse_yaml
from modelling.scenario import Origin
from modelling.scenario_files import read_text
from modelling.sweep import Sweep
from modelling.sweep_drafts import Draft, draft_of
from modelling.sweep_words import place_in_words

_CASE = re.compile(r"(?<=, )cases\.(\d+)\.(.+)", re.DOTALL)


def load_sweep(path: str | Path) -> Sweep:
    """Return the sweep of that file. Raises `InputError` with every problem found in the file.

    A scenario that is a file beside it is named by its whole path from here on.
    """
    return _faultless(load_draft(path))


def load_draft(path: str | Path) -> Draft:
    """Return what can be read of the sweep in that file, as `load_sweep`, and its faults.

    Raises `InputError` where there is no such file, or it cannot be read as YAML at all.
    """
    file = Path(path)
    if not file.is_file():
        remedy = "give the file of a sweep, which begins with name: and scenario:"
        raise InputError([Problem(str(path), "", "there is no such file", remedy)])
    draft = parse_draft(read_text(file), file.name)
    beside = file.parent / draft.sweep.scenario
    if not beside.is_file():
        return draft
    found = draft.sweep.model_copy(update={"scenario": str(beside.resolve())})
    return replace(draft, sweep=found.from_origin(draft.sweep.origin))


def parse_sweep(text: str, file: str = "sweep") -> Sweep:
    """Return the sweep that a YAML text says. Raises `InputError` with every problem found."""
    return _faultless(parse_draft(text, file))


def parse_draft(text: str, file: str = "sweep") -> Draft:
    """Return what can be read of a sweep's YAML text, and what is wrong with the rest."""
    data, lines, faults = parse_yaml(text, file)
    if data is None and not faults:
        faults = [Problem(file, "", "is empty", "begin it with name: and scenario:")]
    if data is None:
        raise InputError(faults)
    return draft_of(data, Origin(file, lines), map(_counted_from_one, faults))


def sweep_text(sweep: Sweep) -> str:
    """Return the sweep as YAML that `parse_sweep` reads back to an equal one."""
    written = sweep.model_dump(mode="json", exclude_unset=True)
    return yaml.safe_dump(written, sort_keys=False, allow_unicode=True)


def _faultless(draft: Draft) -> Sweep:
    raise_if_any(draft.problems())
    return draft.sweep


def _counted_from_one(problem: Problem) -> Problem:
    """Return the problem of a text with its case as a planner counts it."""

    def counted(found: re.Match[str]) -> str:
        return place_in_words(("cases", int(found[1]), found[2]))

    return replace(problem, where=_CASE.sub(counted, problem.where))
