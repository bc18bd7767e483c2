"""The workbook opens with numbers as numbers and every text as the text it is."""

import zipfile
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from outputs.report.blocks import Column, Part, Report, Section, Table
from outputs.report.writers.sheets import LONGEST_TEXT, sheet_names
from outputs.report.writers.values import plain
from outputs.report.writers.workbook import write_workbook

HEADINGS = 4
"""The row of a sheet, as Excel counts, on which a table's headings stand."""


@pytest.fixture(scope="module")
def written(report: Report, tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("xlsx") / "report.xlsx"
    write_workbook(path, report)
    return path


@pytest.fixture(scope="module")
def book(written: Path) -> Workbook:
    return openpyxl.load_workbook(written)


@pytest.fixture(scope="module")
def hostile(hostile_report: Report, tmp_path_factory) -> Workbook:
    path = tmp_path_factory.mktemp("xlsx") / "hostile.xlsx"
    write_workbook(path, hostile_report)
    return openpyxl.load_workbook(path)


def test_a_table_has_its_values_as_numbers_and_its_unknown_ones_as_words(book: Workbook):
    sheet = book["clusters"]
    rows = list(sheet.iter_rows(min_row=HEADINGS, values_only=True))
    assert rows[0][:3] == ("Cluster", "PCTs", "Residents")
    assert rows[1] == ("Cluster 0", 1, 100_000, 12.25, 0.5, 0.021, "not known")
    assert rows[60] == ("Cluster 59", 6, 100_059, 71.25, 0.5, 0.021, -1234)
    assert rows[61][:3] == ("England", 60, 6_001_770)
    assert rows[63][0] == "Residents of 2011; the flow of patients is of 2018, a proxy."


def test_figures_are_shown_by_the_kind_of_their_column(book: Workbook):
    row = book["clusters"][HEADINGS + 2]
    formats = [cell.number_format for cell in row]
    assert formats[1:6] == ["#,##0", "#,##0", "#,##0.0", "0.000", "0.0%"]
    assert "£" in formats[6]


def test_a_sheet_is_ready_to_filter_scroll_and_print(book: Workbook):
    sheet = book["clusters"]
    assert sheet.freeze_panes == f"B{HEADINGS + 1}"
    assert sheet.auto_filter.ref == f"A{HEADINGS}:G{HEADINGS + 60}"
    assert sheet.print_title_rows == f"${HEADINGS}:${HEADINGS}"
    assert sheet.page_setup.paperSize == 9
    assert sheet.page_setup.fitToHeight == 0
    assert sheet.oddFooter.right.text == "Page &P of &N"
    assert sheet.column_dimensions["A"].width > sheet.column_dimensions["B"].width


def test_parts_of_one_table_share_a_sheet_that_says_of_which_part_each_row_is(tmp_path: Path):
    columns = (Column("Cluster"), Column("PCTs", "count"))
    tables = [
        Table(
            f"clusters {sha}",
            sha,
            columns,
            ((f"In {sha}", 2),),
            None,
            "One.",
            Part("Clusters", "SHA", sha),
        )
        for sha in ("London", "North West")
    ]
    other = Table("x", "X", columns[:1], (("A",),), part=Part("Clusters", "SHA", "South"))
    totalled = Table(
        "y", "Y", columns, (("A", 1),), ("All", 1), part=Part("Clusters", "SHA", "East")
    )
    sections = tuple(Section(table.title, (table,)) for table in (*tables, other, totalled))
    write_workbook(tmp_path / "parts.xlsx", Report("T", "", sections))
    book = openpyxl.load_workbook(tmp_path / "parts.xlsx")
    assert book.sheetnames == ["Contents", "Text", "Clusters", "x", "y"]
    rows = list(book["Clusters"].iter_rows(values_only=True))
    assert rows[0][0] == "Tables 1 and 2: Clusters"
    assert rows[HEADINGS - 1 :] == [
        ("SHA", "Cluster", "PCTs"),
        ("London", "In London", 2),
        ("North West", "In North West", 2),
        (None, None, None),
        ("One.", None, None),
    ]
    links = [row[0].hyperlink.location for row in book["Text"] if row[0].hyperlink]
    assert links == ["'Clusters'!A1", "'Clusters'!A1", "'x'!A1", "'y'!A1"]


def test_the_contents_lead_to_every_sheet_and_every_sheet_back(book: Workbook):
    cover = book["Contents"]
    assert cover["A1"].value == "Clusters of England"
    targets = {cell.hyperlink.location for row in cover for cell in row if cell.hyperlink}
    assert targets == {"'Text'!A1", "'clusters'!A1", "'north-west'!A1"}
    assert book["clusters"]["A2"].hyperlink.location == "'Contents'!A1"


def test_all_that_is_said_beside_the_tables_stands_on_one_sheet(book: Workbook):
    rows = list(book["Text"].iter_rows(values_only=True))
    said = [text for row in rows for text in row if text]
    for text in (
        "Fifty clusters.",
        "Advice: Agree to it.",
        "– Every PCT has a cluster.",
        "The clusters – Map of England in two colours",
        "NHS Chief Executive",
    ):
        assert text in said
    assert ("☐", "Partners were engaged (Paragraph 8)") in [row[:2] for row in rows]


def test_names_of_every_kind_are_texts_whole_and_never_a_formula_or_a_link(
    hostile: Workbook, hostile_names
):
    for sheet, name in zip(hostile.worksheets[2:], hostile_names, strict=True):
        cells = [*sheet[HEADINGS], *sheet[HEADINGS + 1]]
        assert [cell.value for cell in cells] == [plain(name)] * 4
        assert all(cell.data_type == "s" and cell.hyperlink is None for cell in cells)
    for sheet in hostile.worksheets:
        assert not [cell for row in sheet for cell in row if cell.data_type == "f"]


def test_the_same_report_gives_the_same_bytes_and_bears_the_moment_of_its_run(
    report: Report, written: Path, book: Workbook, tmp_path: Path
):
    write_workbook(tmp_path / "again.xlsx", report)
    assert (tmp_path / "again.xlsx").read_bytes() == written.read_bytes()
    assert book.properties.title == "Clusters of England"
    assert book.properties.created.isoformat() == "2011-10-01T09:30:00"


def test_names_of_sheets_are_valid_and_no_two_are_the_same():
    names = sheet_names(["a/b", "A:B", "a-b", "x" * 40, "x" * 41, "'quoted'", "", "history"])
    assert names == (
        "a-b",
        "A-B (2)",
        "a-b (3)",
        "x" * 31,
        "x" * 27 + " (2)",
        "quoted",
        "Table",
        "history (2)",
    )
    assert sheet_names(["🙂" * 20]) == ("🙂" * 15,)  # each counts as two
    assert sheet_names(["contents"], taken=("Contents",)) == ("contents (2)",)


def test_a_text_that_is_too_long_for_a_cell_ends_in_an_ellipsis(tmp_path: Path):
    table = Table("long", "Long", (Column("Text"),), (("x" * 40_000,),))
    write_workbook(tmp_path / "long.xlsx", Report("T", "", (Section("S", (table,)),)))
    cell = openpyxl.load_workbook(tmp_path / "long.xlsx")["long"].cell(HEADINGS + 1, 1)
    assert cell.value == "x" * (LONGEST_TEXT - 1) + "…"


def test_it_holds_no_macro_and_no_link_out_of_it(written: Path):
    with zipfile.ZipFile(written) as parts:
        names = parts.namelist()
        relations = "".join(parts.read(name).decode() for name in names if name.endswith(".rels"))
    assert not [name for name in names if "vba" in name or "external" in name]
    assert 'TargetMode="External"' not in relations
