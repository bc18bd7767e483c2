"""Upper-tier authorities as the run sees them: in which PCTs each has a part that counts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from modelling.implications.facts import authority_parts
from modelling.rules.base import Fault

if TYPE_CHECKING:
    from modelling.case import Case

Authorities = Mapping[str, frozenset[str]]


def authorities_in(case: Case) -> Authorities:
    """Return by authority the PCTs that have a part of it, of authorities with one in the run.

    An authority keeps all its parts, wherever they lie: one that reaches beyond the run is split.
    """

    def make() -> Authorities:
        parts = {a: frozenset(pcts) for a, pcts in authority_parts(case.geography).items()}
        run = set(case.pcts)
        return MappingProxyType({a: pcts for a, pcts in parts.items() if pcts & run})

    return case.once("authorities", make)


def no_authorities(case: Case) -> Iterator[Fault]:
    """Yield a geography without a table of authorities."""
    if case.geography.local_authorities.empty:
        message = f"{case.geography.name} has no local_authorities.csv"
        yield Fault(("figure",), message, "add the table or remove the limit")
