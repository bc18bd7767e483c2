"""Values are worded alike in every format."""

import math

import pytest

from outputs.report.writers.values import UNKNOWN, is_figure, shown


@pytest.mark.parametrize(
    ("value", "kind", "read"),
    [
        (1234567, "count", "1,234,567"),
        (1234.56, "number", "1,234.6"),
        (0.7654321, "score", "0.765"),
        (0.1234, "percent", "12.3%"),
        (142500, "money", "£142,500"),
        (12.34, "km", "12.3"),
        (-1234, "money", "−£1,234"),
        (-0.0004, "score", "0.000"),
        (0, "count", "0"),
        (7, "text", "7"),
        ("none asked for", "count", "none asked for"),
    ],
)
def test_a_value_reads_as_its_column_says(value, kind, read):
    assert shown(value, kind) == read


@pytest.mark.parametrize("value", [None, math.nan, math.inf])
def test_what_is_not_known_is_said_to_be_unknown_and_is_never_a_figure(value):
    assert shown(value, "count") == UNKNOWN
    assert not is_figure(value, "count")


def test_a_number_in_a_column_of_texts_is_no_figure():
    assert is_figure(7, "count")
    assert not is_figure(7, "text")
    assert not is_figure("7", "count")
