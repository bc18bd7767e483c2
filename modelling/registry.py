"""Finds the rules, the objectives and the figures: every module of their package adds one."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from typing import TypeVar

from modelling.figures.base import Figure
from modelling.objectives.base import Objective
from modelling.rules.base import Rule

T = TypeVar("T")


def _discover(package_name: str, base: type[T]) -> dict[str, type[T]]:
    """Return by `name` the concrete subclasses of `base` that the package's modules define."""
    package = importlib.import_module(package_name)
    found: dict[str, type[T]] = {}
    for info in pkgutil.iter_modules(package.__path__):
        module = importlib.import_module(f"{package_name}.{info.name}")
        for item in vars(module).values():
            own = isinstance(item, type) and item.__module__ == module.__name__
            if own and issubclass(item, base) and "name" in vars(item):
                found[item.name] = item
    return found


@cache
def rule_types() -> dict[str, type[Rule]]:
    """Every rule class by the name that scenario files use."""
    return _discover("modelling.rules", Rule)  # type: ignore[type-abstract]


@cache
def objective_types() -> dict[str, type[Objective]]:
    """Every objective class by the name that scenario files use."""
    return _discover("modelling.objectives", Objective)  # type: ignore[type-abstract]


@cache
def figure_types() -> dict[str, type[Figure]]:
    """Every figure class by the name that scenario files use."""
    return _discover("modelling.figures", Figure)  # type: ignore[type-abstract]
