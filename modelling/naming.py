"""Readable names for clusters: what a planner would call them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from geodata.geography import Geography
from modelling.plan import Plan

NAMED_IN_FULL = 3
"""A cluster of up to so many PCTs is called by all their names."""


def code_called(name: str, geography: Geography) -> str | None:
    """Return the code of the one PCT of that name or short name, whatever the capitals."""
    wanted = name.casefold()
    found = {
        pct
        for names in (geography.names, geography.short_names)
        for pct, known in names.items()
        if known.casefold() == wanted
    }
    return min(found) if len(found) == 1 else None


def named_plan(groups: Iterable[tuple[str, ...]], geography: Geography, name: str) -> Plan:
    """Return the plan of these groups of PCTs, numbered by SHA and name, with readable names.

    A cluster that equals one of the reference plan takes its name; else it is called by its
    PCTs, those with most residents first.
    """
    known = _known_names(geography)
    titled = sorted(
        (main_sha(pcts, geography), known.get(frozenset(pcts)) or called(pcts, geography), pcts)
        for pcts in groups
    )
    width = max(2, len(str(len(titled))))
    cluster_of: dict[str, str] = {}
    names: dict[str, str] = {}
    for number, (_, title, pcts) in enumerate(titled, start=1):
        cluster = f"C{number:0{width}d}"
        names[cluster] = title
        cluster_of |= dict.fromkeys(pcts, cluster)
    return Plan(cluster_of, names, name)


def called(pcts: Iterable[str], geography: Geography) -> str:
    """Return "A", "A and B", "A, B and C", or "A, B and 4 others", most residents first.

    Names that hold a comma or an "and" of their own are set apart by strokes: "A and B / C".
    """
    ordered = sorted(pcts, key=lambda p: (-geography.residents[p], p))
    names = [geography.short_names[p] for p in ordered]
    if len(names) > NAMED_IN_FULL:
        names = [*names[:2], f"{len(names) - 2} others"]
    if len(names) == 1:
        return names[0]
    if any("," in name or " and " in name for name in names):
        return " / ".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def _known_names(geography: Geography) -> Mapping[frozenset[str], str]:
    if geography.reference_plan is None:
        return {}
    rows = geography.plans[geography.reference_plan]
    members: dict[str, set[str]] = {}
    for pct, cluster_name in zip(rows["pct"], rows["cluster_name"], strict=True):
        members.setdefault(cluster_name, set()).add(pct)
    return {frozenset(pcts): name for name, pcts in members.items()}


def main_sha(pcts: Iterable[str], geography: Geography) -> str:
    """Return the SHA that most residents of these PCTs live in."""
    people: dict[str, int] = {}
    for pct in pcts:
        sha = geography.sha_of[pct]
        people[sha] = people.get(sha, 0) + geography.residents[pct]
    return min(people, key=lambda sha: (-people[sha], sha))
