"""What a member of a sweep changes, in words."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from modelling.sweep_words import in_figures, in_words

numbers = st.floats(allow_nan=False, allow_infinity=False) | st.integers(-(10**18), 10**18)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1_234_567, "1,234,567"),
        (1_234_567.0, "1,234,567"),
        (1_234_567.25, "1,234,567.25"),
        (0.1, "0.1"),
        (0.00001, "0.00001"),
        (-2.5, "-2.5"),
        (0, "0"),
        (1e300, "1e+300"),
    ],
)
def test_figures_stand_in_full(value: float, text: str) -> None:
    assert in_figures(value) == text


@settings(max_examples=300, deadline=None, derandomize=True)
@given(numbers, numbers)
def test_different_numbers_are_never_the_same_text(one: float, other: float) -> None:
    assert (in_figures(one) == in_figures(other)) == (one == other)


def test_weights_and_fields_are_said_by_what_they_are_called() -> None:
    changes = {
        "objectives.patient_flow": 1.234567891,
        "rules.population.max": 1_234_567,
        "rules.cluster_count.national": [48, 52],
        "rules.size": None,
        "shas": ["London"],
    }
    assert in_words(changes) == (
        "Patient flow weighing 1.234567891; population.max 1,234,567; "
        'cluster_count.national [48, 52]; without size; shas ["London"]'
    )
