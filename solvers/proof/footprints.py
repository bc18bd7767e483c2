"""What the rule `footprint` means: no cluster on the footprint of a proposed consortium."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor
from typing import Any

from solvers.proof.exact import rational
from solvers.proof.facts import Facts
from solvers.proof.refused import RefusedError
from solvers.proof.rulebook import Cluster, Rulebook, Test, known_parameters

RULE = "the rule 'footprint'"


@dataclass(frozen=True)
class Consortium:
    """A consortium: its residents by PCT and in all, and the overlap that is too much."""

    name: str
    held: dict[str, int]
    most: Fraction

    @property
    def total(self) -> int:
        """All its residents."""
        return sum(self.held.values())

    def overlaps(self, shared: int, people: int) -> bool:
        """Say whether n(S ∩ C) / n(S ∪ C) reaches the most, for a cluster of so many people."""
        union = people + self.total - shared
        return bool(shared) and shared * self.most.denominator >= self.most.numerator * union


def footprint(said: Any, book: Rulebook) -> Rulebook:
    """Keep n(S ∩ C) / n(S ∪ C) below `overlap` for every consortium C of one set or several."""
    consortia = list(_consortia(said, book.facts))
    residents = book.facts.residents

    def fault(cluster: Cluster) -> str | None:
        people = sum(residents[p] for p in cluster)
        for consortium in consortia:
            if consortium.overlaps(sum(consortium.held.get(p, 0) for p in cluster), people):
                return f"is on the footprint of consortium {consortium.name}"
        return None

    def test(pool: tuple[str, ...]) -> Test:
        return _off_footprints([c for c in consortia if c.held.keys() & set(pool)], pool)

    return book.stricter(faults=(*book.faults, fault), tests=(*book.tests, test))


def _consortia(said: Any, facts: Facts) -> Iterator[Consortium]:
    asked = known_parameters(RULE, said, ("consortia", "overlap", "sets"))
    usual = asked.get("overlap", "0.9")
    for one in asked.get("sets") or [{"consortia": asked["consortia"]}]:
        known_parameters(RULE, one, ("consortia", "overlap"))
        held: dict[str, dict[str, int]] = {}
        for row in facts.rows(f"consortia/{one['consortia']}"):
            own = held.setdefault(row["consortium"], {})
            own[row["pct"]] = own.get(row["pct"], 0) + int(rational(row["residents"]))
        if not held:
            message = f"the run read no consortia/{one['consortia']}.csv, which 'footprint' needs"
            raise RefusedError("outcome.json", message, "solve again")
        most = rational(one.get("overlap", usual))
        yield from (Consortium(name, own, most) for name, own in sorted(held.items()))


def _off_footprints(consortia: list[Consortium], pool: tuple[str, ...]) -> Test:
    """Return the test of footprints: only consortia of about the cluster's own size are tried.

    An overlap of at least t needs t n(C) <= n(S) <= n(C) / t.
    """
    spans = [(ceil(c.most * c.total), floor(c.total / c.most)) for c in consortia]
    marks = sorted({mark for low, high in spans for mark in (low, high + 1)})
    near: list[list[tuple[Consortium, tuple[int, ...]]]] = [[]]
    for mark in marks:
        close = [c for c, (low, high) in zip(consortia, spans, strict=True) if low <= mark <= high]
        near.append([(c, tuple(c.held.get(p, 0) for p in pool)) for c in close])

    def test(mask: int, people: int) -> bool:
        for consortium, own in near[bisect_right(marks, people)]:
            shared = sum([n for b, n in enumerate(own) if mask >> b & 1])
            if consortium.overlaps(shared, people):
                return False
        return True

    return test
