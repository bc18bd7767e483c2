"""What a run shows of paragraphs 7 and 8: what clusters are based on, and whom they engage."""

from __future__ import annotations

from geodata.words import counted
from modelling.objectives.patient_flow import PatientFlow
from outputs.report.advice import POINTS, close_to_a_footprint
from outputs.report.assurance.base import Finding, broken_by, named
from outputs.report.subject import Subject
from outputs.wording import source_label


def on_what_exists(subject: Subject) -> Finding:
    """Return how many arrangements that exist already are kept whole."""
    asked = "The geography is likely to be based on existing sub-regional arrangements"
    known = subject.groupings
    if not known:
        return Finding(asked, "Not known", "No arrangements of these PCTs are in the tables.")
    divided = [g.name for g in known if not g.whole]
    said = f"{len(known) - len(divided)} of {len(known)} known arrangements are kept whole"
    if not divided:
        return Finding(asked, "Yes", f"{said}.")
    return Finding(asked, "Figures only", f"{said}. Divided: {named(divided)}.")


def exceptions(subject: Subject) -> Finding:
    """Return the local circumstances that the scenario makes an exception for."""
    asked = "Exceptions for local circumstances are named"
    case, rules = subject.case, subject.case.scenario.rules
    pins = [part.words for rule in rules.active() if rule.pin for part in rule.parts(case)]
    allowed = [change.words for rule in rules.active() for change in rule.allowances(case)]
    offers = [words for words in allowed if " may go to " in words]
    if not pins and not offers:
        return Finding(asked, "Yes", "None: no PCT is pinned, nor offered to a second SHA.")
    return Finding(asked, "Yes", f"{named([*offers, *pins])}.")


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
    """Return whether any cluster is on the footprint of a consortium."""
    asked = "No cluster is on the same footprint as a GP commissioning consortium"
    if not subject.geography.consortia:
        name = subject.geography.name
        return Finding(asked, "Not known", f"{name} has no table of consortia.")
    label = source_label("consortia", subject.geography)
    on = f" Consortia: {label}." if label else ""
    nearest = [pairs[0] for pairs in subject.overlaps.values() if pairs]
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
    bounds = " or ".join(f"{t:.0%}" for t in dict.fromkeys(rule.thresholds.values()))
    return Finding(asked, "Yes", f"Every overlap is below {bounds}. {said}.{near}{on}")


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
    """Return the number of clusters, where the run is of the whole geography."""
    asked = "Around 50 clusters nationally"
    clusters = counted(len(subject.clusters), "cluster")
    if len(subject.case.shas) < len(subject.geography.shas):
        shas = ", ".join(subject.case.shas)
        return Finding(asked, "Figures only", f"{clusters}, of this part of it alone: {shas}.")
    if broken := broken_by("cluster_count", subject):
        return Finding(asked, "No", f"{named(broken)}.")
    if subject.case.scenario.rules.cluster_count is None:
        return Finding(asked, "Not asked for", f"{clusters}.")
    return Finding(asked, "Yes", f"{clusters}, as asked for.")


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
