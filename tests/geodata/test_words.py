"""A number and its noun agree, and texts are such as every format can hold."""

import pytest

from geodata.words import counted, per_cent, plain


@pytest.mark.parametrize(
    ("count", "words"),
    [(0, "0 PCTs"), (1, "1 PCT"), (2, "2 PCTs"), (1_040_000, "1,040,000 PCTs")],
)
def test_one_is_singular_and_any_other_number_is_plural(count: int, words: str):
    assert counted(count, "PCT") == words


@pytest.mark.parametrize(
    ("share", "words"), [(0.9, "90%"), (0.995, "99.5%"), (0.07, "7%"), (1, "100%"), (0.001, "0.1%")]
)
def test_a_threshold_reads_as_it_was_asked_for(share: float, words: str):
    assert per_cent(share) == words


def test_control_characters_are_replaced_where_they_can_be_seen_and_line_ends_become_spaces():
    assert plain("a\x00b\x1bc\ud800d\ufffee") == "a\ufffdb\ufffdc\ufffdd\ufffde"
    assert plain("one\r\ntwo\tthree\x0bfour") == "one two three four"


def test_a_character_that_turns_the_direction_is_kept_and_closed_at_the_end_of_its_word():
    assert plain("a \u202etxt.exe b") == "a \u202etxt.exe\u202c b"
    assert plain("a \u2067b c") == "a \u2067b\u2069 c"
    assert plain(plain("\u202ea \u2067b")) == plain("\u202ea \u2067b")


def test_markup_and_scripts_of_other_directions_are_left_as_they_are():
    for text in ("<b>&amp;</b>", "#strong[x]", "=1+1", "אשכול צפון", "مجموعة"):
        assert plain(text) == text
