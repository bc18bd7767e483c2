"""Values are worded alike in every format, and texts are such as every format can hold."""

import math

import pytest

from outputs.report.writers.values import UNKNOWN, is_figure, plain, shown


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


def test_control_characters_are_replaced_where_they_can_be_seen_and_line_ends_become_spaces():
    assert plain("a\x00b\x1bc\ud800d\ufffee") == "a\ufffdb\ufffdc\ufffdd\ufffde"
    assert plain("one\r\ntwo\tthree") == "one two three"


def test_a_character_that_turns_the_direction_is_kept_and_closed_at_the_end_of_its_word():
    assert plain("a \u202etxt.exe b") == "a \u202etxt.exe\u202c b"
    assert plain("a \u2067b c") == "a \u2067b\u2069 c"
    assert plain(plain("\u202ea \u2067b")) == plain("\u202ea \u2067b")


def test_markup_and_scripts_of_other_directions_are_left_as_they_are():
    for text in ("<b>&amp;</b>", "#strong[x]", "=1+1", "אשכול צפון", "مجموعة"):
        assert plain(text) == text
