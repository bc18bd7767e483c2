"""What a report says beside its tables, on one sheet of a workbook in reading order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from outputs.report.blocks import (
    Boxes,
    Facts,
    Items,
    Paragraph,
    Picture,
    Report,
    Signature,
    Table,
)
from outputs.report.writers.reading import Heading, Placed, reading
from outputs.report.writers.sheets import Styles, internal, write_text_cell

WIDTHS = (11, 78, 46)
LEADS: Mapping[str, str] = {"advice": "Advice: ", "warning": "Take note: "}
EMPTY_BOX = "☐"

Line = tuple[str, str, str]
"""What stands in the three columns: a number or a mark, a text, and a value."""


def write_text_sheet(
    sheet: Worksheet, report: Report, links: Mapping[str, str], styles: Styles
) -> None:
    """Write every heading and block; a table is a link to its sheet, a picture its words."""
    for column, width in enumerate(WIDTHS):
        sheet.set_column(column, column, width)
    sheet.hide_gridlines(2)
    row = 0
    for entry in reading(report):
        style = styles.wrapped
        if isinstance(entry, Heading):
            row += 1
            style = styles.heading if entry.depth == 1 else styles.bold
        for line in _lines(entry):
            _write_line(sheet, row, line, style, styles)
            if isinstance(entry, Placed) and isinstance(entry.block, Table):
                internal(sheet, row, 0, links[entry.label], entry.label, styles)
            row += 1
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&L&A&RPage &P of &N")


def _write_line(sheet: Worksheet, row: int, line: Line, style: Format, styles: Styles) -> None:
    formats = (styles.soft, style, styles.wrapped)
    for column, (text, form) in enumerate(zip(line, formats, strict=True)):
        if text:
            write_text_cell(sheet, row, column, text, form)


def _lines(entry: Heading | Placed) -> Iterator[Line]:
    """Yield the lines of a heading or a block."""
    if isinstance(entry, Heading):
        yield entry.number, entry.title, ""
        return
    match entry.block:
        case Paragraph(text, kind):
            yield "", LEADS.get(kind, "") + text, ""
        case Facts(values):
            yield from (("", label, value) for label, value in values.items())
        case Items(items):
            yield from (("", f"– {item}", "") for item in items)
        case Table():
            yield entry.label, entry.block.title, ""
        case Picture():
            caption = entry.block.caption or entry.block.name
            yield entry.label, f"{caption} – {entry.block.alt}", "Drawn in the PDF and HTML file"
        case Boxes(boxes):
            for box in boxes:
                hint = f" ({box.hint})" if box.hint else ""
                yield EMPTY_BOX, f"{box.label}{hint}", "Initials:                    Date:"
        case Signature(lines):
            yield from (("", line, "Signed:                    Date:") for line in lines)
