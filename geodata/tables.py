"""Holds a table to its contract: columns found, numbers made of text, every bad cell named."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

import pandas as pd
import pandera.pandas as pa
from pandera.errors import SchemaErrorReason

from geodata.cell_checks import FLAGS
from geodata.problems import Problem, nearest
from geodata.words import plain

MOST_SHOWN = 10
"""Bad cells of one kind in one column that are shown one by one."""


def conform(
    raw: pd.DataFrame, schema: pa.DataFrameSchema, file: str, mapping: Mapping[str, str]
) -> tuple[pd.DataFrame | None, list[Problem]]:
    """Return the table as its schema wants it, and every way in which it was not.

    `mapping` says which of the file's columns stands for which of the schema's; whether the file
    has those is for the caller to say. The table is None where a column is missing; where cells
    are bad they stay as they are, or blank where they are no numbers, for later checks to skip.
    """
    twice = sorted({c for c in mapping.values() if list(mapping.values()).count(c) > 1})
    if twice:
        return None, [_stands_for_two(column, mapping, file) for column in twice]
    frame = _renamed(raw, mapping)
    missing = [n for n, c in schema.columns.items() if c.required and n not in frame.columns]
    if missing:
        unsaid = [name for name in missing if name not in mapping]
        return None, [_missing_column(frame, schema, name, file) for name in unsaid]
    problems: list[Problem] = []
    frame, unreadable = _with_numbers(frame, schema)
    for name, rows in unreadable.items():
        problems += _not_numbers(_renamed(raw, mapping)[name], rows, file)
    problems += _broken_rules(frame, schema, file, unreadable)
    return _finished(frame, schema), problems


def _stands_for_two(column: str, mapping: Mapping[str, str], file: str) -> Problem:
    ours = " and ".join(our for our, their in mapping.items() if their == column)
    remedy = f"give the table a column for each of {ours}, copies if need be"
    return Problem(file, "row 1", f"column {column} is to stand for both {ours}", remedy)


def shown_up_to(
    rows: Sequence[int], problem: Callable[[int], Problem], most: int = MOST_SHOWN
) -> Iterator[Problem]:
    """Yield a problem a row, the last one standing for all those beyond the `most` first."""
    if len(rows) <= most:
        yield from map(problem, rows)
        return
    yield from map(problem, rows[: most - 1])
    more = problem(rows[most - 1])
    message = f"{more.message}, and {len(rows) - most} more rows like it"
    yield Problem(more.file, more.where, message, more.remedy)


def _renamed(raw: pd.DataFrame, mapping: Mapping[str, str]) -> pd.DataFrame:
    theirs = {their: our for our, their in mapping.items() if their in raw.columns}
    stale = [c for c in raw.columns if c in theirs.values() and c not in theirs]
    return raw.drop(columns=stale).rename(columns=theirs)


def _missing_column(
    frame: pd.DataFrame, schema: pa.DataFrameSchema, name: str, file: str
) -> Problem:
    near = nearest(name, (c for c in frame.columns if c not in schema.columns))
    message = f"has no column {name} ({schema.columns[name].description}){near}"
    remedy = (
        f"add it, or say under 'columns: {schema.name}:' in geography.yaml "
        f"which of {', '.join(map(str, frame.columns))} it is"
    )
    return Problem(file, "row 1", message, remedy)


def _with_numbers(
    frame: pd.DataFrame, schema: pa.DataFrameSchema
) -> tuple[pd.DataFrame, dict[str, list[int]]]:
    """Return the table with its numbers read as such, and by column the rows that could not be."""
    made: dict[str, pd.Series] = {}
    unreadable = {}
    numeric = set(_number_columns(frame, schema))
    for name in frame.columns:
        values = frame[name]
        if name in numeric:
            made[name] = pd.to_numeric(values, errors="coerce").astype("float64")
            unreadable[name] = list(values.index[made[name].isna() & values.notna()])
        else:
            made[name] = values.astype("str").where(values.notna())
    return pd.DataFrame(made, index=frame.index), unreadable


def _not_numbers(values: pd.Series, rows: list[int], file: str) -> Iterator[Problem]:
    def problem(row: int) -> Problem:
        where = f"row {row}, column {values.name}"
        message = f"{values.name} '{values[row]}' is not a number"
        return Problem(file, where, message, "write digits only, such as 123456 or 0.25")

    yield from shown_up_to(rows, problem)


def _number_columns(frame: pd.DataFrame, schema: pa.DataFrameSchema) -> Iterator[str]:
    for name in frame.columns:
        column = schema.columns.get(name)
        if column is not None:
            if str(column.dtype) == "float64":
                yield name
        elif schema.name == "pcts":
            given = frame[name].dropna()
            readable = pd.to_numeric(given, errors="coerce").notna()
            if len(given) and readable.mean() > 0.5:
                yield name


def _broken_rules(
    frame: pd.DataFrame,
    schema: pa.DataFrameSchema,
    file: str,
    unreadable: Mapping[str, Sequence[int]],
) -> Iterator[Problem]:
    try:
        schema.validate(frame, lazy=True)
    except pa.errors.SchemaErrors as errors:
        for error in errors.schema_errors:
            if error.reason_code is SchemaErrorReason.DUPLICATES:
                yield from repeated(frame, schema.unique, file)
            else:
                known = unreadable.get(error.schema.name, ())
                yield from _bad_cells(error, frame, file, known)


def repeated(frame: pd.DataFrame, key: Iterable[str], file: str) -> Iterator[Problem]:
    """Yield a problem for every row whose `key` an earlier row has already."""
    key = list(key)
    whole = frame[key].dropna()
    first: dict[tuple[Any, ...], int] = {}
    for row, values in zip(whole.index, whole.itertuples(index=False, name=None), strict=True):
        if values in first:
            said = " and ".join(f"{k} {v}" for k, v in zip(key, values, strict=True))
            message = f"{said}: in row {first[values]} already"
            where = f"row {row}, column {', '.join(key)}"
            yield Problem(file, where, message, "keep one of the two rows")
        first.setdefault(values, row)


def _bad_cells(
    error: Any, frame: pd.DataFrame, file: str, known: Sequence[int]
) -> Iterator[Problem]:
    name = error.schema.name
    rows = sorted(set(error.failure_cases["index"].dropna().astype(int)) - set(known))
    blank = error.reason_code is SchemaErrorReason.SERIES_CONTAINS_NULLS

    def problem(row: int) -> Problem:
        where = f"row {row}, column {name}"
        if blank:
            return Problem(file, where, f"{name} is blank", error.schema.metadata["blank"])
        value: Any = frame.at[row, name]
        allowed = error.check.statistics.get("allowed_values", ())
        said = f"{value:.12g}" if isinstance(value, float) else str(value)
        message = f"{name} '{plain(said)}' {error.check.error}{nearest(said, allowed)}"
        return Problem(file, where, message, error.check.description)

    yield from shown_up_to(rows, problem)


def _finished(frame: pd.DataFrame, schema: pa.DataFrameSchema) -> pd.DataFrame:
    """Return whole numbers as integers, flags as booleans, and blank text as empty text."""
    made = {}
    for name in frame.columns:
        column, values = schema.columns.get(name), frame[name]
        if values.dtype.kind == "f":
            whole = column is not None and (column.metadata or {}).get("whole")
            can = whole and values.notna().all() and (values % 1 == 0).all()
            made[name] = values.astype("int64") if can else values
        elif name == "care_trust" and values.str.lower().isin(FLAGS).all():
            made[name] = values.str.lower().isin(("true", "yes"))
        else:
            made[name] = values.fillna("")
    return pd.DataFrame(made, index=frame.index)
