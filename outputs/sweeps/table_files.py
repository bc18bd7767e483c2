"""Writes the tables of a sweep: one CSV or one Parquet file each, some rows at a time."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.parquet as pq  # type: ignore[import-untyped]

from geodata.files import replacing
from outputs.sweeps.findings import Findings
from outputs.sweeps.tables import TABLES
from outputs.tables import BYTE_ORDER_MARK, defused


def write_csv(folder: Path, findings: Findings) -> tuple[Path, ...]:
    """Write every table that has a row as CSV, each whole or not at all; return the files.

    UTF-8 with a byte order mark; texts that a spreadsheet would run are made harmless.
    """
    return tuple(_each(folder, findings, "csv", _write_csv))


def write_parquet(folder: Path, findings: Findings) -> tuple[Path, ...]:
    """Write every table that has a row as Parquet, each whole or not at all; return the files."""
    return tuple(_each(folder, findings, "parquet", _write_parquet))


def _each(
    folder: Path,
    findings: Findings,
    ending: str,
    write: Callable[[Path, Iterator[pd.DataFrame]], None],
) -> Iterator[Path]:
    for name, make in TABLES.items():
        made = make(findings)
        parts = iter((made,)) if isinstance(made, pd.DataFrame) else made
        first = next(parts, None)
        if first is not None and len(first):
            path = folder / f"{name}.{ending}"
            write(path, chain((first,), parts))
            yield path


def _write_csv(path: Path, parts: Iterator[pd.DataFrame]) -> None:
    with replacing(path) as temporary, temporary.open("w", encoding="utf-8", newline="") as text:
        text.write(BYTE_ORDER_MARK)
        writer = csv.writer(text, lineterminator="\n")
        for i, frame in enumerate(parts):
            if not i:
                writer.writerow([defused(name) for name in frame.columns])
            for row in frame.itertuples(index=False):
                writer.writerow([_cell(value) for value in row])


def _cell(value: Any) -> Any:
    if pd.isna(value):
        return ""
    return defused(value) if isinstance(value, str) else value


def _write_parquet(path: Path, parts: Iterator[pd.DataFrame]) -> None:
    """Write a table; a column of numbers and texts, as a field may have, is texts alone."""
    first = _as_arrow(next(parts))
    with replacing(path) as temporary, pq.ParquetWriter(temporary, first.schema) as writer:
        writer.write_table(first)
        for frame in parts:
            writer.write_table(_as_arrow(frame))


def _as_arrow(frame: pd.DataFrame) -> pa.Table:
    plain = {name: _of_one_type(frame[name]) for name in frame.columns}
    return pa.Table.from_pandas(pd.DataFrame(plain), preserve_index=False)


def _of_one_type(column: pd.Series) -> pd.Series:
    if column.dtype != object:
        return column
    known = column[column.notna()]
    if known.map(type).nunique() <= 1:
        return column
    if known.map(lambda v: isinstance(v, int | float) and not isinstance(v, bool)).all():
        return column.astype("float64")
    return column.map(lambda v: v if isinstance(v, str) or pd.isna(v) else json.dumps(v))
