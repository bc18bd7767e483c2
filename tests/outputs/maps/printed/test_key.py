"""A key keeps together what belongs together, and its columns are level."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from outputs.maps.printed.key import MOST_SPARE, Key, Row
from outputs.maps.printed.sheet import Sheet

CLUSTER = "Southampton, Hampshire, Isle of Wight and Portsmouth"


def rows_of(clusters_by_sha: list[int]) -> tuple[Row, ...]:
    rows = []
    for i, clusters in enumerate(clusters_by_sha):
        rows.append(Row("heading", f"SHA {i}"))
        rows += [Row("cluster", CLUSTER, str(k), "#FFFFFF") for k in range(clusters)]
    return tuple(rows)


def lowest(key: Key, height: float) -> float:
    """Return the lowest baseline of a key drawn from the top of a sheet that high."""
    sheet = Sheet(key.columns * (key.column_width + key.gap), height)
    key.draw(sheet, 0, height)
    return min((text.get_position()[1] for text in sheet.axes.texts), default=height)


@settings(max_examples=12, deadline=None)
@given(st.lists(st.integers(1, 12), min_size=1, max_size=8), st.integers(1, 4))
def test_a_key_is_drawn_whole_within_its_height(clusters_by_sha: list[int], columns: int):
    key = Key(rows_of(clusters_by_sha), columns, 110)
    assert lowest(key, key.height) >= 0
    sheet = Sheet(1000, key.height)
    key.draw(sheet, 0, key.height)
    marks = [t.get_text() for t in sheet.axes.texts if t.get_text().isdecimal()]
    assert len(marks) == sum(clusters_by_sha)


def test_more_columns_never_make_a_key_much_higher():
    heights = [Key(rows_of([4, 4, 4, 4]), columns, 110).height for columns in (1, 2, 4)]
    assert heights[1] <= heights[0] * MOST_SPARE / 2 + 20
    assert heights[2] < heights[1] < heights[0]


def test_shas_stay_whole_where_that_costs_little_and_are_headed_again_where_it_does():
    def headings(clusters_by_sha: list[int]) -> list[str]:
        key = Key(rows_of(clusters_by_sha), 2, 110)
        sheet = Sheet(1000, 1000)
        key.draw(sheet, 0, 1000)
        return [t.get_text() for t in sheet.axes.texts if t.get_text().startswith("SHA")]

    assert headings([3, 3]) == ["SHA 0", "SHA 1"]
    assert headings([1, 9]) == ["SHA 0", "SHA 1", "SHA 1 (continued)"]


def test_a_key_of_nothing_takes_no_room():
    assert Key((), 3, 100).height == 0
