"""The PDF holds every text, on A4 pages with numbers, contents and fonts of its own."""

import dataclasses
import re
from pathlib import Path

import pytest
from pypdf import PdfReader
from pypdf.generic import Destination

from outputs.report.blocks import Report
from outputs.report.writers.pdf import write_pdf
from outputs.report.writers.values import plain

POINTS_PER_MM = 72 / 25.4


@pytest.fixture(scope="module")
def written(report: Report, tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("pdf") / "report.pdf"
    write_pdf(path, report)
    return path


@pytest.fixture(scope="module")
def hostile(hostile_report: Report, tmp_path_factory) -> PdfReader:
    path = tmp_path_factory.mktemp("pdf") / "hostile.pdf"
    write_pdf(path, hostile_report)
    return PdfReader(path)


@pytest.fixture(scope="module")
def hostile_text(hostile: PdfReader) -> str:
    return "".join(page.extract_text() for page in hostile.pages)


@pytest.fixture(scope="module")
def read(written: Path) -> PdfReader:
    return PdfReader(written)


def squeezed(text: str) -> str:
    """Return a text without spaces, places to break and marks of direction."""
    return re.sub(r"[\s\u200b\u202a-\u202e]+", "", text)


def titles(outline: list) -> list[str]:
    """Return the bookmarks of a PDF in reading order."""
    found = []
    for entry in outline:
        found += [str(entry.title)] if isinstance(entry, Destination) else titles(entry)
    return found


def test_every_page_is_a4_and_bears_its_number_and_how_many_there_are(read: PdfReader):
    for i, page in enumerate(read.pages, 1):
        size = [float(side) / POINTS_PER_MM for side in page.mediabox[2:]]
        assert size == pytest.approx([210, 297], abs=0.1)
        assert f"Page {i} of {len(read.pages)}" in page.extract_text()


def test_the_title_page_has_the_facts_and_the_page_after_it_the_contents(read: PdfReader):
    first, second = (read.pages[i].extract_text() for i in (0, 1))
    for said in ("Clusters of England", "For decision", "Proven optimal.", "© Crown copyright"):
        assert said in first
    assert re.search(r"2\.1\s+North West[ .]*5", second)


def test_a_table_of_two_pages_has_its_headings_on_both(read: PdfReader):
    pages = [page.extract_text() for page in read.pages]
    long = [page for page in pages if "100,000" in page or "100,059" in page]
    assert len(long) == 2
    assert all("Residents" in page and "Kilometres" in page for page in long)
    rows = re.findall(r"Cluster (\d+)\b", "".join(long))
    assert set(map(int, rows)) == set(range(60))


def test_what_is_not_known_is_said_and_totals_stand_below(read: PdfReader):
    text = "".join(page.extract_text() for page in read.pages)
    assert text.count("not known") == 4
    assert "6,001,770" in text
    assert "a proxy." in text


def test_it_is_tagged_in_british_english_with_words_for_its_pictures(written: Path):
    root = PdfReader(written).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en-GB"
    assert "/StructTreeRoot" in root
    alternatives = [
        str(thing["/Alt"])
        for thing in (obj.get_object() for obj in _structure(root["/StructTreeRoot"]))
        if "/Alt" in thing
    ]
    assert "Map of England in two colours" in alternatives


def _structure(element) -> list:
    """Return the elements of a PDF's structure below one, itself included."""
    children = element.get_object().get("/K", [])
    below = children if isinstance(children, list) else [children]
    inner = [child for child in below if hasattr(child.get_object(), "get")]
    return [element, *(found for child in inner for found in _structure(child))]


def test_all_its_fonts_are_within_it(read: PdfReader):
    fonts = {
        str(font.get_object()["/BaseFont"]): font.get_object()
        for page in read.pages
        for font in page["/Resources"]["/Font"].values()
    }
    assert any("SourceSansPro-Regular" in name for name in fonts)
    for font in fonts.values():
        descriptor = font["/DescendantFonts"][0].get_object()["/FontDescriptor"]
        assert {"/FontFile2", "/FontFile3"} & set(descriptor)


def test_its_bookmarks_are_the_headings_and_its_title_is_the_reports(read: PdfReader):
    assert titles(read.outline) == [
        "1 The configuration",
        "2 Clusters",
        "2.1 North West",
        "3 Sign-off",
    ]
    assert read.metadata
    assert read.metadata.title == "Clusters of England"


def test_the_same_report_gives_the_same_bytes(report: Report, written: Path, tmp_path: Path):
    write_pdf(tmp_path / "again.pdf", report)
    assert (tmp_path / "again.pdf").read_bytes() == written.read_bytes()


def test_a_report_of_no_known_moment_can_be_written(report: Report, tmp_path: Path):
    write_pdf(tmp_path / "report.pdf", dataclasses.replace(report, moment=None))
    assert len(PdfReader(tmp_path / "report.pdf").pages) == 5


def test_every_hostile_name_is_whole_among_the_bookmarks(hostile: PdfReader, hostile_names):
    found = [squeezed(title) for title in titles(hostile.outline)]
    for i, name in enumerate(hostile_names, 1):
        assert squeezed(f"{i}{plain(name)}" if name.strip() else f"{i}–") in found


def test_every_hostile_name_is_whole_wherever_it_stands(hostile_text: str, hostile_names):
    """In Latin letters: a reader puts the words of a sentence from right to left in other order."""
    text = squeezed(hostile_text)
    latin = [name for name in hostile_names if name.isascii() and name.strip()]
    assert len(latin) >= 8
    for name in latin:
        assert text.count(squeezed(plain(name))) >= 15


def test_letters_from_right_to_left_are_in_the_order_in_which_they_are_read(hostile_text: str):
    for word in ("אשכול", "צפון", "مجموعة", "الشمال"):
        assert hostile_text.count(word) >= 5


def test_a_word_of_208_letters_is_broken_wherever_it_stands(hostile_text: str):
    """A line holds at most the letters for which a page is wide enough."""
    parts = re.findall(r"\S*(?:Wolver|hampton)\S*", hostile_text.replace("\u200b", ""))
    assert len(parts) >= 30
    assert max(map(len, parts)) < 130
