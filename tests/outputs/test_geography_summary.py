"""The terminal shows what a geography holds, and a pipe gets it unwrapped."""

import dataclasses
import io

from rich.console import Console

from geodata.geography import Geography
from outputs.geography_summary import print_geography_summary


def printed(geography: Geography, *, terminal: bool) -> str:
    """Return what a console of 80 columns is given."""
    console = Console(
        file=io.StringIO(),
        width=80,
        color_system=None,
        force_terminal=terminal,
        legacy_windows=False,
    )
    print_geography_summary(geography, console)
    return console.file.getvalue()


def test_it_says_size_shas_borders_islands_and_how_sure_each_table_is(england: Geography):
    text = printed(england, terminal=False)
    assert "151 PCTs, 53,012,456 residents" in text
    assert "London 31 8,173,941" in " ".join(text.split())
    assert "land " in text
    for table in england.sources.itertuples():
        assert any(
            str(table.table) in line and str(table.title) in line and str(table.certainty) in line
            for line in text.splitlines()
        )


def test_a_terminal_gets_lines_no_wider_than_itself(england: Geography):
    assert max(map(len, printed(england, terminal=True).splitlines())) <= 80


def test_a_geography_without_sources_has_no_table_of_them(england: Geography):
    bare = dataclasses.replace(england, sources=england.sources.iloc[:0])
    assert "How sure" in printed(england, terminal=False)
    assert "How sure" not in printed(bare, terminal=False)
