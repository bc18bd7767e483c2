"""The examples of the tutorial and of the how-tos work as they stand, one after the other.

A fence with a file name is that file; one of `console` holds commands; one of `python` is run. An
`exit=1` after `console` says what its last command ends with. `<run id>` is the last run so far.
"""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import NamedTuple

import pytest
import typer

import cli
from modelling.cores import CORES_VARIABLE

DOCS = Path(__file__).parents[2] / "docs"
PAGES = [DOCS / "tutorial.md", *sorted((DOCS / "how-to").glob("*.md"))]
FENCE = re.compile(r"^```(\w+)(?: ([^\n{}]+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)


class Example(NamedTuple):
    """A fence of a page: its language, what stands behind that, and its lines."""

    language: str
    said: str
    text: str


def examples(page: Path) -> list[Example]:
    """Return the fences of a page."""
    found = FENCE.findall(page.read_text(encoding="utf-8"))
    return [Example(*fence) for fence in found]


WITH_EXAMPLES = [
    page for page in PAGES if any(e.language in ("console", "python") for e in examples(page))
]


def ended(command: str) -> int:
    """Run a line of a console and return its exit code."""
    for folder in re.findall(r"(\S+)/<run id>", command):
        latest = max(path.name for path in Path(folder).iterdir())
        command = command.replace(f"{folder}/<run id>", f"{folder}/{latest}")
    program, *arguments = shlex.split(command)
    assert program == "clusters", f"{command}: no command of this program"
    try:
        return int(typer.main.get_command(cli.app)(arguments, standalone_mode=False) or 0)
    except SystemExit as end:
        return int(end.code or 0)


def carry_out(example: Example, names: dict[str, object]) -> None:
    """Do what one example says, in the current folder."""
    if example.language == "python":
        exec(compile(example.text, example.text, "exec"), names)
    elif example.language == "console":
        commands = [line.removeprefix("$ ") for line in example.text.splitlines()]
        wanted = [0] * len(commands)
        if example.said:
            wanted[-1] = int(example.said.removeprefix("exit="))
        for command, code in zip(commands, wanted, strict=True):
            assert ended(command) == code, command
    elif example.said:
        file = Path(example.said)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(example.text, encoding="utf-8")


@pytest.mark.parametrize("page", WITH_EXAMPLES, ids=lambda page: page.stem)
def test_the_examples_of_the_page_work_as_they_stand(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(CORES_VARIABLE, "1")  # the other one tests something else
    names: dict[str, object] = {}

    for example in examples(page):
        carry_out(example, names)


def test_most_pages_have_examples_that_are_run() -> None:
    assert {page.stem for page in WITH_EXAMPLES} >= {
        "tutorial",
        "geography",
        "pins",
        "conflict",
        "pack",
        "people",
        "batches",
        "python",
    }


def test_the_scenario_of_the_tutorial_is_what_the_command_before_it_writes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (shown,) = (e.text for e in examples(DOCS / "tutorial.md") if e.language == "yaml")

    assert ended("clusters scenario new mine.yaml --like north-west") == 0
    written = Path("mine.yaml").read_text(encoding="utf-8")
    assert re.sub(r"^#.*\n", "", written, flags=re.MULTILINE).strip() == shown.strip()
