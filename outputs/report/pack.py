"""The pack of a run: its report in every format asked for, and how far its making has come."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from geodata.problems import Problem, nearest, raise_if_any
from outputs.report.assemble import PARTS, report_of
from outputs.report.blocks import Report
from outputs.report.subject import Subject, subject_of
from outputs.report.writers.html import write_html
from outputs.report.writers.pdf import write_pdf
from outputs.report.writers.workbook import write_workbook

FORMATS: Mapping[str, Callable[[Path, Report], None]] = MappingProxyType(
    {"pdf": write_pdf, "html": write_html, "xlsx": write_workbook}
)
"""What writes each format, by the ending of its file."""

FOLDER = "report"
"""The folder within a run's that its pack is written to."""

Done = Callable[[int, int, str], None]
"""Hears how many steps are done, of how many, and what is being done now."""


@dataclass(frozen=True)
class Pack:
    """What was written, and what it is about."""

    files: tuple[Path, ...]
    subject: Subject


def write_pack(
    run: Path,
    against: str | None = None,
    formats: Iterable[str] = tuple(FORMATS),
    out: Path | None = None,
    geography: Path | None = None,
    parameters: Path | None = None,
    done: Done = lambda _done, _all, _text: None,
) -> Pack:
    """Write the report on a run as report.pdf, report.html and report.xlsx.

    The files go to the folder `out`, by default `report` in the run's own; each is there whole or
    not at all. `against`, `geography` and `parameters` are those of `subject_of`. Raises
    `InputError` with every problem found.
    """
    asked = tuple(dict.fromkeys(formats))
    raise_if_any(_problems(run, asked))
    steps = Steps(1 + len(PARTS) + len(asked), done)
    steps.begin("Reading the run and checking what was proven")
    subject = subject_of(run, against, geography, parameters, steps.say)
    report = report_of(subject, steps.begin)
    folder = run / FOLDER if out is None else out
    files = tuple(folder / f"report.{name}" for name in asked)
    for name, file in zip(asked, files, strict=True):
        steps.begin(f"Writing {file.name}")
        FORMATS[name](file, report)
    steps.end()
    return Pack(files, subject)


class Steps:
    """Counts the steps of a piece of work whose number is known when it begins."""

    def __init__(self, total: int, done: Done) -> None:
        self._begun, self._total, self._done = 0, total, done

    def begin(self, text: str) -> None:
        """Begin the next step: the one before it is done."""
        self._begun += 1
        self.say(text)

    def say(self, text: str) -> None:
        """Say what is being done within the step."""
        self._done(self._begun - 1, self._total, text)

    def end(self) -> None:
        """Say that every step is done."""
        self._done(self._total, self._total, "Done")


def _problems(run: Path, formats: tuple[str, ...]) -> Iterator[Problem]:
    known = ", ".join(FORMATS)
    for name in formats:
        if name not in FORMATS:
            message = f"'{name}' is no format of a report{nearest(name, FORMATS)}"
            yield Problem("--format", "", message, f"write one or more of {known}")
    if not formats:
        yield Problem("--format", "", "names no format", f"write one or more of {known}")
    if not run.is_dir():
        remedy = "give the folder that `clusters solve` wrote"
        yield Problem(str(run), "", "is not the folder of a run", remedy)
