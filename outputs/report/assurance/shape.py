"""What a run shows of paragraph 6: sensible clusters, each with one team, that can last."""

from __future__ import annotations

from geodata.words import counted
from modelling.authorities import authorities_in
from outputs.report.assurance.base import Finding, broken_by, named
from outputs.report.subject import Subject
from outputs.wording import people


def every_pct_once(subject: Subject) -> Finding:
    """Return whether every PCT of the run is in one cluster."""
    asked = "Every PCT belongs to one cluster, so that one chief executive answers for it"
    if missing := broken_by("partition", subject):
        return Finding(asked, "No", f"{named(missing)}.")
    pcts, clusters = len(subject.case.pcts), len(subject.clusters)
    said = f"{counted(pcts, 'PCT')}, each in one of {counted(clusters, 'cluster')}"
    return Finding(asked, "Yes", f"{said}: {counted(clusters, 'executive team')} to appoint.")


def one_sha_leads(subject: Subject) -> Finding:
    """Return whether every cluster has one SHA to lead it (paragraphs 4 and 6)."""
    asked = "Each cluster has one SHA that leads its creation (with paragraph 4)"
    across = [
        f"{c.name} has PCTs of {' and '.join(c.shas)}" for c in subject.clusters if len(c.shas) > 1
    ]
    if subject.case.scenario.rules.sha_boundaries is None:
        said = f"{named(across)}." if across else "No cluster crosses a border of an SHA."
        return Finding(asked, "Not asked for", said)
    if broken := broken_by("sha_boundaries", subject):
        return Finding(asked, "No", f"{named(broken)}.")
    if across:
        return Finding(asked, "Yes", f"By exceptions that the scenario names: {named(across)}.")
    return Finding(asked, "Yes", "No cluster crosses a border of an SHA.")


def in_one_piece(subject: Subject) -> Finding:
    """Return whether every cluster is in one piece on the map, which is all that a rule can say."""
    asked = "Each cluster hangs together on the map"
    rule = subject.case.scenario.rules.contiguity
    if rule is None:
        return Finding(asked, "Not asked for", "The scenario has no rule about it.")
    if broken := broken_by("contiguity", subject):
        return Finding(asked, "No", f"{named(broken)}.")
    (part,) = rule.parts(subject.case)
    said = part.words.removeprefix("a cluster hangs together by ")
    return Finding(asked, "Yes", f"PCTs count as joined by {said}.")


def can_last(subject: Subject) -> Finding:
    """Return the sizes that a cluster's capacity to last until March 2013 rests on."""
    asked = "The clusters can be sustained until the end of March 2013: none too small or too wide"
    rules = subject.case.scenario.rules
    smallest = min(subject.clusters, key=lambda c: c.residents)
    most = max(subject.clusters, key=lambda c: len(c.pcts))
    said = (
        f"The smallest has {people(smallest.residents)} residents ({smallest.name}); one team "
        f"serves up to {counted(len(most.pcts), 'PCT board')} ({most.name})."
    )
    broken = [m for name in ("population", "size", "span") for m in broken_by(name, subject)]
    if broken:
        return Finding(asked, "No", f"{named(broken)}.")
    if rules.population is None and rules.size is None and rules.span is None:
        return Finding(asked, "Not asked for", said)
    return Finding(asked, "Figures only", f"{said} All within the bounds that were asked for.")


def authorities_whole(subject: Subject) -> Finding:
    """Return how many authorities, to which public health moves, lie in a single cluster."""
    asked = "Upper-tier authorities, to which public health moves, that lie in one cluster"
    of, run = subject.plan.cluster_of, set(subject.case.pcts)
    parts = authorities_in(subject.case)
    if not parts:
        name = subject.geography.name
        return Finding(asked, "Not known", f"{name} has no table of upper-tier authorities.")
    beyond = {a for a, pcts in parts.items() if pcts - run}
    loose = {a for a, pcts in parts.items() if pcts & run - of.keys()}
    divided = [
        f"{a}{_why(a, beyond, loose)}"
        for a, pcts in parts.items()
        if a in beyond | loose or len({of[p] for p in pcts}) > 1
    ]
    said = f"{len(parts) - len(divided)} of {len(parts)} lie in one cluster"
    more = f" The others: {named(divided)}." if divided else ""
    return Finding(asked, "Figures only", f"{said}.{more}")


def _why(authority: str, beyond: set[str], loose: set[str]) -> str:
    """Return why an authority is not in one cluster, where that is not plain division."""
    if authority in beyond:
        return ", which also lies outside this run"
    return ", with a PCT in no cluster" if authority in loose else ""
