"""Text is measured, wrapped and cleaned before it is drawn."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from outputs.maps.printed.lettering import BODY, drawable_text, width, wrapped


@given(st.text(st.characters(codec="latin-1"), max_size=300), st.floats(20, 300))
def test_no_line_is_wider_than_its_room_and_no_letter_is_lost(text: str, room: float):
    plain = drawable_text(text)
    lines = wrapped(plain, BODY, room)
    assert "".join(lines).replace(" ", "") == plain.replace(" ", "")
    assert all(width(line, BODY) <= room or len(line) == 1 for line in lines)


def test_what_does_not_fit_ends_in_an_ellipsis():
    lines = wrapped("Wolds and Wolds " * 30, BODY, 80, 2)
    assert len(lines) == 2
    assert lines[1].endswith("…")
    assert width(lines[1], BODY) <= 80


def test_a_name_without_any_letter_gives_way():
    assert drawable_text(" \n\u202e ", otherwise="5A1") == "5A1"
    assert drawable_text("漢字", otherwise="5A1") == "5A1"


def test_line_breaks_and_signs_that_turn_text_around_are_not_drawn():
    assert drawable_text("North\n\u202eEast\u2066") == "North East"
