"""JSON schemas as tables that a person can read."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from docstrings import as_markdown, markdown_text

from modelling.implications.parameters import ImplicationParameters
from modelling.priority import Priority
from modelling.scenario import Scenario
from modelling.sweep import Sweep

Schema = Mapping[str, Any]

SOURCED = ["value", "source", "certainty"]
"""The keys of a parameter that may be given with its source."""

LINKED = {"rules": "rule", "objectives": "objective"}
"""What the keys under these have a section of their own for."""

LEFT_OUT = re.compile(r"; if left out, (.+?)\.?$")
"""What a field's description says of a file without it."""

BOUNDS = {
    "minimum": "of at least",
    "ge": "of at least",
    "exclusiveMinimum": "over",
    "gt": "over",
    "maximum": "of at most",
    "le": "of at most",
    "exclusiveMaximum": "under",
    "lt": "under",
}
"""Bounds by JSON schema's names, and by pydantic's, which it keeps where a value is read first."""


def scenario_schema() -> str:
    """Return every key of a scenario file, the rules and objectives by links to their sections."""
    schema = Scenario.model_json_schema()
    parts = [fields_table(schema)]
    for key, kind in LINKED.items():
        part = _resolved(schema["properties"][key], schema)
        parts += ["", f"## {key}", "", _keys(part, kind)]
    parts += ["", "## priority", "", as_markdown(str(Priority.__doc__))]
    parts.append(fields_table({**schema["$defs"]["Priority"], "$defs": schema["$defs"]}))
    return "\n".join(parts)


def sweep_schema() -> str:
    """Return every key of a sweep file."""
    return _with_parts(Sweep.model_json_schema())


def parameters_schema() -> str:
    """Return every parameter of the implications."""
    return _with_parts(ImplicationParameters.model_json_schema())


def _with_parts(schema: Schema) -> str:
    """Return the table of a schema, and one for each part that it names."""
    lines = [fields_table(schema)]
    for name, part in schema.get("$defs", {}).items():
        if "properties" not in part or name.startswith("Sourced"):
            continue
        heading = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).capitalize()
        table = fields_table({**part, "$defs": schema["$defs"]})
        lines += ["", f"## {heading}", "", as_markdown(part.get("description", "")), table]
    return "\n".join(lines)


def _keys(part: Schema, kind: str) -> str:
    rows = [
        f"| [`{name}`](#{kind}-{name}) | {markdown_text(field.get('description', ''))} |"
        for name, field in part["properties"].items()
    ]
    return "\n".join(["| key | what it is |", "|---|---|", *rows])


def fields_table(schema: Schema) -> str:
    """Return a table of the fields of an object: key, value, what it is if left out.

    A value that may be written without its keys comes as one line in place of a table.
    """
    fields = _object(schema)
    if fields is None:
        return f"\nIts value: {_words(schema, schema)}.\n"
    rows = [
        f"| `{key}` | {_words(field, schema)} | {_otherwise(key, field, fields)} |"
        for key, field in fields.get("properties", {}).items()
    ]
    if not rows:
        return "\nIt has no parameters: `{}`.\n"
    return "\n".join(["", "| key | value | if left out |", "|---|---|---|", *rows, ""])


def _object(schema: Schema) -> Schema | None:
    """Return the schema's form with keys: itself, or one of several forms."""
    for form in (schema, *schema.get("anyOf", ())):
        found = _resolved(form, schema)
        if found.get("type") == "object" and "anyOf" not in found:
            return found
        if found is not schema and "anyOf" in found:
            return _object({**found, "$defs": schema.get("$defs", {})})
    return None


def _otherwise(key: str, field: Schema, fields: Schema) -> str:
    if key in fields.get("required", ()):
        return "it must be there"
    said = LEFT_OUT.search(field.get("description", ""))
    if said:
        return markdown_text(said[1])
    value = field.get("default")
    return "nothing" if _empty(value) else f"`{json.dumps(value, ensure_ascii=False)}`"


def _empty(value: Any) -> bool:
    """Whether a value says nothing, nor anything in it."""
    if isinstance(value, Mapping):
        return all(map(_empty, value.values()))
    return value in (None, "", [])


def _resolved(schema: Schema, root: Schema) -> Schema:
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return _resolved(root["$defs"][name], root)
    if len(schema.get("allOf", ())) == 1:
        return _resolved(schema["allOf"][0], root)
    return schema


def _words(schema: Schema, root: Schema) -> str:
    """Return what a value may be, in English."""
    found = _resolved(schema, root)
    if "anyOf" in found:
        forms = [_words(form, root) for form in found["anyOf"] if form.get("type") != "null"]
        return ", or ".join(dict.fromkeys(forms))
    if "enum" in found:
        return "one of " + ", ".join(f"`{value}`" for value in found["enum"])
    if "const" in found:
        return f"`{found['const']}`"
    kinds: Mapping[str, Callable[[], str]] = {
        "string": lambda: "text",
        "boolean": lambda: "`true` or `false`",
        "number": lambda: " ".join(["a number", *_bounds(found)]),
        "integer": lambda: " ".join(["a whole number", *_bounds(found)]),
        "array": lambda: _list(found, root),
        "object": lambda: _mapping(found, root),
    }
    return kinds.get(str(found.get("type")), lambda: "any value")()


def _bounds(schema: Schema) -> Iterator[str]:
    said = [f"{words} {schema[key]:,.12g}" for key, words in BOUNDS.items() if key in schema]
    if said:
        yield " and ".join(said)


def _list(schema: Schema, root: Schema) -> str:
    of = schema.get("items") or next(iter(schema.get("prefixItems", [])), {})
    least, most = schema.get("minItems"), schema.get("maxItems")
    each = _words(of, root)
    number = f"{least} " if least == most else f"{least} or more "
    some = number if least and least > 1 else ""
    if each == "text":
        return f"a list of {some}texts"
    if each.startswith("a list of "):
        return f"a list of {some}lists, each of {each.removeprefix('a list of ')}"
    return f"a list{f' of {some.strip()}' if some else ''}, each {each}"


def _mapping(schema: Schema, root: Schema) -> str:
    of = schema.get("additionalProperties")
    if isinstance(of, Mapping):
        return f"by name: {_words(of, root)}"
    fields = schema.get("properties", {})
    if list(fields) == SOURCED:
        return _words(fields["value"], root)
    keys = ", ".join(f"`{key}`" for key in fields)
    mapping = f"a mapping with {keys}" if keys else "a mapping"
    return f"{schema['or_else']}, or {mapping}" if "or_else" in schema else mapping
