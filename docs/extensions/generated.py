"""Pages that are written when the documentation is built, so that they never lag behind the code.

A page says `% generated: NAME` where the text of that name is to stand; nothing is kept in a file.
An example that is a file has its name above it.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from command_page import commands
from model_pages import figures, objectives, rules, topics
from schema_pages import parameters_schema, scenario_schema, sweep_schema
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError

FILE = re.compile(r"^```(\w+) ([\w./-]+\.\w+)$", re.MULTILINE)
PLACE = re.compile(r"^% generated: ([\w-]+)$", re.MULTILINE)

TEXTS: dict[str, Callable[[], str]] = {
    "rules": rules,
    "objectives": objectives,
    "figures": figures,
    "topics": topics,
    "scenario": scenario_schema,
    "sweep": sweep_schema,
    "implication-parameters": parameters_schema,
    "commands": commands,
}


def fill(app: Sphinx, page: str, source: list[str]) -> None:
    """Put every text in its place on a page that was just read, and names above files."""
    named = FILE.sub(r"```{code-block} \1\n:caption: \2\n", source[0])
    source[0] = PLACE.sub(lambda place: _text(place[1], page), named)


def _text(name: str, page: str) -> str:
    if name not in TEXTS:
        raise ExtensionError(f"{page}: nothing generates '{name}'; one of {', '.join(TEXTS)}")
    return TEXTS[name]()


def setup(app: Sphinx) -> dict[str, bool]:
    """Listen to every page that is read."""
    app.connect("source-read", fill)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
