"""Speaking to a planner at a terminal, or to a program that reads: results, problems, progress."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from rich.console import Console
from rich.text import Text

from geodata.problems import Problem
from geodata.words import counted

WIDE = 1000
"""Columns where nobody looks: a file or a pipe is not wrapped."""


def console(error: bool = False) -> Console:
    """Return a console on the output or the error stream, wrapped only where it is a terminal."""
    stream = sys.stderr if error else sys.stdout
    return Console(stderr=error, width=None if stream.isatty() else WIDE)


def say(text: str) -> None:
    """Print a line; names in it are never read as markup."""
    Console().print(Text(text), soft_wrap=True)


def complain(text: str) -> None:
    """Print a line to the error stream."""
    Console(stderr=True).print(Text(text), soft_wrap=True)


def print_json(data: Mapping[str, Any]) -> None:
    """Print one JSON document."""
    print(json.dumps(data, indent=2, ensure_ascii=False, allow_nan=False))


def print_problems(problems: Sequence[Problem], as_json: bool) -> None:
    """Show bad input as one list."""
    if as_json:
        print_json({"status": "bad input", "problems": [vars(p) for p in problems]})
        return
    complain(f"{counted(len(problems), 'problem')} in the input:")
    for problem in problems:
        complain(f"  • {problem}")


@contextmanager
def progress() -> Iterator[Callable[[str], None]]:
    """Show what is being done on the error stream: in place on a terminal, else line by line."""
    shown = Console(stderr=True)
    if not shown.is_terminal:
        yield complain
        return
    with shown.status("Starting") as status:
        yield lambda text: status.update(Text(text))


@contextmanager
def progress_bar() -> Iterator[Callable[[int, int, str], None]]:
    """Show steps done of all as a bar on the error stream; line by line where nobody looks.

    What is yielded takes the steps done, the number of all, and what is being done now.
    """
    shown = Console(stderr=True)
    if not shown.is_terminal:
        yield lambda done, total, text: complain(f"[{done}/{total}] {text}")
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    words = TextColumn("{task.description}", markup=False)
    columns = (BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), words)
    with Progress(*columns, console=shown, transient=True) as bar:
        task = bar.add_task("Starting", total=None)

        def step(done: int, total: int, text: str) -> None:
            bar.update(task, completed=done, total=total, description=text)

        yield step
