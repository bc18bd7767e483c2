"""What a run shows of paragraphs 7 and 8: what clusters are based on, and whom they engage."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from geodata.proposals import read_proposals
from geodata.words import counted, per_cent
from modelling.objectives.patient_flow import PatientFlow
from modelling.overlaps import nearest_footprints
from outputs.report.advice import POINTS, close_to_a_footprint
from outputs.report.assurance.base import Finding, broken_by, named
from outputs.report.groupings import Grouping
from outputs.report.subject import Subject
from outputs.wording import source_label


def on_what_exists(subject: Subject) -> Finding:
    """Return what becomes of arrangements that exist already, and of how many PCTs none is known.

    Of single PCTs nothing is said: nothing can divide them.
    """
    asked = "The geography is likely to be based on existing sub-regional arrangements"
    known = [g for g in subject.groupings if len(g.pcts) > 1]
    if not known:
        said = "No arrangements of several of these PCTs are in the tables."
        return Finding(asked, "Not known", said)
    divided = [g.name for g in known if not g.whole]
    as_they_stand = {g.clusters[0] for g in known if g.a_cluster}
    unknown = len(set(subject.case.pcts).difference(*(g.pcts for g in known)))
    said = (
        f"{len(known) - len(divided)} of {counted(len(known), 'arrangement')} of several PCTs are "
        f"kept together; {counted(len(as_they_stand), 'cluster')} of {len(subject.clusters)} have "
        f"the same PCTs as one. Of {unknown} of {counted(len(subject.case.pcts), 'PCT')} no such "
        f"arrangement is known{_sure(known)}"
    )
    return Finding(asked, "Figures only", f"{said}.{_divided(divided)}")


def _sure(known: Sequence[Grouping]) -> str:
    """Return "; by certainty A: 9, C: 2": how many arrangements the table is how sure of."""
    grades = Counter(g.certainty for g in known if g.certainty)
    said = ", ".join(f"{grade}: {n}" for grade, n in sorted(grades.items()))
    return f"; by certainty, as the table grades it, {said}" if said else ""


def _divided(names: list[str]) -> str:
    return f" Divided: {named(names)}." if names else ""


def exceptions(subject: Subject) -> Finding:
    """Return the local circumstances that the scenario makes an exception for."""
    asked = "Exceptions for local circumstances"
    case, rules = subject.case, subject.case.scenario.rules
    pins = [part.words for rule in rules.active() if rule.pin for part in rule.parts(case)]
    borders = rules.sha_boundaries
    offers = [change.words for change in borders.allowances(case)] if borders else []
    if not pins and not offers:
        said = "The scenario names none: no PCT is pinned, nor offered to a second SHA."
        return Finding(asked, "Figures only", said)
    return Finding(asked, "Figures only", f"The scenario names: {named([*offers, *pins])}.")


def patient_flows(subject: Subject) -> Finding:
    """Return how far clusters follow patients, beside the plan compared with."""
    asked = "Exceptions for patient flows: how far clusters follow patients to hospitals"
    own = subject.run.scores.get(PatientFlow.name)
    if own is None:
        return Finding(asked, "Not known", f"{subject.geography.name} has no table of flows.")
    said = f"{PatientFlow.title} {own:.3f} ({PatientFlow.reads})"
    theirs = subject.compared.scores.get(PatientFlow.name) if subject.compared else None
    if subject.compared and theirs is not None:
        said += f"; {subject.compared.name}: {theirs:.3f}"
    label = source_label(PatientFlow.table, subject.geography)
    return Finding(asked, "Figures only", f"{said}.{f' Measured on {label}.' if label else ''}")


def off_footprints(subject: Subject) -> Finding:
    """Return how near clusters come to the footprints of consortia, as far as tables show them.

    Never "Yes": the guidance has no measure of the same footprint, and what is proposed is known
    in part at most.
    """
    asked = "No cluster is on the same footprint as a GP commissioning consortium"
    if not subject.geography.consortia:
        name = subject.geography.name
        return Finding(asked, "Not known", f"{name} has no table of consortia.{_proposed(subject)}")
    label = source_label("consortia", subject.geography)
    on = f" Consortia: {label}.{_proposed(subject)}" if label else _proposed(subject)
    nearest = nearest_footprints(subject.overlaps).values()
    if not nearest:
        return Finding(asked, "Not known", f"No consortium has residents in these PCTs.{on}")
    top = max(nearest, key=lambda pair: pair.overlap)
    said = f"Nearest: {subject.plan.cluster_name(top.cluster)}, {top.overlap:.1%} with {top.name}"
    rule = subject.case.scenario.rules.footprint
    if rule is None:
        return Finding(asked, "Not asked for", f"{said}.{on}")
    if broken := broken_by("footprint", subject):
        return Finding(asked, "No", f"{named(broken)}.{on}")
    close = [subject.plan.cluster_name(c) for c in close_to_a_footprint(subject)]
    near = f" Within {POINTS} points of the bound: {named(close)}." if close else ""
    bounds = " or ".join(per_cent(t) for t in dict.fromkeys(rule.thresholds.values()))
    below = (
        f"Every overlap is below {bounds}, a choice of the scenario: the guidance sets no figure"
    )
    return Finding(asked, "Figures only", f"{below}. {said}.{near}{on}")


def _proposed(subject: Subject) -> str:
    """Return which clusters have the same PCTs as a consortium that was known to be proposed."""
    proposals = read_proposals(subject.run.files.geography_folder)
    if proposals is None:
        return " Of what was proposed at the time the geography has no table."
    label = subject.geography.label("facts/pathfinders")
    of = f" ({label})" if label else ""
    alike = [
        f"{facts.name} and {proposal.name}"
        for facts in subject.clusters
        for proposal in proposals
        if set(facts.pcts) == proposal.pcts
    ]
    said = f"the same PCTs: {named(alike)}" if alike else "no cluster has the same PCTs as one"
    return f" Of consortia known to be proposed for whole PCTs or most of them{of}, {said}."


def large_consortia(subject: Subject) -> Finding:
    """Return the consortia large enough to bear on the geography of clusters."""
    asked = "Very large consortia, which may affect the geography, are known"
    pairs = {
        (pair.consortia, pair.consortium): pair
        for found in subject.overlaps.values()
        for pair in found
    }
    if not pairs:
        return Finding(asked, "Not known", "No consortia of these PCTs are in the tables.")
    smallest = min(cluster.residents for cluster in subject.clusters)
    large = [p for p in pairs.values() if p.consortium_residents >= smallest]
    names = sorted(p.name for p in large)
    said = f"{len(large)} of the {len(pairs)} are at least as large as the smallest cluster"
    return Finding(asked, "Figures only", f"{said}{f': {named(names)}' if names else ''}.")


def around_fifty(subject: Subject) -> Finding:
    """Return the number of clusters, where the run is of the whole geography.

    Never "Yes": the guidance has no bounds of "around 50", and those kept are the scenario's.
    """
    asked = "Around 50 clusters nationally"
    clusters = counted(len(subject.clusters), "cluster")
    if len(subject.case.shas) < len(subject.geography.shas):
        shas = ", ".join(subject.case.shas)
        return Finding(asked, "Figures only", f"{clusters}, of this part of it alone: {shas}.")
    if broken := broken_by("cluster_count", subject):
        return Finding(asked, "No", f"{named(broken)}.")
    if subject.case.scenario.rules.cluster_count is None:
        return Finding(asked, "Not asked for", f"{clusters}.")
    return Finding(asked, "Figures only", f"{clusters}, as the scenario asks.")


def new_clusters(subject: Subject) -> Finding:
    """Return how many clusters are new: those whose partners have to have been engaged."""
    asked = "New clusters, for which key partners are to have been engaged, are known"
    known = {g.clusters[0] for g in subject.groupings if g.a_cluster}
    alone = {c.id for c in subject.clusters if len(c.pcts) == 1}
    new = [c for c in subject.clusters if c.id not in known | alone]
    said = (
        f"{len(new)} of {len(subject.clusters)} are neither an existing arrangement as it stands "
        f"nor a single PCT"
    )
    return Finding(asked, "Figures only", f"{said}; section 4 has the partners of each.")
