"""Progress is shown as a bar on a terminal, and line by line where nobody looks."""

import pytest

from outputs.terminal import progress_bar


def test_steps_are_told_line_by_line_where_there_is_no_terminal(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with progress_bar() as done:
        done(0, 2, "Reading [bold]Leeds[/bold]")
        done(2, 2, "Done")
    said = capsys.readouterr()
    assert said.err.splitlines() == ["[0/2] Reading [bold]Leeds[/bold]", "[2/2] Done"]
    assert said.out == ""


def test_a_bar_shows_the_steps_done_of_all_and_reads_no_name_as_markup(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "120")
    with progress_bar() as done:
        done(1, 4, "Reading [bold]Leeds[/bold]")
    said = capsys.readouterr()
    assert "1/4" in said.err
    assert "Reading [bold]Leeds[/bold]" in said.err
    assert said.out == ""
