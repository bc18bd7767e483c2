"""Answers about a run that are kept in its folder: plans nearly as good, and what rules cost."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from geodata.problems import InputError
from modelling.scenario import Scenario
from outputs.answers.price_tables import RECORD as PRICE_RECORD
from outputs.report.run import FinishedRun
from outputs.report.shapes import AlternativesRecord, PriceRecord, misshapen
from outputs.run_files import ALTERNATIVES, PRICE, read_json

ALTERNATIVES_RECORD = "alternatives.json"


@dataclass(frozen=True)
class Kept:
    """An answer that is kept with a run, and those that are there but of another question.

    `record` is the answer as data, empty where there is none; `folder` where it stands. `refused`
    says of every other answer found why it is not used.
    """

    record: Mapping[str, Any] = field(default_factory=dict)
    folder: Path | None = None
    refused: tuple[str, ...] = ()


def kept_alternatives(run: FinishedRun) -> Kept:
    """Return the latest list of alternatives to the run's plan that is kept with the run."""
    files = sorted(_at(run, ALTERNATIVES).glob(f"*/{ALTERNATIVES_RECORD}"), key=_latest_last)
    return _usable(run, files, AlternativesRecord)


def kept_prices(run: FinishedRun) -> Kept:
    """Return what the run's rules cost, where that is kept with the run."""
    files = [f for f in (_at(run, PRICE) / PRICE_RECORD,) if f.is_file()]
    return _usable(run, files, PriceRecord)


def _at(run: FinishedRun, part: str) -> Path:
    return run.files.folder / part


def _latest_last(file: Path) -> str:
    """Return the moment in the name of the answer's folder, "…-20111001T093000Z-1a2b3c4d"."""
    return "-".join(file.parent.name.split("-")[-2:])


def _usable(run: FinishedRun, files: list[Path], shape: type[BaseModel]) -> Kept:
    """Return the last answer that is about this very scenario and these very tables."""
    used, refused = Kept(), []
    for file in files:
        try:
            record = read_json(file)
        except InputError as error:
            refused += [f"{file.name}: {problem.message}" for problem in error.problems]
            continue
        why = misshapen(record, shape) or "; ".join(_other_question(run, record))
        if not why and record.get("plans") == []:
            why = "it lists no plan"
        if why:
            refused.append(f"{file.parent.name}: {why}")
        else:
            used = Kept(record, file.parent)
    return Kept(used.record, used.folder, tuple(refused))


def _other_question(run: FinishedRun, record: Mapping[str, Any]) -> Iterator[str]:
    """Yield in what an answer is about something else than the run."""
    try:
        asked = Scenario.model_validate(record.get("scenario"))
    except ValidationError:
        yield "it does not say which scenario it answers"
        return
    if asked != run.scenario:
        yield f"it answers another scenario ({asked.title or asked.name})"
    if dict(record.get("inputs_sha256") or {}) != dict(run.record.get("inputs_sha256") or {}):
        yield "it was made from other tables"
