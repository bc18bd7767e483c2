"""What differs in one SHA: from existing arrangements, and from the plan compared with."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from geodata.words import counted
from modelling.difference import Difference
from modelling.moves import Move
from outputs.report.blocks import Block, Column, Paragraph, Part, Table, Value
from outputs.report.groupings import Grouping
from outputs.report.plain import listed
from outputs.report.subject import Subject
from outputs.wording import source_label


def arrangements_of(sha: str, pcts: Sequence[str], subject: Subject) -> Iterator[Block]:
    """Yield what becomes of the groupings that exist already, if any is of these PCTs."""
    table = subject.geography.arrangements
    if table.empty:
        name = subject.geography.name
        text = f"Existing arrangements are not known: {name} has no arrangements.csv."
        yield Paragraph(text, "remark")
        return
    here = [g for g in subject.groupings if not set(pcts).isdisjoint(g.pcts)]
    if not here:
        yield Paragraph(f"No existing arrangement of PCTs in {sha} is known.", "remark")
        return
    label = source_label("arrangements", subject.geography)
    yield Table(
        name=f"arrangements {sha}",
        title=f"Existing arrangements in {sha}",
        columns=(
            Column("Arrangement", width=2.6),
            Column("What it was", width=2.4),
            Column("What becomes of it", width=3),
            Column("Certainty", width=0.9),
        ),
        rows=tuple(_row(grouping, subject) for grouping in here),
        note=f"Paragraph 7. {label[:1].upper()}{label[1:]}." if label else "Paragraph 7.",
        part=Part("Arrangements by SHA", "SHA", sha),
    )


def _row(grouping: Grouping, subject: Subject) -> tuple[Value, ...]:
    said = [grouping.kind, grouping.since]
    if not grouping.a_cluster:
        said.append(", ".join(subject.geography.short_names[p] for p in grouping.pcts))
    was = "; ".join(filter(None, said))
    return (grouping.name, was or None, becomes(grouping, subject), grouping.certainty or None)


def becomes(grouping: Grouping, subject: Subject) -> str:
    """Return what becomes of a grouping: "kept whole in Leeds, with Bradford (5NY)"."""
    names = [subject.plan.cluster_name(c) for c in grouping.clusters]
    if not grouping.whole:
        return f"DIVIDED among {', '.join(names[:-1])} and {names[-1]}"
    if grouping.a_cluster:
        return "Kept as it is, a cluster by itself"
    said = f"Kept whole in {names[0]}"
    if grouping.joined_by:
        company = (subject.geography.short_names[p] for p in grouping.joined_by)
        said += f", with {', '.join(company)}"
    if grouping.outside:
        said += f"; {counted(len(grouping.outside), 'PCT')} of it outside this run"
    return said


def moves_about(sha: str, found: Difference) -> tuple[Move, ...]:
    """Return the moves of the SHA's own PCTs, and those to or from its clusters."""
    here = found.by_sha.get(sha)
    if here is None:
        return ()
    sha_of = found.geography.sha_of
    return tuple(
        move
        for move in found.moves
        if sha_of[move.pct] == sha or move.before_id in here.before or move.after_id in here.after
    )


def moves_of(sha: str, subject: Subject) -> Iterator[Block]:
    """Yield the PCTs of the SHA that are grouped otherwise than in the plan compared with."""
    found, compared = subject.difference, subject.compared
    if found is None or compared is None:
        yield Paragraph("This plan was compared with no other.", "remark")
        return
    concerned = moves_about(sha, found)
    if not concerned:
        yield Paragraph(f"No PCT of {sha} is grouped otherwise than in {compared.name}.")
        return
    own = [move for move in concerned if subject.geography.sha_of[move.pct] == sha]
    yield Table(
        name=f"moves {sha}",
        title=f"PCTs of clusters in {sha} grouped otherwise than in {compared.name}",
        columns=(
            Column("PCT", width=2),
            Column("Residents", "count"),
            Column(f"In {compared.name}", width=2.4),
            Column("In this plan", width=2.4),
        ),
        rows=tuple((_who(m, sha, subject), m.residents, m.before, m.after) for m in concerned),
        total=(f"PCTs of {sha}: {len(own):,}", sum(m.residents for m in own), "", ""),
        note=(
            "Clusters of the two plans are matched so that as few PCTs as possible move. A PCT is "
            "counted in the SHA that it lies in."
        ),
        part=Part("Moves by SHA", "SHA", sha),
    )


def _who(move: Move, sha: str, subject: Subject) -> str:
    """Return the PCT, and where else it is listed if it lies in another SHA."""
    home = subject.geography.sha_of[move.pct]
    said = listed([move.pct], subject.geography)
    if home == sha:
        return said
    return f"{said}: lies in {home}{', and is also there' if home in subject.by_sha else ''}"
