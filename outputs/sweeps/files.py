"""Writes what a sweep says, in every format asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from geodata.problems import Problem, nearest, raise_if_any
from outputs.report.blocks import Report
from outputs.report.pack import Done, Steps
from outputs.report.writers.html import write_html
from outputs.report.writers.workbook import write_workbook
from outputs.sweeps.findings import Findings
from outputs.sweeps.reading import read_sweep
from outputs.sweeps.report import PARTS, shortened, sweep_report
from outputs.sweeps.table_files import write_csv, write_parquet
from solvers.sweeping.store import Store

MOST_ROWS = 500
"""Rows of one table of the HTML file, which has to stay small; the other formats have all."""

ELSEWHERE = "the other formats (CSV, Parquet and XLSX)"

DOCUMENTS: Mapping[str, Callable[[Path, Report], None]] = MappingProxyType(
    {
        "html": lambda path, report: write_html(
            path, shortened(report, MOST_ROWS, ELSEWHERE), sortable=True
        ),
        "xlsx": write_workbook,
    }
)
TABLES: Mapping[str, Callable[[Path, Findings], tuple[Path, ...]]] = MappingProxyType(
    {"csv": write_csv, "parquet": write_parquet}
)
FORMATS = ("html", "csv", "parquet", "xlsx")


@dataclass(frozen=True)
class Written:
    """What was written, and what it is about."""

    files: tuple[Path, ...]
    findings: Findings


def write_sweep_report(
    store: Path,
    out: Path | None = None,
    formats: Iterable[str] = FORMATS,
    geography: Path | None = None,
    between: tuple[str, str] | None = None,
    done: Done = lambda _done, _all, _text: None,
) -> Written:
    """Write what the store of a sweep says, also while the sweep is still running.

    report.html and report.xlsx go to the folder `out`, by default one beside the store named for
    it, and tables to its folders csv and parquet. Each file is there whole or not at all, and
    replaces one of its name. Raises `InputError` with every problem found.
    """
    asked = tuple(dict.fromkeys(formats))
    raise_if_any(_problems(asked))
    steps = Steps(1 + len(PARTS) + len(asked), done)
    steps.begin("Reading the store")
    kept = Store.open(store)
    findings = Findings(read_sweep(kept, geography), between)
    raise_if_any(findings.problems())
    moment = kept.recorded
    folder = beside(store) if out is None else out
    report = sweep_report(findings, moment, steps.begin)
    files: list[Path] = []
    for name in asked:
        steps.begin(f"Writing {name.upper()}")
        if name in TABLES:
            files += TABLES[name](folder / name, findings)
        else:
            DOCUMENTS[name](folder / f"report.{name}", report)
            files.append(folder / f"report.{name}")
    steps.end()
    return Written(tuple(files), findings)


def beside(store: Path) -> Path:
    """Return the folder beside a store that its report goes to: counts-report for counts.sqlite."""
    return store.with_name(f"{store.stem}-report")


def _problems(formats: tuple[str, ...]) -> Iterator[Problem]:
    known = ", ".join(FORMATS)
    for name in formats:
        if name not in FORMATS:
            message = f"'{name}' is no format of it{nearest(name, FORMATS)}"
            yield Problem("--format", "", message, f"write one or more of {known}")
    if not formats:
        yield Problem("--format", "", "names no format", f"write one or more of {known}")
