"""How closely clusters keep to rules that bound a figure: residents, PCTs, totals, km, trusts."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from math import dist

from geodata.words import counted
from modelling.rules.limit import Limit
from modelling.rules.population import Population
from modelling.rules.providers import Providers
from modelling.rules.size import Size
from modelling.rules.span import Span
from outputs.report.margins.base import Margin, Where, least, most


def residents(rule: Population, where: Where) -> Iterator[Margin]:
    """Yield the fewest residents against the least, and the most against the most."""
    people = where.case.geography.residents
    held = {c: float(sum(people[p] for p in pcts)) for c, pcts in where.members.items()}
    if rule.min:
        yield least(held, rule.min, where.asked(rule, ("min",)), where, _residents)
    if rule.max is not None:
        yield most(held, rule.max, where.asked(rule, ("max",)), where, _residents)


def size(rule: Size, where: Where) -> Iterator[Margin]:
    """Yield the most PCTs of a cluster."""
    held = {c: float(len(pcts)) for c, pcts in where.members.items()}
    asked = where.asked(rule, ())
    yield most(held, rule.max, asked, where, lambda n: counted(round(n), "PCT"))


def span(rule: Span, where: Where) -> Iterator[Margin]:
    """Yield the widest cluster: km in a straight line between its two PCTs furthest apart."""
    centre = where.case.geography.centres_m
    km = {
        c: max((dist(centre[a], centre[b]) / 1000 for a, b in combinations(pcts, 2)), default=0.0)
        for c, pcts in where.members.items()
    }
    asked = where.asked(rule, ())
    yield most(km, rule.max_km, asked, where, lambda n: f"{n:,.1f} km")


def providers(rule: Providers, where: Where) -> Iterator[Margin]:
    """Yield the fewest acute trusts with their headquarters in a cluster."""
    geography = where.case.geography
    acute = set(geography.flows["trust"])
    home = [pct for trust, pct in geography.headquarters.items() if trust in acute]
    held = {c: float(sum(pct in pcts for pct in home)) for c, pcts in where.members.items()}
    asked = where.asked(rule, ())
    yield least(held, rule.min, asked, where, lambda n: counted(round(n), "acute trust"))


def limits(rule: Limit, where: Where) -> Iterator[Margin]:
    """Yield the least and the most of every column and figure that is bounded."""
    for i, bounds in enumerate(rule.root):
        measure = bounds.measure
        held = {c: float(measure.of(pcts, where.case)) for c, pcts in where.members.items()}
        unit = measure.said if measure.whole else _plain
        if bounds.min is not None:
            asked = where.asked(rule, (i, "min"), measure.paragraph)
            yield least(held, bounds.min, asked, where, unit)
        if bounds.max is not None:
            asked = where.asked(rule, (i, "max"), measure.paragraph)
            yield most(held, bounds.max, asked, where, unit)


def _residents(number: float) -> str:
    return counted(round(number), "resident")


def _plain(number: float) -> str:
    return f"{number:,.10g}"
