"""Fields of a scenario by their path, as `rules.cluster_count.national` or `rules.limit.0.min`."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cache
from sys import maxsize
from types import MappingProxyType
from typing import Any, get_args, get_origin

from geodata.problems import nearest
from modelling.registry import objective_types, rule_types
from modelling.scenario import Scenario, known_keys

NOT_IN_A_SWEEP: Mapping[str, str] = MappingProxyType(
    {
        "name": "it is what the base scenario is called",
        "title": "it is what the base scenario is called",
        "geography": "plans of two geographies cannot be compared",
    }
)
"""Fields that no sweep varies, and why."""


class PathError(ValueError):
    """No scenario has a field of that path: what is wrong, and the remedy."""

    def __init__(self, message: str, remedy: str) -> None:
        self.message, self.remedy = message, remedy
        super().__init__(f"{message} → {remedy}")


def with_settings(data: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """Return a scenario's plain data with other values of some fields, changed in that order.

    None takes a field away, as if the scenario did not have it. A weight given for an objective
    that has settings of its own leaves these as they are. What is not changed is shared with
    `data`. Raises `PathError` where no scenario has such a field; whether it takes the value is
    for `Scenario.model_validate` to say.
    """
    changed = dict(data)
    for path, value in changes.items():
        _set(changed, path, value)
    return changed


def _set(data: dict[str, Any], path: str, value: Any) -> None:
    keys = steps(path)
    inside: Any = data
    for depth, key in enumerate(keys[:-1]):
        inside = _enter(inside, key, keys[:depth], path)
    last = keys[-1]
    if isinstance(inside, list):
        inside[_index(inside, last, path)] = value
    elif value is None:
        inside.pop(last, None)
    else:
        known = inside.get(last)
        weighs = keys[0] == "objectives" and len(keys) == 2 and isinstance(known, dict)
        bare = isinstance(value, int | float) and not isinstance(value, bool)
        inside[last] = {**known, "weight": value} if weighs and bare else value


def setting(data: Mapping[str, Any], path: str) -> Any:
    """Return the value of a field in a scenario's plain data, None where it has none.

    Of an objective it is the weight, 0 where the scenario does not name it.
    """
    keys = steps(path)
    found: Any = data
    for key in keys:
        if isinstance(found, list) and _position(key) < len(found):
            found = found[_position(key)]
        elif isinstance(found, Mapping):
            found = found.get(key)
        else:
            named = key in ("weight", "objective") and isinstance(found, int | float | str)
            found = found if named else None
    if keys[0] == "objectives" and len(keys) == 2:
        return (found.get("weight", 1.0) if isinstance(found, Mapping) else found) or 0.0
    return found


@cache
def steps(path: str) -> tuple[str, ...]:
    """Return the keys of a path. Where a field is a list by code or by SHA, the rest is one key.

    Raises `PathError` where no scenario has a field of the path's first keys.
    """
    keys = tuple(path.split("."))
    if keys[0] in NOT_IN_A_SWEEP:
        message = f"a sweep does not vary {keys[0]}: {NOT_IN_A_SWEEP[keys[0]]}"
        raise PathError(message, "name another field, or make a sweep for each")
    if keys[0] not in Scenario.model_fields:
        _unknown(keys[0], known_keys(()), _whole_paths(keys[0]))
    if keys[0] not in ("rules", "objectives"):
        return keys
    kinds: Mapping[str, Any] = rule_types() if keys[0] == "rules" else objective_types()
    if len(keys) < 2 or not keys[1]:
        message = f"'{path}' is not one field"
        raise PathError(
            message, f"name one of {', '.join(f'{keys[0]}.{k}' for k in sorted(kinds))}"
        )
    if keys[1] not in kinds:
        _unknown(keys[1], kinds, [f"{keys[0]}.{k}" for k in sorted(kinds)])
    fields = kinds[keys[1]].model_fields
    if len(keys) == 2 or "root" in fields:
        return keys
    if keys[2] not in fields:
        _unknown(keys[2], fields, [f"{keys[0]}.{keys[1]}.{k}" for k in sorted(fields)])
    return (*keys[:3], ".".join(keys[3:])) if len(keys) > 3 and _by_key(fields[keys[2]]) else keys


def _unknown(word: str, known: Collection[str], offered: list[str]) -> None:
    remedy = f"use one of {', '.join(offered)}" if offered else "name a field by its whole path"
    raise PathError(f"no scenario has '{word}' there{nearest(word, known)}", remedy)


def _whole_paths(word: str) -> list[str]:
    """Return the whole path of a rule or objective that was named by its own name alone."""
    parts: Mapping[str, Mapping[str, Any]] = {
        "rules": rule_types(),
        "objectives": objective_types(),
    }
    found = [f"{part}.{word}" for part, kinds in parts.items() if word in kinds]
    return found or ["rules.<rule>.<field>", "objectives.<objective>", "shas"]


def _by_key(field: Any) -> bool:
    """Whether a field is a mapping by codes or names that a planner gives."""
    kinds = [field.annotation, *get_args(field.annotation)]
    return any(
        isinstance(get_origin(k), type) and issubclass(get_origin(k), Mapping) for k in kinds
    )


def _enter(inside: Any, key: str, above: tuple[str, ...], path: str) -> Any:
    """Return a copy of what stands under a key, put there; made where the base has nothing."""
    at: Any = _index(inside, key, path) if isinstance(inside, list) else key
    found = inside[at] if isinstance(inside, list) else inside.get(key)
    if found is None:
        found = {}
    elif isinstance(inside, list) and isinstance(found, str):  # an objective in an order, bare
        found = {"objective": found}
    elif above == ("objectives",) and not isinstance(found, dict):
        found = {"weight": found}
    if not isinstance(found, dict | list):
        message = f"there is nothing inside {'.'.join((*above, key))}, which is {found}"
        raise PathError(message, f"give the whole of {'.'.join((*above, key))} another value")
    inside[at] = found.copy()
    return inside[at]


def _index(items: list[Any], key: str, path: str) -> int:
    if _position(key) < len(items):
        return _position(key)
    message = f"the base scenario has {len(items)} entries there and none numbered '{key}'"
    raise PathError(f"{path}: {message}", f"number them from 0 to {len(items) - 1}")


def _position(key: str) -> int:
    """Return the place in a list that a key is, beyond every list where it is none."""
    return int(key) if key.isascii() and key.isdigit() and len(key) < 10 else maxsize
