"""What a sweep came to, in a few sentences."""

from __future__ import annotations

from collections.abc import Iterator

from geodata.words import counted
from outputs.answers.alternatives_wording import share
from outputs.report.blocks import Block, Items, Paragraph, Section
from outputs.sweeps.findings import Findings
from outputs.sweeps.troubles import unproven
from outputs.sweeps.wording import field_title, in_store
from outputs.wording import objective_title


def brief_section(findings: Findings) -> Section:
    """Return the section."""
    return Section("In brief", tuple(_blocks(findings)))


def _blocks(findings: Findings) -> Iterator[Block]:
    reading = findings.reading
    yield Paragraph(in_store(reading), "warning" if reading.unfinished else "lead")
    if reading.changed:
        yield Paragraph(
            f"The tables of {reading.geography.title} have changed since the sweep was begun. "
            "Plans and scores are as they were found then; names and maps are of the tables now.",
            "warning",
        )
    yield Items(tuple(sentences(findings)))
    yield Paragraph(
        "Shares are of the scenarios that have a plan, each counted once: a sweep that asks one "
        "thing more often than another weighs it more. They say how far the choices made here "
        "agree, and nothing of how likely a plan is to be right.",
        "remark",
    )


def sentences(findings: Findings) -> Iterator[str]:
    """Yield what a reader should know first."""
    reading = findings.reading
    if not reading.plans:
        yield "No scenario has a plan: the reasons are below."
        return
    first, solved = reading.plans[0], len(reading.solved)
    if len(reading.plans) == 1:
        yield f"All {counted(solved, 'scenario')} with a plan have the same one."
    else:
        yield (
            f"{counted(len(reading.plans), 'different plan')} came up in the "
            f"{counted(solved, 'scenario')} with a plan. The most frequent, plan 1, is that of "
            f"{len(first.scenarios):,} ({share(first.share)})."
        )
    yield from _settled(findings)
    if findings.unbeaten and len(findings.compared_by) > 1:
        kept = {point.plan for point in findings.unbeaten}
        yield (
            f"{len(kept):,} of the {counted(len(reading.plans), 'plan')} "
            f"{'is' if len(kept) == 1 else 'are'} not beaten by any other: none is better in one "
            "of the scores weighed and worse in none."
        )
    yield from _strongest(findings)
    yield from _without(findings)


def _settled(findings: Findings) -> Iterator[str]:
    settled = sum(place.settled for place in findings.places)
    yield (
        f"{settled:,} of {counted(len(findings.places), 'PCT')} "
        f"{'is' if settled == 1 else 'are'} in the same cluster in every one of them."
    )


def _strongest(findings: Findings) -> Iterator[str]:
    """Yield for each weighed score the field that moves its median most."""
    for name in findings.compared_by:
        moving = [e for of in findings.effects.values() for e in of if e.score == name]
        strongest = max(moving, key=lambda e: e.spread, default=None)
        if strongest is not None and strongest.spread >= 0.0005:
            yield (
                f"The score of {objective_title(name)} moves most with "
                f"{field_title(strongest.path)}: between its values the median differs by "
                f"{strongest.spread:.3f}."
            )


def _without(findings: Findings) -> Iterator[str]:
    for found, words in (
        (findings.infeasible, "impossible: no plan keeps every rule"),
        (findings.failed, "not solved: the program failed"),
        (findings.stopped, "cut short before a plan was found"),
    ):
        many = sum(len(trouble.scenarios) for trouble in found)
        if many:
            yield f"{counted(many, 'scenario')} {'is' if many == 1 else 'are'} {words}."
    if open_ := len(unproven(findings.reading)):
        verb = "is" if open_ == 1 else "are"
        yield f"{counted(open_, 'scenario')} {verb} solved, but the plan is not proven best."
