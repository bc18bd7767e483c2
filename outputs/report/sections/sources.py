"""Sources, certainty and assumptions, how to make the run again, and where to sign."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256

import pandas as pd

from geodata.disagreements import read_disagreements
from geodata.words import counted
from outputs.derived import derived_sha256
from outputs.record import versions
from outputs.report.blocks import Block, Column, Facts, Items, Paragraph, Section, Signature, Table
from outputs.report.subject import Subject
from outputs.run_files import SCENARIO

TITLE = "Sources, assumptions and signatures"

SOURCE = ("table", "title", "source", "certainty")
GENERAL = (
    "The figures in the rules and the weights of the objectives are this scenario's choice, and "
    "others may give another plan: the guidance gives none but a number of clusters (around 50 in "
    "England, paragraph 8).",
    "No PCT is divided: all of its residents are taken to be in its cluster.",
    "What no table holds (people, buildings, history, money) is not weighed.",
    "The overlap of a cluster and a consortium is by residents, although consortia are made of "
    "practices, whose patients may live beyond any boundary.",
)


def sources_section(subject: Subject) -> Section:
    """Return the last section of the report."""
    return Section(
        TITLE,
        (),
        (
            Section("Proxies and assumptions", tuple(_assumptions(subject))),
            Section("Sources and their certainty", tuple(_sources(subject))),
            Section("Where the sources disagree", tuple(_disagreements(subject))),
            Section("Signatures", tuple(_signatures(subject)), new_page=True),
            Section("The run, and how to make it again", tuple(_run(subject)), new_page=True),
        ),
        new_page=True,
    )


def _assumptions(subject: Subject) -> Iterator[Block]:
    """Yield what stands for what in this report, by table, and what nobody can read from one."""
    geography = subject.geography
    read = set(_tables_read(subject))
    labels = geography.sources[geography.sources["table"].isin(read)]
    rows = _texts(labels, ("table", "title", "label"))
    named = [f"{title or table}: {label}." for table, title, label in rows if label]
    chosen = [f"{name}: {what}." for name, what in subject.run.scenario.measured_on.items()]
    islands = [f"{note}." for note in geography.notes]
    yield Items((*named, *chosen, *GENERAL, *islands))


def _texts(table: pd.DataFrame, columns: Sequence[str]) -> list[list[str]]:
    """Return the cells of these columns, "" where a cell is blank or a column is not there."""
    cells = table.reindex(columns=list(columns)).astype(object).fillna("").astype(str)
    return cells.to_numpy().tolist()


def _tables_read(subject: Subject) -> list[str]:
    """Return the tables that the run's geography was read from, by their names in sources.csv."""
    return [name.partition(".")[0] for name in subject.geography.sha256]


def _sources(subject: Subject) -> Iterator[Block]:
    sources, read = subject.geography.sources, _tables_read(subject)
    unsaid = [
        name for name in read if name not in {"sources", "geography", *map(str, sources["table"])}
    ]
    if len(sources):
        rows = _texts(sources, SOURCE)
        ordered = sorted(rows, key=lambda row: row[0] not in read)
        yield Table(
            name="sources",
            title="What every table holds, where it is from, and how sure it is",
            columns=(
                Column("Table", width=1.3),
                Column("What it holds, and where from", width=3.8),
                Column("How sure", width=2.6),
                Column("Read", width=0.6),
            ),
            rows=tuple(
                (
                    table,
                    ". ".join(filter(None, (title, source))) or None,
                    certainty or None,
                    "yes" if table in read else "no",
                )
                for table, title, source, certainty in ordered
            ),
            note="Read: by this run. Other tables are what these were made or judged from.",
        )
    if unsaid:
        said = "No source is given of " if len(sources) else "sources.csv is missing. No source of "
        yield Paragraph(f"{said}{', '.join(unsaid)}.", "warning")


def _disagreements(subject: Subject) -> Iterator[Block]:
    found = read_disagreements(subject.run.files.geography_folder)
    if not found:
        yield Paragraph("None is noted with the geography.")
        return
    yield Table(
        name="disagreements",
        title="Two readings of one thing",
        columns=(
            Column("Of what", width=1.4),
            Column("One source", width=2.4),
            Column("Another", width=2.4),
            Column("What is made of it", width=2.4),
        ),
        rows=tuple((d.topic, d.reading_1, d.reading_2 or "–", d.comment or "–") for d in found),
    )


def _run(subject: Subject) -> Iterator[Block]:
    """Yield the command that makes the run again, its inputs by hash, and its versions."""
    run, folder = subject.run, subject.run.files.folder
    yield Facts(
        {
            "Run": run.id,
            "Scenario": f"{run.scenario.name} (scenario.yaml in the run's folder)",
            "Geography": f"{run.geography.title} ({run.geography.name})",
            "Made": str(run.record.get("started") or "not known"),
            "Make it again": shlex.join(["clusters", "solve", str(folder / SCENARIO)]),
            "Check its proof": shlex.join(["clusters", "prove", str(folder)]),
            "Write this report again": _command(subject),
            **_parameters(subject),
            "Checked anew": _checked(subject),
        }
    )
    if run.changed:
        yield Paragraph("The tables are no longer those that the run read:", "warning")
        yield Items(run.changed)
    yield from _inputs(subject)
    yield from _versions(subject)


def _command(subject: Subject) -> str:
    """Return the command that writes this report, with the options that it was asked for with."""
    said = (part for option in subject.asked.options.items() for part in option)
    return shlex.join(["clusters", "report", str(subject.run.files.folder), *said])


def _parameters(subject: Subject) -> Mapping[str, str]:
    """Return the files of parameters that section 4 was worked out with, by their SHA-256."""
    names = ("Parameters of section 4", "Where these say nothing")
    files = subject.asked.files
    return {
        name: f"{file.name}, SHA-256 {sha256(file.read_bytes()).hexdigest()}"
        for name, file in zip(names, files, strict=False)
    }


def _checked(subject: Subject) -> str:
    """Return whether the figures of this report are those that the run recorded."""
    wrong = len(subject.proof.faults)
    if wrong:
        return f"{counted(wrong, 'fault')} found; section 1 lists what is wrong."
    return "Scores and rules were worked out anew from the tables, and agree with the record."


def _inputs(subject: Subject) -> Iterator[Block]:
    """Yield the hash of every table that the run read, and whether it is the same now."""
    read = dict(subject.run.record.get("inputs_sha256") or {})
    read |= subject.run.record.get("derived_sha256") or {}
    if not read:
        yield Paragraph("The run records no hash of any table.", "warning")
        return
    yield Table(
        name="inputs",
        title="Every table that the run read, by its SHA-256",
        columns=(Column("File", width=2), Column("SHA-256", "digest", 2), Column("Now", width=1.4)),
        rows=tuple((name, digest, _now(name, digest, subject)) for name, digest in read.items()),
        note="In print the first sixteen characters; the workbook has them all.",
    )


def _now(name: str, digest: str, subject: Subject) -> str:
    """Return whether a table is still what the run read."""
    now = {**derived_sha256(subject.geography), **subject.geography.sha256}
    if name not in now:
        return "gone"
    return "the same" if now[name] == digest else "CHANGED"


def _versions(subject: Subject) -> Iterator[Block]:
    then, here = subject.run.record.get("versions") or {}, versions()
    names = sorted(then.keys() | here.keys(), key=str.casefold)
    yield Table(
        name="versions",
        title="Versions of what found the plan, and of what wrote this report",
        columns=(Column("Program", width=2), Column("The run"), Column("This report")),
        rows=tuple((name, then.get(name) or "–", here.get(name) or "–") for name in names),
    )


def _signatures(subject: Subject) -> Iterator[Block]:
    shas = [f"Chief Executive, {sha}" for sha in subject.case.shas]
    yield Paragraph(
        f"The configuration of run {subject.run.id} ({subject.run.title}), as it stands in this "
        "report. Cluster configuration is signed off by the NHS Chief Executive (paragraph 7)."
    )
    yield Signature(("NHS Chief Executive", *shas))
