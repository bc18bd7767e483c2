"""A report as a workbook: a cover with contents, the text, and the tables on their sheets."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from geodata.files import replacing
from geodata.words import plain
from outputs.report.blocks import Report
from outputs.report.writers.reading import Heading, reading
from outputs.report.writers.sheet_plan import Sheet, sheets_of
from outputs.report.writers.sheets import (
    FIRST_ROW,
    Styles,
    internal,
    write_table,
    write_text_cell,
)
from outputs.report.writers.text_sheet import write_text_sheet

OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}

COVER, TEXT = "Contents", "Text"
COVER_WIDTHS = (13, 34, 60)


def write_workbook(path: Path, report: Report) -> None:
    """Write the report as an .xlsx file, whole or not at all.

    Numbers are numbers with a format; every text is written as text, so that none is ever a
    formula, a link or a number. What is not known is the words that say so. The file bears the
    moment of the report and no other, so that the same report gives the same bytes.
    """
    sheets = sheets_of(report, taken=(COVER, TEXT))
    links = {label: sheet.name for sheet in sheets for label in sheet.labels}
    with replacing(path) as target, Workbook(str(target), OPTIONS) as book:
        _set_properties(book, report)
        styles = Styles.of(book)
        _write_cover(book.add_worksheet(COVER), report, sheets, styles)
        write_text_sheet(book.add_worksheet(TEXT), report, links, styles)
        for sheet in sheets:
            title = plain(sheet.title)
            write_table(book.add_worksheet(sheet.name), sheet.table, title, COVER, styles)


def _set_properties(book: Workbook, report: Report) -> None:
    properties = {"title": plain(report.title), "subject": plain(report.subtitle)}
    if report.moment:
        book.set_properties({**properties, "created": report.moment})
    else:
        book.set_properties(properties)


def _write_cover(
    sheet: Worksheet, report: Report, sheets: tuple[Sheet, ...], styles: Styles
) -> None:
    """Write the title, the facts, and a line for every sheet under its section."""
    for column, width in enumerate(COVER_WIDTHS):
        sheet.set_column(column, column, width)
    sheet.hide_gridlines(2)
    write_text_cell(sheet, 0, 0, report.title, styles.title)
    write_text_cell(sheet, 1, 0, report.subtitle, styles.soft)
    row = FIRST_ROW
    for label, value in report.facts.values.items():
        write_text_cell(sheet, row, 1, label, styles.soft_wrapped)
        write_text_cell(sheet, row, 2, value, styles.wrapped)
        row += 1
    row = _write_contents(sheet, row + 1, report, sheets, styles)
    write_text_cell(sheet, row + 1, 0, report.attribution, styles.soft)
    write_text_cell(sheet, row + 2, 0, report.footer, styles.soft)
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&RPage &P of &N")


def _write_contents(
    cover: Worksheet, row: int, report: Report, sheets: tuple[Sheet, ...], styles: Styles
) -> int:
    """Write the contents from a row on, and return the row after them."""
    begins: Mapping[str, Sheet] = {sheet.labels[0]: sheet for sheet in sheets}
    write_text_cell(cover, row, 0, "Contents", styles.heading)
    row += 1
    internal(cover, row, 0, TEXT, TEXT, styles)
    write_text_cell(cover, row, 1, "All that the report says beside its tables", styles.plain)
    for entry in reading(report):
        if isinstance(entry, Heading):
            if entry.depth == 1:
                row += 1
                write_text_cell(cover, row, 0, entry.number, styles.bold)
                write_text_cell(cover, row, 1, entry.title, styles.bold)
        elif entry.label in begins:
            row += 1
            internal(cover, row, 0, begins[entry.label].name, entry.label, styles)
            write_text_cell(cover, row, 1, begins[entry.label].table.title, styles.plain)
    return row + 1
