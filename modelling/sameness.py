"""Which scenarios ask for the same, so that a sweep solves them once."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

from geodata.geography import Geography

NAMES = ("name", "title", "geography")
"""What a scenario is called, and where its map is found: not what it asks."""

SETS = (
    "shas",
    "rules.contiguity.edges",
    "rules.fixed.clusters",
    "rules.footprint.sets",
    "rules.limit",
)
"""Lists of which neither the order nor a repetition says anything."""

SETS_OF_SETS = ("rules.apart", "rules.fixed.groups", "rules.together")
"""Lists of such lists."""


def canonical(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return a scenario in full, as plain data, with what says the same said in one way.

    Lists that are sets (`SETS`, `SETS_OF_SETS`) and mappings are put in order, each entry once. An
    objective of weight 0 without parameters of its own is left out where the order of importance
    does not have it: every objective is scored that can be, weighed or not. A sweep solves this
    form, so that the order of lines in a file cannot choose between plans that are equally good.

    What is said otherwise stays as it is: every SHA by name, an exact number of clusters as that of
    each SHA, PCTs kept apart in one group or by pairs.
    """
    said = in_order({key: value for key, value in data.items() if key != "objectives"})
    return said | {"objectives": aims(data["objectives"], data.get("priority"))}


def in_order(value: Any, path: str = "") -> Any:
    """Return what a scenario says at a path, but for objectives, with sets and mappings in order.

    The path is that of a field, "" for the scenario as a whole.
    """
    if isinstance(value, Mapping):
        inside = f"{path}." if path else ""
        return {key: in_order(value[key], inside + key) for key in sorted(value)}
    if path in SETS_OF_SETS:
        return _distinct(_distinct(group) for group in value)
    return _distinct(value) if path in SETS else value


def aims(objectives: Mapping[str, Any], priority: Iterable[Any] | None) -> dict[str, Any]:
    """Return the objectives without those of weight 0 that say nothing."""
    steps = {s["objective"] if isinstance(s, Mapping) else s for s in priority or ()}
    return {name: said for name, said in objectives.items() if said != 0 or name in steps}


def content_hash(data: Mapping[str, Any], geography: Geography) -> str:
    """Return the SHA-256 of what a scenario asks, whatever it is called, and of the geography.

    Equal for scenarios whose `canonical` forms are.
    """
    said = canonical(data)
    objectives = said.pop("objectives")
    return hash_of(frame_text(said), json.dumps(objectives, sort_keys=True), geography)


def frame_text(said: Mapping[str, Any]) -> str:
    """Return as JSON what a scenario in canonical form asks beside its objectives."""
    asked = {key: value for key, value in said.items() if key not in NAMES}
    return json.dumps(asked, sort_keys=True)


def hash_of(frame: str, objectives: str, geography: Geography) -> str:
    """Return `content_hash` of the two halves of a scenario in canonical form, as JSON."""
    text = f"{frame} {objectives} {geography.fingerprint}"
    return hashlib.sha256(text.encode()).hexdigest()


def _distinct(items: Iterable[Any]) -> list[Any]:
    items = list(items)
    if all(isinstance(item, str) for item in items):
        return sorted(set(items))
    by_text = {json.dumps(item, sort_keys=True): item for item in items}
    return [by_text[text] for text in sorted(by_text)]
