"""A report as a workbook: a cover with contents, the text, and one sheet for every table."""

from __future__ import annotations

from pathlib import Path

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from geodata.files import replacing
from outputs.report.blocks import Report, Table
from outputs.report.writers.reading import Heading, Placed, reading
from outputs.report.writers.sheets import (
    FIRST_ROW,
    Styles,
    internal,
    sheet_names,
    write_table,
    write_text_cell,
)
from outputs.report.writers.text_sheet import write_text_sheet
from outputs.report.writers.values import plain

OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}

COVER, TEXT = "Contents", "Text"
TITLE_WIDTH = 60


def write_workbook(path: Path, report: Report) -> None:
    """Write the report as an .xlsx file, whole or not at all.

    Numbers are numbers with a format; every text is written as text, so that none is ever a
    formula, a link or a number. What is not known is the words that say so. The file bears the
    moment of the report and no other, so that the same report gives the same bytes.
    """
    placed = [entry for entry in reading(report) if isinstance(entry, Placed)]
    tables = [(entry, entry.block) for entry in placed if isinstance(entry.block, Table)]
    names = sheet_names([table.name for _, table in tables], taken=(COVER, TEXT))
    links = {entry.label: name for (entry, _), name in zip(tables, names, strict=True)}
    with replacing(path) as target, Workbook(str(target), OPTIONS) as book:
        _set_properties(book, report)
        styles = Styles.of(book)
        _write_cover(book.add_worksheet(COVER), report, links, styles)
        write_text_sheet(book.add_worksheet(TEXT), report, links, styles)
        for (entry, table), name in zip(tables, names, strict=True):
            sheet = book.add_worksheet(name)
            write_table(sheet, table, f"{entry.label}: {plain(table.title)}", COVER, styles)


def _set_properties(book: Workbook, report: Report) -> None:
    properties = {"title": plain(report.title), "subject": plain(report.subtitle)}
    if report.moment:
        book.set_properties({**properties, "created": report.moment})
    else:
        book.set_properties(properties)


def _write_cover(sheet: Worksheet, report: Report, links: dict[str, str], styles: Styles) -> None:
    """Write the title, the facts, and a line for every section and table."""
    sheet.set_column(0, 0, 12)
    sheet.set_column(1, 1, 34)
    sheet.set_column(2, 2, TITLE_WIDTH)
    sheet.hide_gridlines(2)
    write_text_cell(sheet, 0, 0, report.title, styles.title)
    write_text_cell(sheet, 1, 0, report.subtitle, styles.soft)
    row = FIRST_ROW
    for label, value in report.facts.values.items():
        write_text_cell(sheet, row, 1, label, styles.soft_wrapped)
        write_text_cell(sheet, row, 2, value, styles.wrapped)
        row += 1
    row += 1
    write_text_cell(sheet, row, 0, "Contents", styles.heading)
    row += 1
    internal(sheet, row, 1, TEXT, "All that the report says beside its tables", styles)
    for entry in reading(report):
        if isinstance(entry, Heading) and entry.depth == 1:
            row += 1
            write_text_cell(sheet, row, 0, entry.number, styles.bold)
            write_text_cell(sheet, row, 1, entry.title, styles.bold)
        elif isinstance(entry, Placed) and isinstance(entry.block, Table):
            row += 1
            internal(sheet, row, 0, links[entry.label], entry.label, styles)
            write_text_cell(sheet, row, 1, entry.block.title, styles.plain)
    write_text_cell(sheet, row + 2, 0, report.attribution, styles.soft)
    write_text_cell(sheet, row + 3, 0, report.footer, styles.soft)
    _set_up_print(sheet)


def _set_up_print(sheet: Worksheet) -> None:
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&RPage &P of &N")
