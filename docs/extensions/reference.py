"""Docstrings and signatures as autodoc shows them."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from docstrings import as_rst
from pydantic import BaseModel
from sphinx.application import Sphinx

ROOMS = ("geodata", "modelling", "solvers", "outputs")


def docstring(app: Sphinx, what: str, name: str, item: Any, options: Any, lines: list[str]) -> None:
    """Put a docstring into reStructuredText."""
    lines[:] = as_rst("\n".join(lines))


def signature(
    app: Sphinx, what: str, name: str, item: Any, options: Any, given: str | None, returns: str
) -> tuple[str, str] | None:
    """Leave out how a model is made, which is from a file; write defaults so that they parse."""
    if isinstance(item, type) and issubclass(item, BaseModel):
        return "", ""
    return (given.replace("<factory>", "..."), returns) if given else None


def import_all(app: Sphinx) -> None:
    """Import every public name before autodoc looks at any.

    It writes annotations into the classes that it looks at, pydantic's own among them, and a model
    that is made later stumbles over these.
    """
    for room in map(import_module, ROOMS):
        for name in room.__all__:
            getattr(room, name)


def setup(app: Sphinx) -> dict[str, bool]:
    """Listen to autodoc."""
    app.connect("builder-inited", import_all)
    app.connect("autodoc-process-docstring", docstring)
    app.connect("autodoc-process-signature", signature)
    return {"parallel_read_safe": False, "parallel_write_safe": True}
