"""Every command with its options, as the command line itself describes them."""

from __future__ import annotations

import re

import typer
from typer.cli import get_docs_for_click

import cli


def commands() -> str:
    """Return a section for every command."""
    command = typer.main.get_command(cli.app)
    text = get_docs_for_click(obj=command, ctx=typer.Context(command), name="clusters")
    return _sections(text)


def _sections(text: str) -> str:
    """Return the text without the heading of the whole, and what belongs together kept so."""
    body = text.partition("\n")[2]
    return re.sub(r"\n\*\*(Usage|Arguments|Options|Commands)\*\*:\n", r"\n\1:\n", body)
