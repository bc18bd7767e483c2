"""Every command with its options, as the command line itself describes them."""

from __future__ import annotations

import re
from typing import Any

import typer
from typer.cli import get_docs_for_click

import cli


def commands() -> str:
    """Return a section for every command."""
    command = typer.main.get_command(cli.app)
    text = get_docs_for_click(obj=command, ctx=typer.Context(command), name="clusters")
    sections = re.split(r"^(?=#+ `)", text, flags=re.MULTILINE)
    return "".join(_section(part, command) for part in sections).partition("\n")[2]


def _section(text: str, command: Any) -> str:
    """Return a section with the commands of a group described whole, and labels that are plain."""
    heading = re.match(r"#+ `clusters ?(.*)`", text)
    for name in heading[1].split() if heading else ():
        command = command.commands[name]
    for name, each in getattr(command, "commands", {}).items():
        whole = f"* `{name}`: {str(each.help).splitlines()[0]}"
        text = re.sub(rf"^\* `{name}`: .*$", lambda _, line=whole: line, text, flags=re.MULTILINE)
    return re.sub(r"\n\*\*(Usage|Arguments|Options|Commands)\*\*:\n", r"\n\1:\n", text)
