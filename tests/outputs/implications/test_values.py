"""How figures are worded, and how they stand in JSON."""

from __future__ import annotations

import pytest

from modelling.implications.topic import Kind, Span, Value
from outputs.implications.values import data_of, worded


@pytest.mark.parametrize(
    ("value", "kind", "words"),
    [
        (1234, "count", "1,234"),
        (None, "count", "not known"),
        (0, "count", "0"),
        (True, "flag", "yes"),
        (False, "flag", "no"),
        (0.1234, "percent", "12.3%"),
        (142500.4, "money", "£142,500"),
        (-1009898.0, "money", "−£1,009,898"),
        (-0.00001, "number", "0.0"),
        (5.25, "ratio", "5.2 to 1"),
        (Span(5, 7), "count", "5–7"),
        (Span(5, 5), "count", "5"),
        (Span(44_664, 60_428), "money", "£44,664–£60,428"),
        (Span(4, 5), "ratio", "4.0–5.0 to 1"),
        ("over 1,000,000", "text", "over 1,000,000"),
    ],
)
def test_a_figure_reads_as_a_planner_writes_it(value: Value, kind: Kind, words: str) -> None:
    assert worded(value, kind) == words


@pytest.mark.parametrize(
    ("value", "kind", "data"),
    [
        (None, "money", None),
        (201979.40000000002, "money", 201979.4),
        (50.0, "count", 50),
        (1.5, "count", 1.5),
        (Span(5.0, 7.0), "count", {"least": 5, "most": 7}),
        (True, "flag", True),
        ("x", "text", "x"),
    ],
)
def test_data_has_no_endless_digits_and_says_what_is_not_known(
    value: Value, kind: Kind, data: object
) -> None:
    assert data_of(value, kind) == data
