"""Turns what pydantic finds wrong with a file into problems in a planner's words."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any

from pydantic import ValidationError

from geodata.problems import Problem, nearest
from geodata.yaml_text import Lines, Path, place

Item = Mapping[str, Any]
KnownKeys = Callable[[Path], Collection[str]]


def model_problems(
    error: ValidationError, file: str, lines: Lines, known_keys: KnownKeys, help_at: str
) -> Iterator[Problem]:
    """Yield a problem for everything that pydantic found, at its line.

    `known_keys` gives the keys that may stand under a path, for suggesting the nearest, and
    `help_at` is where a planner reads what may be said. A list that is too short only because
    its members were refused is not mentioned again.
    """
    items = [dict(item) for item in error.errors(include_url=False)]
    paths = [_path(item) for item in items]
    for item, path in zip(items, paths, strict=True):
        inner = any(len(p) > len(path) and p[: len(path)] == path for p in paths)
        if not (item["type"] == "too_short" and inner):
            message, remedy = _words(item, path, known_keys)
            yield Problem(file, place(path, lines), message, remedy or help_at)


def _path(item: Item) -> Path:
    return tuple(p for p in item["loc"] if p not in ("root", "[key]"))


def _words(item: Item, path: Path, known_keys: KnownKeys) -> tuple[str, str]:
    """Return what is wrong and the remedy, empty where only the help can tell."""
    kind = str(item["type"])
    last = str(path[-1]) if path else ""
    if kind in _SAID:
        return _SAID[kind](item, last)
    if kind == "extra_forbidden":
        known = known_keys(path[:-1])
        remedy = f"use one of {', '.join(sorted(known))}" if known else "remove it"
        return f"'{last}' is not known here{nearest(last, known)}", remedy
    if kind.endswith(("_type", "_parsing", "_from_float")):
        wanted = kind.split("_", maxsplit=1)[0]
        return f"{_shown(item['input'])} is not {_WANTED.get(wanted, wanted)}", ""
    return f"{item['msg'][0].lower()}{item['msg'][1:]}, not {_shown(item['input'])}", ""


def _shown(value: Any) -> str:
    text = repr(list(value) if isinstance(value, tuple) else value)
    return text if len(text) <= 60 else f"{text[:57]}…"


def _said_and_remedy(text: str) -> tuple[str, str]:
    """Split what a validator of ours says, "what is wrong → what to do"."""
    said, _, remedy = text.partition(" → ")
    return said, remedy


def _choice(item: Item, last: str) -> tuple[str, str]:
    known = item["ctx"]["expected"].replace("'", "").replace(" or ", ", ").split(", ")
    given = str(item["input"])
    return f"'{given}' is not known here{nearest(given, known)}", f"use one of {', '.join(known)}"


def _number(words: str) -> Callable[[Item, str], tuple[str, str]]:
    def said(item: Item, last: str) -> tuple[str, str]:
        limit = next(v for k, v in item["ctx"].items() if k in {"ge", "gt", "le", "lt"})
        return f"{_shown(item['input'])} is not {words} {limit}", f"give a number {words} {limit}"

    return said


_WANTED = {
    "int": "a whole number",
    "float": "a number",
    "string": "text",
    "tuple": "a list",
    "mapping": "a list of key: value",
    "dict": "a list of key: value",
    "model": "a list of key: value",
}
_SAID: Mapping[str, Callable[[Item, str], tuple[str, str]]] = {
    "missing": lambda _, last: (f"'{last}' is missing", f"add the line '{last}: …'"),
    "value_error": lambda item, _: _said_and_remedy(str(item["ctx"]["error"])),
    "literal_error": _choice,
    "greater_than_equal": _number("at least"),
    "greater_than": _number("more than"),
    "less_than_equal": _number("at most"),
    "less_than": _number("less than"),
    "too_short": lambda item, _: (
        f"{_shown(item['input'])} has too few entries",
        f"give at least {item['ctx']['min_length']}",
    ),
    "string_pattern_mismatch": lambda item, _: (
        f"{_shown(item['input'])} cannot be a name",
        "use letters, digits, spaces, '_', '.' and '-', at most 80, beginning with one of the "
        "first two",
    ),
    "finite_number": lambda item, _: (
        f"{_shown(item['input'])} is no finite number",
        "give a number",
    ),
}
