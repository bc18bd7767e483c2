"""Reads plans: from a CSV, or a reference plan that comes with the geography."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from geodata.geography import Geography
from geodata.problems import InputError, Problem, nearest, raise_if_any
from geodata.words import UNWRITABLE, plain
from modelling.plan import Plan


def load_plan(name_or_path: str | Path, geography: Geography) -> Plan:
    """Return the plan of a CSV (`pct,cluster`, optionally `cluster_name`), or a reference plan.

    Raises `InputError` with every unknown, repeated or empty code. A PCT that the file leaves
    out is no error of the file: `check` reports it.
    """
    if str(name_or_path) in geography.plans:
        return reference_plan(str(name_or_path), geography)
    path = Path(name_or_path)
    if not path.is_file():
        known = sorted(geography.plans)
        remedy = f"give a CSV, or one of {', '.join(known) or '(none)'}"
        message = f"is neither a file nor a plan of {geography.name}"
        hint = nearest(str(name_or_path), known)
        raise InputError([Problem(str(name_or_path), "", message, remedy + hint)])
    rows = _rows(path)
    raise_if_any(_problems(rows, path.name, geography))
    names = {r["cluster"]: r["cluster_name"] for _, r in rows if r.get("cluster_name")}
    return Plan({r["pct"]: r["cluster"] for _, r in rows}, names, path.stem)


def reference_plan(name: str, geography: Geography) -> Plan:
    """Return the plan of that name that comes with the geography."""
    table = geography.plans[name]
    names = dict(zip(table["cluster"], table["cluster_name"], strict=True))
    return Plan(dict(zip(table["pct"], table["cluster"], strict=True)), names, name)


def _rows(path: Path) -> list[tuple[int, dict[str, str]]]:
    """Return the file's rows with their numbers, the header being row 1, all cells stripped."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        message = f"byte {error.start + 1} is not UTF-8"
        raise InputError([Problem(path.name, "", message, "save the file as UTF-8")]) from None
    reader = csv.DictReader(io.StringIO(text.replace("\0", "")))
    missing = [c for c in ("pct", "cluster") if c not in (reader.fieldnames or ())]
    if missing:
        found = ", ".join(reader.fieldnames or ()) or "nothing"
        message = f"has no column {' and no column '.join(missing)} (it has {found})"
        raise InputError([Problem(path.name, "row 1", message, "begin it with: pct,cluster")])
    try:
        return [
            (reader.line_num, {k: (v or "").strip() for k, v in row.items() if isinstance(k, str)})
            for row in reader
        ]
    except csv.Error as error:
        where, remedy = f"row {reader.line_num}", "look for a quote that is never closed"
        raise InputError([Problem(path.name, where, str(error), remedy)]) from None


def _problems(
    rows: list[tuple[int, dict[str, str]]], file: str, geography: Geography
) -> Iterator[Problem]:
    first: dict[str, int] = {}
    named: dict[str, str] = {}
    if not rows:
        yield Problem(file, "", "has no rows", "add a row for each PCT")
    for number, row in rows:
        pct = row["pct"]
        where = f"row {number}, column pct"
        if pct not in geography.names:
            remedy = f"use a code of {geography.name}{nearest(pct, geography.codes)}"
            if "E+" in pct.upper():
                remedy = "a spreadsheet made a number of a code such as 5E1: store it as text"
            yield Problem(file, where, f"no PCT has the code '{pct}'", remedy)
        elif pct in first:
            message = f"{pct} stands here and in row {first[pct]}"
            yield Problem(file, where, message, "keep one of the two rows")
        if not row["cluster"]:
            where = f"row {number}, column cluster"
            yield Problem(file, where, f"{pct} has no cluster", "fill it in or remove the row")
        name = row.get("cluster_name") or named.get(row["cluster"], "")
        if name != named.setdefault(row["cluster"], name):
            where = f"row {number}, column cluster_name"
            message = f"cluster {row['cluster']} is called {named[row['cluster']]} and {name}"
            yield Problem(file, where, message, "give a cluster one name")
        if UNWRITABLE.search(name):
            where = f"row {number}, column cluster_name"
            message = f"the name '{plain(name)}' holds a control character"
            yield Problem(file, where, message, "write the name again without it")
        first.setdefault(pct, number)
