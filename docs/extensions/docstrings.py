"""Docstrings of this project as reStructuredText and as Markdown.

They are plain prose with names in backquotes. A paragraph may be a table, `name   what it is`, with
names in a column of their own, or a formula, which is indented.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

ROW = re.compile(r"^(\S+(?:, \S+)*) {2,}(\S.*)$")
CODE = re.compile(r"`+([^`]+)`+")
INDEX = re.compile(r"\b([A-Za-zΣμπλ])_(?:\{([^}]*)\}|([A-Za-z]{1,2})\b)")
"""A letter with an index, as n_i or Σ_{i∈S}; a longer word with a stroke is a name."""


@dataclass(frozen=True)
class Prose:
    """A paragraph."""

    text: str


@dataclass(frozen=True)
class Formula:
    """Lines that stand as they are."""

    lines: tuple[str, ...]


@dataclass(frozen=True)
class Rows:
    """Names, and what each of them is."""

    rows: tuple[tuple[str, str], ...]


Block = Prose | Formula | Rows


def blocks(docstring: str) -> Iterator[Block]:
    """Yield the paragraphs of a docstring."""
    for paragraph in re.split(r"\n\s*\n", inspect.cleandoc(docstring)):
        lines = paragraph.splitlines()
        if all(line.startswith("    ") for line in lines):
            yield Formula(tuple(line[4:] for line in lines))
        elif rows := tuple(_rows(lines)):
            yield Rows(rows)
        else:
            yield Prose(" ".join(line.strip() for line in lines))


def _rows(lines: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield the rows of a table, or nothing where the lines are none."""
    first = ROW.match(lines[0])
    if first is None:
        return
    found: list[tuple[str, str]] = []
    for line in lines:
        name, what = line[: first.start(2)].strip(), line[first.start(2) :]
        if name and (row := ROW.match(line)):
            found.append((row[1], row[2]))
        elif name and line[first.start(2) - 1] == " ":
            found.append((name, what))  # the longest name, a space from what it is
        elif found and not name:
            found[-1] = (found[-1][0], f"{found[-1][1]} {line.strip()}")
        else:
            return
    yield from found


def as_rst(docstring: str) -> list[str]:
    """Return the docstring as lines of reStructuredText."""
    return _written(docstring, _rst_text, "::")


def as_markdown(docstring: str) -> str:
    """Return the docstring as Markdown."""
    return "\n".join(_written(docstring, markdown_text, ""))


def _written(docstring: str, text: Callable[[str], str], before_formula: str) -> list[str]:
    lines: list[str] = []
    for block in blocks(docstring):
        if isinstance(block, Prose):
            lines += [text(block.text), ""]
        elif isinstance(block, Formula):
            lines += [before_formula, "", *(f"    {line}" for line in block.lines), ""]
        else:
            lines += [f"- {text(f'`{name}`')}: {text(what)}" for name, what in block.rows] + [""]
    return lines


def _rst_text(text: str) -> str:
    return _between_code(text, r"[\\*_|`]", "\\ :sub:`{}`\\ ", "``")


def markdown_text(text: str) -> str:
    """Return a line of a docstring as Markdown that shows what it says."""
    return _between_code(text, r"[\\*_|<>$\[\]#]", "{{sub}}`{}`", "`")


def _between_code(text: str, special: str, index: str, mark: str) -> str:
    """Return the text with what is in backquotes as code, indices set low, the rest escaped."""
    return "".join(
        f"{mark}{part}{mark}" if place % 2 else _with_indices(part, special, index)
        for place, part in enumerate(CODE.split(text))
    )


def _with_indices(plain: str, special: str, index: str) -> str:
    written, end = "", 0
    for found in INDEX.finditer(plain):
        before = plain[end : found.end(1)]
        written += re.sub(f"({special})", r"\\\1", before) + index.format(found[2] or found[3])
        end = found.end()
    return written + re.sub(f"({special})", r"\\\1", plain[end:])
