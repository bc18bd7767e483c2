"""Each SHA: its map, clusters, scores, how closely the rules are met, and what differs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from geodata.words import counted
from outputs.cluster_facts import ClusterFacts
from outputs.maps.printed.numbers import cluster_numbers
from outputs.maps.printed.scene import is_closer
from outputs.report.blocks import Block, Column, Paragraph, Part, Section, Table, Value
from outputs.report.margins.every import margins
from outputs.report.pictures import plan_map
from outputs.report.plain import MARGIN_COLUMNS, listed, margin_rows
from outputs.report.sections.sha_differences import arrangements_of, moves_of
from outputs.report.subject import Subject
from outputs.wording import objective_title, people, source_label

TITLE = "SHA by SHA"


def shas_section(subject: Subject) -> Section:
    """Return the second section: one SHA a subsection, each further one on a fresh page."""
    shas = ", ".join(
        f"{sha} ({counted(len(clusters), 'cluster')})" for sha, clusters in subject.by_sha.items()
    )
    intro = Paragraph(f"In alphabetical order: {shas}.")
    first, *rest = (
        _sha(sha, clusters, subject) for sha, clusters in sorted(subject.by_sha.items())
    )
    sections = (replace(first, new_page=False), *rest)
    return Section(TITLE, (intro,), sections, new_page=True)


def _sha(sha: str, clusters: Sequence[ClusterFacts], subject: Subject) -> Section:
    pcts = tuple(p for cluster in clusters for p in cluster.pcts)
    blocks = [
        Paragraph(_summary(clusters, subject), "lead"),
        *_strangers(sha, clusters, subject),
        *_map(sha, pcts, subject),
        _clusters(sha, clusters, subject),
        *_scores(sha, clusters, subject),
        *_rules(sha, clusters, subject),
        *arrangements_of(sha, pcts, subject),
        *moves_of(sha, subject),
    ]
    return Section(sha, tuple(blocks), new_page=True)


def _map(sha: str, pcts: tuple[str, ...], subject: Subject) -> Iterator[Block]:
    """Yield the map of the SHA, unless the first page shows the same."""
    drawn = subject.geography.boundaries is not None
    if drawn and len(subject.by_sha) == 1 and is_closer(subject.geography, subject.case.pcts):
        yield Paragraph("Its map is that of section 1.", "remark")
        return
    yield from plan_map(subject, f"plan-{sha}", f"{sha}: its clusters.", pcts)


def _summary(clusters: Sequence[ClusterFacts], subject: Subject) -> str:
    sizes = sorted(cluster.residents for cluster in clusters)
    number = sum(len(cluster.pcts) for cluster in clusters)
    said = (
        f"{counted(len(clusters), 'cluster')} of {counted(number, 'PCT')} and "
        f"{people(sum(sizes))} residents"
    )
    if len(sizes) > 1:
        said += f"; the smallest has {people(sizes[0])}, the largest {people(sizes[-1])}"
    found = subject.difference
    if found is None or subject.compared is None:
        return f"{said}."
    kept = sum(cluster.id in found.kept for cluster in clusters)
    return f"{said}. As in {subject.compared.name}: {kept} of {len(clusters)}."


def _strangers(sha: str, clusters: Sequence[ClusterFacts], subject: Subject) -> Iterator[Block]:
    """Yield the PCTs of the SHA that join a cluster shown elsewhere, and those from elsewhere."""
    sha_of, plan = subject.geography.sha_of, subject.plan
    here = {p for cluster in clusters for p in cluster.pcts}
    for pct in sorted(here):
        if sha_of[pct] != sha:
            who, where = listed([pct], subject.geography), plan.cluster_name(plan.cluster_of[pct])
            yield Paragraph(f"{who} is of {sha_of[pct]} and joins {where}.", "remark")
    home = (p for p in subject.case.pcts if sha_of[p] == sha and p not in here)
    for pct in home:
        if pct not in plan.cluster_of:
            continue
        cluster = plan.cluster_of[pct]
        at = next(c.sha for c in subject.clusters if c.id == cluster)
        who = listed([pct], subject.geography)
        yield Paragraph(f"{who} joins {plan.cluster_name(cluster)}, shown under {at}.", "remark")


def _clusters(sha: str, clusters: Sequence[ClusterFacts], subject: Subject) -> Table:
    """Return the clusters with PCTs and residents, and the consortium each comes nearest to."""
    numbers = cluster_numbers(subject.plan, subject.geography)
    columns = [
        Column("No.", width=0.5),
        Column("Cluster", width=2.2),
        Column("PCTs", width=3.6),
        Column("Residents", "count", 1.1),
    ]
    known = any(subject.overlaps.values())
    if known:
        columns += [Column("Nearest consortium", width=2.2), Column("Overlap", "percent", 0.9)]
    rows = []
    for cluster in clusters:
        row: list[Value] = [
            numbers[cluster.id],
            cluster.name,
            listed(cluster.pcts, subject.geography),
            cluster.residents,
        ]
        pairs = subject.overlaps[cluster.id]
        if known:
            row += [pairs[0].name, pairs[0].overlap] if pairs else ["none here", 0.0]
        rows.append(tuple(row))
    return Table(
        name=f"clusters {sha}",
        title=f"The clusters of {sha}",
        columns=tuple(columns),
        rows=tuple(rows),
        note=_overlap_note(subject) if known else "",
        part=Part("Clusters by SHA", "SHA", sha),
    )


def _overlap_note(subject: Subject) -> str:
    label = source_label("consortia", subject.geography)
    said = f" Consortia: {label}." if label else ""
    return (
        "Overlap: residents that cluster and consortium have in common, as a share of those "
        f"that either has (paragraph 7).{said}"
    )


def _scores(sha: str, clusters: Sequence[ClusterFacts], subject: Subject) -> Iterator[Block]:
    """Yield what every cluster scores by itself, by each objective that is weighed."""
    weights = subject.run.scenario.weights
    names = sorted((n for n, w in weights.items() if w > 0), key=lambda n: (-weights[n], n))
    scored = [n for n in names if any(n in cluster.scores for cluster in clusters)]
    if not scored:
        return
    yield Table(
        name=f"scores {sha}",
        title=f"What each cluster of {sha} scores by itself",
        columns=(
            Column("Cluster", width=2.4),
            *(Column(objective_title(name), "score") for name in scored),
        ),
        rows=tuple(
            (cluster.name, *(cluster.scores.get(name) for name in scored)) for cluster in clusters
        ),
        note="From 0 to 1, higher is better; not known where no table speaks of its PCTs.",
        part=Part("Scores by SHA", "SHA", sha),
    )


def _rules(sha: str, clusters: Sequence[ClusterFacts], subject: Subject) -> Iterator[Block]:
    ids = tuple(cluster.id for cluster in clusters)
    found = margins(subject.plan, subject.case, subject.run.violations, ids, sha)
    if found:
        yield Table(
            name=f"rules {sha}",
            title=f"The rules in {sha}, and how closely they are met",
            columns=MARGIN_COLUMNS,
            rows=margin_rows(found, subject.geography),
            part=Part("Rules by SHA", "SHA", sha),
        )
