"""What the rule `footprint` means: no cluster on the footprint of a proposed consortium."""

from __future__ import annotations

from bisect import bisect_right
from fractions import Fraction
from math import ceil, floor
from typing import Any

from solvers.proof.exact import rational
from solvers.proof.refused import RefusedError
from solvers.proof.rulebook import Cluster, Rulebook, Test, known_parameters


def footprint(said: Any, book: Rulebook) -> Rulebook:
    """Keep n(S ∩ C) / n(S ∪ C) below `overlap` for every consortium C of the set."""
    asked = known_parameters("the rule 'footprint'", said, ("consortia", "overlap"))
    limit = rational(asked.get("overlap", "0.9"))
    held: dict[str, dict[str, int]] = {}
    for row in book.facts.rows(f"consortia/{asked['consortia']}"):
        people = int(rational(row["residents"]))
        held.setdefault(row["consortium"], {})[row["pct"]] = people
    if not held:
        message = f"the run read no consortia/{asked['consortia']}.csv, which 'footprint' needs"
        raise RefusedError("outcome.json", message, "solve again")
    residents = book.facts.residents

    def fault(cluster: Cluster) -> str | None:
        people = sum(residents[p] for p in cluster)
        for name, own in sorted(held.items()):
            shared = sum(own.get(p, 0) for p in cluster)
            if shared and shared >= limit * (people + sum(own.values()) - shared):
                return f"is on the footprint of consortium {name}"
        return None

    def test(pool: tuple[str, ...]) -> Test | None:
        return _off_footprints([o for o in held.values() if o.keys() & set(pool)], pool, limit)

    return book.stricter(faults=(*book.faults, fault), tests=(*book.tests, test))


def _off_footprints(
    footprints: list[dict[str, int]], pool: tuple[str, ...], limit: Fraction
) -> Test:
    """Return the test of footprints: only consortia of about the cluster's own size are tried.

    An overlap of at least t needs t n(C) <= n(S) <= n(C) / t.
    """
    totals = [sum(own.values()) for own in footprints]
    spans = [(ceil(limit * n), floor(n / limit)) for n in totals]
    marks = sorted({mark for low, high in spans for mark in (low, high + 1)})
    near: list[list[tuple[tuple[int, ...], int]]] = [[]]
    for mark in marks:
        close = [k for k, (low, high) in enumerate(spans) if low <= mark <= high]
        near.append([(tuple(footprints[k].get(p, 0) for p in pool), totals[k]) for k in close])
    over, under = limit.numerator, limit.denominator

    def test(mask: int, people: int) -> bool:
        for own, total in near[bisect_right(marks, people)]:
            shared = sum([n for b, n in enumerate(own) if mask >> b & 1])
            if shared and shared * under >= over * (people + total - shared):
                return False
        return True

    return test
