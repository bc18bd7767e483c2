"""The plan as a table: `plan.csv`, one row a PCT."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

from geodata.files import write_text
from geodata.geography import Geography
from modelling.plan import Plan
from outputs.cluster_facts import natural_key

COLUMNS = ("pct", "pct_name", "sha", "cluster", "cluster_name")

BYTE_ORDER_MARK = "\ufeff"

FORMULA_STARTS = tuple("=+-@\t\r\n＝＋－＠")


def defused(text: str) -> str:
    """Return the text so that no spreadsheet takes it for a formula: it then starts with ' .

    A cell that begins with = + - @, a tab or a line end (their full-width forms and leading
    spaces included) may be run when the file is opened (OWASP, "CSV injection").
    """
    text = str(text)
    risky = text.startswith(FORMULA_STARTS) or text.lstrip(" ").startswith(FORMULA_STARTS)
    return f"'{text}" if risky else text


def plan_rows(plan: Plan, geography: Geography) -> list[tuple[str, ...]]:
    """Return the rows under `COLUMNS`, sorted by SHA, cluster (naturally) and PCT."""
    rows = [
        (pct, geography.names[pct], geography.sha_of[pct], cluster, plan.cluster_name(cluster))
        for pct, cluster in plan.cluster_of.items()
    ]
    return sorted(rows, key=lambda row: (row[2], natural_key(row[3]), row[0]))


def plan_csv(plan: Plan, geography: Geography) -> str:
    """Return the plan as CSV text: every cell quoted, as text, and defused."""
    text = io.StringIO()
    writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows([defused(cell) for cell in row] for row in plan_rows(plan, geography))
    return text.getvalue()


def write_plan_csv(path: Path, plan: Plan, geography: Geography) -> None:
    """Write the plan as CSV, whole or not at all.

    UTF-8 with a byte order mark, without which Excel takes it for another encoding.
    """
    write_text(path, BYTE_ORDER_MARK + plan_csv(plan, geography))


def write_rows(path: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Write rows under a header as CSV, whole or not at all.

    UTF-8 with a byte order mark; texts are defused, and None is left blank.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    for row in (header, *rows):
        writer.writerow([defused(cell) if isinstance(cell, str) else cell for cell in row])
    write_text(path, BYTE_ORDER_MARK + text.getvalue())
