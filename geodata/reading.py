"""Reads a CSV file as text, cell by cell as the planner's spreadsheet shows it."""

from __future__ import annotations

import csv
import io

import pandas as pd

from geodata.problems import Problem

_AGAIN = "save it again as 'CSV UTF-8 (comma delimited)'"


def read_csv(
    data: bytes, file: str, encoding: str = "utf-8"
) -> tuple[pd.DataFrame | None, list[Problem]]:
    """Return the cells as stripped text, blank ones as missing, and what is wrong with the file.

    The index is the row number that a spreadsheet shows: the header is row 1, blank rows count.
    Where anything is wrong the table is None.
    """
    text, problems = decode(data, file, encoding)
    if text is None:
        return None, problems
    rows, problems = _rows(text, file)
    if problems:
        return None, problems
    if not rows:
        return None, [Problem(file, "", "is empty", "write a header and at least one row")]
    (_, header), *body = rows
    problems = _header_problems(header, file) + _ragged_rows(header, body, file)
    if not body:
        problems.append(Problem(file, "", "has a header only", "add at least one row below it"))
    if problems:
        return None, problems
    frame = pd.DataFrame(
        [cells for _, cells in body],
        columns=header,
        index=pd.Index([n for n, _ in body], name="row"),
        dtype="object",
    )
    named = frame.loc[:, [bool(name) for name in header]]
    return named.where(named != ""), []


def decode(data: bytes, file: str, encoding: str) -> tuple[str | None, list[Problem]]:
    """Return `data` as text, or say which byte is in the way. A byte order mark is dropped."""
    if data.startswith(b"PK\x03\x04"):
        return None, [Problem(file, "", "is a workbook or an archive, not CSV", _AGAIN)]
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) and encoding == "utf-8":
        return None, [Problem(file, "", "is UTF-16, not UTF-8", f"{_AGAIN}, or {_say('utf-16')}")]
    try:
        text = data.decode("utf-8-sig" if encoding == "utf-8" else encoding)
    except UnicodeDecodeError as error:
        row = data.count(b"\n", 0, error.start) + 1
        message = f"byte {error.start + 1} (0x{data[error.start]:02X}) is not {encoding.upper()}"
        other = "cp1252" if encoding == "utf-8" else "utf-8"
        return None, [Problem(file, f"row {row}", message, f"{_AGAIN}, or {_say(other)}")]
    if "\0" in text:
        row = text.count("\n", 0, text.index("\0")) + 1
        return None, [
            Problem(file, f"row {row}", "holds a NUL byte, so it is not a CSV file", _AGAIN)
        ]
    return text, []


def _say(encoding: str) -> str:
    return f"say 'encoding: {encoding}' in geography.yaml if it is that"


def _rows(text: str, file: str) -> tuple[list[tuple[int, list[str]]], list[Problem]]:
    """Return every row that is not blank with its number, cells stripped."""
    rows: list[tuple[int, list[str]]] = []
    number = 0
    try:
        for number, cells in enumerate(csv.reader(io.StringIO(text, newline=""), strict=True), 1):
            stripped = [cell.strip() for cell in cells]
            if any(stripped):
                rows.append((number, stripped))
    except csv.Error as error:
        remedy = f"look for a quotation mark that is not closed, or {_AGAIN}"
        return [], [Problem(file, f"row {number + 1}", f"is not CSV ({error})", remedy)]
    return rows, []


def _header_problems(header: list[str], file: str) -> list[Problem]:
    if len(header) == 1 and any(mark in header[0] for mark in ";\t|"):
        message = f"its header is one cell, '{header[0]}'"
        return [Problem(file, "row 1", message, "separate the cells with commas")]
    twice = sorted({name for name in header if name and header.count(name) > 1})
    return [
        Problem(file, f"row 1, column {name}", "two columns have this name", "rename one of them")
        for name in twice
    ]


def _ragged_rows(header: list[str], body: list[tuple[int, list[str]]], file: str) -> list[Problem]:
    remedy = "look for a comma too many or too few; text that holds a comma needs quotation marks"
    return [
        Problem(
            file, f"row {n}", f"has {len(cells)} cells where the header has {len(header)}", remedy
        )
        for n, cells in body
        if len(cells) != len(header)
    ]
