"""A number and its noun agree."""

import pytest

from geodata.words import counted


@pytest.mark.parametrize(
    ("count", "words"),
    [(0, "0 PCTs"), (1, "1 PCT"), (2, "2 PCTs"), (1_040_000, "1,040,000 PCTs")],
)
def test_one_is_singular_and_any_other_number_is_plural(count: int, words: str):
    assert counted(count, "PCT") == words
