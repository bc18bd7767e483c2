"""Public names of a package that are imported when they are first asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from importlib import import_module
from typing import Any


def public_names(
    package: str, names: Iterable[str], homes: Mapping[str, str]
) -> tuple[Callable[[str], Any], Callable[[], list[str]]]:
    """Return the `__getattr__` and the `__dir__` of a package.

    `names` are all its public names, and `homes` the modules, within it, of those that are not
    imported with it; a home such as "loading:read" says as well what the name is called there.
    The first raises `AttributeError` for any other name.
    """

    def get(name: str) -> Any:
        if name not in homes:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        home, _, own_name = homes[name].partition(":")
        return getattr(import_module(f"{package}.{home}"), own_name or name)

    return get, lambda: sorted(names)
