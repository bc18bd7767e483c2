"""Proposed consortia as the rules and the maps see them: their residents by PCT."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

import pandas as pd


@dataclass(frozen=True)
class Consortium:
    """A consortium of a set: its code and name, and how many residents it has of each PCT."""

    code: str
    name: str
    residents: Mapping[str, int]

    @cached_property
    def total(self) -> int:
        """All its residents, also those of PCTs outside the run."""
        return sum(self.residents.values())


def consortia_of(table: pd.DataFrame) -> tuple[Consortium, ...]:
    """Return the consortia of a table `consortia/<set>`, in order of code."""
    names: dict[str, str] = {}
    people: dict[str, dict[str, int]] = {}
    columns = (table[c] for c in ("consortium", "consortium_name", "pct", "residents"))
    for code, name, pct, residents in zip(*columns, strict=True):
        names[code] = name
        held = people.setdefault(code, {})
        held[pct] = held.get(pct, 0) + int(residents)
    return tuple(Consortium(c, names[c], MappingProxyType(people[c])) for c in sorted(people))
