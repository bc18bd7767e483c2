"""What the rules say of a cluster in one number each, and what that alone leaves of a plan."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import ceil, floor, inf

from geodata.words import counted
from modelling.case import Case
from modelling.linear import NoLinearForm, Total
from modelling.rules.base import Rule
from solvers.why_not.bounds import HAIR, paired, totals_of


@dataclass(frozen=True)
class Limit:
    """A least or a most of a cluster that a rule names: "a cluster has at most 3 PCTs"."""

    words: str
    unit: str
    total: Total

    def of(self, pcts: Iterable[str]) -> float:
        """Return what these PCTs have of it."""
        return sum(self.total.amounts.get(p, 0.0) for p in pcts)

    @property
    def least(self) -> float:
        """The least of a cluster, 0 where this is a most."""
        return max(0.0, self.total.least)

    @property
    def most(self) -> float:
        """The most of a cluster, inf where this is a least."""
        return self.total.most


def limits_of(case: Case) -> tuple[Limit, ...]:
    """Return every limit that the rules set on totals of what no PCT has less than nothing of."""
    return tuple(limit for rule in case.scenario.rules.active() for limit in _said(rule, case))


def _said(rule: Rule, case: Case) -> Iterator[Limit]:
    for part in rule.parts(case):
        alone = rule.only([part.path]) if part.unit else None
        if alone is None:
            continue
        try:
            totals = totals_of(alone.linear(case))
        except NoLinearForm:
            continue
        yield from (Limit(part.words, part.unit, total) for total in totals)


def listed(limits: Sequence[Limit]) -> str:
    """Return all limits in one clause: "a cluster has at least 2 PCTs; a cluster has …"."""
    return "; ".join(dict.fromkeys(limit.words for limit in limits))


@dataclass(frozen=True)
class Asked:
    """How many clusters are asked for, of which PCTs.

    whose      what they are called: "of North West"
    pool       PCTs that the clusters may hold, and `own` those that they have to
    low, high  the least and the most clusters
    """

    whose: str
    pool: Sequence[str]
    own: Sequence[str]
    low: int
    high: int

    def refused_by(self, limits: Iterable[Limit]) -> Iterator[str]:
        """Yield what rules the number out by arithmetic: too few PCTs, or a limit."""
        if len(self.pool) < self.low:
            there = counted(len(self.pool), "PCT")
            asked = f"{self.low} clusters are asked for of the {there} {self.whose}"
            yield f"A cluster has a PCT at least: {asked}."
            return
        for limit in limits:
            said = self._too_few(limit) if limit.most < inf else self._too_many(limit)
            if said:
                yield f"{capital(limit.words)}: {said}."

    def _too_few(self, limit: Limit) -> str:
        """Return why so few clusters cannot hold everything, "" where they may: ⌈Σ a / most⌉."""
        held = limit.of(self.own)
        if limit.most <= 0 or ceil(held / limit.most - HAIR) <= self.high:
            return ""
        room = f"{counted(self.high, 'cluster')} can hold no more than {_figure(limit, self.high)}"
        return f"{room} of the {held:,.10g} {limit.unit} {self.whose}"

    def _too_many(self, limit: Limit) -> str:
        """Return why there is not enough for so many clusters, "" where there may be."""
        if limit.least <= 0:
            return ""
        held, pcts = limit.of(self.pool), counted(len(self.pool), "PCT")
        asked = f"; {self.low} {'is' if self.low == 1 else 'are'} asked for"
        room = floor(held / limit.least + HAIR)
        if room < self.low:
            enough = f"are enough for {counted(room, 'cluster')}" if room else "are too few for one"
            return f"the {held:,.10g} {limit.unit} {self.whose} {enough}{asked}"
        most = paired(self.pool, limit.total)
        if most < self.low:
            alone = sum(limit.of([p]) >= limit.least for p in self.pool)
            have = f"of the {pcts} {self.whose} {alone or 'none'} {_have(alone)} as many alone"
            rest = f"the others make at most {counted(most - alone, 'cluster')}"
            return f"{have}, and {rest}{asked}"
        return ""


def _figure(limit: Limit, clusters: int) -> str:
    return f"{clusters * limit.most:,.10g}"


def _have(number: int) -> str:
    return "has" if number <= 1 else "have"


def capital(text: str) -> str:
    """Return the text to begin a sentence with."""
    return text[:1].upper() + text[1:]
