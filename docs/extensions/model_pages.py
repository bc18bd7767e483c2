"""Every rule, objective, figure and topic: its title, its paragraph and what its code says."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator

from docstrings import as_markdown, markdown_text
from pydantic import BaseModel
from schema_pages import fields_table

from modelling.figures.base import Figure
from modelling.implications.topics import TOPICS
from modelling.objectives.base import Objective
from modelling.registry import figure_types, objective_types, rule_types
from modelling.rules.base import Rule

PARAGRAPHS = re.compile(r"paragraphs? (\d[\d ,]*(?:(?:and|to) \d+)?)")


def rules() -> str:
    """Return a section for every rule."""
    return "\n".join(line for kind in rule_types().values() for line in _rule(kind))


def objectives() -> str:
    """Return a section for every objective."""
    return "\n".join(line for kind in objective_types().values() for line in _objective(kind))


def figures() -> str:
    """Return a section for every figure that `limit` can bound."""
    return "\n".join(line for kind in figure_types().values() for line in _figure(kind))


def topics() -> str:
    """Return what each topic of the implications is about."""
    return "\n".join(
        f"- `{name}`: {_about(name, make.__module__)}" for name, make in TOPICS.items()
    )


def _about(name: str, module: str) -> str:
    """Return the first line of a module's docstring, without its name before a colon."""
    line = str(sys.modules[module].__doc__).splitlines()[0]
    head, _, rest = line.partition(": ")
    return markdown_text(rest if head.lower() == name else line[0].lower() + line[1:])


def _rule(kind: type[Rule]) -> Iterator[str]:
    yield from _heading("rule", kind.name, kind.title)
    yield f"Guidance, {_paragraphs(kind.paragraph)}. In a scenario: `rules.{kind.name}`."
    yield from _body(kind)


def _objective(kind: type[Objective]) -> Iterator[str]:
    yield from _heading("objective", kind.name, kind.title)
    cited = sorted({int(n) for found in PARAGRAPHS.findall(_doc(kind)) for n in _numbers(found)})
    asked = f"Guidance, {_paragraphs(', '.join(map(str, cited)))}"
    by_whom = asked if cited else "No paragraph of the guidance asks for it"
    yield f"{by_whom}. In a scenario: `objectives.{kind.name}`."
    yield ""
    yield f"It reads as {kind.reads}, and is worked out from the table `{kind.table}`."
    yield from _body(kind)


def _figure(kind: type[Figure]) -> Iterator[str]:
    yield from _heading("figure", kind.name, kind.title)
    said = f"`rules.limit: {{figure: {kind.name}, max: …}}`"
    yield f"Guidance, {_paragraphs(kind.paragraph)}. In a scenario: {said}."
    yield from _body(kind)


def _heading(what: str, name: str, title: str) -> Iterator[str]:
    yield from ("", f"({what}-{name})=", "", f"## {title}", "")


def _body(kind: type) -> Iterator[str]:
    yield from ("", as_markdown(_doc(kind)))
    if issubclass(kind, BaseModel):
        yield fields_table(kind.model_json_schema())


def _doc(kind: type) -> str:
    return str(kind.__doc__)


def _numbers(text: str) -> Iterator[int]:
    """Yield the numbers of "6, 23" and of "20 to 34"."""
    if ends := re.fullmatch(r"(\d+) to (\d+)", text.strip()):
        yield from range(int(ends[1]), int(ends[2]) + 1)
    else:
        yield from map(int, re.findall(r"\d+", text))


def _paragraphs(numbers: str) -> str:
    return f"paragraph{'s' if re.search(r'[,–-]|and|to', numbers) else ''} {numbers}"
