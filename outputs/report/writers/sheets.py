"""One table of a report on one sheet of a workbook."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from geodata.words import plain
from outputs.report.blocks import Column, Kind, Table, Value
from outputs.report.writers.values import is_figure, shown

FIRST_ROW = 3
"""The row of a sheet, counted from 0, on which its table begins."""

LONGEST_NAME = 31
LONGEST_TEXT = 32_767
"""The letters of a sheet's name, and of a cell, that Excel can hold."""

WIDEST_TEXT, NARROWEST, PORTRAIT = 48, 9, 95
"""Widths in letters: of the widest and narrowest column, and of a page that stands upright."""

ROW_POINTS = 15

NUMBER_FORMATS: Mapping[Kind, str] = {
    "text": "@",
    "count": "#,##0",
    "number": "#,##0.0",
    "score": "0.000",
    "fine": "0.00000",
    "percent": "0.0%",
    "money": "[$£-809]#,##0;-[$£-809]#,##0",
    "km": "#,##0.0",
    "digest": "@",
}


@dataclass(frozen=True)
class Styles:
    """The formats of a workbook's cells; those of figures are by kind, and by kind in a total."""

    title: Format
    heading: Format
    bold: Format
    plain: Format
    wrapped: Format
    soft: Format
    soft_wrapped: Format
    link: Format
    column: Format
    unknown: Format
    figures: Mapping[Kind, Format]
    totals: Mapping[Kind, Format]

    @classmethod
    def of(cls, book: Workbook) -> Styles:
        """Return the formats, added to the workbook."""
        top = {"valign": "top"}
        soft = {"font_color": "#55636f"}
        total = {**top, "bold": True, "top": 2, "bottom": 1}
        wraps = {**top, "text_wrap": True}
        return cls(
            title=book.add_format({"bold": True, "font_size": 18}),
            heading=book.add_format({"bold": True, "font_size": 13, **top}),
            bold=book.add_format({"bold": True, **wraps}),
            plain=book.add_format(top),
            wrapped=book.add_format(wraps),
            soft=book.add_format(soft),
            soft_wrapped=book.add_format({**soft, **wraps}),
            link=book.add_format({"font_color": "#0b5cad", "underline": 1, **top}),
            column=book.add_format(
                {"bold": True, "text_wrap": True, "valign": "bottom", "top": 2, "bottom": 2}
            ),
            unknown=book.add_format({**soft, **top, "italic": True, "align": "right"}),
            figures={k: book.add_format(_aligned(k) | top) for k in NUMBER_FORMATS},
            totals={k: book.add_format(_aligned(k) | total) for k in NUMBER_FORMATS},
        )


def _aligned(kind: Kind) -> dict[str, str | bool]:
    """Return the number format of a kind; texts wrap, and what stands for a figure is right."""
    if kind in ("text", "digest"):
        return {"num_format": NUMBER_FORMATS[kind], "text_wrap": True}
    return {"num_format": NUMBER_FORMATS[kind], "align": "right"}


def sheet_names(names: Sequence[str], taken: Sequence[str] = ()) -> tuple[str, ...]:
    r"""Return a valid sheet name for each name, none of them twice in any case of letters.

    A sheet's name has at most 31 letters, holds none of []:*?/\ and has no apostrophe at either
    end; "History" is Excel's own.
    """
    used = {name.casefold() for name in (*taken, "history")}
    found = []
    for name in names:
        valid = re.sub(r"[\[\]:*?/\\]", "-", plain(name))
        wanted = _cut(valid, LONGEST_NAME).strip("' ") or "Table"
        unique, tries = wanted, 1
        while unique.casefold() in used:
            tries += 1
            ending = f" ({tries})"
            unique = _cut(wanted, LONGEST_NAME - len(ending)).rstrip() + ending
        used.add(unique.casefold())
        found.append(unique)
    return tuple(found)


def _cut(text: str, length: int) -> str:
    """Return the beginning of a text of at most so many UTF-16 units, which is how Excel counts."""
    return text.encode("utf-16-le")[: 2 * length].decode("utf-16-le", errors="ignore")


def write_text_cell(sheet: Worksheet, row: int, column: int, text: str, style: Format) -> None:
    """Write a text as a text, whatever it begins with; one too long for a cell ends in "…"."""
    said = plain(text)
    if _cut(said, LONGEST_TEXT) != said:
        said = _cut(said, LONGEST_TEXT - 1) + "…"
    sheet.write_string(row, column, said, style)


def internal(
    sheet: Worksheet, row: int, column: int, target: str, text: str, styles: Styles
) -> None:
    """Write a link to another sheet of the workbook."""
    quoted = target.replace("'", "''")
    sheet.write_url(row, column, f"internal:'{quoted}'!A1", styles.link, text)


def write_table(sheet: Worksheet, table: Table, title: str, cover: str, styles: Styles) -> None:
    """Write a table with its title above and its note below, ready to filter and to print."""
    write_text_cell(sheet, 0, 0, title, styles.heading)
    internal(sheet, 1, 0, cover, "Contents", styles)
    widths = [_width(table, i) for i in range(len(table.columns))]
    for i, column in enumerate(table.columns):
        sheet.set_column(i, i, widths[i])
        write_text_cell(sheet, FIRST_ROW, i, column.title, styles.column)
    for y, row in enumerate(table.rows, FIRST_ROW + 1):
        _write_row(sheet, y, row, table.columns, styles, styles.figures)
    last = FIRST_ROW + len(table.rows)
    sheet.autofilter(FIRST_ROW, 0, last, len(widths) - 1)
    if table.total is not None:
        last += 1
        _write_row(sheet, last, table.total, table.columns, styles, styles.totals)
    if table.note:
        _write_note(sheet, last + 2, plain(table.note), widths, styles)
    sheet.freeze_panes(FIRST_ROW + 1, 1 if table.columns[0].kind == "text" else 0)
    _set_up_print(sheet, sum(widths))


def _write_row(
    sheet: Worksheet,
    y: int,
    row: Sequence[Value],
    columns: Sequence[Column],
    styles: Styles,
    by_kind: Mapping[Kind, Format],
) -> None:
    for x, (value, column) in enumerate(zip(row, columns, strict=True)):
        if is_figure(value, column.kind):
            sheet.write_number(y, x, float(value or 0), by_kind[column.kind])
        else:
            style = styles.unknown if value is None else by_kind[column.kind]
            whole = value is not None and column.kind == "digest"
            text = str(value) if whole else shown(value, column.kind)
            write_text_cell(sheet, y, x, text, style)


def _write_note(
    sheet: Worksheet, y: int, note: str, widths: Sequence[float], styles: Styles
) -> None:
    """Write a note across the table, on a row as high as the lines it takes."""
    across = max(sum(widths), WIDEST_TEXT)
    sheet.set_row(y, ROW_POINTS * math.ceil(1.1 * len(note) / across))
    if len(widths) > 1:
        sheet.merge_range(y, 0, y, len(widths) - 1, "", styles.soft_wrapped)
    write_text_cell(sheet, y, 0, note, styles.soft_wrapped)


def _width(table: Table, i: int) -> float:
    """Return the width in letters of a column: of its widest cell or longest heading word."""
    column = table.columns[i]
    rows = table.rows if table.total is None else (*table.rows, table.total)
    cells = max(len(shown(row[i], column.kind)) for row in rows)
    heading = max((len(word) for word in plain(column.title).split()), default=0) + 2
    return max(NARROWEST, min(max(cells, heading) + 2, WIDEST_TEXT))


def _set_up_print(sheet: Worksheet, letters: float) -> None:
    """Print on A4, as wide as a page, with the headings on every page and its number below."""
    sheet.set_paper(9)
    if letters > PORTRAIT:
        sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(FIRST_ROW)
    sheet.set_footer("&L&A&RPage &P of &N")
