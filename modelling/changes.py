"""`Changes`: what a planner would have otherwise in a scenario: pins, weights and counts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

from geodata.geography import Geography
from geodata.model_problems import model_problems
from geodata.problems import Problem, raise_if_any
from geodata.words import counted
from modelling.case import Case
from modelling.naming import code_called
from modelling.registry import objective_types
from modelling.scenario import Origin, Scenario, known_keys

FILE = "what if"
"""What problems with a change name in place of a file."""

_HELP = "see `clusters scenario schema` for what a scenario may say"

Group = tuple[str, ...]


@dataclass(frozen=True)
class Count:
    """A number of clusters, or the least and the most, in the whole run or in one SHA."""

    least: int
    most: int
    sha: str | None = None


@dataclass(frozen=True)
class Changes:
    """Changes to a scenario, all made at once.

    together, apart   groups of PCTs to share a cluster, or never to
    fix               groups of PCTs to be a cluster as they stand
    free              PCTs that no pin of the scenario is to name any longer
    weights           by objective: its new weight, 0 to leave it out
    counts            numbers of clusters

    PCTs are named by code, or by a name that no other PCT has.
    """

    together: tuple[Group, ...] = ()
    apart: tuple[Group, ...] = ()
    fix: tuple[Group, ...] = ()
    free: Group = ()
    weights: Mapping[str, float] = field(default_factory=dict)
    counts: tuple[Count, ...] = ()

    def made(self, scenario: Scenario, geography: Geography) -> Scenario:
        """Return the scenario with the changes. Raises `InputError` with every problem found."""
        freed, problems = _freed(scenario, geography, _codes(self.free, geography))
        data = freed.as_data()
        rules, objectives = data["rules"], data["objectives"]
        for name, groups in (("together", self.together), ("apart", self.apart)):
            if groups:
                rules[name] = [*rules.get(name, ()), *(_codes(g, geography) for g in groups)]
        if self.fix:
            fixed = rules.setdefault("fixed", {})
            groups = tuple(_codes(g, geography) for g in self.fix)
            fixed["groups"] = [*fixed.get("groups", ()), *groups]
        for said, weight in self.weights.items():
            name = _as_known(said, objective_types())
            known = objectives.get(name)
            objectives[name] = known | {"weight": weight} if isinstance(known, dict) else weight
        for count in self.counts:
            _set_count(rules.setdefault("cluster_count", {}), count, scenario, geography)
        title = scenario.title or scenario.name
        data["title"] = f"{title}{'; ' if ', but ' in title else ', but '}{self.words(geography)}"
        try:
            asked = Scenario.model_validate(data).from_origin(Origin(FILE))
        except ValidationError as error:
            raise_if_any([*problems, *model_problems(error, FILE, {}, known_keys, _HELP)])
            raise
        raise_if_any([*problems, *Case(asked, geography).problems()])
        return asked

    def words(self, geography: Geography) -> str:
        """Return the changes in words: "Leeds and Bradford together; 48 clusters"."""
        return "; ".join(self._words(geography))

    def _words(self, geography: Geography) -> Iterator[str]:
        def names(group: Group) -> str:
            called = [geography.names.get(p, p) for p in _codes(group, geography)]
            return " and ".join(filter(None, (", ".join(called[:-1]), *called[-1:])))

        yield from (f"{names((pct,))} free of pins" for pct in self.free)
        yield from (f"{names(group)} together" for group in self.together)
        yield from (f"{names(group)} apart" for group in self.apart)
        yield from (f"{names(group)} as a cluster" for group in self.fix)
        for name, weight in self.weights.items():
            title = objective_types()[name].title if name in objective_types() else name
            yield f"{title} weighing {weight:g}"
        for count in self.counts:
            span = "" if count.least == count.most else f"{count.least} to "
            where = f" in {count.sha}" if count.sha else ""
            yield f"{span}{counted(count.most, 'cluster')}{where}"


def without_pins(scenario: Scenario) -> Scenario:
    """Return the scenario without the rules that speak of single PCTs alone."""
    pins = {rule.name: None for rule in scenario.rules.active() if rule.pin}
    return scenario.model_copy(update={"rules": scenario.rules.model_copy(update=pins)})


def _freed(scenario: Scenario, geography: Geography, pcts: Group) -> tuple[Scenario, list[Problem]]:
    """Return the scenario without the pins that name any of the PCTs, and PCTs that none names."""
    case = Case(scenario, geography)
    changed: dict[str, Any] = {}
    pinned: set[str] = set()
    for rule in scenario.rules.active():
        parts = list(rule.parts(case)) if rule.pin else []
        kept = [part.path for part in parts if set(part.pcts).isdisjoint(pcts)]
        if len(kept) < len(parts):
            changed[rule.name] = rule.only(kept)
            pinned.update(*(part.pcts for part in parts if part.path not in kept))
    faults = list(case.unknown_pcts(pcts, ("free",)))
    problems = [Problem(FILE, "free", fault.message, fault.remedy) for fault in faults]
    for pct in pcts:
        if pct in geography.names and pct not in pinned:
            message = f"no pin names {case.named([pct])}"
            problems.append(Problem(FILE, "free", message, "leave it out"))
    rules = scenario.rules.model_copy(update=changed)
    return scenario.model_copy(update={"rules": rules}), problems


def _codes(named: Sequence[str], geography: Geography) -> Group:
    """Return the PCT code of each code or name; what is neither is left as it is."""
    known = geography.names
    return tuple(n if n in known else code_called(n, geography) or n for n in named)


def _as_known(said: str, known: Iterable[str]) -> str:
    """Return the known name that is the same but for capitals, or else what was said."""
    return next((name for name in known if name.casefold() == said.casefold()), said)


def _set_count(rule: dict[str, Any], count: Count, scenario: Scenario, g: Geography) -> None:
    """Set a number of clusters; that of the whole run, if it is one SHA's, is that SHA's."""
    shas = scenario.shas or g.shas
    sha = None if count.sha is None else _as_known(count.sha, g.shas)
    if (
        sha is None
        and len(shas) == 1
        and "national" not in rule
        and shas[0] in rule.get("per_sha", {})
    ):
        (sha,) = shas
    if sha is None:
        rule["national"] = [count.least, count.most]
    else:
        rule["per_sha"] = {**rule.get("per_sha", {}), sha: [count.least, count.most]}
