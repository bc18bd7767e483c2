"""Headings, tables and pictures have the same numbers in every format."""

from outputs.report.blocks import Picture, Report, Section, Table
from outputs.report.writers.reading import Heading, Placed, numbered, reading


def test_sections_are_numbered_within_the_one_above():
    inner = Section("A", sections=(Section("B"), Section("C", sections=(Section("D"),))))
    report = Report("T", "", (inner, Section("E", sections=(Section("F"),))))
    found = [(number, section.title) for number, _, section in numbered(report)]
    assert found == [
        ("1", "A"),
        ("1.1", "B"),
        ("1.2", "C"),
        ("1.2.1", "D"),
        ("2", "E"),
        ("2.1", "F"),
    ]


def test_tables_and_pictures_are_numbered_through_the_report_each_by_themselves(report: Report):
    placed = [entry for entry in reading(report) if isinstance(entry, Placed)]
    labels = {entry.label for entry in placed if isinstance(entry.block, Table | Picture)}
    assert labels == {"Figure 1", "Table 1", "Table 2"}
    assert all(
        entry.label == "" for entry in placed if not isinstance(entry.block, Table | Picture)
    )


def test_every_heading_stands_before_its_blocks_with_a_name_of_its_own(report: Report):
    entries = reading(report)
    anchors = [entry.anchor for entry in entries if isinstance(entry, Heading)]
    assert len(set(anchors)) == len(anchors) == 4
    last = ""
    for entry in entries:
        if isinstance(entry, Heading):
            last = entry.number
        else:
            assert entry.heading == last
